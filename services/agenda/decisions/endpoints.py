"""Decisions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from services.agenda.decisions.errors import (
    ConsentIsOpen,
    CorrectionsRunning,
    DecisionNotClosed,
    DecisionNotDraft,
    DecisionNotOpen,
    ExtensionTooLong,
    ExtensionTooShort,
    ForumNotCompetent,
    LaxerThanStanding,
    NoElectorate,
    NoLongerVoter,
    NotEverybodyVoted,
    NoticeTooShort,
    SecretWithoutReasons,
    SubjectNotReady,
    SupportedAlready,
    TooFewForSecrecy,
    TooFewSectors,
    UnknownForum,
)
from services.agenda.decisions.schemas import (
    Decision,
    DecisionCreate,
    DecisionExtend,
    DecisionOutcome,
    DecisionPatch,
    DecisionStatus,
    DecisionWithdraw,
    RecusalCreate,
    Voter,
)
from services.agenda.decisions.service import DecisionCommands, Decisions
from services.agenda.decisions.steering import SteeringCommands
from shared.governance import DecisionKind
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.languages import language_of
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.problems import RefusedByCharter
from shared.http.routes import ReadRoute, WriteRoute
from shared.outcomes import Outcome

_PREFIX = "/initiatives/{initiative_id}/decisions"
reading = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["decisions"], route_class=WriteRoute)


async def _decisions(reading: ReadingDep) -> Decisions:
    return Decisions(reading)


async def _commands(command: CommandDep) -> DecisionCommands:
    return DecisionCommands(command)


DecisionsDep = Annotated[Decisions, Depends(_decisions)]


async def _steering(command: CommandDep) -> SteeringCommands:
    return SteeringCommands(command)


SteeringDep = Annotated[SteeringCommands, Depends(_steering)]
CommandsDep = Annotated[DecisionCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(UnknownForum, LaxerThanStanding, ConsentIsOpen, SecretWithoutReasons),
)
async def draft_decision(body: DecisionCreate, caller: Member, commands: CommandsDep) -> Decision:
    """Draft a question for a forum: its members, and facilitators."""
    return Decision.model_validate(await commands.draft(body))


@reading.get("")
async def list_decisions(
    caller: WorkReader,
    decisions: DecisionsDep,
    forum_id: UUID | None = None,
    kind: DecisionKind | None = None,
    status: DecisionStatus | None = None,
    outcome: Outcome | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Decision]:
    """List the decisions, oldest first; those of a forum, of a kind, of a status, of an outcome."""
    filters = {"forum_id": forum_id, "kind": kind, "status": status, "outcome": outcome}
    return page(await decisions.page(after(cursor), limit + 1, filters), limit)


@reading.get("/{decision_id}")
async def get_decision(decision_id: UUID, caller: WorkReader, decisions: DecisionsDep) -> Decision:
    """Read a decision."""
    return Decision.model_validate(await decisions.get(decision_id))


@writing.patch(
    "/{decision_id}", responses=problem_responses(DecisionNotDraft, ConsentIsOpen, SecretWithoutReasons)
)
async def redraft_decision(
    decision_id: UUID, body: DecisionPatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Decision:
    """Draft a question anew: who drafted it, and facilitators."""
    return Decision.model_validate(await commands.redraft(decision_id, body, if_match))


@writing.post(
    "/{decision_id}/open",
    responses=problem_responses(
        DecisionNotDraft,
        SupportedAlready,
        ForumNotCompetent,
        LaxerThanStanding,
        NoticeTooShort,
        SubjectNotReady,
        NoElectorate,
        TooFewSectors,
        TooFewForSecrecy,
        RefusedByCharter,
    ),
)
async def open_decision(decision_id: UUID, caller: Member, commands: CommandsDep) -> Decision:
    """Open a decision: the forum's chair, two of its members one after the other, or facilitators."""
    return Decision.model_validate(await commands.open(decision_id))


@writing.post(
    "/{decision_id}/withdraw",
    responses=problem_responses(DecisionNotOpen, SupportedAlready, RefusedByCharter),
)
async def withdraw_decision(
    decision_id: UUID, body: DecisionWithdraw, caller: Member, steering: SteeringDep
) -> Decision:
    """Take a decision back: one's own draft, or what is open as the chair or as the second of two members."""
    return Decision.model_validate(await steering.withdraw(decision_id, body))


@writing.post(
    "/{decision_id}/extend",
    responses=problem_responses(
        DecisionNotOpen, ExtensionTooShort, ExtensionTooLong, SupportedAlready, RefusedByCharter
    ),
)
async def extend_decision(
    decision_id: UUID, body: DecisionExtend, caller: Member, steering: SteeringDep
) -> Decision:
    """Leave what is open open for longer: the forum's chair, or two members who want the same time."""
    return Decision.model_validate(await steering.extend(decision_id, body))


@writing.post(
    "/{decision_id}/close",
    responses=problem_responses(DecisionNotOpen, NotEverybodyVoted, CorrectionsRunning),
)
async def close_decision(decision_id: UUID, caller: Member, commands: CommandsDep) -> Decision:
    """Close a decision by hand, once everybody has voted; at its time it closes by itself."""
    return Decision.model_validate(await commands.close(decision_id))


@reading.get("/{decision_id}/outcome", responses=problem_responses(DecisionNotClosed))
async def get_decision_outcome(
    request: Request, decision_id: UUID, caller: WorkReader, decisions: DecisionsDep
) -> DecisionOutcome:
    """Read what a decision came to, with every number that led to it."""
    return DecisionOutcome.model_validate(await decisions.outcome(decision_id, language_of(request)))


@reading.get("/{decision_id}/voters")
async def list_decision_voters(
    decision_id: UUID,
    caller: Member,
    decisions: DecisionsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Voter]:
    """List who has a vote in a decision, as frozen at its opening."""
    return page(await decisions.voters(decision_id, after(cursor), limit + 1), limit)


@writing.post(
    "/{decision_id}/recusals", status_code=201, responses=problem_responses(DecisionNotOpen, NoLongerVoter)
)
async def recuse_from_decision(
    decision_id: UUID, body: RecusalCreate, caller: Member, commands: CommandsDep
) -> Voter:
    """Step aside because of a conflict of interest: a ballot cast before does not count."""
    return Voter.model_validate(dict(await commands.recuse(decision_id, body)))
