"""How generated pages are written: a heading that says so, tables, code."""

from collections.abc import Iterable, Sequence


def page(title: str, source: str, *parts: str) -> str:
    """A page with a first line that says from what it was generated and how."""
    head = f"<!-- Generated from {source} by `make docs`. Do not edit. -->"
    return "\n\n".join([head, f"# {title}", *parts]) + "\n"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells keep to one line."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def code(text: str) -> str:
    """Text in the face of code."""
    return f"`{text}`"


def one_line(text: str | None) -> str:
    """A docstring or description as one line; indentation differs between versions of Python."""
    return " ".join((text or "").split())


def block(text: str, language: str) -> str:
    """A block of code."""
    return f"```{language}\n{text}\n```"


def _cell(text: str) -> str:
    return one_line(text).replace("|", "\\|")
