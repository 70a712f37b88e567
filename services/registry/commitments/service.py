"""The rules of commitments: who records one, who says how it went, how another day is agreed on."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.commitments.errors import (
    CommitmentClosed,
    InteractionIsConfidential,
    NotASide,
    OneVoiceForBothSides,
    RenegotiationClosed,
    UnknownInteraction,
    UnknownMeeting,
)
from services.registry.commitments.events import (
    CommitmentMade,
    CommitmentOutcome,
    CommitmentRenegotiated,
    CommitmentSide,
    CommitmentStatus,
    CommitmentViewed,
    CommitmentWithdrawn,
    RenegotiationProposed,
)
from services.registry.commitments.repository import CommitmentRepository
from services.registry.commitments.schemas import CommitmentCreate, RenegotiationCreate, ViewPut
from services.registry.history.errors import BackboneIsOfNow
from services.registry.history.service import settled_in_the_record
from services.registry.history.when import NOW, When
from services.registry.interactions.errors import UnknownParty
from services.registry.interactions.service import as_seen_by, is_party
from services.registry.meetings.repository import MeetingRepository
from shared.commands import Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]

OTHER = {CommitmentSide.BY: CommitmentSide.TO, CommitmentSide.TO: CommitmentSide.BY}


def status_of(
    by: CommitmentOutcome | None, to: CommitmentOutcome | None, *, renegotiated: bool
) -> CommitmentStatus:
    """The status that follows from what both sides say: theirs where they agree, and open where not."""
    if by is not None and by == to:
        return CommitmentStatus(by.value)
    return CommitmentStatus.RENEGOTIATED if renegotiated else CommitmentStatus.OPEN


def described(row: Row) -> dict[str, Any]:
    """A commitment as it is shown."""
    sides = {
        side.value: {name: row[f"{side}_{name}"] for name in ("person_id", "organization_id")}
        for side in CommitmentSide
    }
    return {**row, **sides, "views": row["views"] or []}


class Commitments:
    """Reading the commitments of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = CommitmentRepository(reading.connection, reading.initiative_id)

    async def get(self, commitment_id: UUID, when: When = NOW) -> Row:
        """One commitment, as it is or was; raises NotFound, MomentToCome and NotKeptThen."""
        when = await settled_in_the_record(self._reading, when, "commitment")
        if when.known_at is None:
            row = await self._repository.get(commitment_id)
        else:
            row = await self._repository.get_known(commitment_id, when.known_at)
        if row is None:
            raise NotFound
        return described(row)

    async def page(self, after: UUID, limit: int, filters: Row, when: When = NOW) -> list[Any]:
        """Commitments after an id, those that have the values given, as they are or were.

        Raises BackboneIsOfNow, MomentToCome and NotKeptThen.
        """
        if when != NOW and filters.get("of_backbone") is not None:
            raise BackboneIsOfNow
        when = await settled_in_the_record(self._reading, when, "commitment")
        return [described(row) for row in await self._repository.page(after, limit, filters, when)]

    async def renegotiations(self, commitment_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Days that were asked for and agreed on; raises NotFound."""
        await self.get(commitment_id)
        return await self._repository.renegotiations(commitment_id, after, limit)


class CommitmentCommands:
    """Changing the commitments of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._repository = CommitmentRepository(command.connection, command.initiative_id)
        self._meetings = MeetingRepository(command.connection, command.initiative_id)

    async def make(self, body: CommitmentCreate) -> Row:
        """Record a commitment.

        Raises NotASide, UnknownParty, UnknownMeeting, UnknownInteraction and InteractionIsConfidential.
        """
        await self._known(body)
        sides = {f"{side}_{name}": value for side in CommitmentSide for name, value in getattr(body, side)}
        if not (self._caller.is_staff or any(self._speaks_for(sides, side) for side in CommitmentSide)):
            raise NotASide
        commitment_id = uuid7()
        told = {
            "text": body.text,
            "due_on": body.due_on,
            "interaction_id": body.interaction_id,
            "meeting_id": body.meeting_id,
            **sides,
        }
        await self._repository.insert(
            {
                **told,
                "id": commitment_id,
                "status": CommitmentStatus.OPEN,
                "withdrawn": False,
                "recorded_by": self._caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(CommitmentMade(commitment_id=commitment_id, **told))
        return described(await self._locked(commitment_id))

    async def view(self, commitment_id: UUID, side: CommitmentSide, body: ViewPut) -> Row:
        """Say for a side how it went; the status follows where the other side says the same.

        Raises NotFound, Forbidden, CommitmentClosed and OneVoiceForBothSides.
        """
        row = await self._open(commitment_id)
        self._only(row, side)
        said = {CommitmentSide(view["side"]): view for view in row["views"] or []}
        other = said.get(OTHER[side])
        if other is not None and other["author_id"] == str(self._caller.person_id):
            raise OneVoiceForBothSides
        values = {"side": side, **body.model_dump(), "author_id": self._caller.person_id}
        await self._repository.put_view(commitment_id, {**values, "said_at": self._command.now})
        outcomes = {one: CommitmentOutcome(view["outcome"]) for one, view in said.items()} | {
            side: body.outcome
        }
        renegotiated = await self._repository.renegotiated_at(commitment_id) is not None
        status = status_of(
            outcomes.get(CommitmentSide.BY), outcomes.get(CommitmentSide.TO), renegotiated=renegotiated
        )
        await self._repository.update(row, status=status)
        self._command.record(CommitmentViewed(commitment_id=commitment_id, status=status, **values))
        return described(await self._locked(commitment_id))

    async def propose_day(self, commitment_id: UUID, body: RenegotiationCreate) -> Row:
        """Ask the other side for another day; raises NotFound, Forbidden and CommitmentClosed."""
        row = await self._open(commitment_id)
        side = next((side for side in CommitmentSide if self._speaks_for(row, side)), None)
        if side is None:
            raise Forbidden(OpenTo.PARTIES)
        proposal = await self._repository.insert_renegotiation(
            {
                "commitment_id": commitment_id,
                "id": uuid7(),
                "side": side,
                "from_due_on": row["due_on"],
                **body.model_dump(),
                "author_id": self._caller.person_id,
                "proposed_at": self._command.now,
                "accepted_at": None,
            }
        )
        told = {name: proposal[name] for name in ("commitment_id", "side", "due_on", "author_id", "reason")}
        self._command.record(RenegotiationProposed(renegotiation_id=proposal["id"], **told))
        return proposal

    async def agree_day(self, commitment_id: UUID, renegotiation_id: UUID) -> Row:
        """Agree, for the other side, to another day; what both said of the earlier one counts no longer.

        Raises NotFound, Forbidden, CommitmentClosed, RenegotiationClosed and OneVoiceForBothSides.
        """
        row = await self._open(commitment_id)
        proposal = await self._repository.renegotiation(commitment_id, renegotiation_id)
        if proposal is None:
            raise NotFound
        self._only(row, OTHER[CommitmentSide(proposal["side"])])
        if proposal["author_id"] == self._caller.person_id:
            raise OneVoiceForBothSides
        agreed_at = await self._repository.renegotiated_at(commitment_id)
        if agreed_at is not None and agreed_at >= proposal["proposed_at"]:
            raise RenegotiationClosed
        await self._repository.accept(proposal, self._command.now)
        await self._repository.drop_views(commitment_id)
        due_on = proposal["due_on"]
        await self._repository.update(row, due_on=due_on, status=CommitmentStatus.RENEGOTIATED)
        self._command.record(
            CommitmentRenegotiated(
                commitment_id=commitment_id,
                renegotiation_id=renegotiation_id,
                from_due_on=row["due_on"],
                due_on=due_on,
            )
        )
        return described(await self._locked(commitment_id))

    async def withdraw(self, commitment_id: UUID) -> Row:
        """Take a commitment off: who recorded it, or was promised it.

        Raises NotFound, Forbidden and CommitmentClosed.
        """
        row = await self._open(commitment_id)
        if not (row["recorded_by"] == self._caller.person_id or self._speaks_for(row, CommitmentSide.TO)):
            raise Forbidden(OpenTo.AUTHOR, OpenTo.RECEIVING_SIDE)
        await self._repository.update(row, withdrawn=True)
        self._command.record(CommitmentWithdrawn(commitment_id=commitment_id))
        return described(await self._locked(commitment_id))

    async def _known(self, body: CommitmentCreate) -> None:
        interactions = as_seen_by(self._command)
        sides = (body.by, body.to)
        people = [side.person_id for side in sides if side.person_id is not None]
        organizations = [side.organization_id for side in sides if side.organization_id is not None]
        if not await interactions.knows(people, organizations):
            raise UnknownParty
        if body.meeting_id is not None and await self._meetings.get(body.meeting_id) is None:
            raise UnknownMeeting
        if body.interaction_id is None:
            return
        interaction = await interactions.get(body.interaction_id)
        if interaction is None:
            raise UnknownInteraction
        if interaction["confidential"]:
            raise InteractionIsConfidential

    def _speaks_for(self, row: Row, side: CommitmentSide) -> bool:
        return is_party(self._caller, row[f"{side}_person_id"], row[f"{side}_organization_id"])

    def _only(self, row: Row, side: CommitmentSide) -> None:
        if not self._speaks_for(row, side):
            raise Forbidden(OpenTo.OTHER_SIDE)

    async def _open(self, commitment_id: UUID) -> Row:
        row = await self._locked(commitment_id)
        if row["withdrawn"]:
            raise CommitmentClosed
        return row

    async def _locked(self, commitment_id: UUID) -> Row:
        row = await self._repository.lock(commitment_id)
        if row is None:
            raise NotFound
        return row


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what a person promised, was promised and said of it; commitments stay, with empty places."""
    await CommitmentRepository(connection, initiative_id).erase(person_id)
