"""Every SQL statement of imports: rows are copied into a temporary table and judged there, all at once."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from services.metrics.following import organizations
from services.metrics.imports.errors import KEPT, RowFault
from services.metrics.imports.reading import COLUMNS
from services.metrics.observations.models import observations
from services.metrics.reporting import DIGESTED
from services.metrics.visibility import seen
from shared.database.statements import Statement
from shared.imports.summary import MAX_ROWS_NAMED, ImportMode

CREATED = "created"
UPDATED = "updated"
UNCHANGED = "unchanged"

# They end with the transaction, however it ends.
_CREATE = """
CREATE TEMPORARY TABLE incoming (
    row int NOT NULL, indicator_id uuid NOT NULL, organization_id uuid NOT NULL,
    definition_version int NOT NULL, period text NOT NULL, period_start date NOT NULL,
    period_end date NOT NULL, dimensions jsonb NOT NULL, dimensions_key uuid NOT NULL, state text NOT NULL,
    value numeric, numerator numeric, denominator numeric, remark jsonb
) ON COMMIT DROP;
CREATE TEMPORARY TABLE judged (
    row int NOT NULL, outcome text NOT NULL, id uuid NOT NULL, revision int NOT NULL, remark jsonb
) ON COMMIT DROP;
"""
_ANALYZE = "ANALYZE incoming"
_NO_NESTED_LOOPS = "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'"
_MANY = 1_000
"""Rows from which on loops within loops are never the better plan, however few the statistics expect."""

_ANALYZE_JUDGED = "ANALYZE judged"

_incoming = sa.table(
    "incoming",
    sa.column("row", sa.Integer),
    *(observations.c[name]._copy() for name in COLUMNS if name != "row"),
)
_judged = sa.table(
    "judged",
    sa.column("row", sa.Integer),
    sa.column("outcome", sa.Text),
    sa.column("id", sa.Uuid),
    sa.column("revision", sa.Integer),
    sa.column("remark", JSONB),
)
_FIGURE = ("indicator_id", "organization_id", "period_start", "dimensions_key")
_VALUES = ("state", "value", "numerator", "denominator")
_mode = sa.bindparam("mode", type_=sa.Text)
_repeated = (
    sa.select(*(_incoming.c[name] for name in _FIGURE))
    .group_by(*(_incoming.c[name] for name in _FIGURE))
    .having(sa.func.count() > 1)
    .subquery("repeated")
)
_remark = sa.func.coalesce(_incoming.c.remark, observations.c.remark)
_same = sa.and_(
    *(observations.c[name].is_not_distinct_from(_incoming.c[name]) for name in _VALUES),
    observations.c.remark.is_not_distinct_from(_remark),
)
_outcome = sa.case(
    (_repeated.c.indicator_id.is_not(None), RowFault.DUPLICATE.value),
    (
        observations.c.id.is_(None),
        sa.case((_mode == ImportMode.UPDATE.value, RowFault.NOT_THERE.value), else_=CREATED),
    ),
    (sa.not_(seen()), RowFault.NOT_SEEN.value),
    (_same, UNCHANGED),
    (_mode == ImportMode.CREATE.value, RowFault.THERE_ALREADY.value),
    (sa.and_(_mode == ImportMode.FILL.value, observations.c.state != "missing"), KEPT),
    else_=UPDATED,
)
_JUDGE = Statement(
    sa.insert(_judged).from_select(
        ["row", "outcome", "id", "revision", "remark"],
        sa.select(
            _incoming.c.row,
            _outcome,
            sa.func.coalesce(observations.c.id, sa.func.uuidv7()),
            sa.func.coalesce(observations.c.revision, 0) + 1,
            _remark,
        ).select_from(
            _incoming.outerjoin(
                _repeated, sa.and_(*(_repeated.c[name] == _incoming.c[name] for name in _FIGURE))
            ).outerjoin(
                observations,
                sa.and_(
                    observations.c.initiative_id == sa.bindparam("initiative", type_=sa.Uuid),
                    observations.c.superseded_at.is_(None),
                    *(observations.c[name] == _incoming.c[name] for name in _FIGURE),
                ),
            )
        ),
    )
)
_OUTCOMES = Statement(
    sa.select(
        _judged.c.outcome,
        sa.func.count().label("count"),
        sa.func.min(_judged.c.row).label("first"),
    ).group_by(_judged.c.outcome)
)
_ROWS = Statement(
    sa.select(_judged.c.row)
    .where(_judged.c.outcome == sa.bindparam("outcome"))
    .order_by(_judged.c.row)
    .limit(MAX_ROWS_NAMED)
)
_changes = _incoming.join(_judged, _judged.c.row == _incoming.c.row)
_changed = sa.or_(_judged.c.outcome == CREATED, _judged.c.outcome == UPDATED)
_digested = {"id": _judged.c.id, "revision": _judged.c.revision}
_line = sa.func.concat_ws(
    "\t",
    *(
        sa.func.coalesce(sa.cast(_digested.get(name, _incoming.c.get(name)), sa.Text), "")
        for name in DIGESTED
    ),
)


def _each(name: str) -> sa.ColumnElement[Any]:
    """Every value of a column once, found by hashing: sorting 100,000 takes its time."""
    once = sa.select(_incoming.c[name]).select_from(_changes).where(_changed).distinct()
    return sa.func.array(once.scalar_subquery())


_lines = sa.func.string_agg(_line, sa.literal("\n")).aggregate_order_by(_judged.c.id)
_REPORT = Statement(
    sa.select(
        sa.func.encode(
            sa.func.sha256(
                sa.bindparam("salt", type_=sa.LargeBinary).op("||")(sa.func.convert_to(_lines, "UTF8"))
            ),
            "hex",
        ).label("digest"),
        _each("organization_id").label("organizations"),
        _each("indicator_id").label("indicators"),
        sa.func.min(_incoming.c.period_start).label("first"),
        sa.func.max(_incoming.c.period_end).label("last"),
    )
    .select_from(_changes)
    .where(_changed)
)
_updated = sa.select(_judged.c.id).where(_judged.c.outcome == UPDATED).scalar_subquery()
_SUPERSEDE = Statement(
    sa.update(observations)
    .values(superseded_at=sa.bindparam("now"))
    .where(
        observations.c.initiative_id == sa.bindparam("initiative"),
        observations.c.superseded_at.is_(None),
        # An array, not a join: where statistics are old, a join is planned as if there were no rows.
        observations.c.id == sa.any_(sa.func.array(_updated)),
    )
)
_copied = [name for name in COLUMNS if name not in ("row", "remark")]
_INSERT = Statement(
    sa.insert(observations).from_select(
        ["initiative_id", "report_id", "recorded_at", "id", "revision", "remark", *_copied],
        sa.select(
            sa.bindparam("initiative", type_=sa.Uuid),
            sa.bindparam("report", type_=sa.Uuid),
            sa.bindparam("now", type_=sa.DateTime(timezone=True)),
            _judged.c.id,
            _judged.c.revision,
            _judged.c.remark,
            *(_incoming.c[name] for name in _copied),
        )
        .select_from(_changes)
        .where(_changed),
    )
)
_ORGANIZATIONS = Statement(
    sa.select(organizations.c.id).where(organizations.c.initiative_id == sa.bindparam("initiative"))
)


class ImportRepository:
    """The rows of one import, in a temporary table that ends with the transaction."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def organizations(self) -> list[UUID]:
        """The organizations of the initiative."""
        rows = await _ORGANIZATIONS.all(self._connection, initiative=self._initiative_id)
        return [row["id"] for row in rows]

    async def begin(self) -> None:
        """Make the tables that rows are judged in."""
        await self._connection.execute(_CREATE)

    async def add(self, lines: str) -> None:
        """Copy lines in."""
        if lines:
            await self._connection.copy_to_table(
                "incoming", source=io.BytesIO(lines.encode()), columns=COLUMNS, format="text"
            )

    async def judge(self, rows: int, mode: ImportMode, eyes: Mapping[str, Any]) -> list[asyncpg.Record]:
        """What becomes of the rows: each outcome with its count."""
        if rows >= _MANY:
            await self._connection.execute(_NO_NESTED_LOOPS)
        await self._connection.execute(_ANALYZE)
        await _JUDGE.run(self._connection, initiative=self._initiative_id, mode=mode.value, **eyes)
        return await _OUTCOMES.all(self._connection)

    async def rows(self, outcome: str) -> list[int]:
        """The first rows with an outcome."""
        return [row["row"] for row in await _ROWS.all(self._connection, outcome=outcome)]

    async def described(self, salt: bytes) -> asyncpg.Record:
        """The changes as the report has them: digest, organizations, indicators, days."""
        await self._connection.execute(_ANALYZE_JUDGED)
        return await _REPORT.one(self._connection, salt=salt)

    async def store(self, report_id: UUID, now: datetime) -> None:
        """Make the changes; what they correct is kept as it was."""
        await _SUPERSEDE.run(self._connection, initiative=self._initiative_id, now=now)
        await _INSERT.run(self._connection, initiative=self._initiative_id, report=report_id, now=now)
