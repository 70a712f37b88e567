"""Whether spending is within the terms of a grant. Plain functions; amounts are integers in minor units."""

from collections.abc import Mapping, Set
from datetime import date
from uuid import UUID

from services.registry.spending.events import Outside

Amounts = Mapping[UUID | None, int]


def beyond_lines(amount: int, lines: Mapping[UUID, int], spent: Amounts) -> int:
    """How much of what was spent neither the grant's lines nor its unrestricted rest allow.

    What is spent over a line, or on none that the grant has, is taken from the rest: the grant's amount
    without its lines. What the rest does not cover is beyond.
    """
    rest = amount - sum(lines.values())
    over = sum(max(0, total - (lines.get(line, 0) if line else 0)) for line, total in spent.items())
    return max(0, over - rest)


def outside(
    amount: int,
    lines: Mapping[UUID, int],
    period: tuple[date, date],
    before: Amounts,
    entry: tuple[UUID | None, int, date],
) -> Set[Outside]:
    """In what one more entry, of a line, an amount and a day, is outside a grant's terms."""
    line, more, on = entry
    after = {**before, line: before.get(line, 0) + more}
    found = set()
    if beyond_lines(amount, lines, after) > beyond_lines(amount, lines, before):
        found.add(Outside.LINES)
    if not period[0] <= on <= period[1]:
        found.add(Outside.PERIOD)
    return found
