"""The rules of seats: who proposes, who accepts, when terms end. Forums fill and renew them by decision."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.forums.repository import ForumRepository
from services.registry.history.service import settled_in_the_record
from services.registry.history.when import When
from services.registry.organizations.repository import OrganizationRepository
from services.registry.people.errors import UnknownOrganization
from services.registry.seats.errors import (
    CannotSit,
    CircleOfPartners,
    NetworkHasNoSeats,
    SeatedAlready,
    SeatNotOpen,
    SeatWithoutTerm,
    TermTooShort,
)
from services.registry.seats.events import (
    SeatAccepted,
    SeatDeclined,
    SeatFact,
    SeatGivenUp,
    SeatProposed,
    SeatRenewalAsked,
    SeatStatus,
    SeatTaken,
    SeatTermEnded,
    SeatTermEnding,
    SeatWithdrawn,
)
from services.registry.seats.repository import SOON, SeatRepository
from services.registry.seats.schemas import ForumMemberCreate, SeatRenewal
from shared.charter import hold_seat
from shared.commands import Command, Reading
from shared.governance import ForumKind, SeatRole
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.standing import Part, Standing
from shared.time_zones import end_of_day

Row = Mapping[str, Any]


class Seats:
    """Reading the seats of forums."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._forums = ForumRepository(reading.connection, reading.initiative_id)
        self._repository = SeatRepository(reading.connection, reading.initiative_id)

    async def page(
        self, forum_id: UUID, after: UUID, limit: int, *, status: SeatStatus | None, when: When
    ) -> list[Any]:
        """Seats of a forum after an id, at a stage, as they are or were at the end of a day.

        Raises NotFound, MomentToCome and NotKeptThen.
        """
        if await self._forums.get(forum_id) is None:
            raise NotFound
        when = await settled_in_the_record(self._reading, when)
        return await self._repository.page(forum_id, after, limit, {"status": status}, when)


class SeatCommands:
    """Changing the seats of forums."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = SeatRepository(command.connection, command.initiative_id)

    async def propose(self, forum_id: UUID, body: ForumMemberCreate) -> Row:
        """Propose somebody for a seat.

        Raises NotFound, NetworkHasNoSeats, Forbidden, CannotSit, UnknownOrganization, CharterRefusal,
        CircleOfPartners, SeatedAlready and TermTooShort.
        """
        kind = await self._forum_kind(forum_id)
        self._may_propose(forum_id)
        standing = await self._repository.standing(body.person_id, self._command.now.date())
        _can_sit(standing, body.organization_id)
        await self._on_the_map(body.organization_id)
        assert standing is not None
        hold_seat(staff=bool(standing.staff_roles), votes=body.has_vote())
        if kind is ForumKind.ACTION_CIRCLE and body.organization_id is None:
            raise CircleOfPartners
        ends_at = None if body.ends_on is None else await self._end_of_term(forum_id, body.ends_on)
        row = await self._repository.insert(
            {
                "forum_id": forum_id,
                "id": uuid7(),
                "person_id": body.person_id,
                "organization_id": body.organization_id,
                "role": body.role,
                "votes": body.has_vote(),
                "status": SeatStatus.PROPOSED,
                "proposed_by": self._command.caller.person_id,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        if row is None:
            raise SeatedAlready
        if body.ends_on is not None and ends_at is not None:
            await self._repository.put_term(row["id"], body.ends_on, ends_at)
        row = await self._locked(forum_id, row["id"])
        self._record(SeatProposed, row)
        return row

    async def accept(self, forum_id: UUID, seat_id: UUID) -> Row:
        """Be ready to take a seat; in an action circle, take it.

        Raises NotFound, Forbidden, SeatNotOpen, CannotSit, UnknownOrganization and CharterRefusal.
        """
        kind = await self._forum_kind(forum_id)
        row = await self._held(forum_id, seat_id)
        _at(row, SeatStatus.PROPOSED)
        standing = self._command.caller.standing
        _can_sit(standing, row["organization_id"])
        await self._on_the_map(row["organization_id"])
        hold_seat(staff=self._command.caller.is_staff, votes=row["votes"])
        if kind is ForumKind.ACTION_CIRCLE:
            self._record(SeatTaken, row)
            return await self._repository.set_status(row, SeatStatus.SEATED)
        self._record(SeatAccepted, row)
        return await self._repository.set_status(row, SeatStatus.ACCEPTED)

    async def decline(self, forum_id: UUID, seat_id: UUID) -> Row:
        """Do without a seat one was proposed for; raises NotFound, Forbidden and SeatNotOpen."""
        row = await self._held(forum_id, seat_id)
        _at(row, SeatStatus.PROPOSED, SeatStatus.ACCEPTED)
        self._record(SeatDeclined, row)
        return await self._repository.set_status(row, SeatStatus.DECLINED)

    async def give_up(self, forum_id: UUID, seat_id: UUID) -> Row:
        """Leave a seat one holds; raises NotFound, Forbidden and SeatNotOpen."""
        row = await self._held(forum_id, seat_id)
        _at(row, SeatStatus.SEATED)
        self._record(SeatGivenUp, row)
        return await self._repository.set_status(row, SeatStatus.ENDED)

    async def ask_renewal(self, forum_id: UUID, seat_id: UUID, body: SeatRenewal) -> Row:
        """Say that one would stay for another term; the forum decides. The last word counts.

        Raises NotFound, Forbidden, SeatNotOpen, SeatWithoutTerm and TermTooShort.
        """
        row = await self._held(forum_id, seat_id)
        _at(row, SeatStatus.SEATED)
        if row["ends_on"] is None:
            raise SeatWithoutTerm
        if row["ends_at"] <= self._command.now:
            raise SeatNotOpen
        if body.ends_on <= row["ends_on"]:
            raise TermTooShort
        ends_at = await self._end_of_term(forum_id, body.ends_on)
        await self._repository.ask_renewal(seat_id, body.ends_on, ends_at)
        asked = {**seat_fields(row), "ends_on": body.ends_on, "ends_at": ends_at}
        self._command.record(SeatRenewalAsked(**asked))
        return await self._locked(forum_id, seat_id)

    async def end_term(self, forum_id: UUID, seat_id: UUID) -> None:
        """Let a seat end whose term is over, unless it was renewed or left in the meantime."""
        row = await self._repository.lock(forum_id, seat_id)
        if row is None or row["status"] != SeatStatus.SEATED or row["ends_at"] is None:
            return
        if row["ends_at"] <= self._command.now:
            await self._repository.set_status(row, SeatStatus.ENDED)
            self._record(SeatTermEnded, row)

    async def remind_of_end(self, forum_id: UUID, seat_id: UUID) -> None:
        """Say that the term of a seat ends soon, once of each end."""
        row = await self._repository.lock(forum_id, seat_id)
        if row is None or row["status"] != SeatStatus.SEATED or row["ends_at"] is None:
            return
        if self._command.now < row["ends_at"] <= self._command.now + SOON:
            await self._repository.note_reminder(seat_id)
            self._record(SeatTermEnding, row)

    async def _end_of_term(self, forum_id: UUID, ends_on: date) -> datetime:
        """The midnight after a term's last day, where the forum is; raises TermTooShort if that is past."""
        ends_at = end_of_day(ends_on, await self._repository.time_zone(forum_id))
        if ends_at <= self._command.now:
            raise TermTooShort
        return ends_at

    async def withdraw(self, forum_id: UUID, seat_id: UUID) -> Row:
        """Take a proposal back, one's own or as facilitator; raises NotFound, Forbidden and SeatNotOpen."""
        row = await self._locked(forum_id, seat_id)
        caller = self._command.caller
        if not (caller.facilitates or row["proposed_by"] == caller.person_id):
            raise Forbidden(OpenTo.PROPOSER, OpenTo.FACILITATORS)
        _at(row, SeatStatus.PROPOSED, SeatStatus.ACCEPTED)
        self._record(SeatWithdrawn, row)
        return await self._repository.set_status(row, SeatStatus.WITHDRAWN)

    async def _on_the_map(self, organization_id: UUID | None) -> None:
        """Raise UnknownOrganization where one was merged into another; it is not merged meanwhile."""
        organizations = OrganizationRepository(self._command.connection, self._command.initiative_id)
        if organization_id is not None and not await organizations.on_the_map([organization_id]):
            raise UnknownOrganization

    async def _forum_kind(self, forum_id: UUID) -> ForumKind:
        kind = await self._repository.forum_kind(forum_id)
        if kind is None:
            raise NotFound
        if kind == ForumKind.NETWORK:
            raise NetworkHasNoSeats
        return ForumKind(kind)

    def _may_propose(self, forum_id: UUID) -> None:
        standing = self._command.caller.standing
        assert standing is not None
        if not (
            standing.facilitates or standing.founding or standing.represents or forum_id in standing.seats
        ):
            raise Forbidden(OpenTo.REPRESENTATIVES, OpenTo.FORUM_MEMBERS, OpenTo.FACILITATORS)

    async def _locked(self, forum_id: UUID, seat_id: UUID) -> Row:
        row = await self._repository.lock(forum_id, seat_id)
        if row is None:
            raise NotFound
        return row

    async def _held(self, forum_id: UUID, seat_id: UUID) -> Row:
        row = await self._locked(forum_id, seat_id)
        if row["person_id"] != self._command.caller.person_id:
            raise Forbidden(OpenTo.THEMSELF)
        return row

    def _record(self, fact: type[SeatFact], row: Row) -> None:
        self._command.record(fact(**seat_fields(row)))


def seat_fields(row: Row) -> dict[str, Any]:
    """What every fact of a seat states."""
    return {
        "seat_id": row["id"],
        "forum_id": row["forum_id"],
        "person_id": row["person_id"],
        "organization_id": row["organization_id"],
        "role": SeatRole(row["role"]),
        "votes": row["votes"],
        "ends_on": row.get("ends_on"),
        "ends_at": row.get("ends_at"),
    }


def _can_sit(standing: Standing | None, organization_id: UUID | None) -> None:
    if standing is None or standing.part is Part.AUDITOR:
        raise CannotSit
    if organization_id is not None and organization_id not in standing.represents:
        raise CannotSit


def _at(row: Row, *statuses: SeatStatus) -> None:
    if row["status"] not in statuses:
        raise SeatNotOpen


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase a person's seats, and who proposed others for theirs."""
    await SeatRepository(connection, initiative_id).erase(person_id)
