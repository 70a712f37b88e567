"""The rules of voices: who brings one, who confirms, rewords and withdraws it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.voices.errors import (
    BringerDoesNotRepresent,
    UnknownBringer,
    VoiceClosed,
    VoiceConfirmedAlready,
    VoiceNotYetConfirmed,
)
from services.agenda.voices.events import (
    VoiceBrought,
    VoiceConfirmed,
    VoiceHiddenFromPublic,
    VoiceReworded,
    VoiceShownPublicly,
    VoiceStatus,
    VoiceWithdrawn,
)
from services.agenda.voices.repository import VoiceRepository
from services.agenda.voices.schemas import BringerNamed, VoiceCreate, VoicePatch
from shared.charter import bring_voice
from shared.commands import Caller, Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]

_CLOSED = (VoiceStatus.WITHDRAWN, VoiceStatus.ERASED)


def speaks(caller: Caller, person_id: UUID | None, organization_id: UUID | None) -> bool:
    """Whether a voice is the caller's own: a person's, or, of an organization alone, its representatives'."""
    if person_id is not None:
        return caller.person_id == person_id
    return caller.standing is not None and organization_id in caller.standing.represents


class Voices:
    """Reading the voices of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = VoiceRepository(reading.connection, reading.initiative_id)

    async def get(self, voice_id: UUID) -> Row:
        """One voice; raises NotFound."""
        row = await self._repository.get(voice_id)
        if row is None:
            raise NotFound
        return row

    async def page(
        self, after: UUID, limit: int, *, status: VoiceStatus | None, organization_id: UUID | None
    ) -> list[Any]:
        """Voices after an id, of a status, brought by an organization or for it."""
        return await self._repository.page(
            after, limit, {"status": status, "brought_by_organization_id": organization_id}
        )


class VoiceCommands:
    """Changing the voices of an initiative."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._repository = VoiceRepository(command.connection, command.initiative_id)

    async def bring(self, body: VoiceCreate) -> Row:
        """Enter a voice: one's own is confirmed at once, another's waits for them.

        Raises UnknownBringer, BringerDoesNotRepresent and CharterRefusal.
        """
        bringer = body.brought_by or BringerNamed(person_id=self._caller.person_id)
        await self._check_bringer(bringer)
        own = self._stands_by(bringer.person_id, bringer.organization_id)
        row = await self._repository.insert(
            {
                "id": uuid7(),
                "text": body.text,
                "status": VoiceStatus.CONFIRMED if own else VoiceStatus.UNCONFIRMED,
                "brought_by_person_id": bringer.person_id,
                "brought_by_organization_id": bringer.organization_id,
                "entered_by": self._caller.person_id,
                "shown_publicly": False,
                "version": 1,
                "created_at": self._command.now,
            }
        )
        self._command.record(VoiceBrought(**_named(row), status=row["status"], text=row["text"]))
        return row

    async def confirm(self, voice_id: UUID, precondition: Precondition) -> Row:
        """Stand by a voice that another entered.

        Raises NotFound, Forbidden, CharterRefusal, PreconditionFailed, VoiceClosed and VoiceConfirmedAlready.
        """
        row = await self._locked(voice_id)
        self._only_the_bringer(row)
        bring_voice(staff=self._caller.is_staff, own=True)
        precondition.check(row["version"])
        _still_open(row)
        if row["status"] == VoiceStatus.CONFIRMED:
            raise VoiceConfirmedAlready
        changed = await self._repository.update(row, status=VoiceStatus.CONFIRMED)
        self._command.record(VoiceConfirmed(**_named(row)))
        return changed

    async def reword(self, voice_id: UUID, body: VoicePatch, precondition: Precondition) -> Row:
        """Change the words. Whoever brought it thereby confirms them; others can until it is confirmed.

        Raises NotFound, Forbidden, PreconditionFailed and VoiceClosed.
        """
        row = await self._locked(voice_id)
        own = self._stands_by(row["brought_by_person_id"], row["brought_by_organization_id"])
        wording = self._caller.facilitates or row["entered_by"] == self._caller.person_id
        if not own and not (wording and row["status"] == VoiceStatus.UNCONFIRMED):
            raise Forbidden(OpenTo.BRINGER, OpenTo.FACILITATORS, OpenTo.AUTHOR)
        precondition.check(row["version"])
        _still_open(row)
        status = VoiceStatus.CONFIRMED if own else VoiceStatus.UNCONFIRMED
        changed = await self._repository.update(row, text=body.text, status=status)
        self._command.record(VoiceReworded(**_named(row), status=status, text=body.text))
        return changed

    async def show(self, voice_id: UUID, *, shown: bool) -> Row:
        """Let the public see a voice's words, or no longer: its bringer alone, once they are confirmed.

        Raises NotFound, Forbidden, VoiceClosed and VoiceNotYetConfirmed.
        """
        row = await self._locked(voice_id)
        self._only_the_bringer(row)
        _still_open(row)
        if row["status"] != VoiceStatus.CONFIRMED:
            raise VoiceNotYetConfirmed
        if row["shown_publicly"] == shown:
            return row
        changed = await self._repository.show(voice_id, shown=shown)
        fact = VoiceShownPublicly if shown else VoiceHiddenFromPublic
        self._command.record(fact(**_named(row)))
        return changed

    async def withdraw(self, voice_id: UUID) -> Row:
        """Take a voice back; raises NotFound, Forbidden and VoiceClosed."""
        row = await self._locked(voice_id)
        self._only_the_bringer(row)
        _still_open(row)
        changed = await self._repository.update(row, status=VoiceStatus.WITHDRAWN)
        self._command.record(VoiceWithdrawn(**_named(row)))
        return changed

    async def _check_bringer(self, bringer: BringerNamed) -> None:
        person_id, organization_id = bringer.person_id, bringer.organization_id
        if organization_id is not None and not await self._repository.has_organization(organization_id):
            raise UnknownBringer
        if person_id is None:
            return
        standing = await self._repository.standing(person_id, self._command.now.date())
        if standing is None:
            raise UnknownBringer
        # Whoever enters it: a voice of one of the staff is a voice of the staff's own.
        bring_voice(staff=bool(standing.staff_roles), own=True)
        if organization_id is not None and organization_id not in standing.represents:
            raise BringerDoesNotRepresent

    def _stands_by(self, person_id: UUID | None, organization_id: UUID | None) -> bool:
        # Staff who also represent an organization record its voice; another representative stands by it.
        return speaks(self._caller, person_id, organization_id) and not self._caller.is_staff

    def _only_the_bringer(self, row: Row) -> None:
        if not speaks(self._caller, row["brought_by_person_id"], row["brought_by_organization_id"]):
            raise Forbidden(OpenTo.BRINGER)

    async def _locked(self, voice_id: UUID) -> Row:
        row = await self._repository.lock(voice_id)
        if row is None:
            raise NotFound
        return row


def _still_open(row: Row) -> None:
    if row["status"] in _CLOSED:
        raise VoiceClosed


def _named(row: Row) -> dict[str, Any]:
    return {"voice_id": row["id"]} | {
        name: row[name] for name in ("brought_by_person_id", "brought_by_organization_id")
    }


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what the agenda holds of a person: voices stay as empty places, so that what cites them holds."""
    await VoiceRepository(connection, initiative_id).erase(person_id)
