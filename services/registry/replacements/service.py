"""The rules of replacing a representative: one step, in one transaction, and a view of it before.

An organization's own people say who speaks for it. Staff do only where it is no partner, and pass on no seat
(docs/decisions/0050).
"""

import dataclasses
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.commitments.events import CommitmentPassedOn, CommitmentSide
from services.registry.commitments.service import OTHER
from services.registry.invitations.service import InvitationCommands
from services.registry.organizations.service import Organizations
from services.registry.people.events import AffiliationBegun, AffiliationEnded
from services.registry.people.repository import PersonRepository
from services.registry.people.schemas import PersonCreate
from services.registry.people.service import PersonCommands
from services.registry.replacements.errors import CannotSucceed, NotItsRepresentative
from services.registry.replacements.events import ReplacementAcknowledged, RepresentativeReplaced
from services.registry.replacements.matters import (
    EXPLAINED,
    PASSING,
    Matter,
    MatterKind,
    MatterReason,
    Situation,
    of_commitment,
    of_request,
    of_seat,
)
from services.registry.replacements.passing import SeatPassing
from services.registry.replacements.repository import ReplacementRepository
from services.registry.replacements.schemas import ReplacementCreate
from services.registry.requests.kinds import RequestKind
from services.registry.requests.repository import RequestRepository
from services.registry.seats.repository import SeatRepository
from shared.charter import SETTLING_IN, replace_representative
from shared.commands import Capacity, Command, Reading
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7
from shared.partnership import Stage, is_partner
from shared.standing import Part

Row = Mapping[str, Any]

MOST_REQUESTS = 200
_TOLD_BY_SEATS_AND_SIDES = frozenset(
    {
        *(RequestKind.ACCEPT_SEAT, RequestKind.RENEW_SEAT, RequestKind.ATTEND, RequestKind.CHOOSE_TIME),
        *(RequestKind.VIEW_COMMITMENT, RequestKind.AGREE_DAY),
    }
)
"""What is asked of whoever sits there, or stands on that side."""


def shown(row: Row) -> dict[str, Any]:
    """A replacement, or what one would be, as it is shown."""
    matters = [
        {
            **matter,
            "passes": MatterReason(matter["reason"]) in PASSING,
            "explanation": EXPLAINED[MatterReason(matter["reason"])].in_all_languages(),
        }
        for matter in row["matters"]
    ]
    return {**row, "matters": matters}


class Replacements:
    """Reading who took the place of whom, and what would pass on."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._of = (reading.connection, reading.initiative_id)
        self._repository = ReplacementRepository(*self._of)
        self._organizations = Organizations(reading)

    async def page(self, organization_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Replacements of an organization after an id; raises NotFound and MovedError."""
        ids = await self._organizations.ids(organization_id)
        return await self._repository.page(ids, after, limit)

    async def preview(self, organization_id: UUID, predecessor_id: UUID, successor_id: UUID | None) -> Row:
        """What would pass on, changing nothing; raises all that replacing raises."""
        organization = await self._organizations.get(organization_id)
        by_staff = await act_for(self._reading, organization)
        successor = await self.taking_over(predecessor_id, successor_id)
        today = self._reading.now.date()
        if not _represents(await self._repository.speaking(predecessor_id, organization_id, today)):
            raise NotItsRepresentative
        there = await self.situation(organization_id, successor, by_staff=by_staff)
        found = await self.matters(predecessor_id, there, held=False)
        return {
            "organization_id": organization_id,
            "predecessor_id": predecessor_id,
            "successor_id": successor_id,
            "matters": [matter.as_json() for matter in found],
        }

    async def taking_over(
        self, predecessor_id: UUID, successor_id: UUID | None, *, held: bool = False
    ) -> UUID | None:
        """Who is to take over, held with the predecessor if asked; raises NotFound and CannotSucceed."""
        people = PersonRepository(*self._of)
        read = people.lock if held else people.get
        # In the order of their ids, so that of two who hand on to each other none waits in a circle.
        both = sorted({predecessor_id} | ({successor_id} if successor_id else set()))
        rows = {one: await read(one) for one in both}
        if rows[predecessor_id] is None:
            raise NotFound
        if successor_id is None:
            return None
        successor = rows[successor_id]
        if successor is None or successor["left_at"] is not None or successor["part"] == Part.AUDITOR:
            raise CannotSucceed
        if successor_id == predecessor_id:
            raise CannotSucceed
        return successor_id

    async def situation(
        self, organization_id: UUID, successor_id: UUID | None, *, by_staff: bool
    ) -> Situation:
        """What has to be known of whoever takes over."""
        staff, sits_in = False, frozenset[UUID]()
        if successor_id is not None:
            standing = await SeatRepository(*self._of).standing_of(successor_id, self._reading.now.date())
            staff = standing is not None and bool(standing.staff_roles)
            sits_in = await self._repository.sits_in(successor_id)
        return Situation(organization_id, successor_id, staff, by_staff, sits_in)

    async def matters(self, predecessor_id: UUID, there: Situation, *, held: bool) -> list[Matter]:
        """Whatever could pass on, and what becomes of each.

        What is asked of the predecessor themself is nobody else's to see, and is not kept.
        """
        now = self._reading.now
        found = [
            of_seat(seat, there) for seat in await self._repository.seats(predecessor_id, now, held=held)
        ]
        for commitment in await self._repository.commitments(predecessor_id, held=held):
            found += [
                of_commitment(commitment, side, OTHER[side], there)
                for side in CommitmentSide
                if commitment[f"{side}_person_id"] == predecessor_id
            ]
        addressees = [there.organization_id]
        if not held and self._reading.caller.person_id == predecessor_id:
            addressees.append(predecessor_id)
        asked = await RequestRepository(*self._of, now).open_of(addressees, MOST_REQUESTS)
        found += [of_request(one, there) for one in asked if one["kind"] not in _TOLD_BY_SEATS_AND_SIDES]
        return found


class ReplacementCommands:
    """Replacing representatives."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._of = (command.connection, command.initiative_id)
        self._repository = ReplacementRepository(*self._of)
        self._people = PersonRepository(*self._of)
        self._reading = Replacements(command)

    async def replace(self, organization_id: UUID, body: ReplacementCreate) -> Row:
        """Put one person in the place of another who speaks for an organization.

        Raises NotFound, MovedError, Forbidden, CharterRefusal, CannotSucceed and NotItsRepresentative.
        """
        organization = await Organizations(self._command).get(organization_id)
        by_staff = await act_for(self._command, organization)
        successor = await self._reading.taking_over(body.predecessor_id, body.successor_id, held=True)
        today = self._command.now.date()
        speaking = await self._repository.speaking(body.predecessor_id, organization_id, today)
        if not _represents(speaking):
            raise NotItsRepresentative
        there = await self._reading.situation(organization_id, successor, by_staff=by_staff)
        found = await self._reading.matters(body.predecessor_id, there, held=True)
        successor_id, invitation = await self._known(body)
        passed = await self._pass_on(found, body.predecessor_id, successor_id, there)
        await self._end(body.predecessor_id, speaking)
        await self._begin(successor_id, organization_id, body)
        knows = {
            f"{role}_knew_at": self._command.now if person == self._command.caller.person_id else None
            for role, person in (("predecessor", body.predecessor_id), ("successor", successor_id))
        }
        named = {
            "organization_id": organization_id,
            "predecessor_id": body.predecessor_id,
            "successor_id": successor_id,
        }
        row = await self._repository.insert(
            {
                **named,
                **knows,
                "id": uuid7(),
                "replaced_by": self._command.caller.person_id,
                "matters": [matter.as_json() for matter in passed],
                "replaced_at": self._command.now,
            }
        )
        self._command.record(RepresentativeReplaced(replacement_id=row["id"], **named))
        return {**shown(row), "invitation": invitation}

    async def acknowledge(self, organization_id: UUID, replacement_id: UUID) -> Row:
        """Say that one knows what passed on, as one of the two; raises NotFound, MovedError and Forbidden."""
        ids = await Organizations(self._command).ids(organization_id)
        row = await self._repository.lock(ids, replacement_id)
        if row is None:
            raise NotFound
        person_id = self._command.caller.person_id
        roles = [
            role for role in ("predecessor", "successor") if person_id and row[f"{role}_id"] == person_id
        ]
        if person_id is None or not roles:
            raise Forbidden(OpenTo.THEMSELF)
        if row[f"{roles[0]}_knew_at"] is not None:
            return shown(row)
        self._command.caller = self._command.caller.acting(Capacity.PERSON)
        self._command.record(
            ReplacementAcknowledged(
                replacement_id=replacement_id, organization_id=row["organization_id"], person_id=person_id
            )
        )
        return shown(await self._repository.know(replacement_id, person_id, self._command.now))

    async def _known(self, body: ReplacementCreate) -> tuple[UUID, Row | None]:
        """Who takes over: somebody there, or somebody recorded and invited now, with the invitation."""
        if body.new_person is None:
            assert body.successor_id is not None
            return body.successor_id, None
        person = PersonCreate.model_validate(body.new_person.model_dump())
        successor_id: UUID = (await PersonCommands(self._command).join(person))["id"]
        return successor_id, await InvitationCommands(self._command).issue(successor_id)

    async def _pass_on(
        self, found: list[Matter], predecessor_id: UUID, successor_id: UUID, there: Situation
    ) -> list[Matter]:
        seats = SeatPassing(self._command, predecessor_id, successor_id)
        done = []
        for matter in found:
            if matter.kind in (MatterKind.SEAT, MatterKind.SEAT_PROPOSAL):
                done.append(dataclasses.replace(matter, into=await seats.pass_on(matter)))
                continue
            if matter.kind is MatterKind.COMMITMENT and matter.passes:
                side = CommitmentSide(str(matter.detail))
                await self._repository.pass_commitment(matter.id, side, successor_id)
                self._command.record(
                    CommitmentPassedOn(
                        commitment_id=matter.id,
                        side=side,
                        organization_id=there.organization_id,
                        from_person_id=predecessor_id,
                        person_id=successor_id,
                    )
                )
            done.append(matter)
        return done

    async def _end(self, predecessor_id: UUID, speaking: list[Any]) -> None:
        """The predecessor speaks for it no longer: yesterday was the last day, today is the successor's."""
        until = self._command.now.date() - timedelta(days=1)
        for affiliation in speaking:
            await self._people.end_affiliation(predecessor_id, affiliation["id"], until)
            self._command.record(
                AffiliationEnded(affiliation_id=affiliation["id"], person_id=predecessor_id, until=until)
            )
        await self._touch(predecessor_id)

    async def _begin(self, successor_id: UUID, organization_id: UUID, body: ReplacementCreate) -> None:
        """The successor speaks for it; who does already does so by its own word now, not by the staff's."""
        today = self._command.now.date()
        speaking = await self._repository.speaking(successor_id, organization_id, today)
        everybody = await self._repository.everybody_speaking(organization_id, today)
        own = [one for one in everybody if one["person_id"] == successor_id]
        if any(not one["named_by_staff"] for one in own):
            return
        await self._end(successor_id, speaking)
        values = {
            "person_id": successor_id,
            "organization_id": organization_id,
            "title": body.title,
            "represents": True,
            "alternate": False,
            "since": today,
            "until": None,
        }
        affiliation_id = uuid7()
        await self._people.insert_affiliation({**values, "id": affiliation_id})
        self._command.record(AffiliationBegun(affiliation_id=affiliation_id, **values))
        await self._touch(successor_id)

    async def _touch(self, person_id: UUID) -> None:
        """A person's affiliations are part of what is shown of them: their next version."""
        row = await self._people.lock(person_id)
        assert row is not None
        await self._people.update(row, {})


async def act_for(reading: Reading, organization: Row) -> bool:
    """Go on as whoever may say who speaks for an organization; answers whether that is the backbone.

    Its representatives who are not staff; staff who facilitate, where it is no partner. Raises Forbidden and
    CharterRefusal.
    """
    caller = reading.caller
    standing = caller.standing
    assert standing is not None
    replace_representative(
        staff=caller.is_staff,
        partner=is_partner(Stage(organization["stage"]), founding=organization["founding"]),
        named_lately_by_staff=await _named_lately(reading, organization["id"], standing.person_id),
    )
    if organization["id"] in standing.represents and not caller.is_staff:
        reading.caller = caller.acting(Capacity.REPRESENTATIVE, organization["id"])
        return False
    if not caller.facilitates:
        raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS)
    return True


async def _named_lately(reading: Reading, organization_id: UUID, person_id: UUID) -> bool:
    """Whether staff named somebody within the time of settling in, beside who spoke for it before."""
    repository = ReplacementRepository(reading.connection, reading.initiative_id)
    speaking = await repository.everybody_speaking(organization_id, reading.now.date())
    own = [one for one in speaking if one["person_id"] == person_id]
    lately = reading.now - SETTLING_IN
    if not own or not all(one["named_by_staff"] and one["began_at"] > lately for one in own):
        return False
    first = min(one["began_at"] for one in own)
    return any(one["began_at"] < first for one in speaking if one["person_id"] != person_id)


def _represents(speaking: list[Any]) -> bool:
    return any(affiliation["represents"] for affiliation in speaking)


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase who took the place of whom; what passed on is with whoever has it now."""
    await ReplacementRepository(connection, initiative_id).erase(person_id)
