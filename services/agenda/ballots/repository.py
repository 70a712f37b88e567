"""Every SQL statement of the ballots."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.agenda.ballots.models import ballots
from services.agenda.decisions.models import decisions, voters
from shared.database.statements import Statement

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_decision = sa.bindparam("decision", type_=sa.Uuid)
# The decision cannot close while a ballot is under way, nor its voter step aside; other ballots go on.
_ENTER = Statement(
    sa.select(
        decisions.c.status,
        decisions.c.kind,
        decisions.c.method,
        decisions.c.options,
        decisions.c.reasons,
        decisions.c.secrecy,
        decisions.c.voter,
        decisions.c.amendment_id,
        decisions.c.forum_id,
        decisions.c.opened_at,
        decisions.c.closes_at,
        voters.c.status.label("voter_status"),
    )
    .select_from(
        decisions.join(
            voters,
            sa.and_(
                voters.c.initiative_id == decisions.c.initiative_id, voters.c.decision_id == decisions.c.id
            ),
        )
    )
    .where(
        decisions.c.initiative_id == _initiative,
        decisions.c.id == _decision,
        voters.c.id == sa.bindparam("voter"),
    )
    .with_for_update(read=True, key_share=True)
)
_put = insert(ballots)
_never_theirs = sa.or_(ballots.c.status == "awaits_voter", ballots.c.status == "rejected")
_replaceable = sa.or_(_never_theirs, ballots.c.status == "to_be_renewed")
"""In place of what a hand or a proxy counts: what a voter gave themself stays until they change it."""
_replacing = {
    name: _put.excluded[name]
    for name in (
        *("status", "choice", "option_ids", "scores", "reason", "receipt"),
        *("cast_by", "proxy_id", "recorded_by", "meeting_id", "cast_at"),
    )
} | {
    # Whoever was written down in a meeting can correct it for as long as that was said to be possible.
    "correct_until": sa.func.coalesce(_put.excluded.correct_until, ballots.c.correct_until),
    "caster_bound": sa.false(),
    "version": ballots.c.version + 1,
}
_KEYS = ["initiative_id", "decision_id", "voter_id"]
_PUT = Statement(_put.on_conflict_do_update(index_elements=_KEYS, set_=_replacing).returning(ballots))
_RECORD = Statement(
    _put.on_conflict_do_update(index_elements=_KEYS, set_=_replacing, where=_replaceable).returning(ballots)
)
_RECORD_ABSENT = Statement(
    _put.on_conflict_do_update(
        index_elements=_KEYS,
        set_=_replacing,
        # What a voter gave on an earlier text is theirs to renew, as they gave it.
        where=sa.or_(
            _never_theirs, sa.and_(ballots.c.status == "to_be_renewed", ballots.c.cast_by.is_(None))
        ),
    ).returning(ballots)
)
_BY_PROXY = Statement(
    _put.on_conflict_do_update(
        index_elements=_KEYS,
        set_=_replacing,
        where=sa.or_(_replaceable, ballots.c.proxy_id.is_not(None)),
    ).returning(ballots)
)
_one = sa.and_(
    ballots.c.initiative_id == _initiative,
    ballots.c.decision_id == _decision,
    ballots.c.voter_id == sa.bindparam("voter"),
)
_LOCK = Statement(sa.select(ballots).where(_one).with_for_update())
_CONFIRM = Statement(
    sa.update(ballots)
    .where(_one)
    .values(
        status="counts",
        caster_bound=sa.false(),
        proxy_id=sa.null(),
        cast_by=sa.bindparam("by", type_=sa.Uuid),
        cast_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
        version=ballots.c.version + 1,
    )
    .returning(ballots)
)
_REJECT = Statement(
    sa.update(ballots)
    .where(_one)
    .values(
        **dict.fromkeys(("choice", "option_ids", "scores", "reason", "receipt"), sa.null()),
        status="rejected",
        cast_by=sa.bindparam("by", type_=sa.Uuid),
        cast_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
        version=ballots.c.version + 1,
    )
    .returning(ballots)
)
_SAID = ("choice", "option_ids", "scores", "reason")
_told = sa.or_(decisions.c.secrecy == "open", decisions.c.status == "closed")
# What nobody may see yet does not leave the database, whoever asks, and a receipt never does.
_shown = sa.select(
    *(column for column in ballots.c if column.name not in (*_SAID, "receipt")),
    *(sa.case((_told, ballots.c[name])).label(name) for name in _SAID),
    sa.null().label("receipt"),
    decisions.c.method["name"].astext.label("method_name"),
).select_from(
    ballots.join(
        decisions,
        sa.and_(
            decisions.c.initiative_id == ballots.c.initiative_id, decisions.c.id == ballots.c.decision_id
        ),
    )
)
_PAGE = Statement(
    _shown.add_columns(ballots.c.voter_id.label("id"))
    .where(
        ballots.c.initiative_id == _initiative,
        ballots.c.decision_id == _decision,
        ballots.c.voter_id > sa.bindparam("after"),
    )
    .order_by(ballots.c.voter_id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_KNOWN = Statement(
    sa.select(decisions.c.status).where(decisions.c.initiative_id == _initiative, decisions.c.id == _decision)
)
_person = sa.bindparam("person", type_=sa.Uuid)
_theirs = sa.or_(
    ballots.c.cast_by == _person, ballots.c.recorded_by == _person, ballots.c.voter_id == _person
)
_FORGET = Statement(
    sa.update(ballots)
    .where(ballots.c.initiative_id == _initiative, _theirs)
    .values(
        cast_by=sa.func.nullif(ballots.c.cast_by, _person),
        recorded_by=sa.func.nullif(ballots.c.recorded_by, _person),
        reason=sa.null(),
    )
)
_OF_PERSON = Statement(
    _shown.where(ballots.c.initiative_id == _initiative, _theirs)
    .order_by(ballots.c.decision_id, ballots.c.voter_id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)
_NOBODY: Mapping[str, Any] = {
    **dict.fromkeys(("cast_by", "proxy_id", "recorded_by", "meeting_id", "correct_until", "receipt")),
    "caster_bound": False,
}


class BallotRepository:
    """Rows of ballots, in one initiative."""

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def enter(self, decision_id: UUID, voter_id: UUID) -> asyncpg.Record | None:
        """A decision and one of its voters, who both stay as they are until the transaction ends."""
        return await _ENTER.first(
            self._connection, initiative=self._initiative_id, decision=decision_id, voter=voter_id
        )

    async def status_of(self, decision_id: UUID) -> str | None:
        """How far a decision has come; None where there is none."""
        found: str | None = await _KNOWN.value(
            self._connection, initiative=self._initiative_id, decision=decision_id
        )
        return found

    async def lock(self, decision_id: UUID, voter_id: UUID) -> asyncpg.Record | None:
        """A voter's ballot, held until the transaction ends; None where there is none."""
        return await _LOCK.first(
            self._connection, initiative=self._initiative_id, decision=decision_id, voter=voter_id
        )

    async def put(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """What a voter says from now on."""
        return await _PUT.one(self._connection, **self._ballot(values))

    async def record(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """The hand a voter showed, as somebody wrote it down; None where they gave a ballot of their own."""
        return await _RECORD.first(self._connection, **self._ballot(values))

    async def record_absent(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """The same of a voter who was not there, and of whom nothing they gave is replaced."""
        return await _RECORD_ABSENT.first(self._connection, **self._ballot(values))

    async def put_by_proxy(self, values: Mapping[str, Any]) -> asyncpg.Record | None:
        """What somebody says for a voter; None where the voter gave a ballot of their own."""
        return await _BY_PROXY.first(self._connection, **self._ballot(values))

    async def confirm(self, decision_id: UUID, voter_id: UUID, by: UUID, at: datetime) -> asyncpg.Record:
        """A locked ballot counts from now on, as somebody's."""
        return await _CONFIRM.one(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            voter=voter_id,
            by=by,
            at=at,
        )

    async def reject(self, decision_id: UUID, voter_id: UUID, by: UUID, at: datetime) -> asyncpg.Record:
        """A locked ballot says nothing from now on; that there was one stays, with its version."""
        return await _REJECT.one(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            voter=voter_id,
            by=by,
            at=at,
        )

    def _ballot(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**_NOBODY, **values, "initiative_id": self._initiative_id, "version": 1}

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record] | None:
        """Ballots after a voter's id; None where there is no such decision."""
        if not await _KNOWN.first(self._connection, initiative=self._initiative_id, decision=decision_id):
            return None
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, after=after, limit=limit
        )

    async def of_person(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """What a person cast, recorded or had recorded for them, for the export of their data."""
        return await _OF_PERSON.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Empty who cast or recorded a person's ballots, and why; that the voter voted, and what, stays."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
