"""Whether spending is within a grant's terms, in exact integers, by properties."""

from datetime import date
from uuid import UUID

from hypothesis import given as every
from hypothesis import strategies as st

from services.registry.spending.events import Outside
from services.registry.spending.terms import beyond_lines, outside

LINES = [UUID(int=number) for number in range(1, 5)]
amounts = st.integers(0, 10**13)
budgets = st.dictionaries(st.sampled_from(LINES), st.integers(1, 10**13))
spending = st.dictionaries(st.sampled_from([None, *LINES]), amounts)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@every(lines=budgets, rest=amounts, spent=spending)
def test_within_the_lines_nothing_is_beyond_them(
    lines: dict[UUID, int], rest: int, spent: dict[UUID | None, int]
) -> None:
    amount = sum(lines.values()) + rest
    kept = {line: min(total, lines.get(line, 0) if line else 0) for line, total in spent.items()}
    assert beyond_lines(amount, lines, kept) == 0
    beyond = beyond_lines(amount, lines, spent)
    over = sum(spent.values()) - sum(kept.values())
    assert beyond == max(0, over - rest)


@every(lines=budgets, rest=amounts, spent=spending)
def test_what_is_beyond_the_grant_is_beyond_its_lines(
    lines: dict[UUID, int], rest: int, spent: dict[UUID | None, int]
) -> None:
    amount = sum(lines.values()) + rest
    assert beyond_lines(amount, lines, spent) >= sum(spent.values()) - amount
    assert beyond_lines(amount, {}, spent) == max(0, sum(spent.values()) - amount)


@every(
    lines=budgets,
    rest=amounts,
    entries=st.lists(st.tuples(st.sampled_from([None, *LINES]), st.integers(1, 10**12)), max_size=12),
)
def test_entries_that_say_nothing_stay_within_in_whatever_order(
    lines: dict[UUID, int], rest: int, entries: list[tuple[UUID | None, int]]
) -> None:
    amount = sum(lines.values()) + rest
    spent: dict[UUID | None, int] = {}
    for line, more in entries:
        if not outside(amount, lines, YEAR, spent, (line, more, YEAR[0])):
            spent[line] = spent.get(line, 0) + more
    assert beyond_lines(amount, lines, spent) == 0
    assert sum(spent.values()) <= amount


@every(on=st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_days_of_the_period_are_those_from_its_first_to_its_last(on: date) -> None:
    found = outside(10, {}, YEAR, {}, (None, 1, on))
    assert found == (set() if on.year == 2026 else {Outside.PERIOD})
