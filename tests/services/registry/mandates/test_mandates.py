"""Mandates: proposed by whom, withdrawn by whom, in force by decision alone, and what standing follows."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from shared.governance import MandateState
from shared.standing import mandate_state
from tests.governing import draft, govern, on_day, propose_mandate
from tests.kit import Field, World

TODAY = date(2026, 11, 25)


def mandate(organization_id: str, **more: Any) -> dict[str, Any]:
    return {
        "organization_ids": [organization_id],
        "backbone_type": "existing_nonprofit",
        "roles": ["convene_engage"],
        "authority": {"he": "מכנס ומתאם"},
        "starts_on": on_day(0),
        "ends_on": on_day(700),
        **more,
    }


async def test_a_proposal_is_no_mandate(field: Field) -> None:
    proposed = await field.partner.created("registry/mandates", mandate(field.partner.organization_id))
    assert (proposed["status"], proposed["in_force"]) == ("proposed", False)
    listed = (await field.founder.get("registry/mandates", params={"status": "proposed"})).json()["items"]
    assert [one["id"] for one in listed] == [proposed["id"]]


async def test_bystanders_propose_nothing(world: World, field: Field) -> None:
    bystander = await world.add_person(field.facilitator, "שכן")
    refused = await bystander.post("registry/mandates", mandate(field.partner.organization_id))
    assert refused.status_code == 403


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ends_on": on_day(-1), "starts_on": on_day(-9)}, "mandate-in-the-past"),
        ({"organization_ids": [str(uuid4())]}, "unknown-holder"),
    ],
)
async def test_what_could_not_be_in_force_is_refused(field: Field, change: dict[str, Any], code: str) -> None:
    body = mandate(field.partner.organization_id, **change)
    assert (await field.partner.post("registry/mandates", body)).json()["code"] == code


async def test_dates_and_lists_make_sense(field: Field) -> None:
    organization = field.partner.organization_id
    changes: list[dict[str, Any]] = [
        {"ends_on": on_day(-1)},
        {"organization_ids": [organization, organization]},
        {"roles": []},
        {"backbone_type": "parliament"},
    ]
    for change in changes:
        body = mandate(organization, **change)
        assert (await field.partner.post("registry/mandates", body)).status_code == 422


async def test_whoever_proposed_or_is_proposed_takes_it_back_until_it_is_settled(
    world: World, field: Field
) -> None:
    governed = await govern(world, field)
    proposed = await propose_mandate(governed.chair, governed.holder.organization_id)
    path = f"registry/mandates/{proposed}/withdraw"
    assert (await governed.members[1].post(path)).status_code == 403
    assert (await governed.holder.post(path)).json()["status"] == "withdrawn"
    assert (await governed.chair.post(path)).json()["code"] == "mandate-settled"
    granted = await governed.grant()
    settled = await governed.holder.post(f"registry/mandates/{granted}/withdraw")
    assert settled.json()["code"] == "mandate-settled"


def _mandate(since: date, until: date) -> dict[str, Any]:
    return {
        "subject_id": str(UUID(int=1)),
        "kind": "mandate",
        "object_id": None,
        "detail": None,
        "since": since.isoformat(),
        "until": until.isoformat(),
    }


@pytest.mark.parametrize(
    ("since", "until", "state"),
    [
        (0, 10, MandateState.IN_FORCE),
        (-10, 0, MandateState.IN_FORCE),
        (1, 10, MandateState.NONE),
        (-100, -1, MandateState.CARETAKING),
        (-400, -90, MandateState.CARETAKING),
        (-400, -91, MandateState.NONE),
    ],
)
def test_a_mandate_is_in_force_on_its_days_and_taken_care_of_for_ninety_more(
    since: int, until: int, state: MandateState
) -> None:
    fact = _mandate(TODAY + timedelta(days=since), TODAY + timedelta(days=until))
    assert mandate_state([fact], TODAY) is state


def test_a_renewal_that_has_begun_counts_more_than_the_one_that_ran_out() -> None:
    ran_out = _mandate(TODAY - timedelta(days=400), TODAY - timedelta(days=1))
    renewed = _mandate(TODAY, TODAY + timedelta(days=400))
    assert mandate_state([ran_out, renewed], TODAY) is MandateState.IN_FORCE


async def test_under_caretaking_what_runs_goes_on_and_staff_open_nothing_new(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    governed = await govern(world, field)
    mandate_id = await governed.grant()
    # The mandate ran out yesterday: as if the days had passed since it was granted.
    for service in ("registry", "agenda"):
        await database.execute(
            f"UPDATE {service}.standing_fact SET until = current_date - 1 WHERE fact_id = $1::text::uuid",
            mandate_id,
        )
    decision_id = await draft(field.facilitator, governed.committee)
    refused = await field.facilitator.post(f"agenda/decisions/{decision_id}/open")
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"
    # Convening and recording go on.
    await field.facilitator.created("registry/organizations", {"name": {"he": "ארגון"}, "sector": "public"})
