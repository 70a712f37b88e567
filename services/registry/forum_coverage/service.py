"""The rules of the coverage of forums: who sits there, beside who the partners are."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from services.registry.coverage.counting import Group, named_groups
from services.registry.forum_coverage.repository import ForumCoverageRepository
from services.registry.forums.repository import ForumRepository
from services.registry.seat_targets.repository import SeatTargetRepository
from services.registry.seats.errors import NetworkHasNoSeats
from shared.commands import Reading
from shared.governance import ForumKind
from shared.http.problems import NotFound
from shared.localization.messages import Message

Row = Mapping[str, Any]
_NOBODY = {"seats": 0, "votes": 0, "partners": 0}


Found = Mapping[Group, Mapping[str, int]]

_SEATS = Message(
    he="מושבים: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
    ar="المقاعد: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
    en="Seats: {present}; wanted: at least {at_least}; missing: {missing}.",
)
_VOTES = Message(
    he="מושבים עם זכות הצבעה: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
    ar="المقاعد التي لها حق التصويت: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
    en="Seats with a vote: {present}; wanted: at least {at_least}; missing: {missing}.",
)


def counted(counts: Iterable[Row]) -> Found:
    """Seats, votes and partners, by sector and value of a grouping."""
    return {
        Group(row["sector"], row["grouping_id"], row["value_id"]): {name: row[name] for name in _NOBODY}
        for row in counts
    }


def signals(found: Found, targets: Iterable[Row]) -> list[dict[str, Any]]:
    """What is missing to how the forum is to be composed, the largest lack first."""
    lacking = []
    for target in targets:
        group = Group(target["sector"], target["grouping_id"], target["value_id"])
        present = found.get(group, _NOBODY)["votes" if target["with_votes"] else "seats"]
        if present >= target["at_least"]:
            continue
        numbers = {
            "present": present,
            "at_least": target["at_least"],
            "missing": target["at_least"] - present,
        }
        words = _VOTES if target["with_votes"] else _SEATS
        named = {name: target[name] for name in ("sector", "grouping_id", "value_id", "with_votes")}
        text = words.in_all_languages(**numbers)
        lacking.append({"target_id": target["id"], **named, **numbers, "text": text})
    return sorted(lacking, key=lambda signal: -signal["missing"])


def covered(found: Found, groupings: Iterable[Row]) -> list[dict[str, Any]]:
    """Every sector and value of a grouping: seats, votes, partners, and whether these are without a vote."""
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
        self._reading = reading
        self._forums = ForumRepository(reading.connection, reading.initiative_id)
        self._repository = ForumCoverageRepository(reading.connection, reading.initiative_id)

    async def read(self, forum_id: UUID) -> dict[str, Any]:
        """A forum's groups, and what is missing to its targets; raises NotFound and NetworkHasNoSeats."""
        forum = await self._forums.get(forum_id)
        if forum is None:
            raise NotFound
        if forum["kind"] == ForumKind.NETWORK:
            raise NetworkHasNoSeats
        found = counted(await self._repository.counts(forum_id))
        targets = SeatTargetRepository(self._reading.connection, self._reading.initiative_id, forum_id)
        return {
            "forum_id": forum_id,
            "groups": covered(found, await self._repository.groupings()),
            "signals": signals(found, await targets.all()),
        }
