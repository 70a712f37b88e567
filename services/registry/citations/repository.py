"""The registry's citations, and what of it can cite."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.registry.assessments.models import assessments
from services.registry.citations.schemas import RegistryCitingKind
from services.registry.commitments.models import commitments
from services.registry.context_events.models import context_events
from services.registry.contributions.models import contributions
from services.registry.engagement_activities.models import engagement_activities
from services.registry.forums.models import forums
from services.registry.funding_sources.models import funding_sources
from services.registry.interactions.models import interactions
from services.registry.mandates.models import mandates
from services.registry.meetings.models import meetings
from services.registry.organizations.models import organizations
from services.registry.profiles.models import profiles
from services.registry.sources.events import SourceStatus
from services.registry.sources.models import sources
from services.registry.statements.models import statements
from services.registry.ties.models import ties
from shared.citing.following import STANDS_BY
from shared.citing.kinds import CitedKind
from shared.citing.rows import Citations
from shared.commands import Reading
from shared.database.statements import Statement

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)


def _ids(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table.c.id).where(table.c.initiative_id == _INITIATIVE)


CITATIONS = Citations(
    "registry",
    {
        RegistryCitingKind.ORGANIZATION: _ids(organizations),
        RegistryCitingKind.ASSESSMENT: _ids(assessments),
        RegistryCitingKind.PROFILE: _ids(profiles),
        RegistryCitingKind.TIE: _ids(ties),
        RegistryCitingKind.INTERACTION: _ids(interactions).where(sa.not_(interactions.c.confidential)),
        RegistryCitingKind.COMMITMENT: _ids(commitments),
        RegistryCitingKind.FORUM: _ids(forums),
        RegistryCitingKind.MEETING: _ids(meetings),
        RegistryCitingKind.MANDATE: _ids(mandates),
        RegistryCitingKind.ENGAGEMENT_ACTIVITY: _ids(engagement_activities),
        RegistryCitingKind.FUNDING_SOURCE: _ids(funding_sources),
        RegistryCitingKind.CONTRIBUTION: _ids(contributions),
        RegistryCitingKind.STATEMENT: _ids(statements),
        RegistryCitingKind.CONTEXT_EVENT: _ids(context_events),
    },
)


_SERVING = {
    CitedKind.SOURCE: (sources, sources.c.status == SourceStatus.RECORDED.value),
    CitedKind.STATEMENT: (
        statements,
        sa.and_(
            statements.c.withdrawn_on.is_(None),
            sa.or_(*(statements.c.confirmation == one for one in STANDS_BY)),
        ),
    ),
    CitedKind.CONTEXT_EVENT: (context_events, sa.true()),
}
# Held, so that it is not withdrawn while it is cited.
_SERVES = {
    kind: Statement(
        sa.select(table.c.id)
        .where(
            table.c.initiative_id == _INITIATIVE, table.c.id == sa.bindparam("this", type_=sa.Uuid), serving
        )
        .with_for_update(read=True, key_share=True)
    )
    for kind, (table, serving) in _SERVING.items()
}


async def serves(reading: Reading, kind: CitedKind, thing_id: UUID) -> bool:
    """Whether something can be cited now."""
    found = await _SERVES[kind].first(reading.connection, initiative=reading.initiative_id, this=thing_id)
    return found is not None
