"""Who sees which figures: the one place where it is decided, a condition of every statement that reads any.

A figure is seen by its organization, by the data analyst, and by whoever reported it; by other members and by
systems once the organization has published the indicator up to its period. Of what was corrected before it
was published, others never see the earlier value.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.metrics.observations.models import observations, reports
from services.metrics.publications.models import publications
from shared.commands import Caller

_made = reports.alias("made")
_own_reports = (
    sa.select(_made.c.id)
    .where(
        _made.c.initiative_id == sa.bindparam("initiative"),
        _made.c.reported_by == sa.bindparam("eyes_person", type_=sa.Uuid),
    )
    .scalar_subquery()
)


def seen(figures: sa.Table | sa.FromClause = observations) -> sa.ColumnElement[bool]:
    """Whether a row of figures is seen by the caller whose `eyes` the statement is run with."""
    published = sa.exists().where(
        publications.c.initiative_id == figures.c.initiative_id,
        publications.c.organization_id == figures.c.organization_id,
        publications.c.indicator_id == figures.c.indicator_id,
        publications.c.through_on >= figures.c.period_end,
        sa.or_(figures.c.superseded_at.is_(None), figures.c.superseded_at > publications.c.published_at),
    )
    return sa.or_(
        sa.bindparam("eyes_analyst", type_=sa.Boolean),
        figures.c.organization_id == sa.any_(sa.bindparam("eyes_organizations", type_=ARRAY(sa.Uuid))),
        # An array, so that it is gathered once and not for every row.
        figures.c.report_id == sa.any_(sa.func.array(_own_reports)),
        published,
    )


def eyes(caller: Caller) -> dict[str, Any]:
    """What `seen` has to know of a caller, as parameters of the statement."""
    standing, integration = caller.standing, caller.integration
    organizations = list(standing.represents) if standing else []
    if integration is not None:
        organizations.append(integration.organization_id)
    return {
        "eyes_analyst": standing is not None and "data_analyst" in standing.staff_roles,
        "eyes_organizations": organizations,
        "eyes_person": caller.person_id,
    }
