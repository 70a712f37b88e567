"""Facts of statements: who stands publicly where, from which source, and whether they say so themselves."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine, LocalizedText


class StatementKind(StrEnum):
    """What a statement is."""

    SUPPORT = "support"
    """Support for the matter, said in public or to the partners."""
    ENDORSEMENT = "endorsement"
    """Backing in one's own name, which the initiative may use."""
    POSITION = "position"
    """Where somebody stands on a matter, for or against."""
    TERMS = "terms"
    """On what terms somebody gives support or money."""


class StatementStanding(StrEnum):
    """Whether a statement is the word of whose name it bears."""

    CONFIRMED = "confirmed"
    """The organization made it here, or said that it is its own."""
    AWAITED = "awaited"
    """Others recorded it; the organization has not said yet whether it is so."""
    DENIED = "denied"
    """The organization says that it is not its statement. It stands for nothing."""
    DOCUMENTED = "documented"
    """Of somebody who is not on the map: it rests on its sources alone."""


_STATEMENT = "01936f9a-0000-7000-8000-000000000191"
_ORGANIZATION = "01936f9a-0000-7000-8000-000000000002"
_NAMED: dict[str, Any] = {"statement_id": _STATEMENT, "organization_id": _ORGANIZATION}


class _Statement(Event):
    subject: ClassVar[str] = "statements/{statement_id}"
    example: ClassVar[dict[str, Any]] = _NAMED
    statement_id: Annotated[UUID, OPEN]


class StatementRecorded(_Statement):
    """A statement was recorded: by the organization that makes it, or by others from a source."""

    type: ClassVar[str] = "registry.statement.recorded"
    example: ClassVar[dict[str, Any]] = {
        **_NAMED,
        "kind": "endorsement",
        "confirmation": "awaited",
        "stated_on": "2026-03-08",
        "public": True,
        "source_ids": ["01936f9a-0000-7000-8000-000000000021"],
        "matter": {"he": "קו חירום בערבית"},
        "text": {"he": "העירייה תומכת בהקמת הקו ותעמיד לרשותו מקום."},
    }
    organization_id: Annotated[UUID | None, OPEN] = None
    kind: Annotated[StatementKind, OPEN]
    confirmation: Annotated[StatementStanding, OPEN]
    stated_on: Annotated[date, OPEN]
    public: Annotated[bool, OPEN]
    source_ids: Annotated[list[UUID], OPEN]
    speaker: Annotated[LocalizedLine | None, FOR_MEMBERS] = None
    matter: Annotated[LocalizedLine, FOR_MEMBERS]
    text: Annotated[LocalizedText, FOR_MEMBERS]


class StatementConfirmed(_Statement):
    """An organization says that a statement others recorded is its own."""

    type: ClassVar[str] = "registry.statement.confirmed"
    organization_id: Annotated[UUID, OPEN]


class StatementDenied(_Statement):
    """An organization says that a statement others recorded is not its own."""

    type: ClassVar[str] = "registry.statement.denied"
    organization_id: Annotated[UUID, OPEN]


class StatementWithdrawn(_Statement):
    """A statement holds no longer; it stays where it is cited, with the day from which it does not hold."""

    type: ClassVar[str] = "registry.statement.withdrawn"
    example: ClassVar[dict[str, Any]] = {
        "statement_id": _STATEMENT,
        "withdrawn_on": "2026-09-01",
        "reason": {"he": "התקציב לא אושר."},
    }
    withdrawn_on: Annotated[date, OPEN]
    reason: Annotated[LocalizedText | None, FOR_MEMBERS] = None
