"""The public's reactions over HTTP: links for facilitators, and what is done by one."""

from datetime import UTC, datetime
from typing import Annotated, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from services.agenda.public_reactions.errors import TooManyParticipants, UnknownParticipant
from services.agenda.public_reactions.schemas import (
    NewReactionLink,
    PublicParticipant,
    PublicReaction,
    PublicReactionPut,
    PublicVoice,
    ReactionLink,
    ReactionLinkCreate,
)
from services.agenda.public_reactions.service import (
    PublicReactionCommands,
    PublicVoices,
    ReactionLinkCommands,
    reaction_links,
)
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import Facilitator
from shared.http.auth.links import Purpose, takes_links
from shared.http.auth.own_links import LinkEndNotAllowed, OwnLinks, TooManyLinks
from shared.http.auth.principals import LinkPrincipal
from shared.http.dependencies import CommandDep, PrincipalDep, ReadingDep, RuntimeDep
from shared.http.entering import network_of
from shared.http.idempotency import shows_secret
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=f"{_PREFIX}/reaction-links", tags=["public reactions"], route_class=ReadRoute)
writing = APIRouter(prefix=f"{_PREFIX}/reaction-links", tags=["public reactions"], route_class=WriteRoute)
looking = APIRouter(prefix=f"{_PREFIX}/public-voices", tags=["public reactions"], route_class=ReadRoute)
reacting = APIRouter(prefix=_PREFIX, tags=["public reactions"], route_class=WriteRoute)


async def _links(reading: ReadingDep) -> OwnLinks:
    return reaction_links(reading)


async def _link_commands(command: CommandDep) -> ReactionLinkCommands:
    return ReactionLinkCommands(command)


async def _voices(reading: ReadingDep) -> PublicVoices:
    return PublicVoices(reading)


async def _reactions(command: CommandDep, principal: PrincipalDep) -> PublicReactionCommands:
    return PublicReactionCommands(command, cast(LinkPrincipal, principal).link_id)


async def _network(request: Request, runtime: RuntimeDep) -> bytes:
    day = datetime.now(UTC).date().isoformat()
    return runtime.accounts.digest_of(f"{day} {network_of(request, runtime)}")


LinksDep = Annotated[OwnLinks, Depends(_links)]
LinkCommandsDep = Annotated[ReactionLinkCommands, Depends(_link_commands)]
VoicesDep = Annotated[PublicVoices, Depends(_voices)]
ReactionsDep = Annotated[PublicReactionCommands, Depends(_reactions)]
NetworkDep = Annotated[bytes, Depends(_network)]


@writing.post("", status_code=201, responses=problem_responses(TooManyLinks, LinkEndNotAllowed))
@shows_secret
async def make_reaction_link(
    body: ReactionLinkCreate, caller: Facilitator, commands: LinkCommandsDep
) -> NewReactionLink:
    """Make a link by which the public reacts to the voices shown to it; its secret is shown this once.

    It works as long as you facilitate. A request sent again under the same `Idempotency-Key` makes nothing
    and is answered 410.
    """
    return NewReactionLink.model_validate(await commands.make(body))


@reading.get("")
async def list_reaction_links(
    caller: Facilitator, links: LinksDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[ReactionLink]:
    """List your own live links by which the public reacts, oldest first, without their secrets."""
    return page(await links.page(after(cursor), limit + 1), limit)


@reading.get("/{link_id}")
async def get_reaction_link(link_id: UUID, caller: Facilitator, links: LinksDep) -> ReactionLink:
    """Read until when a link of your own holds, and when it was last used."""
    return ReactionLink.model_validate(await links.get(link_id))


@writing.delete("/{link_id}", status_code=204)
@even_after_the_end
async def revoke_reaction_link(
    link_id: UUID, caller: Facilitator, if_match: IfMatch, commands: LinkCommandsDep
) -> None:
    """End a link of your own at once; what was said by it stays."""
    await commands.revoke(link_id, if_match)


@writing.post("/{link_id}/discard", status_code=204)
async def discard_reactions(link_id: UUID, caller: Facilitator, commands: LinkCommandsDep) -> None:
    """Take everything that was said by a link, yours or not, out of the counts; the log says that you did."""
    await commands.discard(link_id)


@looking.get("")
@takes_links(Purpose.REACTIONS, only=True)
async def list_public_voices(
    caller: Facilitator, voices: VoicesDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[PublicVoice]:
    """List the voices shown to the public: their words, and not whose they are."""
    return page(await voices.page(after(cursor), limit + 1), limit)


@reacting.post("/public-participants", status_code=201, responses=problem_responses(TooManyParticipants))
@takes_links(Purpose.REACTIONS, only=True)
@shows_secret
async def join_publicly(
    caller: Facilitator, network: NetworkDep, reactions: ReactionsDep
) -> PublicParticipant:
    """Become a participant, of whom nothing is known; keep the secret, and send it with each reaction."""
    return PublicParticipant.model_validate(await reactions.join(network))


@reacting.put("/public-voices/{voice_id}/reaction", responses=problem_responses(UnknownParticipant))
@takes_links(Purpose.REACTIONS, only=True)
async def react_publicly(
    voice_id: UUID, body: PublicReactionPut, caller: Facilitator, reactions: ReactionsDep
) -> PublicReaction:
    """Agree, disagree or pass, as somebody of the public; the last reaction counts."""
    return PublicReaction.model_validate(await reactions.react(voice_id, body))
