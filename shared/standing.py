"""Standing: what a person, or an organization's system, may do in an initiative, from facts of the log.

How every service learns the facts and looks them up is in `standing_facts`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from shared.eventlog.following import Cursor
from shared.governance import CARETAKING, MandateState, SeatRole


class FactKind(StrEnum):
    """What a fact of standing says of its subject."""

    PERSON = "person"
    """The subject takes part in the initiative."""
    REPRESENTS = "represents"
    """The subject, a person, speaks for an organization."""
    ALTERNATE = "alternate"
    """The subject, a person, may act for the representative of an organization."""
    STAFF = "staff"
    """The subject, a person, is backbone staff; the detail is the role."""
    FOUNDING = "founding"
    """The subject, an organization, is a founding partner."""
    ACCOUNT = "account"
    """The subject, an account at an identity provider, is the person named as object."""
    SEAT = "seat"
    """The subject, a person, sits in the forum named as object; the detail is the role."""
    MANDATE = "mandate"
    """The subject, the initiative itself, has a backbone under a mandate."""
    HOLDS_MANDATE = "holds_mandate"
    """The subject, an organization, holds the mandate."""
    FUNDER = "funder"
    """The subject, an organization, gives the initiative money."""
    INTEGRATION = "integration"
    """The subject, a system of the organization named as object, may do what the detail lists as scopes."""


class Scope(StrEnum):
    """What an organization's system may be let do."""

    FIELD_READ = "field:read"
    """Read the initiative: who takes part, sources, voices, agenda, decisions, activities, indicators."""
    LOG_READ = "log:read"
    """Read the log and export it."""
    PEOPLE_READ = "people:read"
    """Open what the log seals of people, beside `log:read`: names, and what somebody wrote."""
    FIGURES_REPORT = "figures:report"
    """Report figures for its organization, and import them."""
    WEBHOOKS_MANAGE = "webhooks:manage"
    """Say itself where its events are sent."""


class Part(StrEnum):
    """In what way a person takes part."""

    PARTICIPANT = "participant"
    """Works along, for an organization or for themself."""
    COMMUNITY_MEMBER = "community_member"
    """Belongs to the community the initiative is about."""
    AUDITOR = "auditor"
    """Reads the log and exports it, and nothing else."""


FACILITATING_ROLES = frozenset({"initiative_manager", "partnerships_manager", "project_coordinator"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds today of one person in one initiative."""

    person_id: UUID
    represents: frozenset[UUID] = frozenset()
    staff_roles: frozenset[str] = frozenset()
    founding: frozenset[UUID] = frozenset()
    """Those of the organizations represented that are founding partners."""
    part: Part = Part.PARTICIPANT
    alternate_for: frozenset[UUID] = frozenset()
    """Organizations for whose representative the person may act."""
    seats: Mapping[UUID, SeatRole] = field(default_factory=dict)
    """Forums the person sits in, and as what."""
    mandate: MandateState = MandateState.NONE
    """Of the initiative's backbone, whoever holds it."""
    holds_mandate: frozenset[UUID] = frozenset()
    """Those of the organizations represented that hold the mandate."""
    funds: frozenset[UUID] = frozenset()
    """Those of the organizations represented that give the initiative money."""

    @property
    def facilitates(self) -> bool:
        """Whether the person is staff in a role that facilitates."""
        return not self.staff_roles.isdisjoint(FACILITATING_ROLES)

    @classmethod
    def of(cls, person_id: UUID, facts: Sequence[Mapping[str, Any]], today: date) -> "Standing | None":
        """Read the facts that hold on a day; None where the person takes no part."""
        holding = [fact for fact in facts if _holds(fact, today)]
        taking_part = next((fact for fact in holding if fact["kind"] == FactKind.PERSON), None)
        if taking_part is None:
            return None
        represents = _objects(holding, FactKind.REPRESENTS)
        return cls(
            person_id,
            represents,
            frozenset(fact["detail"] for fact in holding if fact["kind"] == FactKind.STAFF),
            _subjects(holding, FactKind.FOUNDING) & represents,
            Part(taking_part["detail"] or Part.PARTICIPANT),
            _objects(holding, FactKind.ALTERNATE),
            {
                UUID(fact["object_id"]): SeatRole(fact["detail"])
                for fact in holding
                if fact["kind"] == FactKind.SEAT
            },
            mandate_state(facts, today),
            _subjects(holding, FactKind.HOLDS_MANDATE) & represents,
            _subjects(holding, FactKind.FUNDER) & represents,
        )


@dataclass(frozen=True, slots=True)
class IntegrationStanding:
    """What holds today of an organization's system in one initiative."""

    integration_id: UUID
    organization_id: UUID
    scopes: frozenset[str]

    @classmethod
    def of(
        cls, integration_id: UUID, facts: list[Mapping[str, Any]], today: date
    ) -> "IntegrationStanding | None":
        """Read the facts that hold on a day; None where the system has been revoked or never was."""
        for fact in facts:
            if fact["kind"] == FactKind.INTEGRATION and _holds(fact, today):
                scopes = frozenset(fact["detail"].split())
                return cls(integration_id, UUID(fact["object_id"]), scopes)
        return None


def mandate_state(facts: Sequence[Mapping[str, Any]], today: date) -> MandateState:
    """Whether a mandate is in force on a day, or expired so lately that its backbone is caretaking."""
    mandates = [fact for fact in facts if fact["kind"] == FactKind.MANDATE]
    if any(_holds(fact, today) for fact in mandates):
        return MandateState.IN_FORCE
    ended = [date.fromisoformat(fact["until"]) for fact in mandates if fact["until"] is not None]
    if any(until < today <= until + CARETAKING for until in ended):
        return MandateState.CARETAKING
    return MandateState.NONE


def _subjects(facts: Sequence[Mapping[str, Any]], kind: FactKind) -> frozenset[UUID]:
    return frozenset(UUID(fact["subject_id"]) for fact in facts if fact["kind"] == kind)


def _objects(facts: Sequence[Mapping[str, Any]], kind: FactKind) -> frozenset[UUID]:
    return frozenset(UUID(fact["object_id"]) for fact in facts if fact["kind"] == kind)


def _holds(fact: Mapping[str, Any], today: date) -> bool:
    since, until = fact["since"], fact["until"]
    return (since is None or since <= today.isoformat()) and (until is None or today.isoformat() <= until)


@dataclass(frozen=True, slots=True)
class End:
    """That an initiative is over: since when, and until when it can be read."""

    at: datetime
    delete_on: date
    """The day from which on it is deleted."""


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a request learns in one look-up when it enters an initiative."""

    size: int
    """How many entries the log has."""
    newest: int
    """Position of the last entry of a topic the service follows; -1 where there is none."""
    cursor: Cursor | None
    standing: Standing | None = None
    """Of the person who enters."""
    integration: IntegrationStanding | None = None
    """Of the organization's system that enters."""
    end: End | None = None
    """Where the initiative has ended."""

    @property
    def known_to(self) -> int:
        """Up to which position of the log all that is followed is known; -1 where nothing is."""
        if self.cursor is None:
            return -1
        return self.size - 1 if self.newest <= self.cursor.position else self.cursor.position


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who enters an initiative: a person, an account that may be bound to one, a system; or no one named."""

    person_id: UUID | None = None
    account_id: UUID | None = None
    integration_id: UUID | None = None
