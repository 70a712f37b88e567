"""Links to the stream over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from services.events.stream_links.schemas import NewStreamLink, StreamLink, StreamLinkCreate
from services.events.stream_links.service import StreamLinkCommands, stream_links
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import MemberOrAuditor
from shared.http.auth.own_links import LinkEndNotAllowed, OwnLinks, TooManyLinks
from shared.http.dependencies import CommandDep, ReadingDep, RuntimeDep
from shared.http.idempotency import shows_secret
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}/stream-links"
reading = APIRouter(prefix=_PREFIX, tags=["stream links"], route_class=ReadRoute)
writing = APIRouter(prefix=_PREFIX, tags=["stream links"], route_class=WriteRoute)


async def _links(reading: ReadingDep) -> OwnLinks:
    return stream_links(reading)


async def _commands(command: CommandDep, runtime: RuntimeDep) -> StreamLinkCommands:
    return StreamLinkCommands(command, runtime.settings.public_url)


LinksDep = Annotated[OwnLinks, Depends(_links)]
CommandsDep = Annotated[StreamLinkCommands, Depends(_commands)]


@writing.post("", status_code=201, responses=problem_responses(TooManyLinks, LinkEndNotAllowed))
@shows_secret
async def make_stream_link(
    body: StreamLinkCreate, caller: MemberOrAuditor, commands: CommandsDep
) -> NewStreamLink:
    """Make a link by which a browser follows the log as you may; its address is shown this once.

    For EventSource, which cannot send a token. It opens the stream of this initiative and nothing else, and
    what you may read at each moment: whoever has it reads that. A person has five live links at most. A
    request sent again under the same `Idempotency-Key` makes nothing and is answered 410.
    """
    return NewStreamLink.model_validate(await commands.make(body))


@reading.get("")
async def list_stream_links(
    caller: MemberOrAuditor, links: LinksDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[StreamLink]:
    """List your own live links, oldest first, without their secrets."""
    return page(await links.page(after(cursor), limit + 1), limit)


@reading.get("/{link_id}")
async def get_stream_link(link_id: UUID, caller: MemberOrAuditor, links: LinksDep) -> StreamLink:
    """Read until when a live link of your own holds, and when it was last used."""
    return StreamLink.model_validate(await links.get(link_id))


@writing.delete("/{link_id}", status_code=204)
@even_after_the_end
async def revoke_stream_link(
    link_id: UUID, caller: MemberOrAuditor, if_match: IfMatch, commands: CommandsDep
) -> None:
    """End a link of your own at once; a stream that goes on by it ends with its next page."""
    await commands.revoke(link_id, if_match)
