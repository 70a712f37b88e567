"""How what several people record of one meeting is put together: plain values, without a database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.registry.attendance.errors import AttendanceRecordedOtherwise
from services.registry.attendance.events import AttendanceAnswer, AttendanceStatus

Row = Mapping[str, Any]
Statuses = dict[UUID, AttendanceStatus]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What is to be written of a meeting, and how everybody's attendance stands then."""

    named: Statuses
    """Of people who were named: in the name of who records it."""
    unnamed: Statuses
    """Of members of whom nothing is recorded: in nobody's name, so that anybody can still name them."""
    everybody: Statuses


def put_together(
    known: Mapping[UUID, Row], named: Statuses, expected: Collection[UUID], author_id: UUID
) -> Recorded:
    """Add what somebody says of people to what is known of them; whom others named stays as they said.

    `expected`: the forum's members. Raises AttendanceRecordedOtherwise.
    """
    standing = {person: row for person, row in known.items() if row["status"] is not None}
    written = {}
    for person, status in named.items():
        row = standing.get(person)
        whose = None if row is None else row["recorded_by"]
        if row is not None and row["status"] == status and whose is not None:
            continue  # it stands, whoever said so first
        if whose not in (None, author_id):
            raise AttendanceRecordedOtherwise
        written[person] = status
    unnamed = {
        person: _without_being_named(known.get(person))
        for person in sorted(set(expected) - named.keys() - standing.keys())
    }
    before = {person: AttendanceStatus(row["status"]) for person, row in standing.items()}
    return Recorded(written, unnamed, before | unnamed | named)


def _without_being_named(row: Row | None) -> AttendanceStatus:
    excused = row is not None and row["answer"] == AttendanceAnswer.EXCUSED
    return AttendanceStatus.EXCUSED if excused else AttendanceStatus.ABSENT
