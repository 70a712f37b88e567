"""Every SQL statement of the metrics' export of a person's data."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.metrics.indicators.models import indicators
from shared.database.statements import Statement
from shared.personal_data import MOST

_DRAFTED = Statement(
    sa.select(indicators.c.id)
    .where(
        indicators.c.initiative_id == sa.bindparam("initiative"),
        indicators.c.drafted_by == sa.bindparam("person"),
    )
    .order_by(indicators.c.id)
    .limit(MOST + 1)
)


class PersonalDataRepository:
    """Rows that name a person, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def drafted(self, person_id: UUID) -> list[UUID]:
        """Indicators a person drafted, oldest first, one more than an export holds."""
        rows = await _DRAFTED.all(self._connection, initiative=self._initiative_id, person=person_id)
        return [row["id"] for row in rows]
