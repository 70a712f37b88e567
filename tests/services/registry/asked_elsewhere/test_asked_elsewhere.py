"""What other services ask: the projection follows their events, and keeps nothing that is over."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.registry.asked_elsewhere.changes import CHANGES, Answered, Asked, Raised
from services.registry.asked_elsewhere.repository import AskedElsewhere
from services.registry.requests.kinds import AddressedTo, RequestKind, RequestState
from services.registry.requests.repository import RequestRepository
from shared.eventlog.event_types import event_types
from shared.http.pagination import after_place
from shared.ids import uuid7

VOTERS = [UUID(int=number) for number in range(1, 4)]
DECISIONS = [UUID(int=number) for number in range(11, 13)]
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
LATER, LATEST = NOW + timedelta(days=3), NOW + timedelta(days=9)


def test_every_event_that_is_followed_exists_and_its_example_changes_something() -> None:
    for service in ("agenda", "metrics", "registry"):
        import_module(f"services.{service}.app")
    known = event_types()
    for name, changes in CHANGES.items():
        facts, _ = known[name].model_validate(known[name].example).facts()
        assert changes(facts), name


def test_a_voice_is_asked_of_the_person_who_brought_it_and_else_of_the_organization() -> None:
    voice, person, organization = (str(uuid7()) for _ in range(3))
    brought = {"voice_id": voice, "status": "unconfirmed", "brought_by_organization_id": organization}
    raised, asked = CHANGES["agenda.voice.brought"](brought)
    assert isinstance(raised, Raised)
    assert raised.addressed_to is AddressedTo.ORGANIZATION
    both = {**brought, "brought_by_person_id": person}
    raised, asked = CHANGES["agenda.voice.brought"](both)
    assert isinstance(raised, Raised)
    assert raised.addressed_to is AddressedTo.PERSON
    assert asked == Asked(raised.matter, (UUID(person),))
    own = CHANGES["agenda.voice.brought"]({**both, "status": "confirmed"})
    assert own == [Answered(raised.matter, (UUID(person),))]


def opened(decision: UUID) -> tuple[str, dict[str, Any]]:
    closes = {"closes_at": LATER.isoformat(), "kind": "own_matter", "voter": "person"}
    return "agenda.decision.opened", {"decision_id": str(decision), **closes}


def frozen(decision: UUID, voters: list[UUID]) -> tuple[str, dict[str, Any]]:
    named = [str(voter) for voter in voters]
    return "agenda.electorate.frozen", {"decision_id": str(decision), "voter_ids": named}


LATER_ON = (
    "agenda.ballot.cast",
    "agenda.ballot.preferences_cast",
    "agenda.ballot.given",
    "agenda.ballot.given_for_confirmation",
    "agenda.ballot.given",
    "agenda.ballot.confirmed",
    "agenda.ballot.rejected",
    "agenda.ballot.set_aside",
    "agenda.voter.disqualified",
    "agenda.voter.recused",
    "agenda.decision.extended",
    "agenda.decision.voters_reminded",
    "agenda.decision.closed",
    "agenda.decision.withdrawn",
    "registry.staff.appointed",
)
happenings = st.lists(
    st.tuples(st.sampled_from(LATER_ON), st.sampled_from(DECISIONS), st.sampled_from(VOTERS)), max_size=10
)


def still_asked(events: list[tuple[str, UUID, UUID]], decision: UUID, voter: UUID, now: datetime) -> bool:
    """Told without any table: the decision is open, and the voter is one and has not voted."""
    closes_at, voted, gone = LATER, False, False
    for name, of, by in events:
        if name == "registry.staff.appointed" and by == voter:
            gone = True
        elif of == decision:
            over = name in ("agenda.decision.closed", "agenda.decision.withdrawn")
            excluded = name in ("agenda.voter.disqualified", "agenda.voter.recused") and by == voter
            gone = gone or over or excluded
            closes_at = LATEST if name == "agenda.decision.extended" else closes_at
            if by == voter and name.startswith("agenda.ballot.") and not name.endswith("rejected"):
                voted = not name.endswith(("set_aside", "given_for_confirmation"))
            if by == voter and name == "agenda.decision.voters_reminded":
                voted = False
    return not gone and not voted and now < closes_at


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=happenings, later=st.booleans())
async def test_a_request_never_outlives_what_it_asks_for(
    database: asyncpg.Connection, events: list[tuple[str, UUID, UUID]], later: bool
) -> None:
    initiative_id, now = uuid7(), LATER + timedelta(hours=1) if later else NOW
    projection = AskedElsewhere(database, initiative_id)
    told = [fact for decision in DECISIONS for fact in (opened(decision), frozen(decision, VOTERS))]
    for name, decision, voter in events:
        ids = {"decision_id": str(decision), "voter_id": str(voter), "person_id": str(voter)}
        reminded = {"voter_ids": [str(voter)], "kind": "renew"}
        told.append((name, {**ids, **reminded, "closes_at": LATEST.isoformat()}))
    for name, data in told:
        for change in CHANGES[name](data):
            await projection.apply(change, NOW)
    requests = RequestRepository(database, initiative_id, now)
    for voter in VOTERS:
        rows = await requests.page(
            after_place(None),
            100,
            me=voter,
            organization_ids=[],
            alternate_for=[],
            state=RequestState.OPEN,
            hidden=([], []),
            filters={"kind": RequestKind.VOTE.value},
        )
        asked = {row["subject_id"] for row in rows}
        assert asked == {one for one in DECISIONS if still_asked(events, one, voter, now)}
