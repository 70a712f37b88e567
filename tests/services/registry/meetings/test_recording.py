"""What several people record of one meeting, put together: pure values."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.attendance.errors import AttendanceRecordedOtherwise
from services.registry.attendance.events import AttendanceAnswer, AttendanceStatus
from services.registry.attendance.recording import put_together

PEOPLE = [UUID(int=number) for number in range(1, 7)]
ONE, OTHER = UUID(int=101), UUID(int=102)
statuses = st.sampled_from(AttendanceStatus)
lists = st.dictionaries(st.sampled_from(PEOPLE), statuses)


def row(
    status: AttendanceStatus | None, by: UUID | None, answer: AttendanceAnswer | None = None
) -> dict[str, Any]:
    return {"status": status, "recorded_by": by, "answer": answer}


def known_after(
    known: dict[UUID, dict[str, Any]], named: dict[UUID, AttendanceStatus], by: UUID
) -> dict[UUID, dict[str, Any]]:
    """What is known once somebody has recorded; what they cannot record changes nothing."""
    try:
        recorded = put_together(known, named, PEOPLE[:4], by)
    except AttendanceRecordedOtherwise:
        return known
    assert set(recorded.named) <= set(named)
    after = known | {person: row(status, by) for person, status in recorded.named.items()}
    after |= {person: row(status, None) for person, status in recorded.unnamed.items()}
    assert {person: one["status"] for person, one in after.items()} == recorded.everybody
    return after


@given(lists, lists)
def test_nobodys_word_is_lost_whoever_comes_first(
    first: dict[UUID, AttendanceStatus], second: dict[UUID, AttendanceStatus]
) -> None:
    known = known_after(known_after({}, first, ONE), second, OTHER)
    for person, status in first.items():
        assert known[person]["status"] == status
    agree = all(first.get(person, status) == status for person, status in second.items())
    for person, status in second.items():
        if agree:
            assert known[person]["status"] == status
    if agree:
        turned = known_after(known_after({}, second, OTHER), first, ONE)
        assert {one: known[one]["status"] for one in known} == {one: turned[one]["status"] for one in turned}
    assert set(PEOPLE[:4]) <= set(known)


@given(lists)
def test_recorded_again_nothing_is_written(named: dict[UUID, AttendanceStatus]) -> None:
    known = known_after({}, named, ONE)
    again = put_together(known, named, PEOPLE[:4], ONE)
    assert (again.named, again.unnamed) == ({}, {})


def test_whoever_recorded_something_may_record_it_otherwise_and_nobody_else() -> None:
    known = {PEOPLE[0]: row(AttendanceStatus.PRESENT, ONE)}
    changed = put_together(known, {PEOPLE[0]: AttendanceStatus.ONLINE}, [], ONE)
    assert changed.named == {PEOPLE[0]: AttendanceStatus.ONLINE}
    with pytest.raises(AttendanceRecordedOtherwise):
        put_together(known, {PEOPLE[0]: AttendanceStatus.ONLINE}, [], OTHER)


def test_whoever_said_that_they_cannot_come_was_excused_and_not_absent() -> None:
    known = {
        PEOPLE[0]: row(None, None, AttendanceAnswer.EXCUSED),
        PEOPLE[1]: row(None, None, AttendanceAnswer.COMING),
    }
    recorded = put_together(known, {}, PEOPLE[:3], ONE)
    excused, absent = AttendanceStatus.EXCUSED, AttendanceStatus.ABSENT
    assert recorded.unnamed == {PEOPLE[0]: excused, PEOPLE[1]: absent, PEOPLE[2]: absent}
