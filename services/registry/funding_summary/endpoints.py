"""How money stands, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.registry.budget_lines.errors import BudgetExceedsNeed
from services.registry.currencies import Currency
from services.registry.funding_summary.schemas import FundingNeed, FundingNeedPut, FundingSummary
from services.registry.funding_summary.service import Funding, FundingCommands
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.preconditions import OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["funding"], route_class=WriteRoute)


async def _funding(reading: ReadingDep) -> Funding:
    return Funding(reading)


async def _commands(command: CommandDep) -> FundingCommands:
    return FundingCommands(command)


@reading.get("/funding-summary")
async def get_funding_summary(
    caller: Member, funding: Annotated[Funding, Depends(_funding)]
) -> FundingSummary:
    """Read, for each currency, what was raised and is needed, and the backbone's share of both."""
    return FundingSummary.model_validate(await funding.summary())


@writing.put("/funding-needs/{currency}", responses=problem_responses(BudgetExceedsNeed))
async def say_funding_need(
    currency: Currency,
    body: FundingNeedPut,
    caller: Member,
    if_match: OptionalIfMatch,
    commands: Annotated[FundingCommands, Depends(_commands)],
) -> FundingNeed:
    """Say how much is needed in a currency, and the backbone of it: who keeps the initiative's funds."""
    return FundingNeed.model_validate(dict(await commands.need(currency, body, if_match)))
