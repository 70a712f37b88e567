"""The rules of minutes: drafted, put before those who were there, corrected, approved."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.attendance.errors import MinutesApproved
from services.registry.attendance.repository import AttendanceRepository
from services.registry.meetings.conducting import Conducting, conducts, over
from services.registry.meetings.errors import MeetingNotOpen, NotConducting
from services.registry.meetings.events import MeetingStatus
from services.registry.minutes.errors import MinutesNotInState, NobodyWasThere, NoMinutes, WasNotThere
from services.registry.minutes.events import (
    Approval,
    CorrectionAnswered,
    CorrectionAsked,
    CorrectionStatus,
    MinutesConsented,
    MinutesOfMeetingApproved,
    MinutesStatus,
    MinutesSubmitted,
    MinutesWritten,
)
from services.registry.minutes.repository import MinutesRepository
from services.registry.minutes.schemas import CorrectionAnswer, CorrectionCreate, MinutesPut, MinutesSubmit
from services.registry.sources.events import SourceKind, SourceRecorded, SourceStatus
from services.registry.sources.repository import SourceRepository
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]


class MinutesOfMeetings:
    """Reading minutes: drafts by the forum's members, what was approved by everybody."""

    def __init__(self, reading: Reading) -> None:
        self._conducting = Conducting(reading)
        self._repository = MinutesRepository(reading.connection, reading.initiative_id)

    async def get(self, meeting_id: UUID) -> Row:
        """The minutes of a meeting; raises NotFound and NoMinutes."""
        meeting = await self._conducting.repository.get(meeting_id)
        if meeting is None:
            raise NotFound
        row = await self._repository.get(meeting_id)
        if row is None:
            raise NoMinutes
        if row["status"] != MinutesStatus.APPROVED:
            forum = await self._conducting.forum(meeting["forum_id"])
            if not await self._conducting.belongs(forum):
                raise NoMinutes
        return row

    async def revisions(self, meeting_id: UUID, after: UUID, limit: int) -> list[Any]:
        """What the minutes said at each revision; raises NotFound and NoMinutes."""
        await self.get(meeting_id)
        return await self._repository.revisions(meeting_id, after, limit)

    async def corrections(self, meeting_id: UUID, after: UUID, limit: int) -> list[Any]:
        """Corrections that were asked for; raises NotFound and NoMinutes."""
        await self.get(meeting_id)
        return await self._repository.corrections(meeting_id, after, limit)


class MinutesCommands:
    """Writing and approving minutes."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._conducting = Conducting(command)
        self._repository = MinutesRepository(command.connection, command.initiative_id)
        self._attendance = AttendanceRepository(command.connection, command.initiative_id)

    async def write(self, meeting_id: UUID, body: MinutesPut, precondition: Precondition) -> Row:
        """Write the next revision: who was there, and who runs the meeting. It is a draft again.

        Raises NotFound, NotConducting, PreconditionFailed, MeetingNotOpen and MinutesApproved.
        """
        meeting = await self._conducting.locked(meeting_id)
        await self._may_write(meeting)
        if meeting["status"] != MeetingStatus.SCHEDULED or not over(meeting, self._command.now):
            raise MeetingNotOpen
        row = await self._repository.get(meeting_id)
        precondition.check(0 if row is None else row["version"])
        if row is None:
            await self._repository.insert(meeting_id)
            row = await self._read(meeting_id)
        if row["status"] == MinutesStatus.APPROVED:
            raise MinutesApproved
        if row["text"] == body.text:
            return row
        revision = row["revision"] + 1
        await self._repository.insert_revision(
            meeting_id,
            {
                "id": uuid7(),
                "revision": revision,
                "text": body.text,
                "written_by": self._command.caller.person_id,
                "written_at": self._command.now,
            },
        )
        await self._repository.update(
            row, revision=revision, status=MinutesStatus.DRAFT, approval=None, silent_until=None
        )
        self._command.record(MinutesWritten(meeting_id=meeting_id, revision=revision, text=body.text))
        return await self._read(meeting_id)

    async def submit(self, meeting_id: UUID, body: MinutesSubmit) -> Row:
        """Put a draft before those who were there.

        Raises NotFound, NotConducting, NoMinutes, MinutesNotInState and NobodyWasThere.
        """
        await self._conducting.conducted(meeting_id)
        row = await self._existing(meeting_id)
        if row["status"] != MinutesStatus.DRAFT or row["open_corrections"]:
            raise MinutesNotInState
        if body.approval is Approval.PRESENT and not await self._attendance.there(meeting_id):
            raise NobodyWasThere
        silent_until = None
        if body.silence_days is not None:
            silent_until = self._command.now + timedelta(days=body.silence_days)
        await self._repository.update(
            row, status=MinutesStatus.SUBMITTED, approval=body.approval, silent_until=silent_until
        )
        self._command.record(
            MinutesSubmitted(
                meeting_id=meeting_id,
                revision=row["revision"],
                approval=body.approval,
                silent_until=silent_until,
            )
        )
        return await self._read(meeting_id)

    async def ask(self, meeting_id: UUID, body: CorrectionCreate) -> Row:
        """Ask for a correction: the forum's members and who was there; nothing is approved before its answer.

        Raises NotFound, NotOfForum, NoMinutes and MinutesNotInState.
        """
        await self._part_of(meeting_id)
        row = await self._existing(meeting_id)
        if row["status"] != MinutesStatus.SUBMITTED:
            raise MinutesNotInState
        author_id = self._command.caller.person_id
        assert author_id is not None
        asked = await self._repository.insert_correction(
            meeting_id,
            {
                "id": uuid7(),
                "revision": row["revision"],
                "status": CorrectionStatus.OPEN,
                "text": body.text,
                "author_id": author_id,
                "answer": None,
                "answered_by": None,
                "asked_at": self._command.now,
            },
        )
        self._command.record(
            CorrectionAsked(
                meeting_id=meeting_id,
                correction_id=asked["id"],
                revision=row["revision"],
                author_id=author_id,
                text=body.text,
            )
        )
        return asked

    async def answer(self, meeting_id: UUID, correction_id: UUID, body: CorrectionAnswer) -> Row:
        """Take or decline a correction, as who runs the meeting, or withdraw one's own.

        Raises NotFound, NotConducting, Forbidden and MinutesNotInState.
        """
        meeting = await self._conducting.locked(meeting_id)
        correction = await self._repository.correction(meeting_id, correction_id)
        if correction is None:
            raise NotFound
        caller_id = self._command.caller.person_id
        if body.status is CorrectionStatus.WITHDRAWN:
            if correction["author_id"] != caller_id:
                raise Forbidden(OpenTo.AUTHOR)
        else:
            self._conducting.only_who_conducts(await self._conducting.forum(meeting["forum_id"]))
        if correction["status"] != CorrectionStatus.OPEN:
            raise MinutesNotInState
        answered_by = None if body.answer is None else caller_id
        answered = await self._repository.answer(
            meeting_id,
            correction_id,
            {"status": body.status, "answer": body.answer, "answered_by": answered_by},
        )
        self._command.record(
            CorrectionAnswered(
                meeting_id=meeting_id,
                correction_id=correction_id,
                status=body.status,
                author_id=answered_by,
                answer=body.answer,
            )
        )
        row = await self._existing(meeting_id)
        if body.status is CorrectionStatus.TAKEN and row["status"] == MinutesStatus.SUBMITTED:
            # What was submitted is not what is to be approved any more.
            await self._repository.update(row, status=MinutesStatus.DRAFT, approval=None, silent_until=None)
        else:
            await self._approve_if_agreed(meeting, row)
        return answered

    async def consent(self, meeting_id: UUID) -> Row:
        """Agree to submitted minutes, as who was there; with more than half of them they are approved.

        Raises NotFound, WasNotThere, NoMinutes and MinutesNotInState.
        """
        meeting = await self._conducting.locked(meeting_id)
        person_id = self._command.caller.person_id
        assert person_id is not None
        if person_id not in await self._attendance.there(meeting_id):
            raise WasNotThere
        row = await self._existing(meeting_id)
        if row["status"] != MinutesStatus.SUBMITTED:
            raise MinutesNotInState
        await self._repository.consent(meeting_id, person_id, row["revision"])
        self._command.record(
            MinutesConsented(meeting_id=meeting_id, revision=row["revision"], person_id=person_id)
        )
        await self._approve_if_agreed(meeting, await self._read(meeting_id))
        return await self._read(meeting_id)

    async def approve_if_silent(self, meeting_id: UUID) -> None:
        """Approve minutes to which nobody has said anything in time, unless something came in between."""
        meeting = await self._conducting.locked(meeting_id)
        row = await self._existing(meeting_id)
        silent = (
            row["status"] == MinutesStatus.SUBMITTED
            and row["approval"] == Approval.SILENCE
            and row["silent_until"] <= self._command.now
            and not row["open_corrections"]
        )
        if silent:
            await self._approve(meeting, row)

    async def _approve_if_agreed(self, meeting: Row, row: Row) -> None:
        if row["status"] != MinutesStatus.SUBMITTED or row["approval"] != Approval.PRESENT:
            return
        there = await self._attendance.there(meeting["id"])
        if not row["open_corrections"] and 2 * row["consents"] > len(there):
            await self._approve(meeting, row)

    async def _approve(self, meeting: Row, row: Row) -> None:
        """What is approved becomes a source, so that texts can cite it."""
        now = self._command.now
        told = {
            "kind": SourceKind.MINUTES,
            "title": meeting["title"],
            "author": None,
            "link": None,
            "published_on": meeting["starts_at"].date(),
            "note": None,
        }
        source = await SourceRepository(self._command.connection, self._command.initiative_id).insert(
            {
                **told,
                "id": uuid7(),
                "status": SourceStatus.RECORDED,
                "recorded_by": None,
                "version": 1,
                "created_at": now,
            }
        )
        self._command.record(SourceRecorded(source_id=source["id"], **told))
        await self._repository.update(
            row, status=MinutesStatus.APPROVED, approved_at=now, source_id=source["id"]
        )
        self._command.record(
            MinutesOfMeetingApproved(
                meeting_id=meeting["id"],
                revision=row["revision"],
                approval=Approval(row["approval"]),
                source_id=source["id"],
            )
        )

    async def _may_write(self, meeting: Row) -> None:
        forum = await self._conducting.forum(meeting["forum_id"])
        there = await self._attendance.there(meeting["id"])
        if not (conducts(self._command.caller, forum) or self._command.caller.person_id in there):
            raise NotConducting

    async def _part_of(self, meeting_id: UUID) -> None:
        """Go on for the forum's members, and whoever was there as a guest; raises NotFound and NotOfForum."""
        there = await self._attendance.there(meeting_id)
        if self._command.caller.person_id in there:
            await self._conducting.locked(meeting_id)
            return
        await self._conducting.attended(meeting_id)

    async def _existing(self, meeting_id: UUID) -> Row:
        row = await self._repository.get(meeting_id)
        if row is None:
            raise NoMinutes
        return row

    async def _read(self, meeting_id: UUID) -> Row:
        row = await self._repository.get(meeting_id)
        assert row is not None
        return row


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Forget who wrote minutes, and erase what a person asked and answered; the minutes stay."""
    await MinutesRepository(connection, initiative_id).erase(person_id)
