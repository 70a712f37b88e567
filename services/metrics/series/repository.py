"""Every SQL statement of the series."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from services.metrics.observations.models import observations
from services.metrics.targets.models import targets
from services.metrics.visibility import seen
from shared.database.statements import Statement

_by = sa.bindparam("by", type_=ARRAY(sa.Text))
_where = sa.bindparam("where", type_=JSONB)
_moment = sa.bindparam("moment", type_=sa.DateTime(timezone=True))
_organization = sa.bindparam("organization", type_=sa.Uuid)
_of_indicator = sa.and_(
    observations.c.initiative_id == sa.bindparam("initiative"),
    observations.c.indicator_id == sa.bindparam("indicator"),
)
_held = sa.or_(
    sa.and_(_moment.is_(None), observations.c.superseded_at.is_(None)),
    sa.and_(
        observations.c.recorded_at <= _moment,
        sa.or_(observations.c.superseded_at.is_(None), observations.c.superseded_at > _moment),
    ),
)
_code = sa.func.unnest(_by).column_valued("code")
_group = sa.func.coalesce(
    sa.select(sa.func.jsonb_object_agg(_code, observations.c.dimensions.op("->")(_code)))
    .correlate(observations)
    .scalar_subquery(),
    sa.cast(sa.literal("{}"), JSONB),
)
_extra = observations.c.dimensions.op("-")(_by).op("-")(sa.bindparam("filtered", type_=ARRAY(sa.Text)))
_figures = (
    sa.select(
        observations,
        seen().label("seen"),
        _group.label("group"),
        sa.select(sa.func.count())
        .select_from(sa.func.jsonb_object_keys(_extra).alias("extra"))
        .correlate(observations)
        .scalar_subquery()
        .label("finer"),
        sa.func.array_to_string(
            sa.func.array(
                sa.select(sa.func.jsonb_object_keys(_extra).column_valued("key"))
                .correlate(observations)
                .order_by(sa.literal_column("1"))
                .scalar_subquery()
            ),
            ",",
        ).label("finer_by"),
    )
    .where(
        _of_indicator,
        _held,
        observations.c.dimensions.op("@>")(_where),
        observations.c.dimensions.op("?&")(_by),
        observations.c.period_start >= sa.bindparam("since", type_=sa.Date),
        observations.c.period_end <= sa.bindparam("until", type_=sa.Date),
        sa.or_(_organization.is_(None), observations.c.organization_id == _organization),
    )
    .cte("figure")
)
# An organization that reports a whole and its parts is counted once: by the coarsest figures it gives.
_ranked = sa.select(
    _figures,
    sa.func.dense_rank()
    .over(
        partition_by=(_figures.c.organization_id, _figures.c.period_start, _figures.c.group),
        order_by=(_figures.c.finer, _figures.c.finer_by),
    )
    .label("level"),
).cte("ranked")
_counted = sa.select(_ranked).where(_ranked.c.level == 1).cte("counted")
_given = sa.and_(_counted.c.seen, _counted.c.state == "reported")


def _before(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Of the same place's figure before; a window, since nothing is known of the rows to plan a join by."""
    return sa.func.lag(column).over(
        partition_by=(_counted.c.organization_id, _counted.c.dimensions_key),
        order_by=_counted.c.period_start,
    )


_now = sa.select(
    _counted,
    _given.label("given"),
    sa.and_(_given, _before(_given), _before(_counted.c.period_end) == _counted.c.period_start - 1).label(
        "both"
    ),
    *(_before(_counted.c[name]).label(f"earlier_{name}") for name in ("value", "numerator", "denominator")),
).cte("now")
_reported = _now.c.given
_both = _now.c.both


def _count(state: str) -> sa.ColumnElement[Any]:
    return sa.func.count().filter(_now.c.seen, _now.c.state == state).label(state)


def _of_both(prefix: str, value: str, numerator: str, denominator: str) -> list[sa.ColumnElement[Any]]:
    return [
        sa.func.sum(_now.c[value]).filter(_both).label(f"{prefix}_sum"),
        sa.func.avg(_now.c[value]).filter(_both).label(f"{prefix}_mean"),
        sa.func.sum(_now.c[numerator]).filter(_both).label(f"{prefix}_numerator"),
        sa.func.sum(_now.c[denominator]).filter(_both).label(f"{prefix}_denominator"),
    ]


_last = sa.func.array_agg(
    sa.dialects.postgresql.aggregate_order_by(_now.c.value, _now.c.recorded_at.desc(), _now.c.id.desc())
).filter(_reported)
_SERIES = Statement(
    sa.select(
        _now.c.period_start,
        _now.c.group,
        sa.func.sum(_now.c.value).filter(_reported).label("now_sum"),
        sa.func.avg(_now.c.value).filter(_reported).label("now_mean"),
        sa.func.sum(_now.c.numerator).filter(_reported).label("now_numerator"),
        sa.func.sum(_now.c.denominator).filter(_reported).label("now_denominator"),
        _last.label("lasts"),
        *(_count(state) for state in ("reported", "missing", "waived", "suppressed")),
        sa.func.count(sa.distinct(_now.c.organization_id)).filter(_reported).label("organizations"),
        sa.func.count(sa.distinct(_now.c.organization_id)).filter(sa.not_(_now.c.seen)).label("withheld"),
        sa.func.array_agg(sa.distinct(_now.c.definition_version)).filter(_now.c.seen).label("definitions"),
        sa.func.count().filter(_both).label("both"),
        *_of_both("later", "value", "numerator", "denominator"),
        *_of_both("earlier", "earlier_value", "earlier_numerator", "earlier_denominator"),
    )
    .group_by(_now.c.group, _now.c.period_start)
    .order_by(_now.c.group, _now.c.period_start)
)
_BEGINNINGS = Statement(
    sa.select(sa.func.min(observations.c.period_start).label("began"))
    .where(
        _of_indicator, _held, sa.or_(_organization.is_(None), observations.c.organization_id == _organization)
    )
    .group_by(observations.c.organization_id)
)
_REFERENCES = Statement(
    sa.select(targets)
    .where(
        targets.c.initiative_id == sa.bindparam("initiative"),
        targets.c.indicator_id == sa.bindparam("indicator"),
    )
    .order_by(targets.c.period_start, targets.c.id)
)


class SeriesRepository:
    """Figures of one indicator brought together, as the eyes given see them."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID, indicator_id: UUID) -> None:
        self._connection = connection
        self._of = {"initiative": initiative_id, "indicator": indicator_id}

    async def points(
        self,
        *,
        by: list[str],
        where: Mapping[str, str],
        since: date,
        until: date,
        organization_id: UUID | None,
        moment: datetime | None,
        eyes: Mapping[str, Any],
    ) -> list[asyncpg.Record]:
        """What there is of each group and period."""
        return await _SERIES.all(
            self._connection,
            by=by,
            where=dict(where),
            filtered=list(where),
            since=since,
            until=until,
            organization=organization_id,
            moment=moment,
            **self._of,
            **eyes,
        )

    async def beginnings(self, organization_id: UUID | None, moment: datetime | None) -> list[date]:
        """Since when each organization reports the indicator; of nothing else."""
        rows = await _BEGINNINGS.all(
            self._connection, organization=organization_id, moment=moment, **self._of
        )
        return [row["began"] for row in rows]

    async def references(self) -> list[asyncpg.Record]:
        """The indicator's baselines and targets."""
        return await _REFERENCES.all(self._connection, **self._of)
