"""The rules of links to the stream: everybody who reads the log makes them, each sees and ends their own."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from services.events.stream_links.errors import LinkEndNotAllowed, TooManyLinks
from services.events.stream_links.events import StreamLinkMade, StreamLinkRevoked
from services.events.stream_links.repository import LINKS
from services.events.stream_links.schemas import StreamLinkCreate
from shared.commands import Command, Reading
from shared.http.auth.links import PARAMETER, Purpose, digest_of, new_secret
from shared.http.auth.principals import LinkPrincipal
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

LIFETIME = timedelta(hours=1)
LONGEST = timedelta(hours=24)
MOST_LIVE = 5
"""Live links of a person: a browser or two, with room for reloading them."""
_VERSION = 1
"""Of every link: from its making to its end nothing changes but when it was last used."""

Row = Mapping[str, Any]


def _own(reading: Reading, link_id: UUID) -> LinkPrincipal:
    person_id = reading.caller.person_id
    assert person_id is not None, "systems have headers, and the operator reads no log"
    return LinkPrincipal(reading.initiative_id, link_id, person_id)


def _shown(row: Row) -> dict[str, Any]:
    return {**row, "version": _VERSION}


class StreamLinks:
    """Reading the caller's own links."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    async def get(self, link_id: UUID) -> Row:
        """A live link of the caller's; raises NotFound."""
        reading = self._reading
        row = await LINKS.get(reading.connection, _own(reading, link_id), Purpose.STREAM, reading.now)
        if row is None:
            raise NotFound
        return _shown(row)

    async def page(self, after: UUID, limit: int) -> list[Row]:
        """Live links of the caller after an id."""
        reading = self._reading
        rows = await LINKS.page(
            reading.connection,
            reading.initiative_id,
            _own(reading, after).person_id,
            Purpose.STREAM,
            after=after,
            limit=limit,
            now=reading.now,
        )
        return [_shown(row) for row in rows]


class StreamLinkCommands:
    """Making and ending the caller's own links."""

    def __init__(self, command: Command, public_url: str) -> None:
        self._command = command
        self._public_url = public_url.rstrip("/")

    async def make(self, body: StreamLinkCreate) -> dict[str, Any]:
        """A link with its address; raises LinkEndNotAllowed and TooManyLinks."""
        command = self._command
        ends = self._end(body.expires_at)
        link = _own(command, uuid7())
        await LINKS.hold(command.connection, link.initiative_id, link.person_id)
        live = await LINKS.count(command.connection, link.initiative_id, link.person_id, command.now)
        if live >= MOST_LIVE:
            raise TooManyLinks
        secret = new_secret()
        digest = digest_of(secret)
        assert digest is not None, "a secret of ours is one"
        row = await LINKS.insert(
            command.connection, link, Purpose.STREAM, digest, created_at=command.now, expires_at=ends
        )
        command.record(StreamLinkMade(link_id=link.link_id))
        return {**_shown(row), "url": self._address(link.initiative_id, secret)}

    async def revoke(self, link_id: UUID, precondition: Precondition) -> None:
        """End a link of the caller's before its time; raises NotFound and PreconditionFailed."""
        command = self._command
        if not await LINKS.end(command.connection, _own(command, link_id), Purpose.STREAM, command.now):
            raise NotFound
        precondition.check(_VERSION)  # what was done is undone where it fails
        command.record(StreamLinkRevoked(link_id=link_id))

    def _end(self, wanted: datetime | None) -> datetime:
        now = self._command.now
        if wanted is None:
            return now + LIFETIME
        if not now < wanted <= now + LONGEST:
            raise LinkEndNotAllowed
        return wanted

    def _address(self, initiative_id: UUID, secret: str) -> str:
        return f"{self._public_url}/events/v1/initiatives/{initiative_id}/events/stream?{PARAMETER}={secret}"
