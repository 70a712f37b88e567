"""`docs/settings.md`: every setting with its type, default, meaning, and when no process starts with it."""

from pydantic.fields import FieldInfo

from services.documents.annotations import in_words
from services.documents.markdown import code, one_line, page, table
from services.documents.sources import calls, texts
from shared.settings import Settings

_INTRODUCTION = """\
Settings are environment variables. An empty one counts as unset; lists are JSON
(`["https://example.org"]`). A process that is given a value it refuses says so in one line and does not
start. Outside `make run` (`SHIDRA_MODE` unset or `production`) the unsafe ones are refused too."""
_LIMITS = (("ge", "below {}"), ("le", "above {}"), ("gt", "not above {}"), ("lt", "not below {}"))


def settings_page() -> str:
    """The page, in the order of the class."""
    unsafe = _unsafe()
    rows = [
        (
            code(_variable(name)),
            in_words(field.annotation),
            _default(field),
            one_line(field.description),
            "; ".join([*_refused(field), *unsafe.get(_variable(name), [])]),
        )
        for name, field in Settings.model_fields.items()
    ]
    headings = ("Variable", "Type", "Default", "Meaning", "Refused")
    return page("Settings", "`shared/settings.py`", _INTRODUCTION, table(headings, rows))


def _variable(name: str) -> str:
    return f"SHIDRA_{name.upper()}"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True)
    if value is None:
        return "unset"
    return code(str(value)) if value != [] else "none"


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


def _unsafe() -> dict[str, list[str]]:
    """What the validators say when they refuse, as the operator reads it: `VARIABLE: why`."""
    found: dict[str, list[str]] = {}
    for call in calls(Settings, "ValueError"):
        variable, _, why = texts(call)[0].partition(": ")
        found.setdefault(variable, []).append(why)
    return found
