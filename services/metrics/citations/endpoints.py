"""The metrics' citations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.metrics.citations.schemas import MetricsCitationCreate, MetricsCitingKind
from services.metrics.citations.service import citing, reading_citations
from shared.citing.errors import CitedAlready, NotCitable, NothingThatCites
from shared.citing.kinds import CitedKind
from shared.citing.schemas import Citation
from shared.citing.service import CitationCommands, CitationReading
from shared.http.auth.capabilities import Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/citations"
reading = APIRouter(prefix=_PREFIX, tags=["citations"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["citations"], route_class=WriteRoute)


async def _citations(reading: ReadingDep) -> CitationReading:
    return reading_citations(reading)


async def _commands(command: CommandDep) -> CitationCommands:
    return citing(command)


CitationsDep = Annotated[CitationReading, Depends(_citations)]
CommandsDep = Annotated[CitationCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(NothingThatCites, NotCitable, CitedAlready))
async def cite_in_metrics(body: MetricsCitationCreate, caller: Member, commands: CommandsDep) -> Citation:
    """Say that something of the metrics rests on a source, a statement or a context event."""
    return Citation.model_validate(dict(await commands.cite(body)))


@reading.get("")
async def list_metrics_citations(
    caller: Member,
    citations: CitationsDep,
    citing_kind: MetricsCitingKind | None = None,
    citing_id: UUID | None = None,
    cited_kind: CitedKind | None = None,
    cited_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Citation]:
    """List what of the metrics cites what, oldest first."""
    by = {"citing_kind": citing_kind, "citing_id": citing_id}
    rows = await citations.page(after(cursor), limit + 1, **by, cited_kind=cited_kind, cited_id=cited_id)
    return page(rows, limit)


@writing.post("/{citation_id}/withdraw", status_code=204)
async def withdraw_metrics_citation(citation_id: UUID, caller: Member, commands: CommandsDep) -> None:
    """Take a citation back: whoever cited it, and facilitators."""
    await commands.withdraw(citation_id)
