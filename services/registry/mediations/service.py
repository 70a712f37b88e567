"""The rules of mediations: asked for, accepted by every party, run by who mediates, ended once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.interactions.errors import InteractionInFuture, UnknownParty
from services.registry.interactions.service import as_seen_by as interactions_seen_by
from services.registry.interactions.service import is_party
from services.registry.mediations.errors import MediationNotInState, MediatorIsParty, NotPartyToMediation
from services.registry.mediations.events import (
    MediationAccepted,
    MediationAsked,
    MediationDeclined,
    MediationEnded,
    MediationStatus,
    MediationStepTaken,
    MediationTakenOn,
)
from services.registry.mediations.repository import MediationRepository
from services.registry.mediations.schemas import MediationCreate, MediationEnd, MediatorPut, StepCreate
from shared.commands import Caller, Command, Reading
from shared.eventlog.event_types import Event
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]


def as_seen_by(reading: Reading) -> MediationRepository:
    """The mediations as the caller may see them: their own, and to facilitators all."""
    caller = reading.caller
    represented = caller.standing.represents if caller.standing else frozenset()
    return MediationRepository(
        reading.connection,
        reading.initiative_id,
        person_id=caller.person_id,
        organization_ids=sorted(represented),
        facilitates=caller.facilitates,
    )


class Mediations:
    """Reading mediations."""

    def __init__(self, reading: Reading) -> None:
        self._repository = as_seen_by(reading)

    async def get(self, mediation_id: UUID) -> Row:
        """One mediation; raises NotFound, to whoever it does not concern, too."""
        row = await self._repository.get(mediation_id)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Mediations that concern the caller after an id."""
        return await self._repository.page(after, limit)

    async def steps(self, mediation_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Steps of a mediation; raises NotFound."""
        await self.get(mediation_id)
        return await self._repository.steps(mediation_id, after, limit)


class MediationCommands:
    """Asking for, accepting, running and ending mediations."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._repository = as_seen_by(command)

    async def ask(self, body: MediationCreate) -> Row:
        """Ask for a mediation; raises NotPartyToMediation, UnknownParty and MediatorIsParty."""
        caller = self._caller
        own = any(is_party(caller, party.person_id, party.organization_id) for party in body.parties)
        if not (own or caller.facilitates):
            raise NotPartyToMediation
        named = [party.model_dump() for party in body.parties]
        await self._known(body)
        await self._can_mediate(body.mediator_id, named)
        mediation_id = uuid7()
        await self._repository.insert(
            {
                "id": mediation_id,
                "interaction_id": body.interaction_id,
                "matter": body.matter,
                "mediator_id": body.mediator_id,
                # Whoever asks for it and names themself has taken it on.
                "mediator_accepted": body.mediator_id == caller.person_id,
                "status": MediationStatus.ASKED,
                "closing_words": None,
                "asked_by": caller.person_id,
                "asked_at": self._command.now,
                "ended_at": None,
                "version": 1,
            },
            named,
        )
        row = await self._locked(mediation_id)
        self._record(_asked(row))
        return row

    async def ask_another(self, mediation_id: UUID, body: MediatorPut) -> Row:
        """Ask somebody else to mediate, before it runs or once nobody does: all accept anew.

        Parties and facilitators do. Raises NotFound, NotPartyToMediation, MediationNotInState and
        MediatorIsParty.
        """
        row = await self._at(mediation_id, MediationStatus.ASKED, MediationStatus.RUNNING)
        if row["status"] == MediationStatus.RUNNING and row["mediator_id"] is not None:
            raise MediationNotInState
        if not (self._own_ranks(row) or self._caller.facilitates):
            raise NotPartyToMediation
        await self._can_mediate(body.mediator_id, row["parties"])
        if body.mediator_id == row["mediator_id"]:
            return row
        await self._repository.update(
            row,
            mediator_id=body.mediator_id,
            mediator_accepted=body.mediator_id == self._caller.person_id,
            status=MediationStatus.ASKED,
        )
        await self._repository.forget_acceptance(mediation_id)
        changed = await self._locked(mediation_id)
        self._record(_asked(changed))
        return changed

    async def accept(self, mediation_id: UUID) -> Row:
        """Accept, as a party, who mediates; or, as they, take it on. With the last one's word it runs.

        Raises NotFound, NotPartyToMediation and MediationNotInState.
        """
        row = await self._at(mediation_id, MediationStatus.ASKED)
        if row["mediator_id"] is None:
            raise MediationNotInState
        ranks, mediates = self._own_ranks(row), self._mediates(row)
        if not (ranks or mediates):
            raise NotPartyToMediation
        await self._repository.accept(mediation_id, ranks)
        taken_on = mediates or row["mediator_accepted"]
        accepted = all(one["accepted"] or one["rank"] in ranks for one in row["parties"])
        status = MediationStatus.RUNNING if accepted and taken_on else MediationStatus.ASKED
        await self._repository.update(row, status=status, mediator_accepted=taken_on)
        fact = MediationTakenOn if mediates else MediationAccepted
        self._record(fact(status=status, **_concerned(row)))
        return await self._locked(mediation_id)

    async def decline(self, mediation_id: UUID) -> None:
        """Not mediate, or not any more: the parties ask somebody else, whom all accept anew.

        Whoever declines sees nothing of it afterwards. Raises NotFound, NotPartyToMediation and
        MediationNotInState.
        """
        row = await self._at(mediation_id, MediationStatus.ASKED, MediationStatus.RUNNING)
        self._only_mediator(row)
        await self._repository.update(
            row, mediator_id=None, mediator_accepted=False, status=MediationStatus.ASKED
        )
        await self._repository.forget_acceptance(mediation_id)
        self._record(MediationDeclined(**_concerned(row)))

    async def take_step(self, mediation_id: UUID, body: StepCreate) -> Row:
        """Record a step, as who mediates.

        Raises NotFound, NotPartyToMediation, MediationNotInState and InteractionInFuture.
        """
        row = await self._at(mediation_id, MediationStatus.RUNNING)
        self._only_mediator(row)
        occurred_at = body.occurred_at or self._command.now
        if occurred_at > self._command.now:
            raise InteractionInFuture
        step = await self._repository.insert_step(
            {
                "mediation_id": mediation_id,
                "id": uuid7(),
                "kind": body.kind,
                "text": body.text,
                "author_id": self._caller.person_id,
                "occurred_at": occurred_at,
            }
        )
        told = {"kind": body.kind, "occurred_at": occurred_at, "text": body.text}
        self._record(MediationStepTaken(step_id=step["id"], **told, **_concerned(row)))
        return step

    async def end(self, mediation_id: UUID, body: MediationEnd) -> Row:
        """End a mediation: who mediates; a party, or who asked, calls it off.

        Raises NotFound, NotPartyToMediation and MediationNotInState.
        """
        called_off = body.status is MediationStatus.CALLED_OFF
        allowed = (
            (MediationStatus.ASKED, MediationStatus.RUNNING) if called_off else (MediationStatus.RUNNING,)
        )
        row = await self._at(mediation_id, *allowed)
        if not called_off:
            self._only_mediator(row)
        elif not (self._own_ranks(row) or self._mediates(row) or row["asked_by"] == self._caller.person_id):
            raise NotPartyToMediation
        await self._repository.update(
            row, status=body.status, closing_words=body.closing_words, ended_at=self._command.now
        )
        self._record(MediationEnded(status=body.status, closing_words=body.closing_words, **_concerned(row)))
        return await self._locked(mediation_id)

    async def _known(self, body: MediationCreate) -> None:
        interactions = interactions_seen_by(self._command)
        people = [party.person_id for party in body.parties if party.person_id is not None]
        organizations = [party.organization_id for party in body.parties if party.organization_id is not None]
        if not await interactions.knows(people, organizations):
            raise UnknownParty
        if body.interaction_id is not None and await interactions.get(body.interaction_id) is None:
            raise UnknownParty

    async def _can_mediate(self, mediator_id: UUID, named: Any) -> None:
        """Whoever mediates takes part in the initiative, is no party and belongs to none of them."""
        belongs_to = await self._repository.organizations_of(mediator_id, self._command.now.date())
        if belongs_to is None:
            raise UnknownParty
        taken = {str(mediator_id), *map(str, belongs_to)}
        ids = {str(party[name]) for party in named for name in ("person_id", "organization_id")}
        if taken & ids:
            raise MediatorIsParty

    def _own_ranks(self, row: Row) -> list[int]:
        """The parties that are the caller, or that they speak for."""
        return [
            party["rank"]
            for party in row["parties"]
            if is_party(self._caller, _id(party["person_id"]), _id(party["organization_id"]))
        ]

    def _mediates(self, row: Row) -> bool:
        return row["mediator_id"] is not None and row["mediator_id"] == self._caller.person_id

    def _only_mediator(self, row: Row) -> None:
        if not self._mediates(row):
            raise NotPartyToMediation

    async def _at(self, mediation_id: UUID, *statuses: MediationStatus) -> Row:
        row = await self._locked(mediation_id)
        if row["status"] not in statuses:
            raise MediationNotInState
        return row

    async def _locked(self, mediation_id: UUID) -> Row:
        row = await self._repository.lock(mediation_id)
        if row is None:
            raise NotFound
        return row

    def _record(self, event: Event) -> None:
        """Record an event without who acted, which would name a party."""
        self._command.caller = Caller(self._caller.kind)
        self._command.record(event)
        self._command.caller = self._caller


def _asked(row: Row) -> MediationAsked:
    told = {name: row[name] for name in ("mediator_id", "interaction_id", "matter")}
    return MediationAsked(**told, **_concerned(row))


def _concerned(row: Row) -> dict[str, Any]:
    people = {_id(party["person_id"]) for party in row["parties"]} | {row["mediator_id"]}
    organizations = {_id(party["organization_id"]) for party in row["parties"]}
    return {
        "mediation_id": row["id"],
        "person_ids": sorted(person for person in people if person is not None),
        "organization_ids": sorted(one for one in organizations if one is not None),
    }


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Empty what was written of mediations that concern a person; that there was one stays."""
    await MediationRepository(connection, initiative_id).erase(person_id)
