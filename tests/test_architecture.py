"""The house rules that neither ruff nor mypy keep: who imports whom, where SQL lives, what a slice is."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.database.roles import SERVICES

ROOT = Path(__file__).parents[1]
SLICE_FILES = frozenset({"endpoints", "schemas", "service", "repository", "models", "events", "errors"})
DRIVER_CALLS = frozenset(
    {"fetch", "fetchrow", "fetchval", "execute", "executemany", "copy_records_to_table", "cursor"}
)
GENERIC = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc|base)(_|$)", re.IGNORECASE)
MAX_HANDLER_LINES = 15


def python_files(*folders: str) -> list[Path]:
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def slices() -> list[Path]:
    """The slices: folders of a service that hold Python modules, save its migrations."""
    return sorted(
        folder
        for service in SERVICES
        for folder in (ROOT / "services" / service).iterdir()
        if folder.is_dir() and (folder / "__init__.py").exists() and folder.name != "migrations"
    )


def modules(named: str | None = None) -> list[Path]:
    """Modules of slices, all of them or those with one name."""
    found = [
        file for folder in slices() for file in sorted(folder.rglob("*.py")) if file.name != "__init__.py"
    ]
    return [file for file in found if named is None or file.stem == named]


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def imported(file: Path) -> Iterator[str]:
    """What a module imports, by full name: `from a import b` is `a.b`."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_of(file: Path, *packages: str) -> list[str]:
    return [
        name
        for name in imported(file)
        if name.startswith(tuple(f"{package}." for package in packages)) or name in packages
    ]


def handlers(file: Path) -> Iterator[ast.AsyncFunctionDef]:
    """The functions of a module that a router's decorator makes operations of."""
    for node in tree(file).body:
        if isinstance(node, ast.AsyncFunctionDef) and any(_routes(one) for one in node.decorator_list):
            yield node


def _routes(decorator: ast.expr) -> bool:
    methods = {"get", "post", "put", "patch", "delete"}
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in methods
    )


def test_there_are_slices_and_handlers_to_look_at() -> None:
    assert len(slices()) >= 5
    assert sum(len(list(handlers(file))) for file in modules("endpoints")) >= 20


def test_the_contracts_between_packages_hold() -> None:
    # In a process of its own: it configures logging for everybody.
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("file", modules("endpoints"), ids=name_of)
def test_a_handler_is_an_address_a_permission_and_a_call(file: Path) -> None:
    for handler in handlers(file):
        body = handler.body[1:] if ast.get_docstring(handler) else handler.body
        lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
        assert lines <= MAX_HANDLER_LINES, f"{handler.name} has {lines} lines: what else does it do?"


@pytest.mark.parametrize("file", modules("endpoints"), ids=name_of)
def test_endpoints_hold_neither_rules_nor_sql(file: Path) -> None:
    assert not imports_of(file, "sqlalchemy", "asyncpg", "shared.database", "shared.eventlog.appending")
    assert not [name for name in imported(file) if ".repository." in name or ".models." in name]
    raised = [node.lineno for node in ast.walk(tree(file)) if isinstance(node, ast.Raise)]
    assert not raised, f"a rule is decided in lines {raised}; it belongs in service.py"


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_the_statements_of_a_slice_are_in_its_repository(file: Path) -> None:
    if file.stem == "repository":
        return
    assert not imports_of(file, "shared.database.statements")
    if file.stem != "models":
        assert not imports_of(file, "sqlalchemy")
    called = [
        f"{node.func.attr} in line {node.lineno}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in DRIVER_CALLS
    ]
    assert not called


@pytest.mark.parametrize("file", [*modules("service"), *modules("repository")], ids=name_of)
def test_rules_and_rows_know_nothing_of_http(file: Path) -> None:
    assert not imports_of(file, "fastapi", "starlette", "shared.http.routes", "shared.http.dependencies")


@pytest.mark.parametrize("file", modules("events"), ids=name_of)
def test_facts_depend_on_nothing_of_their_slice(file: Path) -> None:
    assert not [
        name for name in imported(file) if name.startswith(f"{'.'.join(file.relative_to(ROOT).parts[:-1])}.")
    ]


@pytest.mark.parametrize("folder", slices(), ids=name_of)
def test_a_slice_has_the_usual_files(folder: Path) -> None:
    names = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert names & SLICE_FILES, "a slice without any of the usual files is something else"
    assert not (folder / "__init__.py").read_text("utf-8").strip() or ast.get_docstring(
        tree(folder / "__init__.py")
    )


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_tables_in_its_own_schema_only(service: str) -> None:
    named = [
        node
        for file in (ROOT / "services" / service).rglob("*.py")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("MetaData")
    ]
    for call in named:
        schemas = [ast.literal_eval(keyword.value) for keyword in call.keywords if keyword.arg == "schema"]
        assert schemas == [service]


@pytest.mark.parametrize("service", SERVICES)
def test_sql_never_names_another_services_table(service: str) -> None:
    others = "|".join(other for other in SERVICES if other != service)
    table = re.compile(rf"\b(FROM|JOIN|INTO|UPDATE|TABLE|REFERENCES|ON)\s+({others})\.[a-z_]+", re.IGNORECASE)
    for file in (ROOT / "services" / service).rglob("*.py"):
        assert not table.search(file.read_text("utf-8")), name_of(file)


def test_nothing_is_named_after_nothing() -> None:
    for file in python_files("services", "shared"):
        classes = [node.name for node in ast.walk(tree(file)) if isinstance(node, ast.ClassDef)]
        words = [file.stem, *(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name) for name in classes)]
        assert not [word for word in words if GENERIC.search(word)], name_of(file)


def test_what_is_silenced_says_why() -> None:
    silencing = re.compile(r"# (?:no" + r"qa|type: ig" + r"nore)\b")
    told = re.compile(silencing.pattern + r"(?:: [A-Z0-9, ]+|\[[a-z-, ]+\])\s*[#-]\s*\w+")
    for file in python_files("services", "shared", "tests", "bench"):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            assert not silencing.search(line) or told.search(line), f"{name_of(file)}:{number}"


def test_no_committed_file_names_this_machine_or_a_package_registry() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    forbidden = [
        "/" + "work/",
        "pypi" + ".org/simple",
        "files.python" + "hosted.org",
        "registry.npm" + "js.org",
    ]
    for name in listed.decode().split("\0"):
        file = ROOT / name
        if name and file.is_file():
            text = file.read_bytes()
            assert not [word for word in forbidden if word.encode() in text], name
