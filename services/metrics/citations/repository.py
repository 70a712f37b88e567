"""The metrics' citations, and what of it can cite."""

from typing import Any

import sqlalchemy as sa

from services.metrics.citations.schemas import MetricsCitingKind
from services.metrics.discussion.models import limits
from services.metrics.indicators.models import indicators
from services.metrics.targets.models import targets
from shared.citing.rows import Citable, Citations

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)


def _ids(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table.c.id).where(table.c.initiative_id == _INITIATIVE)


CITATIONS = Citations(
    "metrics",
    {
        MetricsCitingKind.INDICATOR: _ids(indicators),
        MetricsCitingKind.TARGET: _ids(targets),
        MetricsCitingKind.LIMIT: _ids(limits),
    },
)

CITABLE = Citable("metrics")
"""What can be cited, as the metrics know it from the log."""
