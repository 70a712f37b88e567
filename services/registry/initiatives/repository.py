"""Every SQL statement of the initiatives."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.accounts.models import accounts
from services.registry.initiatives.models import initiatives, phase_transitions
from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations, people
from services.registry.seats.events import SeatStatus
from services.registry.seats.models import seats
from shared.database.statements import Statement
from shared.eventlog.tables import is_deleted
from shared.partnership import Stage
from shared.standing import FactKind, Scope
from shared.standing_facts import facts_table

_this = initiatives.c.id == sa.bindparam("this")
_page = (
    sa.select(initiatives)
    .where(initiatives.c.id > sa.bindparam("after"), sa.not_(is_deleted(initiatives.c.id)))
    .order_by(initiatives.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_INSERT = Statement(sa.insert(initiatives).returning(initiatives))
_GET = Statement(sa.select(initiatives).where(_this))
_LOCK = Statement(sa.select(initiatives).where(_this).with_for_update())
_ALL = Statement(_page)
_THEIRS = Statement(
    _page.where(
        sa.exists().where(
            people.c.initiative_id == initiatives.c.id,
            people.c.id == sa.bindparam("person"),
            people.c.left_at.is_(None),
        )
    )
)
_OF_ACCOUNT = Statement(
    _page.where(
        sa.exists().where(
            accounts.c.initiative_id == initiatives.c.id, accounts.c.everywhere_id == sa.bindparam("account")
        )
    )
)
_facts = facts_table("registry")
_OF_INTEGRATION = Statement(
    _page.where(
        sa.exists().where(
            _facts.c.initiative_id == initiatives.c.id,
            _facts.c.subject_id == sa.bindparam("integration"),
            _facts.c.kind == FactKind.INTEGRATION.value,
            sa.literal(Scope.FIELD_READ.value) == sa.any_(sa.func.string_to_array(_facts.c.detail, " ")),
        )
    )
)
_UPDATE = Statement(
    sa.update(initiatives)
    .where(_this)
    .values(
        {
            column.name: sa.bindparam(column.name)
            for column in initiatives.c
            if column.name not in ("id", "created_at")
        }
    )
    .returning(initiatives)
)
_INSERT_TRANSITION = Statement(sa.insert(phase_transitions).returning(phase_transitions))
_TRANSITIONS = Statement(
    sa.select(phase_transitions)
    .where(
        phase_transitions.c.initiative_id == sa.bindparam("initiative"),
        phase_transitions.c.id > sa.bindparam("after"),
    )
    .order_by(phase_transitions.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)

_ERASE_REASONS = Statement(
    sa.update(phase_transitions)
    .where(
        phase_transitions.c.initiative_id == sa.bindparam("initiative"),
        phase_transitions.c.author_id == sa.bindparam("author"),
    )
    .values(reason=sa.null(), author_id=sa.null())
)


_SET_PHASE = Statement(
    sa.update(initiatives)
    .where(_this, initiatives.c.phase != sa.bindparam("phase"))
    .values(phase=sa.bindparam("phase"), version=initiatives.c.version + 1)
)
_END = Statement(
    sa.update(initiatives)
    .where(_this, initiatives.c.ended_at.is_(None))
    .values(
        ended_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
        ended_by=sa.bindparam("decision", type_=sa.Uuid),
        delete_on=sa.bindparam("day", type_=sa.Date),
        version=initiatives.c.version + 1,
    )
)
_CAN_BE_DECIDED_IN = Statement(
    sa.select(
        sa.or_(
            sa.exists().where(
                affiliations.c.initiative_id == sa.bindparam("this", type_=sa.Uuid),
                affiliations.c.represents,
                sa.or_(
                    affiliations.c.until.is_(None),
                    affiliations.c.until >= sa.bindparam("today", type_=sa.Date),
                ),
                organizations.c.initiative_id == affiliations.c.initiative_id,
                organizations.c.id == affiliations.c.organization_id,
                sa.or_(organizations.c.founding, organizations.c.stage == Stage.PARTNER.value),
            ),
            sa.exists().where(
                seats.c.initiative_id == sa.bindparam("this", type_=sa.Uuid),
                sa.or_(seats.c.status == SeatStatus.SEATED.value, seats.c.status == SeatStatus.ENDED.value),
            ),
        )
    )
)
_PUT_TRANSITION = Statement(
    insert(phase_transitions)
    .from_select(
        ["initiative_id", "id", "from", "to", "decision_id", "began_at"],
        sa.select(
            initiatives.c.id,
            sa.bindparam("decision", type_=sa.Uuid),
            initiatives.c.phase,
            sa.bindparam("phase", type_=sa.Text),
            sa.bindparam("decision", type_=sa.Uuid),
            sa.bindparam("began_at", type_=sa.DateTime(timezone=True)),
        ).where(_this),
    )
    .on_conflict_do_nothing()
)


class InitiativeRepository:
    """Rows of initiatives and of the phases they went through."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A new initiative."""
        return await _INSERT.one(self._connection, **values)

    async def get(self, initiative_id: UUID) -> asyncpg.Record | None:
        """One initiative."""
        return await _GET.first(self._connection, this=initiative_id)

    async def lock(self, initiative_id: UUID) -> asyncpg.Record | None:
        """One initiative, held until the transaction ends."""
        return await _LOCK.first(self._connection, this=initiative_id)

    async def page(self, after: UUID, limit: int) -> list[asyncpg.Record]:
        """All initiatives, after an id."""
        return await _ALL.all(self._connection, after=after, limit=limit)

    async def page_of_person(self, after: UUID, limit: int, person_id: UUID) -> list[asyncpg.Record]:
        """Initiatives a person takes part in, after an id."""
        return await _THEIRS.all(self._connection, after=after, limit=limit, person=person_id)

    async def page_of_account(self, after: UUID, limit: int, account_id: UUID) -> list[asyncpg.Record]:
        """Initiatives an account, by the id that belongs to none of them, is bound in, after an id."""
        return await _OF_ACCOUNT.all(self._connection, after=after, limit=limit, account=account_id)

    async def page_of_integration(
        self, after: UUID, limit: int, integration_id: UUID
    ) -> list[asyncpg.Record]:
        """Initiatives that an organization's system may read, after an id."""
        return await _OF_INTEGRATION.all(
            self._connection, after=after, limit=limit, integration=integration_id
        )

    async def update(self, row: Mapping[str, Any], changes: Mapping[str, Any]) -> asyncpg.Record:
        """Write changes to a locked initiative as its next version."""
        values = {**row, **changes, "version": row["version"] + 1}
        del values["id"], values["created_at"]
        return await _UPDATE.one(self._connection, this=row["id"], **values)

    async def insert_transition(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """A phase that began."""
        return await _INSERT_TRANSITION.one(self._connection, **values)

    async def set_phase(self, initiative_id: UUID, phase: str) -> None:
        """The phase an initiative is in from now on."""
        await _SET_PHASE.run(self._connection, this=initiative_id, phase=phase)

    async def can_be_decided_in(self, initiative_id: UUID, today: date) -> bool:
        """Whether anybody speaks for a partner, or a forum has ever filled a seat."""
        return bool(await _CAN_BE_DECIDED_IN.value(self._connection, this=initiative_id, today=today))

    async def end(
        self, initiative_id: UUID, decision_id: UUID | None, ended_at: datetime, delete_on: date
    ) -> None:
        """The initiative is over."""
        await _END.run(self._connection, this=initiative_id, decision=decision_id, at=ended_at, day=delete_on)

    async def put_decided_transition(
        self, initiative_id: UUID, decision_id: UUID, phase: str, began_at: datetime
    ) -> None:
        """A phase that began by a decision; the same decision begins it once."""
        await _PUT_TRANSITION.run(
            self._connection, this=initiative_id, decision=decision_id, phase=phase, began_at=began_at
        )

    async def transitions(self, initiative_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """The phases an initiative went through, oldest first."""
        return await _TRANSITIONS.all(self._connection, initiative=initiative_id, after=after, limit=limit)

    async def erase_reasons(self, initiative_id: UUID, author_id: UUID) -> None:
        """Empty the reasons that a person wrote."""
        await _ERASE_REASONS.run(self._connection, initiative=initiative_id, author=author_id)
