"""Standing: what a person may do in an initiative, as every service learns it from the log.

Each service keeps the facts of standing in a table of its own, projected from the registry's events; the
registry does the same with its own events. The facts are ids, roles and dates; names and contact data are
nowhere here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from shared.database.statements import Statement
from shared.eventlog.following import Cursor, FollowedEvent, Follower
from shared.eventlog.tables import heads

ORIGIN = "registry"
"""The service whose events are the facts of standing."""


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
    INTEGRATION = "integration"
    """The subject, a system of the organization named as object, may do what the detail lists as scopes."""


class Scope(StrEnum):
    """What an organization's system may be let do."""

    FIELD_READ = "field:read"
    """Read the initiative, its organizations, voices and indicators."""
    LOG_READ = "log:read"
    """Read the log and export it."""


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
        founders = frozenset(
            UUID(fact["subject_id"]) for fact in holding if fact["kind"] == FactKind.FOUNDING
        )
        return cls(
            person_id,
            represents,
            frozenset(fact["detail"] for fact in holding if fact["kind"] == FactKind.STAFF),
            founders & represents,
            Part(taking_part["detail"] or Part.PARTICIPANT),
            _objects(holding, FactKind.ALTERNATE),
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


def _objects(facts: Sequence[Mapping[str, Any]], kind: FactKind) -> frozenset[UUID]:
    return frozenset(UUID(fact["object_id"]) for fact in facts if fact["kind"] == kind)


def _holds(fact: Mapping[str, Any], today: date) -> bool:
    since, until = fact["since"], fact["until"]
    return (since is None or since <= today.isoformat()) and (until is None or today.isoformat() <= until)


def facts_table(schema: str) -> sa.Table:
    """The facts of standing of one service."""
    return sa.Table(
        "standing_fact",
        sa.MetaData(schema=schema),
        sa.Column("initiative_id", sa.Uuid, primary_key=True),
        sa.Column("subject_id", sa.Uuid, primary_key=True),
        sa.Column("fact_id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.Uuid),
        sa.Column("detail", sa.Text),
        sa.Column("since", sa.Date),
        sa.Column("until", sa.Date),
    )


@dataclass(frozen=True, slots=True)
class Entrance:
    """What a request learns in one look-up when it enters an initiative."""

    last_positions: Mapping[str, int]
    cursor: Cursor | None
    standing: Standing | None = None
    """Of the person who enters."""
    integration: IntegrationStanding | None = None
    """Of the organization's system that enters."""


@dataclass(frozen=True, slots=True)
class Entrant:
    """Who enters an initiative: a person, an account that may be bound to one, a system; or no one named."""

    person_id: UUID | None = None
    account_id: UUID | None = None
    integration_id: UUID | None = None


class StandingFacts:
    """One service's facts of standing: the projection that keeps them, the look-up that reads them."""

    def __init__(self, follower: Follower) -> None:
        facts = facts_table(follower.service)
        self._table = facts
        one_fact = sa.and_(
            facts.c.initiative_id == sa.bindparam("initiative"),
            facts.c.fact_id == sa.bindparam("fact"),
        )
        self._put = Statement(_upsert(facts))
        self._end = Statement(sa.update(facts).where(one_fact).values(until=sa.bindparam("until")))
        self._drop = Statement(sa.delete(facts).where(one_fact))
        self._drop_subject = Statement(
            sa.delete(facts).where(
                facts.c.initiative_id == sa.bindparam("initiative"),
                facts.c.subject_id == sa.bindparam("subject"),
            )
        )
        self._drop_object = Statement(
            sa.delete(facts).where(
                facts.c.initiative_id == sa.bindparam("initiative"),
                facts.c.object_id == sa.bindparam("object"),
            )
        )
        self._drop_all = Statement(
            sa.delete(facts).where(facts.c.initiative_id == sa.bindparam("initiative"))
        )
        self._enter = Statement(_entrance(facts, follower.cursors))
        # Other services learn by `followed_to` that a fact has changed under them; the service that records
        # the facts itself has to keep them from changing.
        held = follower.service == ORIGIN
        self._enter_to_write = Statement(_entrance(facts, follower.cursors, held=held))
        self._follow(follower)

    async def enter(
        self,
        connection: asyncpg.Connection,
        initiative_id: UUID,
        entrant: Entrant,
        today: date,
        *,
        to_write: bool = False,
    ) -> Entrance | None:
        """Look up an initiative's head, the cursor and the entrant's standing; None where there is no log."""
        entrance = self._enter_to_write if to_write else self._enter
        subject = entrant.person_id or entrant.integration_id
        row = await entrance.first(
            connection, initiative=initiative_id, subject=subject, account=entrant.account_id
        )
        if row is None:
            return None
        cursor = None
        if row["version"] is not None:
            cursor = Cursor(row["version"], row["position"], row["complete"])
        subject, facts = row["subject"], row["facts"] or []
        if subject is None:
            return Entrance(row["last_positions"], cursor)
        if entrant.integration_id is not None:
            integration = IntegrationStanding.of(subject, facts, today)
            return Entrance(row["last_positions"], cursor, integration=integration)
        return Entrance(row["last_positions"], cursor, Standing.of(subject, facts, today))

    def _follow(self, follower: Follower) -> None:
        @follower.on_reset
        async def empty(connection: asyncpg.Connection, initiative_id: UUID) -> None:
            await self._drop_all.run(connection, initiative=initiative_id)

        @follower.on("registry.person.joined", "registry.person.returned")
        async def joined(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            person = event.data["person_id"]
            part = event.data.get("part")
            await self._state(connection, event, FactKind.PERSON, subject=person, fact=person, detail=part)

        @follower.on("registry.person.left")
        async def left(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._drop_subject.run(
                connection, initiative=event.initiative_id, subject=UUID(event.data["person_id"])
            )
            await self._drop_object.run(
                connection, initiative=event.initiative_id, object=UUID(event.data["person_id"])
            )

        @follower.on("registry.account.bound")
        async def bound(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            account = event.data["account_id"]
            await self._state(
                connection,
                event,
                FactKind.ACCOUNT,
                subject=account,
                fact=account,
                object_id=event.data["person_id"],
            )

        @follower.on("registry.account.unbound")
        async def unbound(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._drop.run(
                connection, initiative=event.initiative_id, fact=UUID(event.data["account_id"])
            )

        @follower.on("registry.integration.registered")
        async def registered(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            integration = event.data["integration_id"]
            await self._state(
                connection,
                event,
                FactKind.INTEGRATION,
                subject=integration,
                fact=integration,
                object_id=event.data["organization_id"],
                detail=" ".join(event.data["scopes"]),
            )

        @follower.on("registry.integration.revoked")
        async def revoked(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._drop.run(
                connection, initiative=event.initiative_id, fact=UUID(event.data["integration_id"])
            )

        @follower.on("registry.affiliation.begun")
        async def affiliated(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            represents, alternate = event.data["represents"], event.data.get("alternate")
            if represents or alternate:
                await self._state(
                    connection,
                    event,
                    FactKind.REPRESENTS if represents else FactKind.ALTERNATE,
                    subject=event.data["person_id"],
                    fact=event.data["affiliation_id"],
                    object_id=event.data["organization_id"],
                )

        @follower.on("registry.staff.appointed")
        async def appointed(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._state(
                connection,
                event,
                FactKind.STAFF,
                subject=event.data["person_id"],
                fact=event.data["staff_id"],
                detail=event.data["role"],
            )

        @follower.on("registry.affiliation.ended")
        async def affiliation_ended(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._end.run(
                connection,
                initiative=event.initiative_id,
                fact=UUID(event.data["affiliation_id"]),
                until=date.fromisoformat(event.data["until"]),
            )

        @follower.on("registry.staff.ended")
        async def staff_ended(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._drop.run(
                connection, initiative=event.initiative_id, fact=UUID(event.data["staff_id"])
            )

        @follower.on("registry.organization.mapped")
        async def mapped(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            if event.data.get("founding"):
                organization = event.data["organization_id"]
                await self._state(
                    connection, event, FactKind.FOUNDING, subject=organization, fact=organization
                )

        @follower.on("events.erasure.requested")
        async def erased(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await left(connection, event)

    async def _state(
        self,
        connection: asyncpg.Connection,
        event: FollowedEvent,
        kind: FactKind,
        *,
        subject: str,
        fact: str,
        object_id: str | None = None,
        detail: str | None = None,
    ) -> None:
        since, until = event.data.get("since"), event.data.get("until")
        await self._put.run(
            connection,
            initiative_id=event.initiative_id,
            subject_id=UUID(subject),
            fact_id=UUID(fact),
            kind=kind.value,
            object_id=UUID(object_id) if object_id else None,
            detail=detail,
            since=date.fromisoformat(since) if since else None,
            until=date.fromisoformat(until) if until else None,
        )


def _upsert(facts: sa.Table) -> sa.sql.ClauseElement:
    statement = insert(facts)
    keys = [column.name for column in facts.primary_key]
    changed = {column.name: statement.excluded[column.name] for column in facts.c if column.name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _entrance(facts: sa.Table, cursors: sa.Table, *, held: bool = False) -> sa.sql.ClauseElement:
    # Every part names the initiative by the parameter: a sub-select naming it by the head row would not be
    # correlated two levels deep, and would gather the facts of all initiatives. One array of subjects, not
    # an OR, lets the primary key find them.
    initiative = sa.bindparam("initiative", type_=sa.Uuid)
    mine, theirs, accounts = facts.alias("mine"), facts.alias("theirs"), facts.alias("accounts")
    binding = sa.select(accounts.c.object_id).where(
        accounts.c.initiative_id == initiative,
        accounts.c.subject_id == sa.bindparam("account", type_=sa.Uuid),
        accounts.c.kind == FactKind.ACCOUNT.value,
    )
    bound = (binding.with_for_update(read=True) if held else binding).scalar_subquery()
    subject = sa.func.coalesce(sa.bindparam("subject", type_=sa.Uuid), bound)
    represented = (
        sa.select(mine.c.object_id)
        .where(
            mine.c.initiative_id == initiative,
            mine.c.subject_id == subject,
            mine.c.kind == FactKind.REPRESENTS.value,
        )
        .scalar_subquery()
    )
    known = sa.select(theirs).where(
        theirs.c.initiative_id == initiative,
        theirs.c.subject_id == sa.any_(sa.func.array_append(sa.func.array(represented), subject)),
    )
    if held:
        known = known.with_for_update(read=True)
    gathered = (
        sa.select(sa.func.jsonb_agg(sa.func.to_jsonb(sa.literal_column("known"))))
        .select_from(known.subquery("known"))
        .scalar_subquery()
    )
    return (
        sa.select(
            heads.c.last_positions,
            cursors.c.version,
            cursors.c.position,
            cursors.c.complete,
            subject.label("subject"),
            gathered.label("facts"),
        )
        .select_from(heads.outerjoin(cursors, cursors.c.initiative_id == heads.c.initiative_id))
        .where(heads.c.initiative_id == initiative)
    )
