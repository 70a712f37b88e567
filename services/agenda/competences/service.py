"""Reading who decides what: the charter's table, as far as the initiative has tightened it."""

from typing import Any

from services.agenda.governing.repository import Governing
from shared.charter import forums_for
from shared.commands import Reading
from shared.governance import DecisionKind


class Competences:
    """Reading who decides what in an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._governing = Governing(reading.connection, reading.initiative_id)

    async def table(self) -> list[dict[str, Any]]:
        """For each kind of matter, which forums decide on it."""
        tightened = await self._governing.competences()
        return [
            {
                "matter": kind,
                "by_charter": sorted(forums_for(kind)),
                "forum_kinds": sorted(
                    tightened[kind]["forum_kinds"] if kind in tightened else forums_for(kind)
                ),
                "decision_id": tightened[kind]["decision_id"] if kind in tightened else None,
            }
            for kind in DecisionKind
        ]
