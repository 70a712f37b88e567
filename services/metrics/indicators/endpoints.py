"""Indicators over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.metrics.indicators.errors import (
    IndicatorCodeTaken,
    IndicatorHasFigures,
    IndicatorNotDraft,
    IndicatorNotShared,
    IndicatorRetiredAlready,
    NoOpenProposal,
    NothingToPropose,
    UnknownCustodian,
)
from services.metrics.indicators.events import IndicatorStatus, Level
from services.metrics.indicators.schemas import (
    Code,
    Indicator,
    IndicatorCreate,
    IndicatorDefinition,
    IndicatorPatch,
    IndicatorRetire,
)
from services.metrics.indicators.service import IndicatorCommands, Indicators
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch, OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/indicators"
reading = APIRouter(prefix=_PREFIX, tags=["indicators"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["indicators"], route_class=WriteRoute)


async def _indicators(reading: ReadingDep) -> Indicators:
    return Indicators(reading)


async def _commands(command: CommandDep) -> IndicatorCommands:
    return IndicatorCommands(command)


IndicatorsDep = Annotated[Indicators, Depends(_indicators)]
CommandsDep = Annotated[IndicatorCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(IndicatorCodeTaken, UnknownCustodian))
async def draft_indicator(body: IndicatorCreate, caller: Member, commands: CommandsDep) -> Indicator:
    """Draft an indicator."""
    return Indicator.model_validate(dict(await commands.draft(body)))


@reading.get("")
async def list_indicators(
    caller: WorkReader,
    indicators: IndicatorsDep,
    code: Annotated[Code | None, Query()] = None,
    status: IndicatorStatus | None = None,
    level: Level | None = None,
    custodian_organization_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Indicator]:
    """List the indicators, oldest first; those with a code, of a status, of a level, of a custodian."""
    filters = {
        "code": code,
        "status": status,
        "level": level,
        "custodian_organization_id": custodian_organization_id,
    }
    return page(await indicators.page(after(cursor), limit + 1, filters), limit)


@reading.get("/{indicator_id}")
async def get_indicator(indicator_id: UUID, caller: WorkReader, indicators: IndicatorsDep) -> Indicator:
    """Read an indicator."""
    return Indicator.model_validate(dict(await indicators.get(indicator_id)))


@writing.patch(
    "/{indicator_id}", responses=problem_responses(IndicatorNotDraft, IndicatorHasFigures, UnknownCustodian)
)
async def redefine_indicator(
    indicator_id: UUID, body: IndicatorPatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Indicator:
    """Define a draft anew: who drafted it, its custodian, facilitators, the data analyst."""
    return Indicator.model_validate(dict(await commands.redefine(indicator_id, body, if_match)))


@writing.delete(
    "/{indicator_id}", status_code=204, responses=problem_responses(IndicatorNotDraft, IndicatorHasFigures)
)
async def discard_indicator(
    indicator_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Discard a draft: who drafted it, facilitators, the data analyst."""
    await commands.discard(indicator_id, if_match)


@reading.get("/{indicator_id}/definitions")
async def list_indicator_definitions(
    indicator_id: UUID,
    caller: WorkReader,
    indicators: IndicatorsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[IndicatorDefinition]:
    """List how an indicator was defined, version by version, oldest first."""
    return page(await indicators.definitions(indicator_id, after(cursor), limit + 1), limit)


@writing.post(
    "/{indicator_id}/definitions",
    status_code=201,
    responses=problem_responses(IndicatorNotShared, IndicatorHasFigures, UnknownCustodian),
)
async def draft_indicator_definition(
    indicator_id: UUID, body: IndicatorPatch, caller: Member, if_match: OptionalIfMatch, commands: CommandsDep
) -> IndicatorDefinition:
    """Draft a new definition of a shared indicator; it holds once proposed and decided."""
    return IndicatorDefinition.model_validate(dict(await commands.define_anew(indicator_id, body, if_match)))


@writing.post("/{indicator_id}/propose", responses=problem_responses(NothingToPropose))
async def propose_indicator(
    indicator_id: UUID, caller: Member, if_match: OptionalIfMatch, commands: CommandsDep
) -> Indicator:
    """Propose the newest definition: who drafted it, representatives, facilitators, the data analyst."""
    return Indicator.model_validate(dict(await commands.propose(indicator_id, if_match)))


@writing.post("/{indicator_id}/withdraw-proposal", responses=problem_responses(NoOpenProposal))
async def withdraw_indicator_proposal(indicator_id: UUID, caller: Member, commands: CommandsDep) -> Indicator:
    """Take a proposal back: who proposed or drafted it, its custodian, facilitators, the data analyst."""
    return Indicator.model_validate(dict(await commands.withdraw_proposal(indicator_id)))


@writing.post("/{indicator_id}/retire", responses=problem_responses(IndicatorRetiredAlready))
async def retire_indicator(
    indicator_id: UUID,
    body: IndicatorRetire,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: CommandsDep,
) -> Indicator:
    """Retire an indicator, with the reason: its custodian; without one, facilitators, the data analyst."""
    return Indicator.model_validate(dict(await commands.retire(indicator_id, body, if_match)))
