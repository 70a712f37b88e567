"""The rules of the coverage of forums: who sits there, beside who the partners are."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.registry.coverage.counting import Group, named_groups
from services.registry.forum_coverage.repository import ForumCoverageRepository
from services.registry.forums.repository import ForumRepository
from services.registry.seats.errors import NetworkHasNoSeats
from shared.commands import Reading
from shared.governance import ForumKind
from shared.http.problems import NotFound

Row = Mapping[str, Any]
_NOBODY = {"seats": 0, "votes": 0, "partners": 0}


def covered(counts: Iterable[Row], groupings: Iterable[Row]) -> list[dict[str, Any]]:
    """Every sector and value of a grouping: seats, votes, partners, and whether these are without a vote."""
    found = {
        Group(row["sector"], row["grouping_id"], row["value_id"]): {name: row[name] for name in _NOBODY}
        for row in counts
    }
    groups = []
    for group, name in named_groups(groupings).items():
        numbers = found.get(group, _NOBODY)
        named = {"sector": group.sector, "grouping_id": group.grouping_id, "value_id": group.value_id}
        missing = numbers["partners"] > 0 and not numbers["votes"]
        groups.append({**named, "name": name, **numbers, "missing": missing})
    return groups


class ForumCoverage:
    """Reading who is in a forum, and who is missing."""

    def __init__(self, reading: Reading) -> None:
        self._forums = ForumRepository(reading.connection, reading.initiative_id)
        self._repository = ForumCoverageRepository(reading.connection, reading.initiative_id)

    async def read(self, forum_id: UUID) -> dict[str, Any]:
        """A forum's groups; raises NotFound and NetworkHasNoSeats."""
        forum = await self._forums.get(forum_id)
        if forum is None:
            raise NotFound
        if forum["kind"] == ForumKind.NETWORK:
            raise NetworkHasNoSeats
        counts = await self._repository.counts(forum_id)
        return {"forum_id": forum_id, "groups": covered(counts, await self._repository.groupings())}
