"""Reading what was published of a decision's secret ballots."""

from typing import Any
from uuid import UUID

from services.agenda.ballots.saying import described
from services.agenda.decisions.errors import DecisionNotClosed
from services.agenda.decisions.repository import DecisionRepository
from services.agenda.published_ballots.repository import PublishedBallots
from shared.commands import Reading
from shared.http.problems import NotFound
from shared.outcomes import MethodName


class Published:
    """Reading the published ballots of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._decisions = DecisionRepository(reading.connection, reading.initiative_id)
        self._ballots = PublishedBallots(reading.connection, reading.initiative_id)

    async def page(self, decision_id: UUID, after: UUID, limit: int) -> list[dict[str, Any]]:
        """Secret ballots after a receipt; raises NotFound and DecisionNotClosed."""
        decision = await self._decisions.get(decision_id)
        if decision is None:
            raise NotFound
        if decision["result"] is None:
            raise DecisionNotClosed
        return await self.of(decision_id, after, limit)

    async def of(self, decision_id: UUID, after: UUID, limit: int) -> list[dict[str, Any]]:
        """Secret ballots of a decision that is closed, after a receipt."""
        rows = await self._ballots.page(decision_id, after, limit)
        return [described(row, MethodName(row["method_name"])) for row in rows]
