"""The funding summary: exact shares of what was raised and is needed, each currency by itself."""

from fractions import Fraction

from hypothesis import given as every
from hypothesis import strategies as st

from services.registry.funding_sources.schemas import MOST_MONEY
from services.registry.funding_summary.service import summarized
from services.registry.funding_summary.shares import months_funded, share
from shared.charter import CharterRefusal, allocate_to_backbone, keep_under_cap
from tests.governing import Governed, govern, propose_mandate
from tests.kit import Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import allocate, given, stands

amounts = st.integers(1, MOST_MONEY)
fractions = st.fractions(min_value=0, max_value=1, max_denominator=1_000_000)


@every(source=amounts, wanted=st.lists(amounts, max_size=30), earmarked=st.booleans())
def test_however_it_is_split_the_backbone_gets_half_of_a_source_at_most(
    source: int, wanted: list[int], earmarked: bool
) -> None:
    got = 0
    for amount in wanted:
        try:
            allocate_to_backbone(amount=amount, before=got, source_amount=source, earmarked=earmarked)
        except CharterRefusal:
            assert 2 * (got + amount) > source
            continue
        got += amount
    assert earmarked or Fraction(got, source) <= Fraction(1, 2)


@every(raised=st.integers(0, MOST_MONEY), wanted=st.lists(amounts, max_size=30), cap=fractions)
def test_however_it_is_split_the_backbone_stays_under_the_cap(
    raised: int, wanted: list[int], cap: Fraction
) -> None:
    got = 0
    for amount in wanted:
        try:
            keep_under_cap(amount=amount, before=got, raised=raised, cap=cap)
        except CharterRefusal:
            assert got + amount > cap * raised
            continue
        got += amount
    assert got <= cap * raised


@every(part=st.integers(0, MOST_MONEY), whole=st.integers(0, MOST_MONEY))
def test_a_share_is_exact(part: int, whole: int) -> None:
    found = share(part, whole)
    assert (found is None) is (whole == 0)
    assert found is None or found * whole == part


@every(funds=st.integers(0, MOST_MONEY), needed=st.integers(0, MOST_MONEY), months=st.integers(1, 600))
def test_the_backbone_is_funded_for_as_many_months_as_its_funds_last(
    funds: int, needed: int, months: int
) -> None:
    found = months_funded(funds, needed, months)
    assert (found is None) is (needed == 0)
    assert found is None or found * Fraction(needed, months) == funds


def test_of_a_currency_nobody_has_said_anything_of_there_are_no_shares() -> None:
    nothing = summarized("ILS", {})
    assert [nothing[name] for name in ("raised", "allocated_to_backbone", "needed")] == [0, 0, None]
    assert {nothing[name] for name in ("backbone_share_of_raised", "backbone_share_of_needed")} == {None}
    assert nothing["months_funded"] is None


async def test_the_summary_says_the_share_of_what_was_raised_and_of_what_is_needed(
    world: World, field: Field
) -> None:
    house = field.partner.organization_id
    await given(field.facilitator, 500, state="pledged")
    source = await given(field.facilitator, 300)
    await given(field.facilitator, 100, state="received")
    await given(field.facilitator, 7, currency="USD")
    await allocate(field.facilitator, source, field.founder.organization_id, 100)
    await allocate(field.facilitator, source, house, 60)
    await propose_mandate(field.founder, house)
    need = {"needed": 4_000, "needed_for_backbone": 480, "months": 24}
    said = (await field.facilitator.put("registry/funding-needs/ILS", need)).json()
    assert said == {**need, "currency": "ILS", "version": 1}
    assert await stands(field) == {
        **need,
        "currency": "ILS",
        "pledged": 500,
        "raised": 400,
        "redirected": 0,
        "in_kind": 0,
        "received": 100,
        "allocated": 160,
        "allocated_to_backbone": 60,
        "backbone_share_of_raised": {"numerator": 3, "denominator": 20},
        "backbone_share_of_needed": {"numerator": 3, "denominator": 200},
        "months_funded": {"numerator": 3, "denominator": 1},
        "months_funded_by_received": {"numerator": 0, "denominator": 1},
        "received_for_backbone": 0,
        "spent": 0,
    }
    dollars = await stands(field, "USD")
    assert (dollars["raised"], dollars["allocated"], dollars["needed"]) == (7, 0, None)
    assert dollars["backbone_share_of_raised"] == {"numerator": 0, "denominator": 1}
    summary = (await field.founder.get("registry/funding-summary")).json()
    assert summary["cap"] is None
    assert [one["currency"] for one in summary["currencies"]] == ["ILS", "USD"]
    assert (await field.operator.get("registry/funding-summary")).status_code == 403


async def test_what_is_needed_is_said_by_who_keeps_the_funds(field: Field) -> None:
    path, need = "registry/funding-needs/EUR", {"needed": 10, "needed_for_backbone": 10, "months": 1}
    assert (await field.partner.put(path, need)).status_code == 403
    assert (await field.partner.get("registry/funding-summary")).json()["currencies"] == []
    for wrong in ({"needed_for_backbone": 11}, {"months": 0}, {"needed": -1}):
        assert (await field.founder.put(path, need | wrong)).status_code == 422
    assert (await field.founder.put("registry/funding-needs/GOLD", need)).status_code == 422
    for _ in range(2):
        assert (await field.founder.put(path, need)).json()["version"] == 1
    stale = await field.founder.put(path, need | {"months": 2}, headers={"If-Match": '"9"'})
    assert stale.status_code == 412
    (told,) = await all_events(field.partner, types="registry.funding_need.*")
    assert told["event"]["data"] == {"currency": "EUR", **need}


async def test_the_newest_cap_is_shown_and_learned_again(world: World, field: Field) -> None:
    governed: Governed = await govern(world, field)
    for denominator in (4, 10):
        share_given = {"numerator": 1, "denominator": denominator}
        await governed.decide("funding_cap", subject={"share": share_given})
        summary = (await field.partner.get("registry/funding-summary")).json()
        assert summary["cap"] == share_given
