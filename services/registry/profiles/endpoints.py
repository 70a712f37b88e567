"""Profiles of partners over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import StreamingResponse

from services.registry.history.asking import KnownAt
from services.registry.history.errors import MomentToCome
from services.registry.people.errors import UnknownOrganization
from services.registry.profiles.errors import (
    LineEnded,
    ProfileConfirmedAlready,
    ProfileExists,
    TooManyLines,
)
from services.registry.profiles.events import LineSide, OfferKind
from services.registry.profiles.exporting import ProfileExports
from services.registry.profiles.schemas import (
    Profile,
    ProfileCreate,
    ProfileLine,
    ProfileLineCreate,
    ProfileLineEnd,
    ProfileMatches,
    ProfilePatch,
    ProfileVersion,
)
from services.registry.profiles.service import ProfileCommands, Profiles, shown
from shared.exports.answers import TABLES, Format, PagesDep, table
from shared.exports.tables import TableFormat
from shared.http.auth.capabilities import FacilitatorOrRepresentative, Member
from shared.http.dependencies import CommandDep, ReadingDep
from shared.http.languages import language_of
from shared.http.pagination import (
    DEFAULT_LIMIT,
    CursorText,
    Limit,
    Page,
    after,
    after_rank,
    page,
    ranked,
)
from shared.http.preconditions import IfMatch, OptionalIfMatch
from shared.http.problem_documents import problem_responses
from shared.http.routes import ReadRoute, StreamRoute, WriteRoute

_PREFIX = "/initiatives/{initiative_id}"
reading = APIRouter(prefix=_PREFIX, tags=["profiles"], route_class=ReadRoute)
writing = APIRouter(prefix=f"{_PREFIX}/profiles", tags=["profiles"], route_class=WriteRoute)
streaming = APIRouter(prefix=f"{_PREFIX}/exports", tags=["exports"], route_class=StreamRoute)


async def _profiles(reading: ReadingDep) -> Profiles:
    return Profiles(reading)


async def _commands(command: CommandDep) -> ProfileCommands:
    return ProfileCommands(command)


async def _exports(pages: PagesDep, request: Request) -> ProfileExports:
    return ProfileExports(pages, language_of(request))


ExportsDep = Annotated[ProfileExports, Depends(_exports)]
ProfilesDep = Annotated[Profiles, Depends(_profiles)]
CommandsDep = Annotated[ProfileCommands, Depends(_commands)]
Group = Annotated[
    str | None, Query(pattern=r"^[a-z][a-z0-9_]{0,63}$", description="Code of a population group named.")
]
SearchText = Annotated[
    str | None,
    Query(min_length=1, max_length=200, description="Words of the line, in any of the ways of writing them."),
]


@writing.post("", status_code=201, responses=problem_responses(UnknownOrganization, ProfileExists))
async def draft_profile(
    body: ProfileCreate, caller: FacilitatorOrRepresentative, commands: CommandsDep
) -> Profile:
    """Begin a partner's profile: the partner itself, or facilitators for it to confirm."""
    return Profile.model_validate(shown(await commands.draft(body)))


@reading.get("/profiles", responses=problem_responses(MomentToCome))
async def list_profiles(
    caller: Member,
    profiles: ProfilesDep,
    organization_id: UUID | None = None,
    confirmed: bool | None = None,
    known_at: KnownAt = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[Profile]:
    """List the partners' profiles, oldest first."""
    filters = {"organization_id": organization_id, "confirmed": confirmed}
    return page(await profiles.page(after(cursor), limit + 1, known_at, **filters), limit, shown=shown)


@reading.get("/profiles/{profile_id}", responses=problem_responses(MomentToCome))
async def get_profile(
    profile_id: UUID, caller: Member, profiles: ProfilesDep, known_at: KnownAt = None
) -> Profile:
    """Read a partner's profile."""
    return Profile.model_validate(shown(await profiles.get(profile_id, known_at)))


@reading.get("/profiles/{profile_id}/versions")
async def list_profile_versions(
    profile_id: UUID,
    caller: Member,
    profiles: ProfilesDep,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[ProfileVersion]:
    """List what a profile said, oldest first."""
    rows = await profiles.versions(profile_id, after_rank(cursor)[0], limit + 1)
    return page(rows, limit, shown=shown, place=lambda row: ranked({"rank": row["version"], "id": row["id"]}))


@writing.patch("/{profile_id}")
async def change_profile(
    profile_id: UUID,
    body: ProfilePatch,
    caller: FacilitatorOrRepresentative,
    if_match: IfMatch,
    commands: CommandsDep,
) -> Profile:
    """Change what a profile says; what staff change waits for the partner's confirmation again."""
    return Profile.model_validate(shown(await commands.describe(profile_id, body, if_match)))


@writing.post("/{profile_id}/confirm", responses=problem_responses(ProfileConfirmedAlready))
async def confirm_profile(
    profile_id: UUID, caller: FacilitatorOrRepresentative, if_match: OptionalIfMatch, commands: CommandsDep
) -> Profile:
    """Stand by the profile of the organization one represents, with its offers and needs."""
    return Profile.model_validate(shown(await commands.confirm(profile_id, if_match)))


@writing.post("/{profile_id}/lines", status_code=201, responses=problem_responses(TooManyLines))
async def add_profile_line(
    profile_id: UUID, body: ProfileLineCreate, caller: FacilitatorOrRepresentative, commands: CommandsDep
) -> Profile:
    """Add an offer or a need to a profile."""
    return Profile.model_validate(shown(await commands.add_line(profile_id, body)))


@writing.post("/{profile_id}/lines/{line_id}/end", responses=problem_responses(LineEnded))
async def end_profile_line(
    profile_id: UUID,
    line_id: UUID,
    body: ProfileLineEnd,
    caller: FacilitatorOrRepresentative,
    commands: CommandsDep,
) -> Profile:
    """Say that an offer or a need was met, or is withdrawn."""
    return Profile.model_validate(shown(await commands.end_line(profile_id, line_id, body)))


@reading.get("/profile-lines")
async def list_profile_lines(
    caller: Member,
    profiles: ProfilesDep,
    side: LineSide | None = None,
    kind: OfferKind | None = None,
    population_group: Group = None,
    organization_id: UUID | None = None,
    standing: Annotated[bool | None, Query(alias="open", description="Those that stand today.")] = None,
    search: SearchText = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[ProfileLine]:
    """List what partners offer and need, oldest first."""
    filters = {"side": side, "kind": kind, "population_group": population_group, "open": standing}
    rows = await profiles.lines(
        after(cursor), limit + 1, search=search, organization_id=organization_id, **filters
    )
    return page(rows, limit)


@reading.get("/profile-matches")
async def list_profile_matches(
    caller: Member,
    profiles: ProfilesDep,
    side: LineSide = LineSide.NEED,
    kind: OfferKind | None = None,
    organization_id: UUID | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: CursorText = None,
) -> Page[ProfileMatches]:
    """List open needs, each with the offers of others that may meet it and why; or offers with needs."""
    filters = {"kind": kind, "organization_id": organization_id}
    return page(await profiles.matches(after(cursor), limit + 1, side=side, **filters), limit)


@streaming.get("/profiles", response_class=StreamingResponse, responses=TABLES)
async def export_profiles(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export the partners' profiles as a table, in the language of whoever asks."""
    return await table(exports.profiles, table_format, "profiles")


@streaming.get("/profile-lines", response_class=StreamingResponse, responses=TABLES)
async def export_profile_lines(
    caller: Member, exports: ExportsDep, table_format: Format = TableFormat.CSV
) -> StreamingResponse:
    """Export what partners offer and need as a table."""
    return await table(exports.lines, table_format, "profile-lines")
