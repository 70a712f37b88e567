"""Every SQL statement of the profiles: which there are, their versions, offers and needs."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, insert

from services.registry.organizations.models import organizations
from services.registry.profiles.models import profile_lines, profile_versions, profiles
from services.registry.requests.kinds import RequestKind
from services.registry.requests.models import INITIATIVE, asked, standing
from shared.database.statements import Statement
from shared.partnership import Stage

_p, _v, _l = profiles.c, profile_versions.c, profile_lines.c
_INITIATIVE = sa.bindparam("initiative", type_=sa.Uuid)
_AFTER = sa.bindparam("after", type_=sa.Uuid)
_LIMIT = sa.bindparam("limit", type_=sa.Integer)
_KNOWN_AT = sa.bindparam("known_at", type_=sa.DateTime(timezone=True))
_TODAY = sa.bindparam("today", type_=sa.Date)
_GRAMS = ARRAY(sa.Integer)
TEXTS = ("expectations", "interests", "shared_interests", "unique_value", "part", "strategy")
"""What a profile says in words."""

_this = sa.and_(_p.initiative_id == _INITIATIVE, _p.id == sa.bindparam("this", type_=sa.Uuid))
_INSERT = Statement(insert(profiles).on_conflict_do_nothing().returning(_p.id))
_LOCK = Statement(sa.select(profiles).where(_this).with_for_update())
_UPDATE = Statement(
    sa.update(profiles)
    .where(_this)
    .values({name: sa.bindparam(name) for name in ("version", "confirmed", "asked_at")})
)
_INSERT_VERSION = Statement(sa.insert(profile_versions))
_shown = (
    _p.id,
    _p.organization_id,
    _p.created_at,
    *(column for column in _v if column.name not in ("initiative_id", "profile_id")),
)
_of_profile = sa.and_(_v.initiative_id == _p.initiative_id, _v.profile_id == _p.id)
_read = sa.select(*_shown).join(profile_versions, _of_profile).where(_p.initiative_id == _INITIATIVE)
_later = profile_versions.alias("later")
# Of what was recorded by a moment, the newest.
_AT = {
    "now": _v.version == _p.version,
    "then": sa.and_(
        _v.recorded_at <= _KNOWN_AT,
        ~sa.exists().where(
            _later.c.initiative_id == _v.initiative_id,
            _later.c.profile_id == _v.profile_id,
            _later.c.version > _v.version,
            _later.c.recorded_at <= _KNOWN_AT,
        ),
    ),
}
_GET = {at: Statement(_read.where(_this, newest)) for at, newest in _AT.items()}
_VERSIONS = Statement(
    _read.where(_this, _v.version > sa.bindparam("after_version", type_=sa.BigInteger))
    .order_by(_v.version)
    .limit(_LIMIT)
)
_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "organization_id": _p.organization_id == sa.bindparam("organization_id", type_=sa.Uuid),
    "confirmed": _v.confirmed_at.is_not(None) == sa.bindparam("confirmed", type_=sa.Boolean),
}

_INSERT_LINE = Statement(sa.insert(profile_lines))
_LINES = Statement(
    sa.select(profile_lines)
    .where(
        _l.initiative_id == _INITIATIVE,
        _l.profile_id == sa.bindparam("profile", type_=sa.Uuid),
        sa.or_(_l.ended.is_(None), _l.id == sa.bindparam("line", type_=sa.Uuid)),
    )
    .order_by(_l.id)
)
_END_LINE = Statement(
    sa.update(profile_lines)
    .where(_l.initiative_id == _INITIATIVE, _l.id == sa.bindparam("this", type_=sa.Uuid))
    .values(ended=sa.bindparam("ended_"), ended_on=sa.bindparam("ended_on_", type_=sa.Date))
)
_open = sa.and_(_l.ended.is_(None), sa.or_(_l.until.is_(None), _l.until >= _TODAY))
_line = (
    sa.select(profile_lines, _p.confirmed)
    .join(profiles, sa.and_(_p.initiative_id == _l.initiative_id, _p.id == _l.profile_id))
    .where(_l.initiative_id == _INITIATIVE)
)
_LINE_FILTERS: dict[str, sa.ColumnElement[bool]] = {
    "organization_id": _l.organization_id == sa.bindparam("organization_id", type_=sa.Uuid),
    "side": _l.side == sa.bindparam("side", type_=sa.Text),
    "kind": _l.kind == sa.bindparam("kind", type_=sa.Text),
    "population_group": sa.bindparam("population_group", type_=sa.Text) == sa.any_(_l.population_groups),
    "line": _l.id == sa.bindparam("line", type_=sa.Uuid),
    "open": sa.bindparam("open", type_=sa.Boolean) == _open,
    "search": sa.or_(
        _l.grams.contains(sa.bindparam("written", type_=_GRAMS)),
        _l.grams.contains(sa.bindparam("bare", type_=_GRAMS)),
    ),
}
# Whoever has left, or was merged into another, is nobody to send people to.
_COUNTERPARTS = Statement(
    _line.where(
        _l.side == sa.bindparam("side", type_=sa.Text),
        _l.kind == sa.any_(sa.bindparam("kinds", type_=ARRAY(sa.Text))),
        _open,
        sa.exists().where(
            organizations.c.initiative_id == _l.initiative_id,
            organizations.c.id == _l.organization_id,
            organizations.c.merged_into.is_(None),
            organizations.c.stage != Stage.LEFT.value,
        ),
    ).order_by(_l.id)
)
_LAST = sa.bindparam("last", type_=sa.Uuid)
_EXPORTED = {
    name: Statement(
        read.add_columns(organizations.c.name.label("organization"))
        .join(
            organizations,
            sa.and_(organizations.c.initiative_id == _INITIATIVE, organizations.c.id == of.c.organization_id),
        )
        .where(of.c.id > _AFTER, of.c.id <= _LAST, *conditions)
        .order_by(of.c.id)
        .limit(_LIMIT)
    )
    for name, read, of, conditions in (
        ("profiles", _read, profiles, (_AT["now"],)),
        ("lines", _line, profile_lines, ()),
    )
}
REQUESTS = (
    sa.select(
        *asked(
            RequestKind.CONFIRM_PROFILE,
            subject=_p.id,
            organization=_p.organization_id,
            asked_at=_p.asked_at,
            state=standing(done=_p.confirmed, lapsed=sa.false()),
        )
    ).where(_p.initiative_id == INITIATIVE),
)
"""An organization whose profile others drafted or changed is asked to confirm it."""


@cache
def _page(filters: tuple[str, ...], at: str) -> Statement:
    """One statement for each set of filters, compiled when it is first asked for."""
    return Statement(
        _read.where(_p.id > _AFTER, _AT[at], *(_FILTERS[name] for name in filters))
        .order_by(_p.id)
        .limit(_LIMIT)
    )


@cache
def _line_page(filters: tuple[str, ...]) -> Statement:
    """Likewise, of offers and needs."""
    return Statement(
        _line.where(_l.id > _AFTER, *(_LINE_FILTERS[name] for name in filters)).order_by(_l.id).limit(_LIMIT)
    )


class ProfileRepository:
    """Rows of profiles, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def insert(self, values: Mapping[str, Any]) -> bool:
        """A new profile; says whether the organization had none yet."""
        row = await _INSERT.first(self._connection, initiative_id=self._initiative_id, **values)
        return row is not None

    async def lock(self, profile_id: UUID) -> asyncpg.Record | None:
        """A profile without what it says, held until the transaction ends."""
        return await _LOCK.first(self._connection, initiative=self._initiative_id, this=profile_id)

    async def update(self, profile_id: UUID, **values: Any) -> None:
        """Which version holds, whether it is confirmed, and since when that is asked."""
        await _UPDATE.run(self._connection, initiative=self._initiative_id, this=profile_id, **values)

    async def insert_version(self, values: Mapping[str, Any]) -> None:
        """What a profile says from now on."""
        await _INSERT_VERSION.run(self._connection, initiative_id=self._initiative_id, **values)

    async def get(self, profile_id: UUID, known_at: datetime | None = None) -> asyncpg.Record | None:
        """A profile with what it says, or said by what was recorded at a moment."""
        at, given = ("now", {}) if known_at is None else ("then", {"known_at": known_at})
        return await _GET[at].first(
            self._connection, initiative=self._initiative_id, this=profile_id, **given
        )

    async def page(
        self, after: UUID, limit: int, filters: Mapping[str, Any], known_at: datetime | None = None
    ) -> list[asyncpg.Record]:
        """Profiles after an id, of an organization, confirmed or not; now or by what was recorded then."""
        given = {name: value for name, value in filters.items() if value is not None}
        at, moment = ("now", {}) if known_at is None else ("then", {"known_at": known_at})
        return await _page(tuple(sorted(given)), at).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given, **moment
        )

    async def versions(self, profile_id: UUID, after: int, limit: int) -> list[asyncpg.Record]:
        """What a profile said, oldest first."""
        return await _VERSIONS.all(
            self._connection,
            initiative=self._initiative_id,
            this=profile_id,
            after_version=after,
            limit=limit,
        )

    async def insert_line(self, values: Mapping[str, Any]) -> None:
        """A new offer or need."""
        await _INSERT_LINE.run(self._connection, initiative_id=self._initiative_id, **values)

    async def lines(self, profile_id: UUID, line_id: UUID | None = None) -> list[asyncpg.Record]:
        """Offers and needs of a profile that have not ended, and one of them that perhaps has."""
        return await _LINES.all(
            self._connection, initiative=self._initiative_id, profile=profile_id, line=line_id
        )

    async def end_line(self, line_id: UUID, ended: str, on: date) -> None:
        """An offer or a need ends."""
        await _END_LINE.run(
            self._connection, initiative=self._initiative_id, this=line_id, ended_=ended, ended_on_=on
        )

    async def line_page(self, after: UUID, limit: int, filters: Mapping[str, Any]) -> list[asyncpg.Record]:
        """Offers and needs after an id, those that are as asked for.

        `open` comes with `today`, `search` (whatever it holds) with the trigrams `written` and `bare`.
        """
        given = {name: value for name, value in filters.items() if value is not None}
        names = tuple(sorted(given.keys() & _LINE_FILTERS.keys()))
        given.pop("search", None)
        return await _line_page(names).all(
            self._connection, initiative=self._initiative_id, after=after, limit=limit, **given
        )

    async def exported(self, of: str, after: UUID, last: UUID, limit: int) -> list[asyncpg.Record]:
        """Profiles, or lines, after an id and up to the last, with what their organizations are called."""
        return await _EXPORTED[of].all(
            self._connection, initiative=self._initiative_id, after=after, last=last, limit=limit
        )

    async def counterparts(self, side: str, kinds: Sequence[str], today: date) -> list[asyncpg.Record]:
        """Open lines of one side, of some kinds, of organizations that are there."""
        return await _COUNTERPARTS.all(
            self._connection, initiative=self._initiative_id, side=side, kinds=list(kinds), today=today
        )
