"""Contributions: confirmed by whose they are, beside the initiative's money and in no share of it."""

from typing import Any

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from services.registry.funding_sources.schemas import MOST_MONEY
from services.registry.funding_summary.service import summarized
from tests.kit import Actor, Field, World
from tests.services.events.workers import all_events
from tests.services.registry.funding import given, stands

TEXT = {"he": "תקציב ההסברה של האגף מופנה לקו החירום בערבית."}
amounts = st.integers(0, MOST_MONEY)


def redirected(by: Actor, amount: int = 30_000, **more: Any) -> dict[str, Any]:
    body = {"organization_id": by.organization_id, "kind": "redirected", "amount": amount, "currency": "ILS"}
    return {**body, "text": TEXT, **more}


@every(raised=amounts, to_backbone=amounts, needed=amounts, redirected_=amounts, in_kind=amounts)
def test_what_others_spend_changes_no_share_of_the_initiatives_money(
    raised: int, to_backbone: int, needed: int, redirected_: int, in_kind: int
) -> None:
    own = {"raised": raised, "allocated_to_backbone": to_backbone, "needed": needed}
    without = summarized("ILS", own)
    beside = summarized("ILS", {**own, "redirected": redirected_, "in_kind": in_kind})
    assert (beside["redirected"], beside["in_kind"]) == (redirected_, in_kind)
    changed = {name for name in without if without[name] != beside[name]}
    assert changed <= {"redirected", "in_kind"}


async def test_an_organization_says_what_it_contributes_and_it_is_counted(field: Field) -> None:
    await given(field.facilitator, 100_000)
    made = await field.partner.created("registry/contributions", redirected(field.partner))
    assert (made["confirmed"], made["withdrawn"]) == (True, False)
    kind: dict[str, Any] = {"kind": "in_kind", "amount": None, "currency": None}
    await field.partner.created("registry/contributions", redirected(field.partner, **kind))
    priced: dict[str, Any] = {"kind": "in_kind", "amount": 5_000}
    await field.partner.created("registry/contributions", redirected(field.partner, **priced))
    await field.partner.created("registry/contributions", redirected(field.partner, 7, currency="USD"))
    here = await stands(field)
    assert (here["raised"], here["redirected"], here["in_kind"]) == (100_000, 30_000, 5_000)
    abroad = await stands(field, "USD")  # a currency of its own
    assert (abroad["raised"], abroad["redirected"]) == (0, 7)
    withdrawn = await field.partner.post(f"registry/contributions/{made['id']}/withdraw")
    assert withdrawn.json()["withdrawn"] is True
    assert (await stands(field))["redirected"] == 0
    again = await field.partner.post(f"registry/contributions/{made['id']}/withdraw")
    assert (again.status_code, again.json()["code"]) == (409, "contribution-closed")
    listed = await field.founder.get("registry/contributions?kind=in_kind")
    assert len(listed.json()["items"]) == 2
    read = await field.founder.get(f"registry/contributions/{made['id']}")
    assert read.json() == withdrawn.json()


async def test_what_is_entered_for_another_waits_for_its_word(world: World, field: Field) -> None:
    entered = await field.facilitator.created("registry/contributions", redirected(field.partner))
    assert entered["confirmed"] is False
    summary = (await field.partner.get("registry/funding-summary")).json()
    assert summary["currencies"] == []  # nothing is counted yet
    requests = (await field.partner.get("registry/me/requests")).json()["items"]
    [request] = [one for one in requests if one["kind"] == "confirm_contribution"]
    path = f"registry/contributions/{entered['id']}"
    for stranger in (field.facilitator, field.founder):
        assert (await stranger.post(f"{path}/confirm")).status_code == 403
    confirmed = await field.partner.call("POST", request["answer"]["path"])
    assert confirmed.json()["confirmed"] is True
    assert (await stands(field))["redirected"] == 30_000
    assert (await field.partner.post(f"{path}/confirm")).json()["code"] == "contribution-closed"
    assert (await field.facilitator.post(f"{path}/withdraw")).status_code == 403  # it is the partner's now
    told = await all_events(field.founder, types="registry.contribution.*")
    assert [one["event"]["actor"].get("capacity") for one in told] == ["initiative_manager", "representative"]
    other = await field.facilitator.created("registry/contributions", redirected(field.founder))
    assert (await field.facilitator.post(f"registry/contributions/{other['id']}/withdraw")).is_success
    bystander = await world.add_person(field.facilitator, "שכן")
    assert (await bystander.post("registry/contributions", redirected(field.partner))).status_code == 403


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": None, "currency": None}, "amount_in_a_currency"),
        ({"currency": None}, "amount_in_a_currency"),
        ({"kind": "in_kind", "amount": None}, "amount_in_a_currency"),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "period_reversed"),
    ],
)
async def test_amounts_have_a_currency_and_periods_a_direction(
    field: Field, change: dict[str, Any], code: str
) -> None:
    refused = await field.partner.post("registry/contributions", redirected(field.partner, **change))
    assert refused.status_code == 422
    assert [one["code"] for one in refused.json()["errors"]] == [code]
