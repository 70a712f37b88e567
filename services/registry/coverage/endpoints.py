"""Coverage over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.coverage.errors import TargetExists, TooManyTargets
from services.registry.coverage.schemas import Coverage as CoverageBody
from services.registry.coverage.schemas import CoverageTarget, CoverageTargetCreate
from services.registry.coverage.service import Coverage, CoverageCommands
from services.registry.groupings.errors import UnknownGroupingValue
from shared.http.auth.capabilities import Facilitator, FieldReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["coverage"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["coverage"], route_class=WriteRoute)


async def _coverage(reading: ReadingDep) -> Coverage:
    return Coverage(reading)


async def _commands(command: CommandDep) -> CoverageCommands:
    return CoverageCommands(command)


CoverageDep = Annotated[Coverage, Depends(_coverage)]
CommandsDep = Annotated[CoverageCommands, Depends(_commands)]


@reading.get("/coverage")
async def get_coverage(caller: FieldReader, coverage: CoverageDep) -> CoverageBody:
    """Read who is on the map, by sector, grouping, population, place and kind of decision makers.

    `signals` say what is missing or thin against the targets that the initiative set, in sentences.
    """
    return CoverageBody.model_validate(await coverage.read())


@writing.post(
    "/coverage-targets",
    status_code=201,
    responses=problem_responses(UnknownGroupingValue, TargetExists, TooManyTargets),
)
async def set_coverage_target(
    body: CoverageTargetCreate, caller: Facilitator, commands: CommandsDep
) -> CoverageTarget:
    """Set how many organizations of one group the initiative wants at least."""
    return CoverageTarget.model_validate(dict(await commands.set(body)))


@reading.get("/coverage-targets")
async def list_coverage_targets(
    caller: FieldReader, coverage: CoverageDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[CoverageTarget]:
    """List the targets of coverage, oldest first."""
    return page(await coverage.targets(after(cursor), limit + 1), limit)


@writing.delete("/coverage-targets/{coverage_target_id}", status_code=204)
async def drop_coverage_target(
    coverage_target_id: UUID, caller: Facilitator, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Let a target of coverage hold no longer."""
    await commands.drop(coverage_target_id, if_match)
