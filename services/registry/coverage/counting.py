"""What coverage counts: pure functions of the counted organizations and the targets."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any
from uuid import UUID

from services.registry.catalogues.decision_maker_kinds import DECISION_MAKER_KINDS
from services.registry.catalogues.sectors import SECTORS
from services.registry.coverage.events import CoverageCounting, CoverageLack
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
_DECISION_MAKERS = {entry.code: entry.name.in_all_languages() for entry in DECISION_MAKER_KINDS.entries}
_PRESENT: dict[CoverageCounting, Message] = {
    CoverageCounting.MAPPED: Message(
        he="ארגונים במפה: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
        ar="منظمات على الخريطة: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
        en="organizations on the map: {present}; wanted: at least {at_least}; missing: {missing}.",
    ),
    CoverageCounting.ENGAGED: Message(
        he="ארגונים מעורבים: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
        ar="منظمات منخرطة: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
        en="engaged organizations: {present}; wanted: at least {at_least}; missing: {missing}.",
    ),
    CoverageCounting.PARTNER: Message(
        he="ארגונים שותפים: {present}; היעד: {at_least} לפחות; חסרים: {missing}.",
        ar="منظمات شريكة: {present}؛ الهدف: {at_least} على الأقل؛ الناقص: {missing}.",
        en="partner organizations: {present}; wanted: at least {at_least}; missing: {missing}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Group:
    """What is counted by: one of these; a value is None where it is not said."""

    sector: str | None = None
    grouping_id: UUID | None = None
    value_id: UUID | None = None
    population_group: str | None = None
    place: str | None = None
    decision_maker_kind: str | None = None

    @classmethod
    def of(cls, row: Row) -> "Group":
        """The group that a counted row or a target is about."""
        return cls(**{one.name: row[one.name] for one in fields(cls)})

    def shown(self) -> dict[str, Any]:
        """Its fields, for bodies."""
        return asdict(self)

    @property
    def code(self) -> str | None:
        """What it is known by where nobody gave it a name."""
        return self.population_group or self.place


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
    """Every group there could be something to say about, with its stages.

    Groups without any organization are there, too: they are what a map is read for.
    """
    names = named_groups(groupings)
    coded = {group for group in (*counts, *map(Group.of, targets)) if group.code}
    names |= dict.fromkeys(sorted(coded, key=lambda one: (one.place is not None, str(one.code))))
    return [_group(group, name, counts.get(group, {})) for group, name in names.items()]


def named_groups(groupings: Iterable[Row]) -> dict[Group, dict[str, str] | None]:
    """What has a name; without one, where it is not said at which value of a grouping one stands."""
    names: dict[Group, dict[str, str] | None] = {
        Group(sector=code): name for code, name in _SECTOR_NAMES.items()
    }
    for grouping in groupings:
        for value in grouping["values"]:
            names[Group(grouping_id=grouping["id"], value_id=UUID(value["id"]))] = value["name"]
        names[Group(grouping_id=grouping["id"])] = None
    return names | {Group(decision_maker_kind=code): name for code, name in _DECISION_MAKERS.items()}


def _group(group: Group, name: dict[str, str] | None, stages: Mapping[Stage, int]) -> dict[str, Any]:
    return {
        **group.shown(),
        "name": name,
        "organizations": present(stages, CoverageCounting.MAPPED),
        "stages": [{"stage": stage, "organizations": stages[stage]} for stage in Stage if stages.get(stage)],
    }


def signals(counts: Counts, groupings: Iterable[Row], targets: Iterable[Row]) -> list[dict[str, Any]]:
    """The targets that are not reached, in sentences that name their group; the largest lack first."""
    names = named_groups(groupings)
    found = []
    for target in targets:
        counting = CoverageCounting(target["counting"])
        group = Group.of(target)
        there = present(counts.get(group, {}), counting)
        if there >= target["at_least"]:
            continue
        numbers = {
            "present": there,
            "at_least": target["at_least"],
            "missing": target["at_least"] - there,
        }
        said = {"counting": counting, "lack": CoverageLack.THIN if there else CoverageLack.MISSING}
        text = _sentences(group, names.get(group) or {}, counting, numbers)
        found.append({"target_id": target["id"], **said, **numbers, "text": text})
    return sorted(found, key=lambda signal: -signal["missing"])


def _sentences(
    group: Group, name: Mapping[str, str], counting: CoverageCounting, numbers: Mapping[str, int]
) -> dict[str, str]:
    """What is missing, in each language, with the name of the group in it or else in any."""
    called = group.code or next(iter(name.values()), "")
    said = _PRESENT[counting].in_all_languages(**numbers)
    return {language: f"{name.get(language, called)} – {text}" for language, text in said.items()}
