"""How spending adds up in a funder's own lines. Plain functions; amounts are integers in minor units.

Amounts are converted by the method of the largest remainder (Hamilton's, of apportionment), so that the lines
of a report in another currency come to exactly its total.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Spent:
    """What was spent on a budget line, or on none, in a category."""

    budget_line_id: UUID | None
    category: str
    amount: int
    entries: int
    outside: int
    """How many of the entries are outside the grant's terms."""


def converted(amounts: Sequence[int], rate: Fraction) -> list[int]:
    """Amounts at a rate, in whole minor units, which come to the sum at that rate, halves rounded up.

    Each is rounded down; what is missing to the sum goes, a unit each, to those with the largest remainders,
    the earlier first among equals.
    """
    exact = [amount * rate for amount in amounts]
    found = [value.numerator // value.denominator for value in exact]
    total = sum(exact, Fraction()) + Fraction(1, 2)
    missing = total.numerator // total.denominator - sum(found)
    by_remainder = sorted(range(len(exact)), key=lambda place: found[place] - exact[place])
    for place in by_remainder[:missing]:
        found[place] += 1
    return found


def line_of(lines: Sequence[Mapping[str, Any]], budget_line_id: UUID | None, category: str) -> str | None:
    """The code of the line that spending belongs to: by its budget line, else by its category, else none."""
    by_line = {named: one["code"] for one in lines for named in one["budget_line_ids"]}
    by_category = {named: one["code"] for one in lines for named in one["categories"]}
    named = str(budget_line_id) if budget_line_id else None
    found: str | None = by_line.get(named) if named in by_line else by_category.get(category)
    return found


def reported(lines: Sequence[Mapping[str, Any]], spending: Sequence[Spent], rate: Fraction) -> dict[str, Any]:
    """A report: each line of the format, what belongs to none by budget line and category, and the total.

    Every unit spent is in exactly one of them. `original` is as it was spent, `amount` at the rate.
    """
    codes = {spent: line_of(lines, spent.budget_line_id, spent.category) for spent in spending}
    rows = [
        {
            "code": one["code"],
            "name": one["name"],
            **_summed([s for s in spending if codes[s] == one["code"]]),
        }
        for one in lines
    ]
    unmapped = [
        {"budget_line_id": spent.budget_line_id, "category": spent.category, **_summed([spent])}
        for spent in spending
        if codes[spent] is None
    ]
    everything = [*rows, *unmapped]
    amounts = converted([row["original"] for row in everything], rate)
    for row, amount in zip(everything, amounts, strict=True):
        row["amount"] = amount
    return {
        "lines": rows,
        "unmapped": unmapped,
        "total": {"amount": sum(amounts), **_summed(spending)},
    }


def _summed(spending: Sequence[Spent]) -> dict[str, int]:
    return {
        "original": sum(one.amount for one in spending),
        "entries": sum(one.entries for one in spending),
        "outside": sum(one.outside for one in spending),
    }
