"""Every SQL statement of the accounts."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.registry.accounts.models import accounts
from shared.database.statements import Statement

_theirs = sa.and_(
    accounts.c.initiative_id == sa.bindparam("initiative"), accounts.c.person_id == sa.bindparam("person")
)
_shown = (accounts.c.id, accounts.c.person_id, accounts.c.bound_at)
_INSERT = Statement(insert(accounts).on_conflict_do_nothing().returning(accounts))
_PAGE = Statement(
    sa.select(*_shown)
    .where(_theirs, accounts.c.id > sa.bindparam("after"))
    .order_by(accounts.c.id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_DELETE = Statement(
    sa.delete(accounts).where(_theirs, accounts.c.id == sa.bindparam("this")).returning(accounts.c.id)
)


class AccountRepository:
    """Rows of accounts, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """A binding, or None where the account is bound in the initiative already."""
        return await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)

    async def page(self, person_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """Accounts of a person, after an id."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, person=person_id, after=after, limit=limit
        )

    async def delete(self, person_id: UUID, account_id: UUID) -> bool:
        """End a binding; says whether there was one."""
        row = await _DELETE.first(
            self._connection, initiative=self._initiative_id, person=person_id, this=account_id
        )
        return row is not None
