"""Every SQL statement of publishing ballots that were hidden or secret."""

from collections.abc import Sequence
from uuid import UUID

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from services.agenda.ballots.models import ballots
from services.agenda.decisions.models import decisions, voters
from services.agenda.published_ballots.models import published_ballots
from shared.database.statements import Statement

_initiative = sa.bindparam("initiative", type_=sa.Uuid)
_decision = sa.bindparam("decision", type_=sa.Uuid)
_bound = sa.any_(sa.bindparam("bound", type_=ARRAY(sa.Uuid)))
_counts = sa.and_(
    ballots.c.initiative_id == voters.c.initiative_id,
    ballots.c.decision_id == voters.c.decision_id,
    ballots.c.voter_id == voters.c.id,
    ballots.c.status == "counts",
    sa.not_(ballots.c.caster_bound),
    sa.or_(ballots.c.cast_by.is_(None), sa.not_(ballots.c.cast_by == _bound)),
)
_entitled = sa.and_(
    voters.c.initiative_id == _initiative,
    voters.c.decision_id == _decision,
    voters.c.status == "entitled",
)
_SAID = ("choice", "option_ids", "scores")
_COUNTED = Statement(
    sa.select(voters.c.id, *(ballots.c[name] for name in (*_SAID, "reason", "cast_by")))
    .select_from(voters.join(ballots, _counts))
    .where(_entitled)
    .order_by(voters.c.id)
)
_TURNOUT = Statement(
    sa.select(
        voters.c.sector, sa.func.count().label("electorate"), sa.func.count(ballots.c.voter_id).label("cast")
    )
    .select_from(voters.outerjoin(ballots, _counts))
    .where(_entitled)
    .group_by(voters.c.sector)
)
_sector = sa.case((sa.bindparam("by_sector", type_=sa.Boolean), voters.c.sector))
_PUBLISH = Statement(
    sa.insert(published_ballots)
    .from_select(
        ["initiative_id", "decision_id", "receipt", "sector", *_SAID],
        # In the order of receipts, so that not even where rows lie says who cast them.
        sa.select(_initiative, _decision, ballots.c.receipt, _sector, *(ballots.c[name] for name in _SAID))
        .select_from(voters.join(ballots, _counts))
        .where(_entitled)
        .order_by(ballots.c.receipt),
    )
    .returning(*(published_ballots.c[name] for name in ("receipt", "sector", *_SAID)))
)
_empty = (
    sa.update(ballots)
    .where(ballots.c.initiative_id == _initiative, ballots.c.decision_id == _decision)
    .values(dict.fromkeys((*_SAID, "reason", "receipt"), sa.null()))
)
_EMPTY = Statement(_empty)
_EMPTY_UNCOUNTED = Statement(_empty.where(sa.not_(sa.exists().where(_counts, _entitled).correlate(ballots))))
_of_decision = sa.and_(
    published_ballots.c.initiative_id == _initiative, published_ballots.c.decision_id == _decision
)
_PAGE = Statement(
    sa.select(
        published_ballots,
        published_ballots.c.receipt.label("id"),
        decisions.c.method["name"].astext.label("method_name"),
    )
    .select_from(
        published_ballots.join(
            decisions,
            sa.and_(
                decisions.c.initiative_id == published_ballots.c.initiative_id,
                decisions.c.id == published_ballots.c.decision_id,
            ),
        )
    )
    .where(_of_decision, published_ballots.c.receipt > sa.bindparam("after", type_=sa.Uuid))
    .order_by(published_ballots.c.receipt)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


class PublishedBallots:
    """Ballots of one initiative that nobody sees before their decision closes, and what is told of them then.

    `bound` are people whose ballots for organizations do not count, as they belong to the backbone now.
    """

    def __init__(self, connection: asyncpg.Connection, initiative_id: UUID) -> None:
        self._connection = connection
        self._initiative_id = initiative_id

    async def counted(self, decision_id: UUID, bound: Sequence[UUID]) -> list[asyncpg.Record]:
        """Ballots that count, in the order of their voters."""
        return await _COUNTED.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, bound=bound
        )

    async def turnout(self, decision_id: UUID, bound: Sequence[UUID]) -> dict[str, tuple[int, int]]:
        """By sector, how many voters there are and how many of them voted."""
        rows = await _TURNOUT.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, bound=bound
        )
        return {row["sector"]: (row["electorate"], row["cast"]) for row in rows}

    async def publish(
        self, decision_id: UUID, bound: Sequence[UUID], *, by_sector: bool
    ) -> list[asyncpg.Record]:
        """Keep what secret ballots say by their receipts, with sectors or without; answers that."""
        rows = await _PUBLISH.all(
            self._connection,
            initiative=self._initiative_id,
            decision=decision_id,
            bound=bound,
            by_sector=by_sector,
        )
        return sorted(rows, key=lambda row: row["receipt"])

    async def empty(self, decision_id: UUID) -> None:
        """Forget what the ballots of a decision say: that their voters voted stays."""
        await _EMPTY.run(self._connection, initiative=self._initiative_id, decision=decision_id)

    async def empty_uncounted(self, decision_id: UUID, bound: Sequence[UUID]) -> None:
        """Forget what those ballots say that do not count."""
        await _EMPTY_UNCOUNTED.run(
            self._connection, initiative=self._initiative_id, decision=decision_id, bound=bound
        )

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[asyncpg.Record]:
        """What was published of secret ballots, after a receipt."""
        return await _PAGE.all(
            self._connection, initiative=self._initiative_id, decision=decision_id, after=after, limit=limit
        )
