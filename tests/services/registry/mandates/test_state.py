"""Who is the backbone on a day, and who takes care while no mandate is in force."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.registry.mandates.state import cared_for_until, state_on
from shared.governance import CARETAKING
from tests.governing import Governed, govern, on_day, propose_mandate
from tests.kit import Field, World

FIRST, SECOND = UUID(int=1), UUID(int=2)
START, END = date(2026, 1, 1), date(2026, 12, 31)
DAY = timedelta(days=1)


def mandate(number: int = 1, **more: Any) -> dict[str, Any]:
    row = {"id": UUID(int=number), "organization_ids": [FIRST], "roles": ["dialogue_trust"], "renews": None}
    return {**row, "status": "granted", "starts_on": START, "ends_on": END, **more}


def test_a_mandate_is_in_force_then_taken_care_of_then_nobodys() -> None:
    for on, state, of in (
        (START - DAY, "none", []),
        (START, "in_force", [FIRST]),
        (END, "in_force", [FIRST]),
        (END + DAY, "caretaking", [FIRST]),
        (END + CARETAKING, "caretaking", [FIRST]),
        (END + CARETAKING + DAY, "none", []),
    ):
        found = state_on([mandate()], on)
        assert (found["state"], found["organization_ids"]) == (state, of)
        assert found["opens_decisions"] is found["staff_named_by_backbone"] is (state == "in_force")
    assert state_on([mandate()], END)["until"] == END
    assert state_on([mandate()], END + DAY)["until"] == END + CARETAKING
    assert state_on([], END)["until"] is None


def test_a_renewal_takes_over_without_a_gap_and_what_comes_next_is_told() -> None:
    renewal = mandate(2, renews=UUID(int=1), starts_on=END + DAY, ends_on=END + 365 * DAY)
    awaiting = {**renewal, "status": "proposed"}
    before = state_on([mandate(), awaiting], END)
    assert (before["renewing_ids"], before["proposed_ids"], before["granted_next_ids"]) == (
        [UUID(int=2)],
        [UUID(int=2)],
        [],
    )
    assert state_on([mandate(), awaiting], END + DAY)["state"] == "caretaking"
    granted = state_on([mandate(), renewal], END)
    assert (granted["granted_next_ids"], granted["renewing_ids"]) == ([UUID(int=2)], [])
    after = state_on([mandate(), renewal], END + DAY)
    assert (after["state"], after["mandate_ids"]) == ("in_force", [UUID(int=2)])


def test_a_mandate_that_several_hold_at_once_is_all_theirs() -> None:
    other = mandate(2, organization_ids=[SECOND], roles=["convene_engage"], ends_on=END + 9 * DAY)
    found = state_on([mandate(), other], START)
    assert found["organization_ids"] == [FIRST, SECOND]
    assert found["roles"] == ["convene_engage", "dialogue_trust"]
    assert found["until"] == END + 9 * DAY


def test_a_mandate_without_an_end_in_sight_is_told_as_any_other() -> None:
    endless = mandate(ends_on=date.max)
    assert state_on([endless], date.max)["until"] == cared_for_until(date.max) == date.max
    found = state_on([mandate(ends_on=date.max - DAY)], date.max)
    assert (found["state"], found["until"]) == ("caretaking", date.max)


async def test_the_state_is_told_as_decided(world: World, field: Field) -> None:
    governed: Governed = await govern(world, field)
    nobody = (await field.partner.get("registry/backbone-state")).json()
    assert (nobody["state"], nobody["mandate_ids"], nobody["on"]) == ("none", [], on_day(0))
    granted = await governed.grant(ends=30)
    proposed = await propose_mandate(field.founder, governed.holder.organization_id, 31, 60)
    today = (await field.partner.get("registry/backbone-state")).json()
    assert (today["state"], today["mandate_ids"], today["until"]) == ("in_force", [granted], on_day(30))
    assert (today["organization_ids"], today["proposed_ids"]) == (
        [governed.holder.organization_id],
        [proposed],
    )
    later = (await field.partner.get(f"registry/backbone-state?on={on_day(31)}")).json()
    assert (later["state"], later["until"], later["opens_decisions"]) == ("caretaking", on_day(120), False)
