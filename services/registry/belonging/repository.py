"""Every SQL statement about who belongs to forums, and as what; other slices select from what it names."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import asyncpg
import sqlalchemy as sa

from services.registry.forums.models import forums
from services.registry.organizations.models import organizations
from services.registry.people.models import affiliations, people
from services.registry.requests.models import INITIATIVE, TODAY
from services.registry.seats.events import SeatStatus
from services.registry.seats.models import seats
from services.registry.staff.models import staff
from shared.database.statements import Statement
from shared.governance import ForumKind, SeatRole
from shared.partnership import partner
from shared.standing import FACILITATING_ROLES

_network = forums.alias("network")
MEMBERS = sa.union(
    sa.select(seats.c.forum_id, seats.c.person_id).where(
        seats.c.initiative_id == INITIATIVE, seats.c.status == SeatStatus.SEATED.value
    ),
    sa.select(_network.c.id, affiliations.c.person_id)
    .select_from(
        _network.join(affiliations, affiliations.c.initiative_id == _network.c.initiative_id)
        .join(
            organizations,
            sa.and_(
                organizations.c.initiative_id == affiliations.c.initiative_id,
                organizations.c.id == affiliations.c.organization_id,
            ),
        )
        .join(
            people,
            sa.and_(
                people.c.initiative_id == affiliations.c.initiative_id,
                people.c.id == affiliations.c.person_id,
                people.c.left_at.is_(None),
            ),
        )
    )
    .where(
        _network.c.initiative_id == INITIATIVE,
        _network.c.kind == ForumKind.NETWORK.value,
        affiliations.c.represents,
        sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= TODAY),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= TODAY),
        partner(organizations),
    ),
).subquery("member")
"""The people of every forum: who holds a seat in it; of the network, who represents a partner."""


_chairs = (
    sa.select(seats.c.forum_id, seats.c.person_id)
    .join(forums, sa.and_(forums.c.initiative_id == INITIATIVE, forums.c.id == seats.c.forum_id))
    .where(
        seats.c.initiative_id == INITIATIVE,
        seats.c.status == SeatStatus.SEATED.value,
        sa.or_(seats.c.role == SeatRole.CHAIR.value, forums.c.kind == ForumKind.ACTION_CIRCLE.value),
    )
)
_led = forums.alias("led")
_chaired = sa.exists().where(
    seats.c.initiative_id == INITIATIVE,
    seats.c.forum_id == _led.c.id,
    seats.c.status == SeatStatus.SEATED.value,
    seats.c.role == SeatRole.CHAIR.value,
)
_facilitators = (
    sa.select(_led.c.id, staff.c.person_id)
    .join(staff, staff.c.initiative_id == _led.c.initiative_id)
    .where(
        _led.c.initiative_id == INITIATIVE,
        _led.c.kind != ForumKind.ACTION_CIRCLE.value,
        sa.or_(*(staff.c.role == role for role in sorted(FACILITATING_ROLES))),
        sa.not_(_chaired),
    )
)
CONDUCTORS = sa.union(_chairs, _facilitators).subquery("conductor")
"""Who is asked to run what a forum has to do: its chair; in a circle, each member; else facilitators."""

_network_of = forums.alias("network_of")
SPEAKERS = sa.union(
    sa.select(seats.c.forum_id, seats.c.person_id, seats.c.organization_id).where(
        seats.c.initiative_id == INITIATIVE,
        seats.c.status == SeatStatus.SEATED.value,
        seats.c.organization_id.is_not(None),
    ),
    sa.select(_network_of.c.id, affiliations.c.person_id, affiliations.c.organization_id)
    .select_from(
        _network_of.join(affiliations, affiliations.c.initiative_id == _network_of.c.initiative_id).join(
            organizations,
            sa.and_(
                organizations.c.initiative_id == affiliations.c.initiative_id,
                organizations.c.id == affiliations.c.organization_id,
            ),
        )
    )
    .where(
        _network_of.c.initiative_id == INITIATIVE,
        _network_of.c.kind == ForumKind.NETWORK.value,
        affiliations.c.represents,
        sa.or_(affiliations.c.since.is_(None), affiliations.c.since <= TODAY),
        sa.or_(affiliations.c.until.is_(None), affiliations.c.until >= TODAY),
        partner(organizations),
    ),
).subquery("speaker_there")
"""For which organization somebody is in a forum: by a seat; in the network, as a partner's representative."""
_SPOKEN_FOR = Statement(
    sa.select(sa.literal(1))
    .where(
        SPEAKERS.c.forum_id == sa.bindparam("forum", type_=sa.Uuid),
        SPEAKERS.c.organization_id == sa.any_(sa.bindparam("organizations", type_=sa.ARRAY(sa.Uuid))),
    )
    .limit(1)
)


class Belonging:
    """Who belongs to forums, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def is_there(self, forum_id: UUID, organization_ids: Sequence[UUID], today: date) -> bool:
        """Whether somebody is in a forum for one of some organizations."""
        found = await _SPOKEN_FOR.first(
            self._connection,
            initiative=self._initiative_id,
            forum=forum_id,
            organizations=list(organization_ids),
            today=today,
        )
        return found is not None
