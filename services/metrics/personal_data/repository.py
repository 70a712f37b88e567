"""Every SQL statement of the metrics' export of a person's data."""

from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.metrics.discussion.models import limits, positions
from services.metrics.following import adoptions
from services.metrics.indicators.models import definitions, indicators
from services.metrics.observations.models import reports
from services.metrics.publications.models import publications
from services.metrics.targets.models import targets
from shared.database.statements import Statement
from shared.personal_data import MOST


def _by(author: sa.Column[UUID], *columns: sa.Column[object]) -> Statement:
    table = author.table
    assert isinstance(table, sa.Table)
    return Statement(
        sa.select(*columns)
        .where(table.c.initiative_id == sa.bindparam("initiative"), author == sa.bindparam("person"))
        .order_by(*columns)
        .limit(MOST + 1)
    )


_STATEMENTS = {
    "drafted_indicator_ids": _by(indicators.c.drafted_by, indicators.c.id),
    "definitions": _by(definitions.c.defined_by, definitions.c.indicator_id, definitions.c.version),
    "proposed_indicator_ids": _by(adoptions.c.proposed_by, adoptions.c.indicator_id),
    "positions": _by(
        positions.c.taken_by,
        positions.c.indicator_id,
        positions.c.organization_id,
        positions.c.position,
        positions.c.reason,
        positions.c.taken_at,
    ),
    "limits": _by(limits.c.noted_by, limits.c.id, limits.c.indicator_id, limits.c.text),
    "target_ids": _by(targets.c.set_by, targets.c.id),
    "reports": _by(reports.c.reported_by, reports.c.id, reports.c.reported_at, reports.c.reason),
    "publication_ids": _by(publications.c.published_by, publications.c.id),
}


class PersonalDataRepository:
    """Rows that name a person, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def gathered(self, person_id: UUID) -> dict[str, list[object]]:
        """Everything by kind, one more of each than an export holds; ids alone where nothing else is held."""
        found = {}
        for kind, statement in _STATEMENTS.items():
            rows = await statement.all(self._connection, initiative=self._initiative_id, person=person_id)
            found[kind] = [row[0] if kind.endswith("_ids") else dict(row) for row in rows]
        return found
