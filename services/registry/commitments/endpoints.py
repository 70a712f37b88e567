"""Commitments over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.registry.commitments.errors import (
    CommitmentClosed,
    InteractionIsConfidential,
    NotASide,
    OneVoiceForBothSides,
    RenegotiationClosed,
    UnknownInteraction,
    UnknownMeeting,
)
from services.registry.commitments.events import CommitmentSide, CommitmentStatus
from services.registry.commitments.schemas import (
    Commitment,
    CommitmentCreate,
    Renegotiation,
    RenegotiationCreate,
    ViewPut,
)
from services.registry.commitments.service import CommitmentCommands, Commitments
from services.registry.history.asking import UNKNOWN_THEN, WhenDep
from services.registry.history.errors import BackboneIsOfNow
from services.registry.interactions.errors import UnknownParty
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/commitments"
reading = APIRouter(prefix=_PREFIX, tags=["commitments"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["commitments"], route_class=WriteRoute)


async def _commitments(reading: ReadingDep) -> Commitments:
    return Commitments(reading)


async def _commands(command: CommandDep) -> CommitmentCommands:
    return CommitmentCommands(command)


CommitmentsDep = Annotated[Commitments, Depends(_commitments)]
CommandsDep = Annotated[CommitmentCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(
        NotASide, UnknownParty, UnknownMeeting, UnknownInteraction, InteractionIsConfidential
    ),
)
async def make_commitment(body: CommitmentCreate, caller: Member, commands: CommandsDep) -> Commitment:
    """Record what one side promised the other: either side, or the backbone's staff."""
    return Commitment.model_validate(await commands.make(body))


OfBackbone = Annotated[
    bool | None,
    Query(
        description="The backbone's own: promised by its staff, or by an organization that holds the mandate "
        "or held it; false: all others."
    ),
]


@reading.get("", responses=problem_responses(*UNKNOWN_THEN, BackboneIsOfNow))
async def list_commitments(
    caller: Member,
    commitments: CommitmentsDep,
    when: WhenDep,
    status: CommitmentStatus | None = None,
    by_person_id: UUID | None = None,
    by_organization_id: UUID | None = None,
    to_person_id: UUID | None = None,
    to_organization_id: UUID | None = None,
    meeting_id: UUID | None = None,
    of_backbone: OfBackbone = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Commitment]:
    """List the commitments in the order they were recorded, as they are or were at the end of a day."""
    filters = {
        "status": status,
        "by_person_id": by_person_id,
        "by_organization_id": by_organization_id,
        "to_person_id": to_person_id,
        "to_organization_id": to_organization_id,
        "meeting_id": meeting_id,
        "of_backbone": of_backbone,
    }
    return page(await commitments.page(after(cursor), limit + 1, filters, when), limit)


@reading.get("/{commitment_id}", responses=problem_responses(*UNKNOWN_THEN))
async def get_commitment(
    commitment_id: UUID, caller: Member, commitments: CommitmentsDep, when: WhenDep
) -> Commitment:
    """Read a commitment, with what either side says of it, or said."""
    return Commitment.model_validate(await commitments.get(commitment_id, when))


@writing.put(
    "/{commitment_id}/views/{side}", responses=problem_responses(CommitmentClosed, OneVoiceForBothSides)
)
async def view_commitment(
    commitment_id: UUID, side: CommitmentSide, body: ViewPut, caller: Member, commands: CommandsDep
) -> Commitment:
    """Say, for one's side, whether it was kept; the status follows where both sides say the same."""
    return Commitment.model_validate(await commands.view(commitment_id, side, body))


@writing.post(
    "/{commitment_id}/renegotiations", status_code=201, responses=problem_responses(CommitmentClosed)
)
async def propose_renegotiation(
    commitment_id: UUID, body: RenegotiationCreate, caller: Member, commands: CommandsDep
) -> Renegotiation:
    """Ask the other side for another day."""
    return Renegotiation.model_validate(dict(await commands.propose_day(commitment_id, body)))


@reading.get("/{commitment_id}/renegotiations")
async def list_renegotiations(
    commitment_id: UUID,
    caller: Member,
    commitments: CommitmentsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Renegotiation]:
    """List the days that were asked for, oldest first, and which were agreed on."""
    return page(await commitments.renegotiations(commitment_id, after(cursor), limit + 1), limit)


@writing.post(
    "/{commitment_id}/renegotiations/{renegotiation_id}/accept",
    responses=problem_responses(CommitmentClosed, RenegotiationClosed, OneVoiceForBothSides),
)
async def accept_renegotiation(
    commitment_id: UUID, renegotiation_id: UUID, caller: Member, commands: CommandsDep
) -> Commitment:
    """Agree, for the other side, to another day; what was said of the earlier one counts no longer."""
    return Commitment.model_validate(await commands.agree_day(commitment_id, renegotiation_id))


@writing.post("/{commitment_id}/withdraw", responses=problem_responses(CommitmentClosed))
async def withdraw_commitment(commitment_id: UUID, caller: Member, commands: CommandsDep) -> Commitment:
    """Take a commitment off: whoever recorded it, or was promised it."""
    return Commitment.model_validate(await commands.withdraw(commitment_id))
