"""A report to a funder as rows of text, in the language of its format. Amounts are written with a point."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.registry.currencies import decimal_text
from services.registry.grant_reports.amounts import line_of
from services.registry.grant_reports.words import COLUMNS, OUTSIDE, TOTAL, UNMAPPED, Column
from services.registry.spending.events import Outside, SpendingCategory
from services.registry.spending.words import CATEGORIES
from shared.localization.languages import Language
from shared.localization.texts import pick

Row = Mapping[str, Any]

LINE_COLUMNS: Final = (
    *(Column.CODE, Column.LINE, Column.AMOUNT, Column.CURRENCY, Column.ENTRIES, Column.OUTSIDE),
)
ENTRY_COLUMNS: Final = (
    *(Column.CODE, Column.SPENT_ON, Column.AMOUNT, Column.CURRENCY, Column.CATEGORY, Column.BUDGET_LINE),
    *(Column.ORGANIZATION, Column.TEXT, Column.OUTSIDE, Column.EXPLANATION),
)


def header(columns: Sequence[Column], language: Language) -> list[str]:
    """The names of columns."""
    return [COLUMNS[column].render(language) for column in columns]


def line_rows(report: Row, names: Mapping[Any, Any], language: Language) -> list[list[str]]:
    """A report's lines, what belongs to none, and the total; `names` are of budget lines by their ids."""
    rows = [
        _row(one["code"], pick(one["name"], language), one, report["currency"]) for one in report["lines"]
    ]
    for one in report["unmapped"]:
        told = [UNMAPPED.render(language), CATEGORIES[SpendingCategory(one["category"])].render(language)]
        if one["budget_line_id"] is not None:
            told.append(pick(names[one["budget_line_id"]], language))
        rows.append(_row("", ": ".join((told[0], " / ".join(told[1:]))), one, report["currency"]))
    rows.append(_row("", TOTAL.render(language), report["total"], report["currency"]))
    return rows


def _row(code: str, name: str, summed: Row, currency: str) -> list[str]:
    amount = decimal_text(summed["amount"], currency)
    return [code, name, amount, currency, str(summed["entries"]), str(summed["outside"])]


def entry_row(row: Row, lines: Sequence[Row], language: Language) -> list[str]:
    """An entry of spending, by the line it belongs to, in the currency in which it was spent."""
    named = row["budget_line_name"]
    return [
        line_of(lines, row["budget_line_id"], row["category"]) or "",
        row["spent_on"].isoformat(),
        decimal_text(row["amount"], row["currency"]),
        row["currency"],
        CATEGORIES[SpendingCategory(row["category"])].render(language),
        pick(named, language) if named else "",
        pick(row["organization_name"], language),
        pick(row["text"], language),
        ", ".join(OUTSIDE[Outside(one)].render(language) for one in row["outside"]),
        pick(row["explanation"], language) if row["explanation"] else "",
    ]
