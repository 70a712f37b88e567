"""Ties over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.registry.history.asking import UNKNOWN_THEN, KnownAt, WhenDep
from services.registry.history.when import When
from services.registry.ties.confirming import Confirmation
from services.registry.ties.errors import (
    ReporterNotASide,
    TieNeedsTwoVoices,
    TieOfOthers,
    TieReversed,
    TieThereAlready,
    UnknownTied,
)
from services.registry.ties.events import TieView
from services.registry.ties.schemas import Tie, TieCorrection, TieCreate, TieEnd, TieKind, TiePatch
from services.registry.ties.service import TieCommands, Ties
from shared.http.auth.capabilities import FacilitatorFounderOrRepresentative, FieldReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/ties"
reading = APIRouter(prefix=_PREFIX, tags=["ties"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["ties"], route_class=WriteRoute)


async def _ties(reading: ReadingDep) -> Ties:
    return Ties(reading)


async def _commands(command: CommandDep) -> TieCommands:
    return TieCommands(command)


TiesDep = Annotated[Ties, Depends(_ties)]
CommandsDep = Annotated[TieCommands, Depends(_commands)]
_CHANGED = problem_responses(TieOfOthers, TieReversed, TieThereAlready)


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(TieOfOthers, ReporterNotASide, UnknownTied, TieReversed, TieThereAlready),
)
async def report_tie(
    body: TieCreate, caller: FacilitatorFounderOrRepresentative, commands: CommandsDep
) -> Tie:
    """Report a tie of an organization you represent, or map one between others."""
    return Tie.model_validate(dict(await commands.report(body)))


@reading.get("", responses=problem_responses(*UNKNOWN_THEN))
async def list_ties(
    caller: FieldReader,
    ties: TiesDep,
    when: WhenDep,
    organization_id: UUID | None = None,
    kind: TieKind | None = None,
    on: Annotated[date | None, Query(deprecated=True, description="The same as `as_of`.")] = None,
    confirmation: Confirmation | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Tie]:
    """List ties in the order they were reported: all, or those that hold on a day, or of an organization."""
    filters = {"organization": organization_id, "kind": kind, "confirmation": confirmation}
    asked = When(when.as_of or on, when.known_at)
    return page(await ties.page(after(cursor), limit + 1, filters, asked), limit)


@reading.get("/{tie_id}", responses=problem_responses(*UNKNOWN_THEN))
async def get_tie(tie_id: UUID, caller: FieldReader, ties: TiesDep, known_at: KnownAt = None) -> Tie:
    """Read a tie, as it is or was recorded."""
    return Tie.model_validate(dict(await ties.get(tie_id, When(None, known_at))))


@reading.get("/{tie_id}/corrections")
async def list_tie_corrections(
    tie_id: UUID,
    caller: FieldReader,
    ties: TiesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[TieCorrection]:
    """List what a tie said before it was corrected or ended, oldest first."""
    return page(await ties.corrections(tie_id, after(cursor), limit + 1), limit)


@writing.patch("/{tie_id}", responses=_CHANGED)
async def correct_tie(
    tie_id: UUID,
    body: TiePatch,
    caller: FacilitatorFounderOrRepresentative,
    if_match: IfMatch,
    commands: CommandsDep,
) -> Tie:
    """Correct a tie you reported or mapped; the other side is asked again whether it is so."""
    return Tie.model_validate(dict(await commands.correct(tie_id, body, if_match)))


@writing.post("/{tie_id}/end", responses=_CHANGED)
async def end_tie(
    tie_id: UUID, body: TieEnd, caller: FacilitatorFounderOrRepresentative, commands: CommandsDep
) -> Tie:
    """Set a tie's last day, as either side can, and whoever mapped it."""
    return Tie.model_validate(dict(await commands.end(tie_id, body)))


@writing.post("/{tie_id}/confirm", responses=problem_responses(TieOfOthers, TieNeedsTwoVoices))
async def confirm_tie(tie_id: UUID, caller: FacilitatorFounderOrRepresentative, commands: CommandsDep) -> Tie:
    """Say, for an organization you represent, that a tie is so."""
    return Tie.model_validate(dict(await commands.answer(tie_id, TieView.CONFIRMED)))


@writing.post("/{tie_id}/deny", responses=problem_responses(TieOfOthers))
async def deny_tie(tie_id: UUID, caller: FacilitatorFounderOrRepresentative, commands: CommandsDep) -> Tie:
    """Say, for an organization you represent, that a tie is not so."""
    return Tie.model_validate(dict(await commands.answer(tie_id, TieView.DENIED)))


@writing.delete("/{tie_id}", status_code=204, responses=problem_responses(TieOfOthers))
async def withdraw_tie(
    tie_id: UUID, caller: FacilitatorFounderOrRepresentative, if_match: IfMatch, commands: CommandsDep
) -> None:
    """Take back a tie you reported or mapped."""
    await commands.withdraw(tie_id, if_match)
