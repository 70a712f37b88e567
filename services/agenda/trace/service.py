"""The thread from what was said to what is done, followed both ways from anything on it."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from services.agenda.trace.repository import MOST_LINKS, STEPS, TraceRepository
from services.agenda.trace.schemas import TracedKind
from shared.commands import Reading
from shared.http.problems import NotFound


class Thread:
    """Follows the thread in one initiative."""

    def __init__(self, reading: Reading) -> None:
        self._repository = TraceRepository(reading.connection, reading.initiative_id)

    async def trace(self, kind: TracedKind, thing: UUID) -> dict[str, Any]:
        """What something rests on, and what it led to; raises NotFound."""
        if not await self._repository.exists(kind, thing):
            raise NotFound
        led_to, all_of_it = await self._follow(kind, thing, onwards=True)
        rests_on, all_behind = await self._follow(kind, thing, onwards=False)
        return {
            "kind": kind,
            "id": thing,
            "rests_on": rests_on,
            "led_to": led_to,
            "complete": all_of_it and all_behind,
        }

    async def _follow(
        self, kind: TracedKind, thing: UUID, *, onwards: bool
    ) -> tuple[list[dict[str, Any]], bool]:
        """Every link one way. The kinds have an order, so that each step of it is taken once."""
        reached: dict[TracedKind, set[UUID]] = defaultdict(set, {kind: {thing}})
        links: list[dict[str, Any]] = []
        complete = True
        for step in STEPS if onwards else reversed(STEPS):
            start, end = (step.from_kind, step.to_kind) if onwards else (step.to_kind, step.from_kind)
            if not reached[start]:
                continue
            rows = await self._repository.links(step, reached[start], onwards=onwards)
            complete = complete and len(rows) <= MOST_LINKS
            for row in rows[:MOST_LINKS]:
                reached[end].add(row["to_id"] if onwards else row["from_id"])
                kinds = {"from_kind": step.from_kind, "to_kind": step.to_kind}
                links.append({"relation": step.relation, **kinds, **row})
        return links, complete
