"""Calendars over HTTP: meetings as iCalendar, for a program that subscribes by a link."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.registry.calendars.feed import MEDIA_TYPE
from services.registry.calendars.schemas import CalendarLink, CalendarLinkCreate, NewCalendarLink
from services.registry.calendars.service import CalendarLinkCommands, Calendars, calendar_links
from shared.http.after_the_end import even_after_the_end
from shared.http.auth.capabilities import Member
from shared.http.auth.links import Purpose, takes_links
from shared.http.auth.own_links import OwnLinks, TooManyLinks
from shared.http.dependencies import CommandDep, ReadingDep, RuntimeDep
from shared.http.idempotency import shows_secret
from shared.http.pagination import DEFAULT_LIMIT, CursorText, Limit, Page, after, page
from shared.http.preconditions import IfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, WriteRoute
from shared.localization.languages import Language

_PREFIX = "/initiatives/{initiative_id}"
feeds = APIRouter(prefix=_PREFIX, tags=["calendars"], route_class=ReadRoute)
reading = APIRouter(prefix=f"{_PREFIX}/calendar-links", tags=["calendars"], route_class=ReadRoute)
writing = APIRouter(prefix=f"{_PREFIX}/calendar-links", tags=["calendars"], route_class=WriteRoute)


class CalendarResponse(Response):
    """An iCalendar file."""

    media_type = MEDIA_TYPE


async def _calendars(reading: ReadingDep) -> Calendars:
    return Calendars(reading)


async def _commands(command: CommandDep, runtime: RuntimeDep) -> CalendarLinkCommands:
    return CalendarLinkCommands(command, runtime.settings.public_url)


async def _links(reading: ReadingDep) -> OwnLinks:
    return calendar_links(reading)


LinksDep = Annotated[OwnLinks, Depends(_links)]
CalendarsDep = Annotated[Calendars, Depends(_calendars)]
CommandsDep = Annotated[CalendarLinkCommands, Depends(_commands)]
CalendarLanguage = Annotated[
    Language | None, Query(description="Of titles and places; absent: the language you are recorded with.")
]


@feeds.get("/me/calendar.ics", response_class=CalendarResponse)
@takes_links(Purpose.CALENDAR)
async def get_own_calendar(
    caller: Member, calendars: CalendarsDep, language: CalendarLanguage = None
) -> CalendarResponse:
    """Read the meetings of your forums, and others you come to, as iCalendar: a year back and all to come."""
    return CalendarResponse(await calendars.of_caller(language))


@feeds.get("/forums/{forum_id}/calendar.ics", response_class=CalendarResponse)
@takes_links(Purpose.CALENDAR)
async def get_forum_calendar(
    forum_id: UUID, caller: Member, calendars: CalendarsDep, language: CalendarLanguage = None
) -> CalendarResponse:
    """Read the meetings of a forum as iCalendar, a year back and all that are to come."""
    return CalendarResponse(await calendars.of_forum(forum_id, language))


@writing.post("", status_code=201, responses=problem_responses(TooManyLinks))
@shows_secret
async def make_calendar_link(
    body: CalendarLinkCreate, caller: Member, commands: CommandsDep
) -> NewCalendarLink:
    """Make a link by which a calendar program reads meetings as you may; its address is shown this once.

    It holds for a year and can be revoked. A request sent again under the same `Idempotency-Key` makes
    nothing and is answered 410.
    """
    return NewCalendarLink.model_validate(await commands.make(body))


@reading.get("")
async def list_calendar_links(
    caller: Member, links: LinksDep, limit: Limit = DEFAULT_LIMIT, cursor: CursorText = None
) -> Page[CalendarLink]:
    """List your own live links to calendars, oldest first, without their secrets."""
    return page(await links.page(after(cursor), limit + 1), limit)


@reading.get("/{link_id}")
async def get_calendar_link(link_id: UUID, caller: Member, links: LinksDep) -> CalendarLink:
    """Read until when a link of your own holds, and when it was last used."""
    return CalendarLink.model_validate(await links.get(link_id))


@writing.delete("/{link_id}", status_code=204)
@even_after_the_end
async def revoke_calendar_link(
    link_id: UUID, caller: Member, if_match: IfMatch, commands: CommandsDep
) -> None:
    """End a link of your own at once."""
    await commands.revoke(link_id, if_match)
