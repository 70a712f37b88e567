"""Publications of figures over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.metrics.observations.errors import UnknownIndicator
from services.metrics.publications.errors import PublishedAlready
from services.metrics.publications.schemas import Publication, PublicationCreate
from services.metrics.publications.service import PublicationCommands, Publications
from shared.http.auth.capabilities import Member, WorkReader
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/observations/publications"
reading = APIRouter(prefix=_PREFIX, tags=["observations"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["observations"], route_class=WriteRoute)


async def _publications(reading: ReadingDep) -> Publications:
    return Publications(reading)


async def _commands(command: CommandDep) -> PublicationCommands:
    return PublicationCommands(command)


@writing.post("", status_code=201, responses=problem_responses(UnknownIndicator, PublishedAlready))
async def publish_figures(
    body: PublicationCreate, caller: Member, commands: Annotated[PublicationCommands, Depends(_commands)]
) -> Publication:
    """Publish an organization's figures of an indicator up to a period: its representatives alone."""
    return Publication.model_validate(dict(await commands.publish(body)))


@reading.get("")
async def list_publications(
    caller: WorkReader,
    publications: Annotated[Publications, Depends(_publications)],
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Publication]:
    """List up to where organizations have published their figures."""
    return page(await publications.page(after(cursor), limit + 1), limit)
