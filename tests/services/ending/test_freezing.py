"""The end of an initiative, decided by its partners: from then on nothing in it changes any more.

One initiative is ended, while others write; what everybody can still do in it is asked of that one.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib import import_module
from inspect import iscoroutinefunction
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest

from services.agenda.decisions.closing import WITHDRAWN_BY_THE_END
from services.agenda.decisions.repository import next_due, next_to_remind
from services.agenda.worker import DecisionReminders
from shared.database.statements import Statement
from shared.eventlog.appending import LogEndedError, hold_open
from tests.governing import Governed, cast, draft, form, govern, make_due, on_day, opened, seat
from tests.kit import Actor, World
from tests.services.events.workers import all_events, carry_out
from tests.shared.eventlog.logs import append_once, described, pool_of
from tests.shared.operations import within_an_initiative

WHY: dict[str, Any] = {"he": "המטרה הושגה"}
STUDY: dict[str, Any] = {"kind": "study", "title": {"he": "מחקר"}}
FLOOD = {"kind": "disaster", "title": {"he": "שיטפון"}, "starts_on": "2026-01-01"}
KEY = {"Idempotency-Key": "sent-before-the-end"}
STILL_POSSIBLE = {
    "request_erasure",
    "add_cosignatures",
    "revoke_stream_link",
    "revoke_calendar_link",
    "revoke_reaction_link",
    "remove_webhook_endpoint",
    "revoke_integration",
    "end_integration_secret",
    "unbind_account",
    "revoke_invitation",
}


NOTHING_IS_OPEN = (next_due, next_to_remind)
"""Looks for open decisions, of which the end leaves none."""


@dataclass
class Ended:
    """An initiative that was ended, and what was under way in it."""

    governed: Governed
    decision: str
    left_open: str
    overdue: str
    first_answer: httpx.Response
    meanwhile: list[httpx.Response]
    """What writers were answered who wrote while it ended."""


@pytest.fixture(scope="module")
async def ended(world: World) -> Ended:
    governed = await govern(world, await world.found("מהלך שמסתיים"))
    chair, partner = governed.chair, governed.field.partner
    first_answer = await partner.post("registry/sources", STUDY, headers=KEY)
    assert first_answer.status_code == 201, first_answer.text
    left_open = await draft(chair, governed.committee)
    overdue = await draft(chair, governed.committee, review_on=on_day(0))
    decision = await draft(chair, governed.committee, "initiative_end", subject={"reason": WHY})
    for decision_id in (left_open, overdue, decision):
        await opened([chair], decision_id)
        for member in governed.members:
            await cast(member, decision_id, "yes")
    assert world.settings.database_url is not None
    database = await asyncpg.connect(world.settings.database_url.replace("://", "://postgres@"))
    await make_due(database, overdue)
    await database.close()
    facilitator = governed.field.facilitator
    ballot = f"agenda/decisions/{left_open}/ballots/{partner.person_id}"
    closing = asyncio.create_task(_closed(chair, decision))
    meanwhile: list[httpx.Response] = []
    while not closing.done():
        meanwhile += await asyncio.gather(
            *(_answer(lambda: facilitator.post("registry/context-events", FLOOD)) for _ in range(4)),
            *(_answer(lambda: partner.post("agenda/voices", {"text": {"he": "רגע"}})) for _ in range(4)),
            _answer(lambda: partner.put(ballot, {"choice": "no"})),
        )
    assert closing.result()["outcome"] == "adopted"
    return Ended(governed, decision, left_open, overdue, first_answer, meanwhile)


async def _closed(chair: Actor, decision_id: str) -> dict[str, Any]:
    """Close a decision while others write, again where they were in the way too often."""
    response = await _answer(lambda: chair.post(f"agenda/decisions/{decision_id}/close"))
    body: dict[str, Any] = response.json()
    return body


async def _answer(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """The answer to a request, asked again where others were in its way too often."""
    while (response := await ask()).status_code == 503:
        pass
    return response


async def test_the_log_and_the_initiative_say_since_when_by_what_and_until_when(ended: Ended) -> None:
    chair = ended.governed.chair
    initiative = (await chair.get("registry")).json()
    assert (initiative["ended_by"], initiative["delete_on"]) == (ended.decision, on_day(365))
    last = (await all_events(chair))[-1]["event"]
    assert last["type"] == "agenda.initiative.ended"
    assert initiative["ended_at"] == last["time"]
    assert last["data"] == {
        "decision_id": ended.decision,
        "initiative_id": chair.initiative_id,
        "retention_days": 365,
        "delete_on": on_day(365),
    }
    told = (await chair.get("events/story", params={"order": "newest", "limit": 1})).json()
    assert "on everything is deleted" in json.dumps(told)
    openings = (await chair.get("events/openings")).text.splitlines()
    assert json.loads(openings[-1])["value"] == WHY


async def test_what_is_over_comes_to_its_outcome_and_what_is_open_is_withdrawn(ended: Ended) -> None:
    chair = ended.governed.chair
    overdue = (await chair.get(f"agenda/decisions/{ended.overdue}")).json()
    assert (overdue["status"], overdue["outcome"]) == ("closed", "adopted")
    left = (await chair.get(f"agenda/decisions/{ended.left_open}")).json()
    assert (left["status"], left["outcome"]) == ("closed", "withdrawn")
    (withdrawn,) = await all_events(chair, types="agenda.decision.withdrawn")
    assert withdrawn["event"]["data"] == {"decision_id": ended.left_open}
    values = [json.loads(line)["value"] for line in (await chair.get("events/openings")).text.splitlines()]
    assert WITHDRAWN_BY_THE_END in values


async def test_no_write_slips_in_behind_the_end(ended: Ended, world: World) -> None:
    assert ended.meanwhile
    end = len(await all_events(ended.governed.chair)) - 1
    for answer in ended.meanwhile:
        if answer.status_code < 300:
            assert int(answer.headers["log-position"]) < end
        else:
            assert answer.json()["code"] in ("initiative-ended", "decision-not-open")
    initiative_id = UUID(ended.governed.field.id)
    async with pool_of(world.settings, "registry") as registry:
        with pytest.raises(LogEndedError):
            await append_once(registry, initiative_id, [described(initiative_id)])
        with pytest.raises(LogEndedError):
            async with registry.transaction() as connection:
                await hold_open(connection, initiative_id)


async def test_every_write_in_every_service_is_answered_that_it_has_ended(ended: Ended) -> None:
    answered: dict[str, list[str]] = {}
    writes = [one for one in within_an_initiative() if one.method != "GET" and not one.by_link_alone]
    assert len(writes) > 100
    for operation in writes:
        address = operation.address(ended.governed.field.id)
        for caller in (ended.governed.field.facilitator, ended.governed.field.operator):
            response = await caller.call(operation.method, address, {}, {"If-Match": "*"})
            answered.setdefault(response.json()["code"], []).append(operation.name)
    assert {*answered.pop("initiative-ended")} == {one.name for one in writes} - STILL_POSSIBLE
    assert {name for names in answered.values() for name in names} == STILL_POSSIBLE


@pytest.mark.parametrize(
    ("language", "words"),
    [("he", "היוזמה הסתיימה"), ("ar", "انتهت المبادرة"), ("en", "The initiative ended")],
)
async def test_the_answer_says_since_and_until_when(ended: Ended, language: str, words: str) -> None:
    response = await ended.governed.chair.post(
        "registry/sources", STUDY, headers={"Accept-Language": language}
    )
    assert response.status_code == 409
    detail = response.json()["detail"]
    assert words in detail
    assert on_day(0) in detail
    assert on_day(365) in detail


async def test_what_was_answered_before_is_answered_again(ended: Ended) -> None:
    again = await ended.governed.field.partner.post("registry/sources", STUDY, headers=KEY)
    assert again.status_code == 201
    assert again.headers["idempotency-replayed"] == "true"
    assert again.json() == ended.first_answer.json()


async def test_strangers_are_not_told_that_there_was_an_initiative(ended: Ended, world: World) -> None:
    stranger = (await world.found("מהלך אחר")).founder
    response = await stranger.post(f"/registry/v1/initiatives/{ended.governed.field.id}/sources", STUDY)
    assert response.status_code == 404


async def test_everything_is_read_and_exported_and_people_are_erased(ended: Ended, world: World) -> None:
    partner, chair = ended.governed.field.partner, ended.governed.chair
    for path in ("registry/organizations", "agenda/decisions", "metrics/indicators", "events/export"):
        assert (await partner.get(path)).status_code == 200, path
    export = await partner.get(f"registry/people/{partner.person_id}/personal-data")
    assert export.status_code == 200, export.text
    request = await partner.created("events/erasures", {"person_id": partner.person_id})
    await carry_out(world.settings)
    erasure = (await chair.get(f"events/erasures/{request['id']}")).json()
    assert erasure["status"] == "completed"
    assert (await partner.get("registry/organizations")).status_code == 404


async def test_workers_leave_it_in_peace(ended: Ended, world: World) -> None:
    before = len(await all_events(ended.governed.chair))
    async with pool_of(world.settings, "agenda") as agenda:
        while await DecisionReminders(agenda).remind_next():
            pass
    assert len(await all_events(ended.governed.chair)) == before


def test_no_worker_looks_for_what_is_due_in_initiatives_that_have_ended() -> None:
    """One it found it could not carry out, and would come back to for ever, before those of others."""
    looked_at, missing = 0, []
    for name in ("registry", "agenda", "metrics"):
        worker = import_module(f"services.{name}.worker")
        for look in vars(worker).values():
            if not iscoroutinefunction(look) or look in NOTHING_IS_OPEN or look.__module__ == worker.__name__:
                continue
            named = (look.__globals__.get(one) for one in look.__code__.co_names)
            for statement in (one for one in named if isinstance(one, Statement)):
                if statement.sql.lstrip().startswith("SELECT"):
                    looked_at += 1
                    missing += [] if "ended_at IS NULL" in statement.sql else [look.__qualname__]
    assert missing == []
    assert looked_at >= 6


async def test_no_other_forum_ends_an_initiative(
    world: World,
) -> None:
    governed = await govern(world, await world.found("מהלך שנמשך"))
    group = await form(governed.chair, "working_group")
    seats = await seat(governed.chair, group, governed.chair, role="chair")
    filled = await governed.decide("seats", subject={"forum_id": group, "seat_ids": seats})
    assert filled["outcome"] == "adopted"
    asked = await draft(governed.chair, group, "initiative_end", subject={"reason": WHY})
    refused = await governed.chair.post(f"agenda/decisions/{asked}/open")
    assert refused.status_code == 403
    assert refused.json()["code"] == "backbone-does-not-appoint-itself"
