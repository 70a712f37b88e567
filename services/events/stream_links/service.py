"""The rules of links to the stream: everybody who reads the log makes them, each sees and ends their own."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.events.stream_links.events import StreamLinkMade, StreamLinkRevoked
from services.events.stream_links.repository import LINKS
from services.events.stream_links.schemas import StreamLinkCreate
from shared.commands import Command, Reading
from shared.http.auth.links import PARAMETER, Purpose
from shared.http.auth.own_links import LinkTerms, OwnLinks
from shared.http.preconditions import Precondition

TERMS = LinkTerms(Purpose.STREAM, usual=timedelta(hours=1), longest=timedelta(hours=24))


def stream_links(reading: Reading) -> OwnLinks:
    """The caller's own links to the stream."""
    return OwnLinks(reading, LINKS, TERMS)


class StreamLinkCommands:
    """Making and ending the caller's own links."""

    def __init__(self, command: Command, public_url: str) -> None:
        self._command = command
        self._links = stream_links(command)
        self._public_url = public_url.rstrip("/")

    async def make(self, body: StreamLinkCreate) -> dict[str, Any]:
        """A link with its address; raises LinkEndNotAllowed and TooManyLinks."""
        made, secret = await self._links.make(body.expires_at)
        self._command.record(StreamLinkMade(link_id=made["id"]))
        initiative = f"{self._public_url}/events/v1/initiatives/{self._command.initiative_id}"
        return {**made, "url": f"{initiative}/events/stream?{PARAMETER}={secret}"}

    async def revoke(self, link_id: UUID, precondition: Precondition) -> None:
        """End a link of the caller's before its time; raises NotFound and PreconditionFailed."""
        await self._links.revoke(link_id, precondition)
        self._command.record(StreamLinkRevoked(link_id=link_id))
