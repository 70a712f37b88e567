"""Bodies of the API of coverage."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from services.registry.coverage.errors import ONE_GROUP
from services.registry.coverage.events import CoverageCounting, CoverageLack
from services.registry.organizations.events import DecisionMakerKind, Sector
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.texts import CheckedLine, CheckedText
from shared.partnership import Stage


class CoverageTargetCreate(RequestBody):
    """How many organizations of one group the initiative wants at least."""

    sector: Sector | None = None
    grouping_id: UUID | None = None
    value_id: UUID | None = None
    population_group: Annotated[str | None, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")] = None
    place: Annotated[str | None, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")] = None
    decision_maker_kind: DecisionMakerKind | None = None
    at_least: Annotated[int, Field(ge=1, le=10_000)]
    counting: CoverageCounting = CoverageCounting.ENGAGED

    @model_validator(mode="after")
    def _one_group(self) -> Self:
        if (self.grouping_id is None) != (self.value_id is None):
            raise ONE_GROUP.broken()
        named = [self.sector, self.value_id, self.population_group, self.place, self.decision_maker_kind]
        if sum(one is not None for one in named) != 1:
            raise ONE_GROUP.broken()
        return self


class CoverageTarget(ResponseBody):
    """How many organizations of one group the initiative wants at least."""

    id: UUID
    sector: Sector | None
    grouping_id: UUID | None
    value_id: UUID | None
    population_group: str | None
    place: str | None
    decision_maker_kind: DecisionMakerKind | None
    at_least: int
    counting: CoverageCounting
    created_at: datetime
    version: int


class StageCount(ResponseBody):
    """How many organizations of a group are at a stage."""

    stage: Stage
    organizations: int


class CoverageGroup(ResponseBody):
    """A sector, value of a grouping, population group, place or kind of decision makers, and who is there."""

    sector: Sector | None
    grouping_id: UUID | None
    value_id: UUID | None
    population_group: str | None
    place: str | None
    decision_maker_kind: DecisionMakerKind | None
    name: CheckedLine | None = Field(
        description="What it is called; null for population groups and places, which have codes, and where "
        "it is not said at which value of a grouping organizations stand."
    )
    organizations: int = Field(description="Neither paused nor left.")
    stages: list[StageCount] = Field(description="Stages with at least one; a founding partner is a partner.")


class CoverageSignal(ResponseBody):
    """A target that is not reached: numbers, no verdict."""

    target_id: UUID
    at_least: int
    counting: CoverageCounting
    present: int
    missing: int
    lack: CoverageLack = Field(description="Whether nobody is there, or some and too few.")
    text: CheckedText


class Coverage(ResponseBody):
    """Who is on the map, by all that there are groups of, and what is missing or thin against the targets."""

    groups: list[CoverageGroup]
    signals: list[CoverageSignal]
