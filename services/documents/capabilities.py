"""`docs/capabilities.md`: who may call which operation."""

from collections.abc import Iterator, Mapping

from services.documents.markdown import code, one_line, page, table
from services.documents.sources import attribute_docstrings
from shared.http.auth.capabilities import Capability
from shared.http.openapi import Document

_INTRODUCTION = """\
An operation asks its caller for one of some capabilities; any one of them is enough. Whoever has none of
them in an initiative they take part in gets `403 forbidden`; to whoever takes no part in it the initiative
does not exist (`404 not-found`). What a caller may do is known from the initiative's log, not from the
token."""


def capabilities_page(merged: Document, operations: Mapping[str, tuple[str, ...] | None]) -> str:
    """The page; `operations` are the capabilities each operation asks for, () where it is public."""
    meanings = attribute_docstrings(Capability)
    columns = list(Capability)
    rows = [
        (
            code(f"{method.upper()} {path}"),
            code(operation),
            *("✓" if column in asked else "" for column in columns),
            ", ".join(code(one.removeprefix("scope ")) for one in asked if one.startswith("scope ")),
            ", ".join(code(one.removeprefix("link ")) for one in asked if one.startswith("link ")),
            public,
        )
        for path, method, operation, asked, public in _operations(merged, operations)
    ]
    return page(
        "Who may do what",
        "the handlers' signatures",
        _INTRODUCTION,
        table(
            ("Capability", "Who has it"),
            [(code(capability.value), one_line(meanings[capability.name])) for capability in columns],
        ),
        table(
            (
                "Operation",
                "`operationId`",
                *(code(column.value) for column in columns),
                "system with",
                "link for",
                "no token",
            ),
            rows,
        ),
    )


def _operations(
    merged: Document, operations: Mapping[str, tuple[str, ...] | None]
) -> Iterator[tuple[str, str, str, tuple[str, ...], str]]:
    for path, methods in merged["paths"].items():
        for method, operation in methods.items():
            name = operation["operationId"]
            asked = operations[name] or ()
            yield path, method, name, asked, "" if asked else "✓"
