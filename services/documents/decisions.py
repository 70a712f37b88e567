"""`docs/decisions/README.md`: the decision records by number."""

from pathlib import Path

from services.documents.markdown import page

_INTRODUCTION = """\
What was decided, why, and what follows from it; one page each. How to write one stands in
[contributing](../../CONTRIBUTING.md#decision-records)."""


def decisions_page(folder: Path) -> str:
    """The list, with each record's heading."""
    records = [
        f"- [{file.read_text('utf-8').splitlines()[0].removeprefix('# ')}]({file.name})"
        for file in sorted(folder.glob("[0-9]*.md"))
    ]
    return page("Decisions", "the records beside it", _INTRODUCTION, "\n".join(records))
