"""The facts of standing: how a service keeps them, from the log, and looks them up when a request enters.

What the facts mean is in `standing`. Every service keeps them in a table of its own; the registry, whose
events they are, applies its own as it appends them. They are ids, roles and dates: names and contact data are
nowhere here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects.postgresql import insert

from shared.database.statements import Statement
from shared.eventlog.following import Cursor, FollowedEvent, Follower
from shared.eventlog.tables import heads, newest_of
from shared.standing import End, Entrance, Entrant, FactKind, IntegrationStanding, Standing

ORIGIN = "registry"
"""The service whose events are the facts of standing."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """What an event states of standing; ids as the event has them."""

    kind: FactKind
    subject: str
    id: str
    object: str | None = None
    detail: str | None = None


Data = Mapping[str, Any]


def _takes_part(data: Data) -> list[_Fact]:
    return [_Fact(FactKind.PERSON, data["person_id"], data["person_id"], detail=data.get("part"))]


def _speaks_for(data: Data) -> list[_Fact]:
    if not (data["represents"] or data.get("alternate")):
        return []
    kind = FactKind.REPRESENTS if data["represents"] else FactKind.ALTERNATE
    return [_Fact(kind, data["person_id"], data["affiliation_id"], data["organization_id"])]


def _works_for_the_backbone(data: Data) -> list[_Fact]:
    return [_Fact(FactKind.STAFF, data["person_id"], data["staff_id"], detail=data["role"])]


def _founded(data: Data) -> list[_Fact]:
    organization = data["organization_id"]
    return [_Fact(FactKind.FOUNDING, organization, organization)] if data.get("founding") else []


def _is_bound(data: Data) -> list[_Fact]:
    return [_Fact(FactKind.ACCOUNT, data["account_id"], data["account_id"], data["person_id"])]


def _is_let_in(data: Data) -> list[_Fact]:
    integration, scopes = data["integration_id"], " ".join(data["scopes"])
    return [_Fact(FactKind.INTEGRATION, integration, integration, data["organization_id"], scopes)]


def _are_seated(data: Data) -> list[_Fact]:
    seats = zip(data["seat_ids"], data["person_ids"], data["roles"], strict=True)
    return [_Fact(FactKind.SEAT, person, seat, data["forum_id"], role) for seat, person, role in seats]


def _joined_a_circle(data: Data) -> list[_Fact]:
    return [_Fact(FactKind.SEAT, data["person_id"], data["seat_id"], data["forum_id"], data["role"])]


def _is_mandated(data: Data) -> list[_Fact]:
    mandate = data["mandate_id"]
    holders = [_Fact(FactKind.HOLDS_MANDATE, holder, mandate) for holder in data["organization_ids"]]
    return [_Fact(FactKind.MANDATE, data["initiative_id"], mandate), *holders]


def _gives(data: Data) -> list[_Fact]:
    funder = data.get("funder_organization_id")
    return [_Fact(FactKind.FUNDER, funder, data["source_id"])] if funder else []


_STATED_BY: dict[str, Callable[[Data], list[_Fact]]] = {
    "registry.person.joined": _takes_part,
    "registry.person.returned": _takes_part,
    "registry.affiliation.begun": _speaks_for,
    "registry.staff.appointed": _works_for_the_backbone,
    "registry.organization.mapped": _founded,
    "registry.account.bound": _is_bound,
    "registry.integration.registered": _is_let_in,
    "registry.seat.taken": _joined_a_circle,
    "registry.seat.passed_on": _joined_a_circle,
    "registry.funding_source.recorded": _gives,
    "agenda.seats.filled": _are_seated,
    "agenda.mandate.granted": _is_mandated,
}
_ENDED_BY = {
    "registry.staff.ended": "staff_id",
    "registry.account.unbound": "account_id",
    "registry.integration.revoked": "integration_id",
    "registry.seat.given_up": "seat_id",
    "registry.seat.term_ended": "seat_id",
    "registry.seat.passed_on": "from_seat_id",
    "registry.funding_source.withdrawn": "source_id",
    "agenda.seats.vacated": "seat_ids",
}
"""Events that end facts, with the field that names them."""
_ENDED_ON_A_DAY_BY = {
    "registry.affiliation.ended": "affiliation_id",
    "agenda.mandate.ended": "mandate_id",
}
"""Events that end facts after the day in their field `until`, with the field that names them."""


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


class StandingFacts:
    """One service's facts of standing: the projection that keeps them, the look-up that reads them."""

    def __init__(self, follower: Follower) -> None:
        facts = facts_table(follower.service)
        self._table = facts
        self._follower = follower
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
        statement = self._enter_to_write if to_write else self._enter
        subject = entrant.person_id or entrant.integration_id
        row = await statement.first(
            connection,
            initiative=initiative_id,
            subject=subject,
            account=entrant.account_id,
            topics=self._follower.topics,
        )
        if row is None:
            return None
        cursor = None
        if row["version"] is not None:
            cursor = Cursor(row["version"], row["position"], row["complete"])
        subject, facts = row["subject"], row["facts"] or []
        end = None if row["ended_at"] is None else End(row["ended_at"], row["delete_on"])
        entrance = Entrance(row["size"], row["newest"], cursor, end=end)
        if subject is None:
            return entrance
        if entrant.integration_id is not None:
            integration = IntegrationStanding.of(subject, facts, today)
            return replace(entrance, integration=integration)
        return replace(entrance, standing=Standing.of(subject, facts, today))

    def _follow(self, follower: Follower) -> None:
        @follower.on_reset
        async def empty(connection: asyncpg.Connection, initiative_id: UUID) -> None:
            await self._drop_all.run(connection, initiative=initiative_id)

        @follower.on(*_STATED_BY)
        async def state(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            for fact in _STATED_BY[event.type](event.data):
                await self._state(connection, event, fact)

        @follower.on(*_ENDED_BY)
        async def end(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            named = event.data[_ENDED_BY[event.type]]
            for fact in named if isinstance(named, list) else [named]:
                await self._drop.run(connection, initiative=event.initiative_id, fact=UUID(fact))

        @follower.on(*_ENDED_ON_A_DAY_BY)
        async def end_on_a_day(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            await self._end.run(
                connection,
                initiative=event.initiative_id,
                fact=UUID(event.data[_ENDED_ON_A_DAY_BY[event.type]]),
                until=date.fromisoformat(event.data["until"]),
            )

        @follower.on("registry.person.left", "events.erasure.requested")
        async def end_all(connection: asyncpg.Connection, event: FollowedEvent) -> None:
            person = UUID(event.data["person_id"])
            await self._drop_subject.run(connection, initiative=event.initiative_id, subject=person)
            await self._drop_object.run(connection, initiative=event.initiative_id, object=person)

    async def _state(self, connection: asyncpg.Connection, event: FollowedEvent, fact: _Fact) -> None:
        since, until = event.data.get("since"), event.data.get("until")
        await self._put.run(
            connection,
            initiative_id=event.initiative_id,
            subject_id=UUID(fact.subject),
            fact_id=UUID(fact.id),
            kind=fact.kind.value,
            object_id=UUID(fact.object) if fact.object else None,
            detail=fact.detail,
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
    newest = newest_of(initiative, sa.bindparam("topics", type_=postgresql.ARRAY(sa.Text)))
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
        theirs.c.subject_id
        == sa.any_(sa.func.array_cat(sa.func.array(represented), postgresql.array([subject, initiative]))),
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
            heads.c.size,
            heads.c.ended_at,
            heads.c.delete_on,
            sa.func.coalesce(newest, -1).label("newest"),
            cursors.c.version,
            cursors.c.position,
            cursors.c.complete,
            subject.label("subject"),
            gathered.label("facts"),
        )
        .select_from(heads.outerjoin(cursors, cursors.c.initiative_id == heads.c.initiative_id))
        .where(heads.c.initiative_id == initiative)
    )
