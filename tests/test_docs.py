"""Fails when something is undocumented, a generated page stale, or a document promises what is not there."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.charter_words import Rule
from shared.http.auth.capabilities import Capability
from shared.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?P<file>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
SOURCE_FILE = re.compile(r"`((?:services|shared|tests|bench|deploy|docs|examples)/[\w./-]+)`")
CODE_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def sources(pattern: str) -> Iterator[tuple[str, str]]:
    """Source files of services and shared, by a pattern of their names, with their text."""
    for folder in ("services", "shared"):
        for file in sorted((ROOT / folder).rglob(pattern)):
            yield name_of(file), file.read_text("utf-8")


def test_generated_documents_are_up_to_date() -> None:
    # A process of its own: what other tests declare (problems, event types) is not to be documented.
    command = [sys.executable, "-m", "services.cli", "docs", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_setting_is_documented() -> None:
    documented = page("settings.md")
    assert not [name for name in Settings.model_fields if f"`SHIDRA_{name.upper()}`" not in documented]


def test_every_event_type_is_documented() -> None:
    documented = page("events.md")
    declared = {
        found
        for _, text in sources("events.py")
        for found in re.findall(r'type: ClassVar\[str\] = "([^"]+)"', text)
    }
    assert len(declared) >= 10
    assert not [name for name in declared if f"### {name}\n" not in documented]


def test_every_problem_is_documented() -> None:
    documented = page("problems.md")
    declared = {
        found
        for pattern in ("errors.py", "problems.py")
        for _, text in sources(pattern)
        for found in re.findall(r'^    code = "([^"]+)"', text, re.MULTILINE)
    }
    assert len(declared) >= 20
    assert not [code for code in declared if f"| `{code}` |" not in documented]


def test_every_rule_of_the_charter_is_documented() -> None:
    documented = page("charter.md")
    assert not [rule for rule in Rule if f"## {rule.value}\n" not in documented]


def test_every_operation_and_capability_is_documented() -> None:
    documented = page("capabilities.md")
    merged = json.loads(page("openapi/shidra.json"))
    operations = [one["operationId"] for methods in merged["paths"].values() for one in methods.values()]
    assert not [name for name in operations if f"`{name}`" not in documented]
    assert not [capability for capability in Capability if f"| `{capability.value}` |" not in documented]


def test_every_module_says_what_lives_in_it() -> None:
    silent = [
        name for name, text in sources("*.py") if text.strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert not silent


def test_every_handler_has_a_docstring_and_its_operation_is_described() -> None:
    operations = {
        one["operationId"]
        for methods in json.loads(page("openapi/shidra.json"))["paths"].values()
        for one in methods.values()
    }
    for name, text in sources("endpoints.py"):
        for node in ast.parse(text).body:
            if isinstance(node, ast.AsyncFunctionDef) and node.decorator_list:
                assert ast.get_docstring(node), f"{name}: {node.name}"
                assert node.name in operations, f"{name}: {node.name}"


def _anchors(file: Path) -> set[str]:
    """The anchors that headings make on the usual viewers of Markdown."""
    text = CODE_BLOCK.sub("", file.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("file", PAGES, ids=name_of)
def test_every_link_leads_somewhere(file: Path) -> None:
    for link in LINK.finditer(CODE_BLOCK.sub("", file.read_text("utf-8"))):
        if link["file"].startswith(("https://", "http://")):
            continue
        target = (file.parent / link["file"]).resolve() if link["file"] else file
        assert target.exists(), link[0]
        if link["anchor"]:
            assert link["anchor"] in _anchors(target), link[0]


@pytest.mark.parametrize("file", PAGES, ids=name_of)
def test_every_file_a_document_names_exists(file: Path) -> None:
    assert not [name for name in SOURCE_FILE.findall(file.read_text("utf-8")) if not (ROOT / name).exists()]


def test_every_decision_the_code_cites_is_written_down() -> None:
    written = {file.name[:4] for file in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    cited = {
        number for _, text in sources("*.py") for number in re.findall(r"docs/decisions/([0-9]{4})", text)
    }
    assert cited
    assert cited <= written


def test_decisions_are_numbered_and_say_what_was_decided() -> None:
    files = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert [int(file.name[:4]) for file in files] == list(range(1, len(files) + 1))
    for file in files:
        text = file.read_text("utf-8")
        assert text.startswith(f"# {int(file.name[:4])}. "), file.name
        assert {"Context", "Decision", "Consequences"} <= set(
            re.findall(r"^## (\w+)$", text, re.MULTILINE)
        ), file.name


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        file = waiting.pop()
        if file in reached:
            continue
        reached.add(file)
        links = (link["file"] for link in LINK.finditer(file.read_text("utf-8")))
        waiting += [
            target
            for link in links
            if link.endswith(".md") and (target := (file.parent / link).resolve()).exists()
        ]
    assert set(PAGES) <= reached


def test_the_documents_name_targets_that_make_has_and_make_lists_them_all() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))
    named = {
        target
        for file in PAGES
        for target in re.findall(r"(?:`|^)make ([a-z][a-z-]*)", file.read_text("utf-8"), re.MULTILINE)
    }
    assert {"run", "test"} <= named <= targets
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not [target for target in targets if not re.search(rf"\b{target}\b", listed)]
