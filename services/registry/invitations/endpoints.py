"""Invitations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.invitations.errors import (
    AccountBoundAlready,
    InvitationClosed,
    InvitationNotValid,
    OperatorInvitesFounders,
)
from services.registry.invitations.redeeming import RedemptionRoute
from services.registry.invitations.schemas import (
    Invitation,
    IssuedInvitation,
    Redemption,
    RedemptionCreate,
)
from services.registry.invitations.service import InvitationCommands, Invitations, RedemptionCommands
from services.registry.people.errors import AuditorsByFounders, PersonHasLeft
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import Anybody, FacilitatorFounderOrOperator
from shared.http.dependencies import CommandDep, PrincipalDep, ReadingDep, RuntimeDep
from shared.http.idempotency import shows_secret
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import Forbidden
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/people/{person_id}/invitations"
reading = APIRouter(prefix=_PREFIX, tags=["invitations"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["invitations"], route_class=WriteRoute)
redeeming = APIRouter(prefix="/invitations", tags=["invitations"], route_class=RedemptionRoute)


async def _invitations(reading: ReadingDep) -> Invitations:
    return Invitations(reading)


async def _commands(command: CommandDep) -> InvitationCommands:
    return InvitationCommands(command)


async def _redemptions(
    command: CommandDep, principal: PrincipalDep, runtime: RuntimeDep
) -> RedemptionCommands:
    return RedemptionCommands(command, principal, runtime.accounts)


InvitationsDep = Annotated[Invitations, Depends(_invitations)]
CommandsDep = Annotated[InvitationCommands, Depends(_commands)]
RedemptionsDep = Annotated[RedemptionCommands, Depends(_redemptions)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(OperatorInvitesFounders, AuditorsByFounders, PersonHasLeft),
)
@shows_secret
async def issue_invitation(
    person_id: UUID, caller: FacilitatorFounderOrOperator, commands: CommandsDep
) -> IssuedInvitation:
    """Invite a person to sign in. The secret is shown once; earlier invitations of theirs no longer hold."""
    return IssuedInvitation.model_validate(await commands.issue(person_id))


@reading.get("")
async def list_invitations(
    person_id: UUID,
    caller: FacilitatorFounderOrOperator,
    invitations: InvitationsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Invitation]:
    """List the invitations of a person, without their secrets."""
    return page(await invitations.page(person_id, after(cursor), limit + 1), limit)


@writing.delete(
    "/{invitation_id}",
    status_code=204,
    responses=problem_responses(OperatorInvitesFounders, AuditorsByFounders, InvitationClosed),
)
@even_after_the_end
async def revoke_invitation(
    person_id: UUID,
    invitation_id: UUID,
    caller: FacilitatorFounderOrOperator,
    if_match: IfMatch,
    commands: CommandsDep,
) -> None:
    """Revoke an invitation that has not been redeemed."""
    await commands.revoke(person_id, invitation_id, if_match)


@redeeming.post(
    "/redemptions",
    status_code=201,
    responses=problem_responses(Forbidden, InvitationNotValid, AccountBoundAlready),
)
async def redeem_invitation(
    body: RedemptionCreate, caller: Anybody, redemptions: RedemptionsDep
) -> Redemption:
    """Bind the account at an identity provider that the caller signed in with to the person invited."""
    return Redemption.model_validate(await redemptions.redeem(body.secret))
