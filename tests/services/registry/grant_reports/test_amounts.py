"""How spending adds up in a funder's lines, by properties: every unit once, to exactly the total."""

from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from services.registry.currencies import Currency, decimal_text, minor_digits
from services.registry.grant_reports.amounts import Spent, converted, line_of, reported
from services.registry.spending.events import SpendingCategory

LINES = [UUID(int=number) for number in range(1, 4)]
amounts = st.integers(0, 10**13)
rates = st.builds(Fraction, st.integers(1, 10**6), st.integers(1, 10**6))


@st.composite
def formats(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Formats that map some budget lines and some categories, each once at most."""
    number = draw(st.integers(1, 4))
    lines: list[dict[str, Any]] = [
        {"code": f"A{place}", "name": {"en": f"A{place}"}, "budget_line_ids": [], "categories": []}
        for place in range(number)
    ]
    for key, mapped in (("budget_line_ids", map(str, LINES)), ("categories", SpendingCategory)):
        for one in mapped:
            place = draw(st.integers(-1, number - 1))
            if place >= 0:
                lines[place][key].append(str(one))
    return lines


spendings = st.dictionaries(
    st.tuples(st.sampled_from([None, *LINES]), st.sampled_from([one.value for one in SpendingCategory])),
    st.tuples(st.integers(1, 10**12), st.integers(1, 50)),
    max_size=20,
).map(lambda found: [Spent(*key, amount, entries, entries // 2) for key, (amount, entries) in found.items()])


@every(parts=st.lists(amounts, max_size=30), rate=rates)
def test_what_is_converted_comes_to_the_converted_total(parts: list[int], rate: Fraction) -> None:
    found = converted(parts, rate)
    exact = sum(parts) * rate
    assert abs(sum(found) - exact) <= Fraction(1, 2)
    for part, one in zip(parts, found, strict=True):
        assert abs(one - part * rate) < 1
        assert part or not one
    assert converted(parts, Fraction(1)) == parts


@every(lines=formats(), spending=spendings, rate=rates)
def test_every_unit_spent_is_in_one_place_of_a_report(
    lines: list[dict[str, Any]], spending: list[Spent], rate: Fraction
) -> None:
    report = reported(lines, spending, rate)
    places = [*report["lines"], *report["unmapped"]]
    for name in ("amount", "original", "entries", "outside"):
        assert sum(one[name] for one in places) == report["total"][name]
    assert report["total"]["original"] == sum(one.amount for one in spending)
    assert report["total"]["entries"] == sum(one.entries for one in spending)
    named = {(one["budget_line_id"], one["category"]) for one in report["unmapped"]}
    assert named == {
        (one.budget_line_id, one.category)
        for one in spending
        if line_of(lines, one.budget_line_id, one.category) is None
    }


@every(first=formats(), second=formats(), spending=spendings)
def test_all_formats_tell_the_same_sum(
    first: list[dict[str, Any]], second: list[dict[str, Any]], spending: list[Spent]
) -> None:
    totals = [reported(lines, spending, Fraction(1))["total"] for lines in (first, second)]
    assert totals[0] == totals[1]


def test_a_budget_line_says_more_than_a_category() -> None:
    lines = [
        {"code": "A", "name": {}, "budget_line_ids": [str(LINES[0])], "categories": []},
        {"code": "B", "name": {}, "budget_line_ids": [], "categories": ["travel"]},
    ]
    found = [line_of(lines, line, "travel") for line in (LINES[0], LINES[1], None)]
    assert found == ["A", "B", "B"]
    assert line_of(lines, LINES[1], "wages") is None


@every(amount=st.integers(-(10**13), 10**13), currency=st.sampled_from(list(Currency)))
def test_an_amount_is_written_with_its_digits_and_read_back_exactly(amount: int, currency: Currency) -> None:
    text, digits = decimal_text(amount, currency), minor_digits(currency)
    assert Fraction(text) * 10**digits == amount
    assert len(text.partition(".")[2]) == digits


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [(5, "ILS", "0.05"), (-120, "USD", "-1.20"), (7, "JPY", "7"), (1_005, "KWD", "1.005")],
)
def test_amounts_are_written_as_people_do(amount: int, currency: str, text: str) -> None:
    assert decimal_text(amount, currency) == text
