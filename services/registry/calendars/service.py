"""The rules of calendars: which meetings stand in one, and who makes links to it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.calendars.errors import TooManyCalendarLinks
from services.registry.calendars.events import CalendarLinkMade, CalendarLinkRevoked
from services.registry.calendars.feed import calendar
from services.registry.calendars.repository import LINKS, CalendarRepository
from services.registry.calendars.schemas import CalendarLinkCreate
from services.registry.meetings.conducting import Conducting
from shared.commands import Command, Reading
from shared.http.auth.links import PARAMETER, Purpose, digest_of, new_secret
from shared.http.auth.principals import LinkPrincipal
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.localization.texts import pick

LIFETIME = timedelta(days=366)
"""A calendar program is given an address once and keeps it; it opens nothing but when and where one meets."""
MOST_LIVE = 5
_BACK = timedelta(days=366)
"""How far back a calendar goes."""
_VERSION = 1
"""Of every link: from its making to its end nothing changes but when it was last used."""
_OWN = Message(he="המפגשים שלי", ar="لقاءاتي", en="My meetings")

Row = Mapping[str, Any]


def _own(reading: Reading, link_id: UUID) -> LinkPrincipal:
    person_id = reading.caller.person_id
    assert person_id is not None, "members are people"
    return LinkPrincipal(reading.initiative_id, link_id, person_id)


def _shown(row: Row) -> dict[str, Any]:
    return {**row, "version": _VERSION}


class Calendars:
    """Reading meetings as calendars, and the caller's own links to them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._conducting = Conducting(reading)
        self._repository = CalendarRepository(reading.connection, reading.initiative_id)

    async def of_forum(self, forum_id: UUID, language: Language | None) -> bytes:
        """The meetings of a forum; raises NotFound."""
        forum = await self._conducting.forum(forum_id)
        spoken = language or await self._language()
        rows = await self._repository.meetings([forum_id], self._reading.now - _BACK)
        return calendar(pick(forum["name"], spoken), rows, spoken)

    async def of_caller(self, language: Language | None) -> bytes:
        """The meetings of every forum the caller belongs to."""
        standing = self._reading.caller.standing
        assert standing is not None
        forums = set(standing.seats)
        network = await self._repository.network()
        today = self._reading.now.date()
        if network is not None and standing.person_id in await self._conducting.repository.members(
            network, today
        ):
            forums.add(network["id"])
        spoken = language or await self._language()
        rows = await self._repository.meetings(sorted(forums), self._reading.now - _BACK)
        return calendar(_OWN.render(spoken), rows, spoken)

    async def links(self, after: UUID, limit: int) -> list[Row]:
        """Live links of the caller after an id."""
        reading = self._reading
        rows = await LINKS.page(
            reading.connection,
            reading.initiative_id,
            _own(reading, after).person_id,
            Purpose.CALENDAR,
            after=after,
            limit=limit,
            now=reading.now,
        )
        return [_shown(row) for row in rows]

    async def link(self, link_id: UUID) -> Row:
        """A live link of the caller's; raises NotFound."""
        reading = self._reading
        row = await LINKS.get(reading.connection, _own(reading, link_id), Purpose.CALENDAR, reading.now)
        if row is None:
            raise NotFound
        return _shown(row)

    async def _language(self) -> Language:
        person_id = self._reading.caller.person_id
        assert person_id is not None
        return Language(await self._repository.language(person_id) or Language.HEBREW)


class CalendarLinkCommands:
    """Making and ending the caller's own links."""

    def __init__(self, command: Command, public_url: str) -> None:
        self._command = command
        self._public_url = public_url.rstrip("/")

    async def make(self, body: CalendarLinkCreate) -> dict[str, Any]:
        """A link with its address; raises NotFound, for the forum, and TooManyCalendarLinks."""
        command = self._command
        if body.forum_id is not None:
            await Conducting(command).forum(body.forum_id)
        link = _own(command, uuid7())
        await LINKS.hold(command.connection, link.initiative_id, link.person_id)
        live = await LINKS.count(command.connection, link.initiative_id, link.person_id, command.now)
        if live >= MOST_LIVE:
            raise TooManyCalendarLinks
        secret = new_secret()
        digest = digest_of(secret)
        assert digest is not None, "a secret of ours is one"
        row = await LINKS.insert(
            command.connection,
            link,
            Purpose.CALENDAR,
            digest,
            created_at=command.now,
            expires_at=command.now + LIFETIME,
        )
        command.record(CalendarLinkMade(link_id=link.link_id))
        return {**_shown(row), "url": self._address(body.forum_id, secret)}

    async def revoke(self, link_id: UUID, precondition: Precondition) -> None:
        """End a link of the caller's before its time; raises NotFound and PreconditionFailed."""
        command = self._command
        if not await LINKS.end(command.connection, _own(command, link_id), Purpose.CALENDAR, command.now):
            raise NotFound
        precondition.check(_VERSION)  # what was done is undone where it fails
        command.record(CalendarLinkRevoked(link_id=link_id))

    def _address(self, forum_id: UUID | None, secret: str) -> str:
        of = "me" if forum_id is None else f"forums/{forum_id}"
        initiative = f"{self._public_url}/registry/v1/initiatives/{self._command.initiative_id}"
        return f"{initiative}/{of}/calendar.ics?{PARAMETER}={secret}"


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Delete a person's links to calendars."""
    await LINKS.erase(connection, initiative_id, person_id)
