"""Facts of sealing: a log is refused; it is signed again; a successor took a broken log's place."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from shared.eventlog.event_types import CODE, OPEN, Event

Reason = Literal[
    "entries_missing",
    "history_changed",
    "key_changed",
    "memory_damaged",
    "memory_missing",
    "origin_of_another",
]
_EXAMPLE_ID = "01936f9a-0000-7000-8000-000000000001"


class LogAlarmRaised(Event):
    """The sealer refused to sign the log: what it holds does not continue what was signed before."""

    type: ClassVar[str] = "events.log.alarm_raised"
    subject: ClassVar[str] = "logs/{initiative_id}"
    example: ClassVar[dict[str, Any]] = {
        "initiative_id": _EXAMPLE_ID,
        "reason": "history_changed",
        "signed_size": 1204,
        "found_size": 1204,
    }
    initiative_id: Annotated[UUID, OPEN]
    reason: Annotated[Reason, OPEN]
    """What was signed is gone, or another; it was signed with another key than the sealer has; the sealer's
    memory is damaged or gone; the log has another's name."""
    signed_size: Annotated[int, OPEN]
    """How many entries were signed."""
    found_size: Annotated[int, OPEN]
    """How many entries there are."""


class LogAlarmEnded(Event):
    """The log again continues what was signed before: it is signed on."""

    type: ClassVar[str] = "events.log.alarm_ended"
    subject: ClassVar[str] = "logs/{initiative_id}"
    example: ClassVar[dict[str, Any]] = {"initiative_id": _EXAMPLE_ID}
    initiative_id: Annotated[UUID, OPEN]


class LogSucceeded(Event):
    """The log was broken, and by the operator's command a successor begins, under another origin.

    The last signed note of the old log can be put together from this event and checked.
    """

    type: ClassVar[str] = "events.log.succeeded"
    subject: ClassVar[str] = "logs/{initiative_id}"
    example: ClassVar[dict[str, Any]] = {
        "initiative_id": _EXAMPLE_ID,
        "origin": f"shidra.example/{_EXAMPLE_ID}/successor-1",
        "old_origin": f"shidra.example/{_EXAMPLE_ID}",
        "old_size": 1204,
        "old_root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "old_key_name": "shidra.example",
        "old_signature": "0b1c2d3e" + "5f" * 64,
    }
    initiative_id: Annotated[UUID, OPEN]
    origin: Annotated[str, CODE, OPEN]
    old_origin: Annotated[str, CODE, OPEN]
    old_size: Annotated[int, OPEN]
    old_root: Annotated[str, CODE, OPEN]
    """SHA-256 in hex."""
    old_key_name: Annotated[str, CODE, OPEN]
    old_signature: Annotated[str, CODE, OPEN]
    """The key's hint of four bytes and the Ed25519 signature, in hex."""
