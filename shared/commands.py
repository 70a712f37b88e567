"""What a request works with, free of HTTP: a transaction, an initiative, a caller, the events it records."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

import asyncpg

from shared.eventlog.envelope import Actor, Entry, entry
from shared.eventlog.event_types import Event
from shared.standing import IntegrationStanding, Standing


class Capacity(StrEnum):
    """In what capacity somebody acts, beside the staff roles; stands in the log with every event."""

    OPERATOR = "operator"
    FOUNDING_PARTNER = "founding_partner"
    MANDATE_HOLDER = "mandate_holder"
    FUNDER = "funder"
    REPRESENTATIVE = "representative"
    ALTERNATE = "alternate"
    PROXY = "proxy"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request, and what holds of them in the initiative it is about."""

    kind: Literal["person", "operator", "integration", "service"]
    standing: Standing | None = None
    integration: IntegrationStanding | None = None
    capacity: str | None = None
    organization_id: UUID | None = None

    @property
    def person_id(self) -> UUID | None:
        """The person, where the caller is one with standing."""
        return self.standing.person_id if self.standing else None

    @property
    def is_staff(self) -> bool:
        """Whether the caller is backbone staff in any role."""
        return self.standing is not None and bool(self.standing.staff_roles)

    @property
    def facilitates(self) -> bool:
        """Whether the caller facilitates."""
        return self.standing is not None and self.standing.facilitates

    def acting(self, capacity: str, organization_id: UUID | None = None) -> "Caller":
        """The same caller, acting in a capacity, perhaps for an organization."""
        return replace(self, capacity=capacity, organization_id=organization_id)

    def actor(self) -> Actor:
        """The caller as the log names them."""
        if self.integration is not None:
            return Actor(self.kind, self.integration.integration_id, None, self.integration.organization_id)
        return Actor(self.kind, self.person_id, self.capacity, self.organization_id)


@dataclass(slots=True)
class Reading:
    """A transaction of one request in one initiative."""

    connection: asyncpg.Connection
    initiative_id: UUID
    caller: Caller
    now: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(slots=True)
class Command(Reading):
    """A transaction that changes something: its events are appended as its last statement."""

    service: str = ""
    request_id: str = ""
    entries: list[Entry] = field(default_factory=list)

    def record(self, event: Event, *, named: bool = True) -> None:
        """Say what happened; appended to the log when the command has run, or never.

        `named=False` where not even the log may say whose act it was.
        """
        self.entries.append(
            entry(
                event,
                source=f"/{self.service}",
                initiative_id=self.initiative_id,
                actor=self.caller.actor() if named else Actor(self.caller.kind),
                time=self.now,
                request_id=self.request_id,
            )
        )

    def people(self) -> set[UUID]:
        """Everybody whose personal data this command touches, the caller included."""
        found = {person for item in self.entries for person in item.event.ids(item.event.people)}
        return found | ({self.caller.person_id} if self.caller.person_id else set())
