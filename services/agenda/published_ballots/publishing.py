"""Publishing: what hidden and secret ballots say, told once, as their decision closes."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.decisions.events import Secrecy, VoterSector
from services.agenda.published_ballots.events import BallotReasonPublished, BallotsPublished
from services.agenda.published_ballots.repository import PublishedBallots
from shared.eventlog.event_types import Event
from shared.orderings import Preferences
from shared.outcomes import Choice, Method, Said, Turnout, by_sector, conceals

Row = Mapping[str, Any]

_BYTES_A_LINE = 60_000
"""Of the 65,535 that an entry of the log may have: the rest is for the envelope."""
_BYTES_A_BALLOT, _BYTES_AN_OPTION = 100, 45
"""At most: an id with its choice and sector; the id of an option with its score."""


def said_in(row: Row) -> Said | None:
    """What a ballot says; None where there is none."""
    if row["choice"] is not None:
        return Choice(row["choice"])
    if row["option_ids"] is None:
        return None
    return Preferences(tuple(map(str, row["option_ids"])), tuple(row["scores"] or ()))


class Publishing:
    """Publishes the ballots of decisions that are being closed."""

    def __init__(
        self, connection: asyncpg.Connection, initiative_id: UUID, record: Callable[[Event], None]
    ) -> None:
        self._ballots = PublishedBallots(connection, initiative_id)
        self._record = record

    async def withdraw(self, decision: Row) -> None:
        """Forget what ballots say that were cast on the word that nobody sees them before an outcome."""
        if decision["secrecy"] != Secrecy.OPEN:
            await self._ballots.empty(decision["id"])

    async def tell_hidden(self, decision: Row, bound: Sequence[UUID]) -> None:
        """Say who said what, and why; what does not count is said by nobody and forgotten."""
        counted = await self._ballots.counted(decision["id"], bound)
        for part in parts(counted, len(decision["options"])):
            self._record(published_event(decision["id"], part, voter_ids=[row["id"] for row in part]))
        for row in counted:
            if row["reason"] is not None:
                self._record(
                    BallotReasonPublished(
                        decision_id=decision["id"],
                        voter_id=row["id"],
                        cast_by=row["cast_by"],
                        reason=row["reason"],
                    )
                )
        await self._ballots.empty_uncounted(decision["id"], bound)

    async def tell_secret(
        self, decision: Row, method: Method, bound: Sequence[UUID]
    ) -> tuple[Turnout, dict[str | None, Counter[Said]]]:
        """Say what was said, by receipts alone, and forget who said it; nothing where that would tell it.

        Answers the turnout, and how many of the published ballots say what.
        """
        turnout = await self._ballots.turnout(decision["id"], bound)
        told: list[Row] = []
        if conceals(method, turnout):
            told = await self._ballots.publish(decision["id"], bound, by_sector=by_sector(method))
        await self._ballots.empty(decision["id"])
        published: dict[str | None, Counter[Said]] = {}
        for row in told:
            said = said_in(row)
            assert said is not None
            published.setdefault(row["sector"], Counter())[said] += 1
        for part in parts(told, len(decision["options"])):
            receipts = [row["receipt"] for row in part]
            self._record(published_event(decision["id"], part, receipts=receipts))
        return turnout, published


def parts(rows: Sequence[Row], options: int) -> Iterator[Sequence[Row]]:
    """Ballots in parts that fit into a line of the log, whatever they say."""
    size = _BYTES_A_LINE // (_BYTES_A_BALLOT + options * _BYTES_AN_OPTION)
    return (rows[start : start + size] for start in range(0, len(rows), size))


def published_event(decision_id: UUID, part: Sequence[Row], **whose: list[UUID]) -> BallotsPublished:
    """What some ballots say, by their `voter_ids` or by their `receipts`."""
    ordered, scored = part[0]["option_ids"] is not None, part[0]["scores"] is not None
    by_sector = "receipts" in whose and part[0]["sector"] is not None
    return BallotsPublished(
        decision_id=decision_id,
        sectors=[VoterSector(row["sector"]) for row in part] if by_sector else None,
        choices=None if ordered else [Choice(row["choice"]) for row in part],
        option_ids=[row["option_ids"] for row in part] if ordered else None,
        scores=[row["scores"] for row in part] if scored else None,
        voter_ids=whose.get("voter_ids"),
        receipts=whose.get("receipts"),
    )
