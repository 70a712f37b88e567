"""The rules of interactions: who records one, who sees it, who corrects, answers and notes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.interactions.errors import (
    AnswerIsForOthers,
    InteractionClosed,
    InteractionInFuture,
    NotAParty,
    UnknownParty,
    UnknownPrinciple,
)
from services.registry.interactions.events import (
    ConfidentialInteractionAnswered,
    ConfidentialInteractionCorrected,
    ConfidentialInteractionRecorded,
    InteractionAnswered,
    InteractionCorrected,
    InteractionNoted,
    InteractionRecorded,
    InteractionType,
    InteractionWithdrawn,
)
from services.registry.interactions.repository import InteractionRepository
from services.registry.interactions.schemas import (
    AnswerCreate,
    InteractionCreate,
    InteractionPatch,
    PartyNamed,
    PrivateNoteCreate,
)
from shared.commands import Caller, Command, Reading
from shared.eventlog.event_types import Event
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


def as_seen_by(reading: Reading) -> InteractionRepository:
    """The interactions as the caller may see them: confidential ones by parties and facilitators alone."""
    caller = reading.caller
    return InteractionRepository(
        reading.connection,
        reading.initiative_id,
        person_id=caller.person_id,
        organization_ids=sorted(_represented(caller)),
        facilitates=caller.facilitates,
    )


def visible(row: Row, caller: Caller) -> dict[str, Any]:
    """An interaction as a caller may see it: tone and notes are for those concerned and who wrote them."""
    shown = dict(row)
    wrote = row["recorded_by"] is not None and row["recorded_by"] == caller.person_id
    if not (row["concerned"] or wrote):
        shown |= {"tone": None, "notes": None}
    return shown


def is_party(caller: Caller, person_id: UUID | None, organization_id: UUID | None) -> bool:
    """Whether a party is the caller, or an organization they speak for."""
    of_person = person_id is not None and person_id == caller.person_id
    return of_person or organization_id in _represented(caller)


class Interactions:
    """Reading the interactions of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._caller = reading.caller
        self._repository = as_seen_by(reading)

    async def get(self, interaction_id: UUID) -> Row:
        """One interaction; raises NotFound."""
        return visible(await self._seen(interaction_id), self._caller)

    async def page(self, after: UUID, limit: int, **filters: Any) -> list[Any]:
        """Interactions after an id, of a type, with a person or an organization."""
        rows = await self._repository.page(after, limit, filters)
        return [visible(row, self._caller) for row in rows]

    async def corrections(self, interaction_id: UUID, after: UUID, limit: int) -> list[Any]:
        """What an interaction said earlier; raises NotFound and Forbidden."""
        await self._concerning(interaction_id)
        return await self._repository.corrections(interaction_id, after, limit)

    async def answers(self, interaction_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Answers to an interaction; raises NotFound and Forbidden."""
        await self._concerning(interaction_id)
        return await self._repository.answers(interaction_id, after, limit)

    async def notes(self, interaction_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Private notes on an interaction; raises NotFound."""
        await self._seen(interaction_id)
        return await self._repository.notes(interaction_id, after, limit)

    async def _seen(self, interaction_id: UUID) -> Row:
        row = await self._repository.get(interaction_id)
        if row is None:
            raise NotFound
        return row

    async def _concerning(self, interaction_id: UUID) -> None:
        row = await self._seen(interaction_id)
        if not (row["concerned"] or row["recorded_by"] == self._caller.person_id):
            raise Forbidden(OpenTo.PARTIES, OpenTo.AUTHOR, OpenTo.FACILITATORS)


class InteractionCommands:
    """Changing the interactions of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._repository = as_seen_by(command)

    async def record(self, body: InteractionCreate) -> Row:
        """Record an interaction; raises NotAParty, InteractionInFuture, UnknownParty, UnknownPrinciple."""
        self._may_record(body)
        occurred_at = body.occurred_at or self._command.now
        self._has_happened(occurred_at)
        await self._known(body.parties)
        await self._adopted(body.principle_id)
        interaction_id = uuid7()
        values = body.model_dump(exclude={"parties"}) | {
            "id": interaction_id,
            "occurred_at": occurred_at,
            "withdrawn": False,
            "recorded_by": self._caller.person_id,
            "version": 1,
            "created_at": self._command.now,
        }
        await self._repository.insert(values, [party.model_dump() for party in body.parties])
        row = await self._locked(interaction_id)
        self._record(row, _told(row, InteractionRecorded, ConfidentialInteractionRecorded))
        return visible(row, self._caller)

    async def correct(self, interaction_id: UUID, body: InteractionPatch, precondition: Precondition) -> Row:
        """Correct an entry one has made; what it said stays on record.

        Raises NotFound, Forbidden, PreconditionFailed, InteractionClosed, InteractionInFuture and
        UnknownPrinciple.
        """
        row = await self._own(interaction_id)
        precondition.check(row["version"])
        changes = body.model_dump()
        if changes.items() <= dict(row).items():
            return visible(row, self._caller)
        self._has_happened(changes.get("occurred_at", row["occurred_at"]))
        if changes.get("type", row["type"]) != InteractionType.PRINCIPLE_BREACH:
            changes["principle_id"] = None  # what is no breach is one of no principle
        if changes.get("principle_id") != row["principle_id"]:
            await self._adopted(changes.get("principle_id"))
        await self._repository.insert_correction(
            {name: row[name] for name in ("version", "type", "occurred_at", "principle_id", "tone", "notes")}
            | {"id": uuid7(), "interaction_id": interaction_id, "corrected_at": self._command.now}
        )
        await self._repository.update(row, changes)
        corrected = await self._locked(interaction_id)
        self._record(corrected, _told(corrected, InteractionCorrected, ConfidentialInteractionCorrected))
        return visible(corrected, self._caller)

    async def withdraw(self, interaction_id: UUID) -> Row:
        """Take back an entry one has made; raises NotFound, Forbidden and InteractionClosed."""
        row = await self._own(interaction_id)
        await self._repository.update(row, {"withdrawn": True})
        self._record(row, InteractionWithdrawn(interaction_id=interaction_id))
        return visible(await self._locked(interaction_id), self._caller)

    async def answer(self, interaction_id: UUID, body: AnswerCreate) -> Row:
        """Answer, as a party, what another recorded.

        Raises NotFound, Forbidden, AnswerIsForOthers and InteractionClosed.
        """
        row = await self._locked(interaction_id)
        mine = next((party for party in _parties(row) if is_party(self._caller, *party)), None)
        if mine is None:
            raise Forbidden(OpenTo.PARTIES)
        if row["recorded_by"] == self._caller.person_id:
            raise AnswerIsForOthers
        _still_open(row)
        answer = await self._repository.insert_answer(
            {
                "interaction_id": interaction_id,
                "id": uuid7(),
                "author_id": self._caller.person_id,
                "organization_id": mine[1],
                "text": body.text,
                "answered_at": self._command.now,
            }
        )
        kind = ConfidentialInteractionAnswered if row["confidential"] else InteractionAnswered
        said = {name: answer[name] for name in ("interaction_id", "author_id", "organization_id", "text")}
        self._record(row, kind(answer_id=answer["id"], **said, **_ids(row)))
        return answer

    async def note(self, interaction_id: UUID, body: PrivateNoteCreate) -> Row:
        """Add a private note for facilitators; raises NotFound."""
        row = await self._locked(interaction_id)
        note = await self._repository.insert_note(
            {
                "interaction_id": interaction_id,
                "id": uuid7(),
                "author_id": self._caller.person_id,
                "text": body.text,
                "noted_at": self._command.now,
            }
        )
        self._record(row, InteractionNoted(interaction_id=interaction_id, note_id=note["id"]))
        return note

    def _may_record(self, body: InteractionCreate) -> None:
        caller = self._caller
        party = any(is_party(caller, one.person_id, one.organization_id) for one in body.parties)
        if not (party or caller.facilitates or (caller.is_staff and not body.confidential)):
            raise NotAParty

    def _has_happened(self, occurred_at: Any) -> None:
        if occurred_at > self._command.now:
            raise InteractionInFuture

    async def _known(self, named: list[PartyNamed]) -> None:
        person_ids = [party.person_id for party in named if party.person_id is not None]
        organization_ids = [party.organization_id for party in named if party.organization_id is not None]
        if not await self._repository.knows(person_ids, organization_ids):
            raise UnknownParty

    async def _adopted(self, principle_id: UUID | None) -> None:
        if principle_id is not None and not await self._repository.adopted(principle_id):
            raise UnknownPrinciple

    async def _own(self, interaction_id: UUID) -> Row:
        row = await self._locked(interaction_id)
        if row["recorded_by"] != self._caller.person_id:
            raise Forbidden(OpenTo.AUTHOR)
        _still_open(row)
        return row

    async def _locked(self, interaction_id: UUID) -> Row:
        row = await self._repository.lock(interaction_id)
        if row is None:
            raise NotFound
        return row

    def _record(self, row: Row, event: Event) -> None:
        """Record an event; of a confidential interaction without who acted, which would name a party."""
        if row["confidential"]:
            self._command.caller = replace(self._caller, standing=None, capacity=None, organization_id=None)
        self._command.record(event)
        self._command.caller = self._caller


def _told(
    row: Row, plainly: type[InteractionRecorded], confidentially: type[ConfidentialInteractionRecorded]
) -> Event:
    """What an interaction says from now on, as the event that fits."""
    values = {name: row[name] for name in ("occurred_at", "recorded_by", "principle_id", "tone", "notes")}
    kind = confidentially if row["confidential"] else plainly
    return kind(
        interaction_id=row["id"], interaction_type=InteractionType(row["type"]), **values, **_ids(row)
    )


def _parties(row: Row) -> list[tuple[UUID | None, UUID | None]]:
    return [(_id(party["person_id"]), _id(party["organization_id"])) for party in row["parties"]]


def _ids(row: Row) -> dict[str, list[UUID]]:
    found = _parties(row)
    return {
        "person_ids": sorted({person for person, _ in found if person is not None}),
        "organization_ids": sorted({organization for _, organization in found if organization is not None}),
    }


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


def _represented(caller: Caller) -> frozenset[UUID]:
    return caller.standing.represents if caller.standing else frozenset()


def _still_open(row: Row) -> None:
    if row["withdrawn"]:
        raise InteractionClosed


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what was written about a person and what they wrote; interactions stay, with empty places."""
    await InteractionRepository(connection, initiative_id, person_id=person_id).erase(person_id)
