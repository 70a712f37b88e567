"""The rules of calendars: which meetings stand in one, and who makes links to it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg

from services.registry.calendars.events import CalendarLinkMade, CalendarLinkRevoked
from services.registry.calendars.feed import calendar
from services.registry.calendars.repository import LINKS, CalendarRepository
from services.registry.calendars.schemas import CalendarLinkCreate
from services.registry.meetings.conducting import Conducting
from shared.commands import Command, Reading
from shared.http.auth.links import PARAMETER, Purpose
from shared.http.auth.own_links import LinkTerms, OwnLinks
from shared.http.preconditions import Precondition
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.localization.texts import pick

_YEAR = timedelta(days=366)
TERMS = LinkTerms(Purpose.CALENDAR, usual=_YEAR, longest=_YEAR)
"""A calendar program is given an address once and keeps it; it opens nothing but when and where one meets."""
_BACK = _YEAR
"""How far back a calendar goes."""
_OWN = Message(he="המפגשים שלי", ar="لقاءاتي", en="My meetings")


def calendar_links(reading: Reading) -> OwnLinks:
    """The caller's own links to calendars."""
    return OwnLinks(reading, LINKS, TERMS)


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
        """The meetings of every forum the caller belongs to, and of others they have said they come to."""
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
        since = self._reading.now - _BACK
        rows = await self._repository.meetings(sorted(forums), since, standing.person_id)
        return calendar(_OWN.render(spoken), rows, spoken)

    async def _language(self) -> Language:
        person_id = self._reading.caller.person_id
        assert person_id is not None
        return Language(await self._repository.language(person_id) or Language.HEBREW)


class CalendarLinkCommands:
    """Making and ending the caller's own links."""

    def __init__(self, command: Command, public_url: str) -> None:
        self._command = command
        self._links = calendar_links(command)
        self._public_url = public_url.rstrip("/")

    async def make(self, body: CalendarLinkCreate) -> dict[str, Any]:
        """A link with its address; raises NotFound, for the forum, and TooManyLinks."""
        if body.forum_id is not None:
            await Conducting(self._command).forum(body.forum_id)
        made, secret = await self._links.make(None)
        self._command.record(CalendarLinkMade(link_id=made["id"]))
        return {**made, "url": self._address(body.forum_id, secret)}

    async def revoke(self, link_id: UUID, precondition: Precondition) -> None:
        """End a link of the caller's before its time; raises NotFound and PreconditionFailed."""
        await self._links.revoke(link_id, precondition)
        self._command.record(CalendarLinkRevoked(link_id=link_id))

    def _address(self, forum_id: UUID | None, secret: str) -> str:
        of = "me" if forum_id is None else f"forums/{forum_id}"
        initiative = f"{self._public_url}/registry/v1/initiatives/{self._command.initiative_id}"
        return f"{initiative}/{of}/calendar.ics?{PARAMETER}={secret}"


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Delete a person's links to calendars."""
    await LINKS.erase(connection, initiative_id, person_id)
