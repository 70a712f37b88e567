"""The agenda's citations, and what of it can cite."""

from typing import Any

import sqlalchemy as sa

from services.agenda.activities.models import activities
from services.agenda.amendments.models import amendments
from services.agenda.backbone_services.models import backbone_services
from services.agenda.citations.schemas import AgendaCitingKind
from services.agenda.decisions.models import decisions
from services.agenda.objections.models import objections
from services.agenda.policy_options.models import policy_options
from shared.citing.rows import Citable, Citations

_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)


def _ids(table: sa.Table) -> sa.Select[Any]:
    return sa.select(table.c.id).where(table.c.initiative_id == _INITIATIVE)


CITATIONS = Citations(
    "agenda",
    {
        AgendaCitingKind.DECISION: _ids(decisions),
        AgendaCitingKind.AMENDMENT: _ids(amendments),
        AgendaCitingKind.OBJECTION: _ids(objections),
        AgendaCitingKind.ACTIVITY: _ids(activities),
        AgendaCitingKind.BACKBONE_SERVICE: _ids(backbone_services),
        AgendaCitingKind.POLICY_OPTION: _ids(policy_options),
    },
)

CITABLE = Citable("agenda")
"""What can be cited, as the agenda knows it from the log."""
