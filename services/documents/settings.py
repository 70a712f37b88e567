"""`docs/settings.md`: every setting with its type, default, meaning, and when no process starts with it."""

from enum import Enum
from importlib import import_module
from pathlib import Path

from pydantic.fields import FieldInfo

from services.documents.annotations import in_words
from services.documents.markdown import code, one_line, page, table
from services.documents.sources import calls, texts
from shared.database.roles import SERVICES
from shared.settings import Settings

_INTRODUCTION = """\
Settings are environment variables. An empty one counts as unset; lists are JSON
(`["https://example.org"]`). A process that is given a value it refuses says so in one line and does not
start. Outside `make run` (`SHIDRA_MODE` unset or `production`) the unsafe ones are refused too."""
_LIMITS = (("ge", "below {}"), ("le", "above {}"), ("gt", "not above {}"), ("lt", "not below {}"))


def settings_page(root: Path) -> str:
    """The page; settings of one service stand in a section of their own."""
    parts = [_INTRODUCTION, "## All processes", _table(Settings, set())]
    for service in SERVICES:
        if (root / "services" / service / "settings.py").is_file():
            module = import_module(f"services.{service}.settings")
            own = [
                value
                for value in vars(module).values()
                if isinstance(value, type)
                and issubclass(value, Settings)
                and value.__module__ == module.__name__
            ]
            for settings in own:
                parts += [f"## The {service} service only", _table(settings, set(Settings.model_fields))]
    return page("Settings", "`shared/settings.py`", *parts)


def _table(settings: type[Settings], known: set[str]) -> str:
    unsafe = _unsafe(settings)
    rows = [
        (
            code(_variable(name)),
            in_words(field.annotation),
            _default(field),
            one_line(field.description),
            "; ".join([*_refused(field), *unsafe.get(_variable(name), [])]),
        )
        for name, field in settings.model_fields.items()
        if name not in known
    ]
    return table(("Variable", "Type", "Default", "Meaning", "Refused"), rows)


def _variable(name: str) -> str:
    return f"SHIDRA_{name.upper()}"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True) if not field.is_required() else None
    if value is None:
        return "required" if field.is_required() else "unset"
    if isinstance(value, list):
        return "none"
    return code(str(value.value if isinstance(value, Enum) else value))


def _refused(field: FieldInfo) -> list[str]:
    limits = [
        words.format(getattr(mark, name))
        for name, words in _LIMITS
        for mark in field.metadata
        if getattr(mark, name, None) is not None
    ]
    patterns = [
        f"unless it matches {code(mark.pattern)}" for mark in field.metadata if getattr(mark, "pattern", None)
    ]
    return limits + patterns


def _unsafe(settings: type[Settings]) -> dict[str, list[str]]:
    """What the validators say when they refuse, as the operator reads it: `VARIABLE: why`."""
    found: dict[str, list[str]] = {}
    for call in calls(settings, "ValueError"):
        variable, _, why = texts(call)[0].partition(": ")
        found.setdefault(variable, []).append(why)
    return found
