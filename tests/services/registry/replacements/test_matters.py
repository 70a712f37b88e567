"""What passes on with representing an organization, as plain rules."""

from typing import Any
from uuid import UUID

import pytest

from services.registry.replacements.matters import (
    EXPLAINED,
    PASSING,
    MatterReason,
    Situation,
    of_commitment,
    of_request,
    of_seat,
)

HOUSE, OTHER, RUTH, FORUM = (UUID(int=number) for number in range(1, 5))
SEAT: dict[str, Any] = {
    "id": UUID(int=9),
    "forum_id": FORUM,
    "organization_id": HOUSE,
    "role": "member",
    "votes": True,
    "status": "seated",
    "forum_kind": "steering_committee",
    "seats_pass_on": True,
}


def there(**more: Any) -> Situation:
    known: dict[str, Any] = {
        "successor_id": RUTH,
        "successor_is_staff": False,
        "by_staff": False,
        "sits_in": frozenset(),
    }
    return Situation(HOUSE, **{**known, **more})


@pytest.mark.parametrize(
    ("seat", "known", "reason"),
    [
        ({}, {}, "organization_names"),
        ({"role": "chair"}, {}, "chair_as_member"),
        ({"seats_pass_on": False}, {}, "forum_decides"),
        ({"seats_pass_on": False, "forum_kind": "action_circle"}, {}, "organization_names"),
        ({}, {"by_staff": True}, "forum_decides"),
        ({}, {"sits_in": frozenset({FORUM})}, "seated_already"),
        ({}, {"successor_is_staff": True}, "successor_is_staff"),
        ({"votes": False, "role": "observer"}, {"successor_is_staff": True}, "organization_names"),
        ({"organization_id": OTHER}, {}, "held_for_another"),
        ({"organization_id": None}, {}, "held_for_another"),
        ({"status": "proposed"}, {}, "proposed_anew"),
        ({"status": "accepted", "seats_pass_on": False}, {"by_staff": True}, "proposed_anew"),
    ],
)
def test_whether_a_seat_passes_on(seat: dict[str, Any], known: dict[str, Any], reason: str) -> None:
    assert of_seat(SEAT | seat, there(**known)).reason == reason


def test_whether_a_commitment_passes_on() -> None:
    promise = {"id": UUID(int=8), "by_organization_id": HOUSE, "to_person_id": RUTH}
    assert of_commitment(promise, "by", "to", there()).reason == "successor_is_other_side"
    assert of_commitment(promise, "by", "to", there(successor_id=None)).reason == "for_the_organization"
    assert of_commitment(promise | {"by_organization_id": None}, "by", "to", there()).reason == "own_promise"


def test_what_is_asked_of_a_person_stays_theirs() -> None:
    asked = {"kind": "vote", "subject_id": UUID(int=7), "addressee_id": HOUSE}
    assert of_request(asked, there()).passes
    assert not of_request(asked | {"addressee_id": RUTH}, there()).passes


def test_every_reason_is_explained_and_passes_or_does_not() -> None:
    assert EXPLAINED.keys() == set(MatterReason)
    assert set(MatterReason) > PASSING
