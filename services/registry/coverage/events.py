"""Facts of the targets of coverage: set and dropped. What is missing is counted anew whenever it is read."""

from enum import StrEnum
from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.organizations.events import DecisionMakerKind, Sector
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event


class CoverageCounting(StrEnum):
    """How far organizations must have come to count towards a target."""

    MAPPED = "mapped"
    """On the map, neither paused nor left."""
    ENGAGED = "engaged"
    """Engaged, supporters or partners."""
    PARTNER = "partner"
    """Partners, the founding ones among them."""


_TARGET = "01936f9a-0000-7000-8000-000000000076"


class CoverageLack(StrEnum):
    """How far a group is from its target."""

    MISSING = "missing"
    """Nobody of it is there."""
    THIN = "thin"
    """Some are there, and fewer than wanted."""


class CoverageTargetSet(Event):
    """At least so many organizations of one group are wanted: of a sector, a population, a place …"""

    type: ClassVar[str] = "registry.coverage_target.set"
    version: ClassVar[int] = 2
    subject: ClassVar[str] = "coverage-targets/{target_id}"
    example: ClassVar[dict[str, Any]] = {
        "target_id": _TARGET,
        "sector": "business",
        "at_least": 3,
        "counting": "engaged",
    }
    target_id: Annotated[UUID, OPEN]
    at_least: Annotated[int, OPEN]
    counting: Annotated[CoverageCounting, OPEN]
    sector: Annotated[Sector | None, OPEN] = None
    grouping_id: Annotated[UUID | None, OPEN] = None
    value_id: Annotated[UUID | None, OPEN] = None
    population_group: Annotated[str | None, FOR_MEMBERS] = None
    place: Annotated[str | None, FOR_MEMBERS] = None
    decision_maker_kind: Annotated[DecisionMakerKind | None, OPEN] = None


class CoverageTargetDropped(Event):
    """A target of coverage holds no longer."""

    type: ClassVar[str] = "registry.coverage_target.dropped"
    subject: ClassVar[str] = "coverage-targets/{target_id}"
    example: ClassVar[dict[str, Any]] = {"target_id": _TARGET}
    target_id: Annotated[UUID, OPEN]
