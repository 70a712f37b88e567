"""Forums over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.registry.forums.errors import FormedByFounders, ForumExists
from services.registry.forums.schemas import Forum, ForumCreate, ForumPatch
from services.registry.forums.service import ForumCommands, Forums
from shared.governance import ForumKind
from shared.http.auth.capabilities import FacilitatorFounderOrRepresentative, FacilitatorOrFounder, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/forums"
reading = APIRouter(prefix=_PREFIX, tags=["forums"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["forums"], route_class=WriteRoute)


async def _forums(reading: ReadingDep) -> Forums:
    return Forums(reading)


async def _commands(command: CommandDep) -> ForumCommands:
    return ForumCommands(command)


ForumsDep = Annotated[Forums, Depends(_forums)]
CommandsDep = Annotated[ForumCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(ForumExists, FormedByFounders))
async def form_forum(
    body: ForumCreate, caller: FacilitatorFounderOrRepresentative, commands: CommandsDep
) -> Forum:
    """Form a body of the initiative: founders the network and the steering committee, partners a circle."""
    return Forum.model_validate(dict(await commands.form(body)))


@reading.get("")
async def list_forums(
    caller: WorkReader,
    forums: ForumsDep,
    kind: ForumKind | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Forum]:
    """List the forums, oldest first; those of a kind."""
    return page(await forums.page(after(cursor), limit + 1, kind=kind), limit)


@reading.get("/{forum_id}")
async def get_forum(forum_id: UUID, caller: WorkReader, forums: ForumsDep) -> Forum:
    """Read a forum."""
    return Forum.model_validate(dict(await forums.get(forum_id)))


@writing.patch("/{forum_id}")
async def describe_forum(
    forum_id: UUID, body: ForumPatch, caller: FacilitatorOrFounder, if_match: IfMatch, commands: CommandsDep
) -> Forum:
    """Change a forum's name or purpose; its rules for deciding change by its own decision."""
    return Forum.model_validate(dict(await commands.describe(forum_id, body, if_match)))
