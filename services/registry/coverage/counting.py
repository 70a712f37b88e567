"""What coverage counts: pure functions of the counted organizations and the targets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.registry.catalogues.sectors import SECTORS
from services.registry.coverage.events import CoverageCounting
from shared.localization.messages import Message
from shared.partnership import Stage

Row = Mapping[str, Any]
_AWAY = {Stage.PAUSED, Stage.LEFT}
_COUNTED: dict[CoverageCounting, frozenset[Stage]] = {
    CoverageCounting.MAPPED: frozenset(set(Stage) - _AWAY),
    CoverageCounting.ENGAGED: frozenset({Stage.ENGAGED, Stage.PARTNER, Stage.SUPPORTER}),
    CoverageCounting.PARTNER: frozenset({Stage.PARTNER}),
}
_SECTOR_NAMES = {entry.code: entry.name.in_all_languages() for entry in SECTORS.entries}
_PRESENT: dict[CoverageCounting, Message] = {
    CoverageCounting.MAPPED: Message(
        he="ארגונים במפה: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
        ar="منظمات على الخريطة: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
        en="Organizations on the map: {present}; wanted: at least {at_least}; missing: {missing}.",
    ),
    CoverageCounting.ENGAGED: Message(
        he="ארגונים מעורבים: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
        ar="منظمات منخرطة: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
        en="Engaged organizations: {present}; wanted: at least {at_least}; missing: {missing}.",
    ),
    CoverageCounting.PARTNER: Message(
        he="ארגונים שותפים: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
        ar="منظمات شريكة: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
        en="Partner organizations: {present}; wanted: at least {at_least}; missing: {missing}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Group:
    """What is counted by: a sector, a value of a grouping (None: not said), or a population group."""

    sector: str | None = None
    grouping_id: UUID | None = None
    value_id: UUID | None = None
    population_group: str | None = None

    @classmethod
    def of(cls, row: Row) -> "Group":
        """The group that a counted row or a target is about."""
        return cls(row["sector"], row["grouping_id"], row["value_id"], row["population_group"])

    def shown(self) -> dict[str, Any]:
        """Its fields, for bodies."""
        return {
            "sector": self.sector,
            "grouping_id": self.grouping_id,
            "value_id": self.value_id,
            "population_group": self.population_group,
        }


Counts = dict[Group, dict[Stage, int]]


def counted(rows: Iterable[Row]) -> Counts:
    """Rows of (group, stage, organizations) as counts by group."""
    counts: Counts = {}
    for row in rows:
        counts.setdefault(Group.of(row), {})[Stage(row["stage"])] = row["organizations"]
    return counts


def present(stages: Mapping[Stage, int], counting: CoverageCounting) -> int:
    """How many organizations have come far enough."""
    return sum(number for stage, number in stages.items() if stage in _COUNTED[counting])


def groups(counts: Counts, groupings: Iterable[Row], targets: Iterable[Row]) -> list[dict[str, Any]]:
    """Every sector, value and population group there could be something to say about, with its stages.

    Groups without any organization are there, too: they are what a map is read for.
    """
    names = named_groups(groupings)
    populations = {group for group in (*counts, *map(Group.of, targets)) if group.population_group}
    names |= dict.fromkeys(sorted(populations, key=lambda one: str(one.population_group)))
    return [_group(group, name, counts.get(group, {})) for group, name in names.items()]


def named_groups(groupings: Iterable[Row]) -> dict[Group, dict[str, str] | None]:
    """Every sector and value with its name; without one, where it is not said at which value one stands."""
    names: dict[Group, dict[str, str] | None] = {
        Group(sector=code): name for code, name in _SECTOR_NAMES.items()
    }
    for grouping in groupings:
        for value in grouping["values"]:
            names[Group(grouping_id=grouping["id"], value_id=UUID(value["id"]))] = value["name"]
        names[Group(grouping_id=grouping["id"])] = None
    return names


def _group(group: Group, name: dict[str, str] | None, stages: Mapping[Stage, int]) -> dict[str, Any]:
    return {
        **group.shown(),
        "name": name,
        "organizations": present(stages, CoverageCounting.MAPPED),
        "stages": [{"stage": stage, "organizations": stages[stage]} for stage in Stage if stages.get(stage)],
    }


def signals(counts: Counts, targets: Iterable[Row]) -> list[dict[str, Any]]:
    """The targets that are not reached, the largest lack first."""
    found = []
    for target in targets:
        counting = CoverageCounting(target["counting"])
        there = present(counts.get(Group.of(target), {}), counting)
        if there >= target["at_least"]:
            continue
        numbers = {
            "present": there,
            "at_least": target["at_least"],
            "missing": target["at_least"] - there,
        }
        text = _PRESENT[counting].in_all_languages(**numbers)
        found.append({"target_id": target["id"], "counting": counting, **numbers, "text": text})
    return sorted(found, key=lambda signal: -signal["missing"])
