"""From draft to shared: proposing, taking back, the partners' decision, a new definition, retirement."""

import json
from typing import Any

import asyncpg
import pytest

from tests.governing import cast, closed, draft, govern, opened
from tests.kit import Actor, Field, World
from tests.services.events.workers import leaves
from tests.services.metrics.deciding import share
from tests.services.metrics.indicators.test_indicators import drafted


async def staff(world: World, field: Field, role: str) -> Actor:
    person = await world.add_person(field.facilitator, "צוות")
    await field.founder.created("registry/staff", {"person_id": person.person_id, "role": role})
    return person


async def shared(world: World, field: Field, **changes: Any) -> dict[str, Any]:
    """An indicator that the partners have decided to share."""
    indicator = await drafted(field.partner, **changes)
    path = f"metrics/indicators/{indicator['id']}"
    assert (await field.partner.post(f"{path}/propose")).status_code == 200
    await share(world, field.id, indicator["id"])
    found: dict[str, Any] = (await field.partner.get(path)).json()
    assert found["status"] == "shared"
    return found


async def test_a_proposal_is_put_before_the_partners_and_taken_back(world: World, field: Field) -> None:
    indicator = await drafted(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    proposed = await field.founder.post(f"{path}/propose", headers={"If-Match": '"1"'})
    assert proposed.json() == indicator | {
        "status": "proposed",
        "proposed_definition_version": 1,
        "version": 2,
    }
    assert (await field.partner.get(path)).json() == proposed.json()
    assert (await field.founder.post(f"{path}/propose")).json()["code"] == "nothing-to-propose"
    for answer in (
        await field.partner.patch(path, {"level": "performance"}),
        await field.facilitator.delete(path),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "indicator-not-draft")
    assert "take the proposal back" in answer.json()["detail"]
    taken = await field.founder.post(f"{path}/withdraw-proposal")
    assert taken.json() == indicator | {"version": 3}
    assert (await field.partner.post(f"{path}/withdraw-proposal")).json()["code"] == "no-open-proposal"
    changed = await field.partner.patch(path, {"level": "performance"})
    assert changed.json()["definition_version"] == 2
    assert [json.loads(leaf)["type"].split(".", 1)[1] for leaf in (await leaves(field.partner))[-4:]] == [
        "indicator.drafted",
        "indicator.proposed",
        "indicator.proposal_withdrawn",
        "indicator.redefined",
    ]


async def test_who_proposes_and_who_takes_back(world: World, field: Field) -> None:
    member = await world.add_person(field.facilitator, "תושבת")
    indicator = await drafted(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    assert (await member.post(f"{path}/propose")).status_code == 403
    for proposer in (
        field.partner,
        field.founder,
        field.facilitator,
        await staff(world, field, "data_analyst"),
    ):
        assert (await proposer.post(f"{path}/propose")).status_code == 200
        assert (await member.post(f"{path}/withdraw-proposal")).status_code == 403
        assert (await proposer.post(f"{path}/withdraw-proposal")).status_code == 200
    await field.founder.post(f"{path}/propose")
    other = await world.add_person(field.facilitator, "נציגה", field.founder.organization_id)
    assert (await other.post(f"{path}/withdraw-proposal")).status_code == 403


async def test_only_the_partners_decision_shares_an_indicator(world: World, field: Field) -> None:
    indicator = await drafted(field.partner)
    path = f"metrics/indicators/{indicator['id']}"
    before = (await field.partner.get(path)).headers["ETag"]
    # Nothing is shared that was not proposed.
    await share(world, field.id, indicator["id"])
    assert (await field.partner.get(path)).json() == indicator
    await field.partner.post(f"{path}/propose")
    decision = await share(world, field.id, indicator["id"])
    answer = await field.partner.get(path, headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert answer.json() == indicator | {"status": "shared", "decision_id": decision, "version": 3}
    listed = (await field.partner.get("metrics/indicators?status=shared")).json()["items"]
    assert [item["id"] for item in listed] == [indicator["id"]]


async def test_a_shared_indicator_is_defined_anew_by_another_decision(world: World, field: Field) -> None:
    indicator = await shared(world, field)
    path = f"metrics/indicators/{indicator['id']}"
    refused = await field.partner.patch(path, {"level": "performance"})
    assert (refused.status_code, refused.json()["code"]) == (409, "indicator-not-draft")
    assert "draft a new definition" in refused.json()["detail"]
    new = await field.partner.created(f"{path}/definitions", {"definition": {"he": "הגדרה חדשה"}})
    better = await field.partner.created(f"{path}/definitions", {"unit": {"he": "אחוז"}})
    assert better["version"] > new["version"]
    assert (better["definition"], better["unit"]) == ({"he": "הגדרה חדשה"}, {"he": "אחוז"})
    held = (await field.partner.get(path)).json()
    assert (held["definition"], held["definition_version"]) == (indicator["definition"], 1)
    assert held["newest_definition_version"] == better["version"]
    proposed = (await field.founder.post(f"{path}/propose")).json()
    assert (proposed["status"], proposed["definition_version"]) == ("shared", 1)
    assert proposed["proposed_definition_version"] == better["version"]
    closed = await field.partner.post(f"{path}/definitions", {"unit": None})
    assert closed.json()["code"] == "indicator-not-shared"
    await share(world, field.id, indicator["id"])
    held = (await field.partner.get(path)).json()
    assert (held["definition"], held["definition_version"]) == ({"he": "הגדרה חדשה"}, better["version"])
    assert held["proposed_definition_version"] is None
    assert (await field.founder.post(f"{path}/propose")).json()["code"] == "nothing-to-propose"


async def test_a_draft_has_no_definition_beside_it(field: Field) -> None:
    indicator = await drafted(field.partner)
    refused = await field.partner.post(f"metrics/indicators/{indicator['id']}/definitions", {"unit": None})
    assert (refused.status_code, refused.json()["code"]) == (409, "indicator-not-shared")


async def test_the_custodian_works_on_an_indicator_and_retires_it(world: World, field: Field) -> None:
    indicator = await shared(world, field, custodian_organization_id=field.founder.organization_id)
    path = f"metrics/indicators/{indicator['id']}"
    await field.founder.created(f"{path}/definitions", {"unit": None})
    reason = {"reason": {"he": "אינו מבדיל"}}
    for other in (field.partner, field.facilitator):
        assert (await other.post(f"{path}/retire", reason)).status_code == 403
    retired = await field.founder.post(f"{path}/retire", reason)
    assert retired.json()["status"] == "retired"
    assert (await field.founder.get(path)).json() == retired.json()
    assert (await field.founder.post(f"{path}/retire", reason)).json()["code"] == "indicator-retired"
    assert (await field.founder.post(f"{path}/propose")).json()["code"] == "nothing-to-propose"
    assert (await field.founder.post(f"{path}/retire", {})).status_code == 422


async def test_a_projection_built_again_is_the_same(
    field: Field, world: World, database: asyncpg.Connection
) -> None:
    indicator = await shared(world, field)
    path = f"metrics/indicators/{indicator['id']}"
    await field.partner.created(f"{path}/definitions", {"unit": None})
    proposed = (await field.partner.post(f"{path}/propose")).json()
    await database.execute(
        "DELETE FROM metrics.follower_cursor WHERE initiative_id = $1::text::uuid", field.id
    )
    assert (await field.partner.get(path)).json() == proposed


@pytest.mark.parametrize("action", ["propose", "retire", "withdraw-proposal", "definitions"])
async def test_what_is_not_there_is_not_found(field: Field, action: str) -> None:
    body = {"retire": {"reason": {"he": "x"}}, "definitions": {}}.get(action)
    path = f"metrics/indicators/019a1f0e-6c1b-7d3a-9f52-0d6a3c1b7e42/{action}"
    assert (await field.partner.post(path, body)).status_code == 404


async def test_the_partners_retire_what_they_share_by_decision(
    world: World, field: Field, database: asyncpg.Connection
) -> None:
    governed = await govern(world, field)
    first, second = await shared(world, field), await shared(world, field, code="another")
    both = {"indicator_ids": [first["id"], second["id"]]}
    decision_id = await draft(governed.chair, governed.committee, "indicators_end", subject=both)
    # `share` says it in the log alone; a decision's closing tells the agenda, too.
    await database.execute("UPDATE agenda.indicator SET status = 'shared' WHERE initiative_id = $1", field.id)
    await opened([governed.chair], decision_id)
    # One is retired by its custodian meanwhile: the other has to be retired by the partners still.
    custodian = await field.partner.post(
        f"metrics/indicators/{first['id']}/retire",
        {"reason": {"he": "אין מי שימדוד"}},
        headers={"If-Match": "*"},
    )
    assert custodian.status_code == 200, custodian.text
    for member in governed.members:
        await cast(member, decision_id, "yes")
    decision = await closed(governed.chair, decision_id)
    assert decision["effect_gone"] == [{"id": first["id"], "because": "over"}]
    indicator = (await field.partner.get(f"metrics/indicators/{second['id']}")).json()
    assert indicator["status"] == "retired"
    reported = await field.partner.post(f"metrics/indicators/{second['id']}/propose")
    assert reported.status_code == 409
    again = await draft(governed.chair, governed.committee, "indicators_end", subject=both)
    refused = await governed.chair.post(f"agenda/decisions/{again}/open")
    assert refused.json()["code"] == "subject-not-ready"
