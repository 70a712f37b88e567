"""Baselines and targets of an indicator over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.metrics.targets.errors import TargetSetAlready
from services.metrics.targets.schemas import Target, TargetCreate, TargetPatch
from services.metrics.targets.service import TargetCommands, Targets
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/indicators/{indicator_id}/targets"
reading = APIRouter(prefix=_PREFIX, tags=["indicators"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["indicators"], route_class=WriteRoute)


async def _targets(reading: ReadingDep) -> Targets:
    return Targets(reading)


async def _commands(command: CommandDep) -> TargetCommands:
    return TargetCommands(command)


TargetsDep = Annotated[Targets, Depends(_targets)]
CommandsDep = Annotated[TargetCommands, Depends(_commands)]


@reading.get("")
async def list_targets(
    indicator_id: UUID,
    caller: WorkReader,
    targets: TargetsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Target]:
    """List the baselines and targets of an indicator."""
    return page(await targets.page(indicator_id, after(cursor), limit + 1), limit)


@writing.post("", status_code=201, responses=problem_responses(TargetSetAlready))
async def set_target(indicator_id: UUID, body: TargetCreate, caller: Member, commands: CommandsDep) -> Target:
    """Set a baseline or target for a period, and perhaps a place: who works on the indicator."""
    return Target.model_validate(dict(await commands.set(indicator_id, body)))


@writing.patch("/{target_id}")
async def change_target(
    indicator_id: UUID,
    target_id: UUID,
    body: TargetPatch,
    caller: Member,
    if_match: IfMatch,
    commands: CommandsDep,
) -> Target:
    """Change a baseline or target: who works on the indicator."""
    return Target.model_validate(dict(await commands.change(indicator_id, target_id, body, if_match)))


@writing.delete("/{target_id}", status_code=204)
async def drop_target(
    indicator_id: UUID, target_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Drop a baseline or target that holds no more: who works on the indicator."""
    await commands.drop(indicator_id, target_id, if_match)
