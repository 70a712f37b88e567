"""Policy options over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.agenda.policy_options.errors import (
    NothingCameYet,
    PolicyOptionInDecision,
    PolicyOptionSettled,
)
from services.agenda.policy_options.schemas import PolicyOption, PolicyOptionCreate, PolicyOptionPatch
from services.agenda.policy_options.service import PolicyOptionCommands, PolicyOptions
from shared.http.auth.capabilities import FacilitatorOrRepresentative, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/policy-options"
reading = APIRouter(prefix=_PREFIX, tags=["policy"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["policy"], route_class=WriteRoute)
_ANSWERS = problem_responses(PolicyOptionSettled, PolicyOptionInDecision)


async def _options(reading: ReadingDep) -> PolicyOptions:
    return PolicyOptions(reading)


async def _commands(command: CommandDep) -> PolicyOptionCommands:
    return PolicyOptionCommands(command)


OptionsDep = Annotated[PolicyOptions, Depends(_options)]
CommandsDep = Annotated[PolicyOptionCommands, Depends(_commands)]


@writing.post("", status_code=201)
async def record_policy_option(
    body: PolicyOptionCreate, caller: FacilitatorOrRepresentative, commands: CommandsDep
) -> PolicyOption:
    """Lay an option before the partners, with its benefits and costs; they decide, the backbone does not."""
    return PolicyOption.model_validate(dict(await commands.record(body)))


@reading.get("")
async def list_policy_options(
    caller: WorkReader, options: OptionsDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[PolicyOption]:
    """List the policy options, oldest first."""
    return page(await options.page(after(cursor), limit + 1), limit)


@reading.get("/{policy_option_id}")
async def get_policy_option(policy_option_id: UUID, caller: WorkReader, options: OptionsDep) -> PolicyOption:
    """Read a policy option."""
    return PolicyOption.model_validate(dict(await options.get(policy_option_id)))


@writing.patch(
    "/{policy_option_id}",
    responses=problem_responses(PolicyOptionSettled, PolicyOptionInDecision, NothingCameYet),
)
async def change_policy_option(
    policy_option_id: UUID,
    body: PolicyOptionPatch,
    caller: FacilitatorOrRepresentative,
    if_match: IfMatch,
    commands: CommandsDep,
) -> PolicyOption:
    """Word an option anew while nothing is decided on it, or tell what came of one that was chosen."""
    return PolicyOption.model_validate(dict(await commands.change(policy_option_id, body, if_match)))


@writing.post("/{policy_option_id}/withdraw", responses=_ANSWERS)
async def withdraw_policy_option(
    policy_option_id: UUID, caller: FacilitatorOrRepresentative, if_match: IfMatch, commands: CommandsDep
) -> PolicyOption:
    """Take an option back."""
    return PolicyOption.model_validate(dict(await commands.withdraw(policy_option_id, if_match)))
