"""Interactions over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.interactions.errors import (
    AnswerIsForOthers,
    InteractionClosed,
    InteractionInFuture,
    NotAParty,
    UnknownParty,
    UnknownPrinciple,
)
from services.registry.interactions.events import InteractionType
from services.registry.interactions.schemas import (
    AnswerCreate,
    Interaction,
    InteractionAnswer,
    InteractionCorrection,
    InteractionCreate,
    InteractionPatch,
    PrivateNote,
    PrivateNoteCreate,
)
from services.registry.interactions.service import InteractionCommands, Interactions
from shared.http.auth.capabilities import Facilitator, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/interactions"
reading = APIRouter(prefix=_PREFIX, tags=["interactions"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["interactions"], route_class=WriteRoute)


async def _interactions(reading: ReadingDep) -> Interactions:
    return Interactions(reading)


async def _commands(command: CommandDep) -> InteractionCommands:
    return InteractionCommands(command)


InteractionsDep = Annotated[Interactions, Depends(_interactions)]
CommandsDep = Annotated[InteractionCommands, Depends(_commands)]


@writing.post(
    "",
    status_code=201,
    responses=problem_responses(NotAParty, UnknownParty, UnknownPrinciple, InteractionInFuture),
)
async def record_interaction(body: InteractionCreate, caller: Member, commands: CommandsDep) -> Interaction:
    """Record what happened between parties: one of them, or the backbone's staff."""
    return Interaction.model_validate(await commands.record(body))


@reading.get("")
async def list_interactions(
    caller: Member,
    interactions: InteractionsDep,
    type: InteractionType | None = None,  # noqa: A002 - the parameter's name in the address
    person_id: UUID | None = None,
    organization_id: UUID | None = None,
    principle_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Interaction]:
    """List the interactions in the order they were recorded; confidential ones only those one is party to."""
    filters = {
        "type": type,
        "person_id": person_id,
        "organization_id": organization_id,
        "principle_id": principle_id,
    }
    return page(await interactions.page(after(cursor), limit + 1, **filters), limit)


@reading.get("/{interaction_id}")
async def get_interaction(interaction_id: UUID, caller: Member, interactions: InteractionsDep) -> Interaction:
    """Read an interaction."""
    return Interaction.model_validate(await interactions.get(interaction_id))


@writing.patch(
    "/{interaction_id}", responses=problem_responses(InteractionClosed, InteractionInFuture, UnknownPrinciple)
)
async def correct_interaction(
    interaction_id: UUID, body: InteractionPatch, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> Interaction:
    """Correct what one has recorded; what it said before stays to be read."""
    return Interaction.model_validate(await commands.correct(interaction_id, body, if_match))


@reading.get("/{interaction_id}/corrections")
async def list_interaction_corrections(
    interaction_id: UUID,
    caller: Member,
    interactions: InteractionsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[InteractionCorrection]:
    """List what an entry said before it was corrected: its parties, who recorded it, and facilitators."""
    return page(await interactions.corrections(interaction_id, after(cursor), limit + 1), limit)


@writing.post("/{interaction_id}/withdraw", responses=problem_responses(InteractionClosed))
async def withdraw_interaction(interaction_id: UUID, caller: Member, commands: CommandsDep) -> Interaction:
    """Take back an entry one has made; it counts for nothing any more."""
    return Interaction.model_validate(await commands.withdraw(interaction_id))


@writing.post(
    "/{interaction_id}/answers",
    status_code=201,
    responses=problem_responses(AnswerIsForOthers, InteractionClosed),
)
async def answer_interaction(
    interaction_id: UUID, body: AnswerCreate, caller: Member, commands: CommandsDep
) -> InteractionAnswer:
    """Answer, as a party, what another recorded about it."""
    return InteractionAnswer.model_validate(dict(await commands.answer(interaction_id, body)))


@reading.get("/{interaction_id}/answers")
async def list_interaction_answers(
    interaction_id: UUID,
    caller: Member,
    interactions: InteractionsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[InteractionAnswer]:
    """List the parties' answers, oldest first: its parties, who recorded it, and facilitators."""
    return page(await interactions.answers(interaction_id, after(cursor), limit + 1), limit)


@writing.post("/{interaction_id}/private-notes", status_code=201)
async def add_private_note(
    interaction_id: UUID, body: PrivateNoteCreate, caller: Facilitator, commands: CommandsDep
) -> PrivateNote:
    """Add a private note among facilitators. It feeds no figure."""
    return PrivateNote.model_validate(dict(await commands.note(interaction_id, body)))


@reading.get("/{interaction_id}/private-notes")
async def list_private_notes(
    interaction_id: UUID,
    caller: Facilitator,
    interactions: InteractionsDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[PrivateNote]:
    """List facilitators' private notes on an interaction, oldest first."""
    return page(await interactions.notes(interaction_id, after(cursor), limit + 1), limit)
