"""Every SQL statement of the ballots."""

from collections.abc import Mapping
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
_PUT = Statement(
    _put.on_conflict_do_update(
        index_elements=["initiative_id", "decision_id", "voter_id"],
        set_={
            "choice": _put.excluded.choice,
            "option_ids": _put.excluded.option_ids,
            "scores": _put.excluded.scores,
            "reason": _put.excluded.reason,
            "receipt": _put.excluded.receipt,
            "cast_by": _put.excluded.cast_by,
            "cast_at": _put.excluded.cast_at,
            "version": ballots.c.version + 1,
        },
    ).returning(ballots)
)
_LOCK = Statement(
    sa.select(ballots.c.version)
    .where(
        ballots.c.initiative_id == _initiative,
        ballots.c.decision_id == _decision,
        ballots.c.voter_id == sa.bindparam("voter"),
    )
    .with_for_update()
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
_FORGET = Statement(
    sa.update(ballots)
    .where(ballots.c.initiative_id == _initiative, ballots.c.cast_by == _person)
    .values(cast_by=sa.null(), reason=sa.null())
)
_CAST_BY = Statement(
    _shown.where(ballots.c.initiative_id == _initiative, ballots.c.cast_by == _person)
    .order_by(ballots.c.decision_id, ballots.c.voter_id)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


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

    async def version(self, decision_id: UUID, voter_id: UUID) -> int:
        """Which version a voter's ballot has; 0 where there is none."""
        found = await _LOCK.value(
            self._connection, initiative=self._initiative_id, decision=decision_id, voter=voter_id
        )
        return found or 0

    async def put(self, values: Mapping[str, Any]) -> asyncpg.Record:
        """What a voter says from now on."""
        return await _PUT.one(self._connection, initiative_id=self._initiative_id, version=1, **values)

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record] | None:
        """Ballots after a voter's id; None where there is no such decision."""
        if not await _KNOWN.first(self._connection, initiative=self._initiative_id, decision=decision_id):
            return None
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, after=after, limit=limit
        )

    async def cast_by(self, person_id: UUID, limit: int) -> list[asyncpg.Record]:
        """What a person cast, for themself or an organization, for the export of their data."""
        return await _CAST_BY.all(
            self._connection, initiative=self._initiative_id, person=person_id, limit=limit
        )

    async def forget(self, person_id: UUID) -> None:
        """Empty who cast a person's ballots, and why; that the voter voted, and what, stays."""
        await _FORGET.run(self._connection, initiative=self._initiative_id, person=person_id)
