"""Mediations: a course with steps and an end, of which nobody learns whom it does not concern."""

import asyncio
import json
from typing import Any

import pytest

from tests.kit import Actor, Field, World
from tests.services.erasing import erase
from tests.services.events.workers import all_events

MATTER = {"he": "מי מייצג את היוזמה מול העירייה"}


@pytest.fixture
async def mediator(world: World, field: Field) -> Actor:
    return await world.add_person(field.facilitator, "נועה, מגשרת")


async def asked(by: Actor, field: Field, mediator: Actor, **more: Any) -> dict[str, Any]:
    parties = [{"organization_id": one.organization_id} for one in (field.founder, field.partner)]
    body = {"parties": parties, "mediator_id": mediator.person_id, "matter": MATTER, **more}
    return await by.created("registry/mediations", body)


async def running(field: Field, mediator: Actor) -> str:
    path = f"registry/mediations/{(await asked(field.partner, field, mediator))['id']}"
    for one in (field.founder, mediator, field.partner):
        accepted = await one.post(f"{path}/accept")
        assert accepted.status_code == 200, accepted.text
    assert accepted.json()["status"] == "running"
    return path


async def test_a_mediation_runs_once_every_party_has_accepted_and_ends_with_words(
    field: Field, mediator: Actor
) -> None:
    path = f"registry/mediations/{(await asked(field.partner, field, mediator))['id']}"
    early = await mediator.post(f"{path}/steps", {"kind": "talk_apart"})
    assert (early.status_code, early.json()["code"]) == (409, "mediation-not-in-state")
    first = (await field.partner.post(f"{path}/accept")).json()
    assert (first["status"], [one["accepted"] for one in first["parties"]]) == ("asked", [False, True])
    second = (await field.founder.post(f"{path}/accept")).json()
    assert (second["status"], second["mediator_accepted"]) == ("asked", False)
    [request] = (await mediator.get("registry/me/requests")).json()["items"]
    assert (request["kind"], request["answer"]["operation"]) == ("mediate", "accept_mediation")
    taken_on = (await mediator.post(f"{path}/accept")).json()
    assert (taken_on["status"], taken_on["mediator_accepted"]) == ("running", True)
    assert (await mediator.get("registry/me/requests")).json()["items"] == []
    step = await mediator.created(f"{path}/steps", {"kind": "talk_together", "text": {"he": "סיפרו"}})
    assert (await field.founder.post(f"{path}/steps", {"kind": "other"})).status_code == 403
    future = {"kind": "other", "occurred_at": "2099-01-01T00:00:00Z"}
    assert (await mediator.post(f"{path}/steps", future)).json()["code"] == "interaction-in-future"
    assert (await field.partner.get(f"{path}/steps")).json()["items"] == [step]
    assert (await mediator.post(f"{path}/end", {"status": "agreed"})).status_code == 422
    end = {"status": "agreed", "closing_words": {"he": "צוות משותף"}}
    assert (await field.partner.post(f"{path}/end", end)).status_code == 403
    ended = (await mediator.post(f"{path}/end", end)).json()
    assert (ended["status"], ended["closing_words"]) == ("agreed", end["closing_words"])
    for late in (
        await mediator.post(f"{path}/steps", {"kind": "other"}),
        await mediator.post(f"{path}/end", end),
        await field.partner.post(f"{path}/accept"),
        await field.partner.put(f"{path}/mediator", {"mediator_id": mediator.person_id}),
    ):
        assert (late.status_code, late.json()["code"]) == (409, "mediation-not-in-state")


async def test_nobody_else_learns_whose_it_is_and_about_what(
    world: World, field: Field, mediator: Actor
) -> None:
    path = await running(field, mediator)
    await mediator.created(f"{path}/steps", {"kind": "talk_apart", "text": {"he": "שיחה"}})
    outsider = await world.add_person(field.facilitator, "אחרת")
    analyst = await world.add_person(field.facilitator, "אנליסטית")
    appointed = {"person_id": analyst.person_id, "role": "data_analyst"}
    await field.founder.created("registry/staff", appointed)
    for stranger in (outsider, analyst):
        assert (await stranger.get("registry/mediations")).json()["items"] == []
        for refused in (
            await stranger.get(path),
            await stranger.get(f"{path}/steps"),
            await stranger.post(f"{path}/accept"),
            await stranger.post(f"{path}/end", {"status": "called_off"}),
        ):
            assert refused.status_code == 404
    told = [
        one["event"]
        for one in await all_events(outsider)
        if one["event"]["type"].startswith("registry.mediation.")
    ]
    assert [event["type"].rpartition(".")[2] for event in told] == [
        "asked",
        "accepted",
        "taken_on",
        "accepted",
        "step_taken",
    ]
    said = json.dumps(told)
    for concerned in (field.founder, field.partner, mediator):
        assert concerned.person_id not in said
        assert concerned.organization_id not in said or not concerned.organization_id
    for seeing in (field.partner, field.founder, mediator, field.facilitator):
        assert (await seeing.get(path)).json()["matter"] == MATTER


async def test_who_mediates_is_no_party_and_can_be_replaced_before_it_runs(
    world: World, field: Field, mediator: Actor
) -> None:
    of_partner = await world.add_person(field.facilitator, "עובדת", field.partner.organization_id)
    parties = [{"organization_id": one.organization_id} for one in (field.founder, field.partner)]
    for wrong in (field.founder, of_partner):
        body = {"parties": parties, "mediator_id": wrong.person_id, "matter": MATTER}
        refused = await field.partner.post("registry/mediations", body)
        assert (refused.status_code, refused.json()["code"]) == (422, "mediator-is-party")
    unknown = {"parties": parties, "mediator_id": field.partner.organization_id, "matter": MATTER}
    assert (await field.partner.post("registry/mediations", unknown)).json()["code"] == "unknown-party"
    stranger = {"parties": parties, "mediator_id": mediator.person_id, "matter": MATTER}
    refused = await mediator.post("registry/mediations", stranger)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-party-to-mediation")
    path = f"registry/mediations/{(await asked(field.facilitator, field, mediator))['id']}"
    await field.partner.post(f"{path}/accept")
    other = await world.add_person(field.facilitator, "מגשר אחר")
    changed = (await field.founder.put(f"{path}/mediator", {"mediator_id": other.person_id})).json()
    assert (changed["mediator_id"], [one["accepted"] for one in changed["parties"]]) == (
        other.person_id,
        [False, False],
    )
    # Whoever does not mediate any more sees it no more.
    assert (await mediator.get(path)).status_code == 404
    assert (await field.partner.post(f"{path}/end", {"status": "called_off"})).json()[
        "status"
    ] == "called_off"


async def test_whoever_is_asked_to_mediate_may_decline_and_the_parties_ask_somebody_else(
    world: World, field: Field, mediator: Actor
) -> None:
    path = await running(field, mediator)
    assert (await field.partner.post(f"{path}/decline")).json()["code"] == "not-party-to-mediation"
    other = await world.add_person(field.facilitator, "מגשר אחר")
    named = {"mediator_id": other.person_id}
    assert (await field.partner.put(f"{path}/mediator", named)).json()["code"] == "mediation-not-in-state"
    assert (await mediator.post(f"{path}/decline")).status_code == 204
    assert (await mediator.get(path)).status_code == 404
    left = (await field.partner.get(path)).json()
    assert (left["status"], left["mediator_id"], left["mediator_accepted"]) == ("asked", None, False)
    # Nobody accepts nobody: the parties are asked to choose, until they have.
    assert (await field.founder.post(f"{path}/accept")).json()["code"] == "mediation-not-in-state"
    for party in (field.founder, field.partner):
        asked_of = (await party.get("registry/me/requests")).json()["items"]
        assert [one["kind"] for one in asked_of] == ["choose_mediator"]
    chosen = (await field.founder.put(f"{path}/mediator", named)).json()
    assert [one["accepted"] for one in chosen["parties"]] == [False, False]
    for one in (field.partner, field.founder, other):
        accepted = await one.post(f"{path}/accept")
    assert accepted.json()["status"] == "running"
    # A facilitator who offers to mediate has taken it on; two who accept at once are both heard.
    offered = f"registry/mediations/{(await asked(field.facilitator, field, field.facilitator))['id']}"
    responses = await asyncio.gather(
        *(party.post(f"{offered}/accept") for party in (field.founder, field.partner))
    )
    assert [one.status_code for one in responses] == [200, 200]
    assert (await field.partner.get(offered)).json()["status"] == "running"


async def test_with_an_erased_person_goes_what_was_written_of_them(
    world: World, field: Field, mediator: Actor
) -> None:
    path = await running(field, mediator)
    await mediator.created(f"{path}/steps", {"kind": "talk_apart", "text": {"he": "שיחה"}})
    exported = (await mediator.get(f"registry/people/{mediator.person_id}/personal-data")).json()
    assert [one["matter"] for one in exported["mediations"]] == [MATTER]
    await erase(world, mediator, in_service="registry")
    left = (await field.partner.get(path)).json()
    assert (left["matter"], left["mediator_id"], left["status"]) == (None, None, "running")
    assert [one["text"] for one in (await field.partner.get(f"{path}/steps")).json()["items"]] == [None]
