"""Accounts over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.accounts.schemas import Account
from services.registry.accounts.service import AccountCommands, Accounts
from services.registry.people.errors import AuditorsByFounders
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/people/{person_id}/accounts"
reading = APIRouter(prefix=_PREFIX, tags=["accounts"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["accounts"], route_class=WriteRoute)


async def _accounts(reading: ReadingDep) -> Accounts:
    return Accounts(reading)


async def _commands(command: CommandDep) -> AccountCommands:
    return AccountCommands(command)


AccountsDep = Annotated[Accounts, Depends(_accounts)]
CommandsDep = Annotated[AccountCommands, Depends(_commands)]


@reading.get("")
async def list_accounts(
    person_id: UUID,
    caller: Member,
    accounts: AccountsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Account]:
    """List the accounts that act as a person: for the person, and facilitators."""
    return page(await accounts.page(person_id, after(cursor), limit + 1), limit)


@writing.delete("/{account_id}", status_code=204, responses=problem_responses(AuditorsByFounders))
@even_after_the_end
async def unbind_account(
    person_id: UUID, account_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Keep an account from acting as a person: the person, and facilitators; of an auditor, founders."""
    await commands.unbind(person_id, account_id, if_match)
