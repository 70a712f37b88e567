"""The rules of profiles: partners say what they expect and bring; what others draft waits for their word.

Facilitators draft from interviews. Whatever staff change in a profile takes the partner's confirmation back;
what the partner's own representatives write is confirmed by that. Every change is a version that stays.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from services.registry.history.errors import MomentToCome
from services.registry.names.grams import name_row, sought
from services.registry.organizations.repository import OrganizationRepository
from services.registry.people.errors import UnknownOrganization
from services.registry.profiles.errors import (
    LineEnded,
    ProfileConfirmedAlready,
    ProfileExists,
    TooManyLines,
)
from services.registry.profiles.events import (
    LineSide,
    ProfileConfirmed,
    ProfileDescribed,
    ProfileDrafted,
    ProfileLineAdded,
    ProfileLineEnded,
)
from services.registry.profiles.matching import MOST_SHOWN, Compared, compared, matches_of
from services.registry.profiles.repository import TEXTS, ProfileRepository
from services.registry.profiles.schemas import (
    OfferOrNeed,
    ProfileCreate,
    ProfileLineCreate,
    ProfileLineEnd,
    ProfilePatch,
)
from shared.commands import Capacity, Command, Reading
from shared.http.preconditions import ANY_VERSION, Precondition
from shared.http.problems import Forbidden, NotFound, OpenTo
from shared.ids import uuid7

Row = Mapping[str, Any]
MOST_OPEN_LINES = 60
_STATED = ("kind", "text", "population_groups", "place", "until", "ended", "ended_on")


class Profiles:
    """Reading the profiles of an initiative, and which offers may meet which needs."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._repository = ProfileRepository(reading.connection, reading.initiative_id)

    async def get(self, profile_id: UUID, known_at: datetime | None = None) -> Row:
        """One profile; raises NotFound, also where it was not recorded yet, and MomentToCome."""
        self._passed(known_at)
        row = await self._repository.get(profile_id, known_at)
        if row is None:
            raise NotFound
        return row

    async def page(self, after: UUID, limit: int, known_at: datetime | None, **filters: Any) -> list[Any]:
        """Profiles after an id; raises MomentToCome."""
        self._passed(known_at)
        return await self._repository.page(after, limit, filters, known_at)

    async def versions(self, profile_id: UUID, after: int, limit: int) -> list[Any]:
        """What a profile said, oldest first; raises NotFound."""
        await self.get(profile_id)
        return await self._repository.versions(profile_id, after, limit)

    async def lines(self, after: UUID, limit: int, *, search: str | None, **filters: Any) -> list[Any]:
        """Offers and needs after an id; with a search, those whose words hold all of it."""
        if search is not None:
            asked = sought(self._reading.initiative_id, search)
            if asked is None:
                return []
            filters |= {"search": True, "written": asked.readings[0], "bare": asked.readings[-1]}
        if filters.get("open") is not None:
            filters["today"] = self._reading.now.date()
        return await self._repository.line_page(after, limit, filters)

    async def matches(self, after: UUID, limit: int, *, side: LineSide, **filters: Any) -> list[Row]:
        """Open lines of one side after an id, each with what of the other side may meet it."""
        lines = await self.lines(after, limit, search=None, open=True, side=side, **filters)
        other = LineSide.NEED if side is LineSide.OFFER else LineSide.OFFER
        kinds = sorted({line["kind"] for line in lines})
        today = self._reading.now.date()
        others: dict[str, list[Compared]] = {kind: [] for kind in kinds}
        for row in await self._repository.counterparts(other, kinds, today) if kinds else []:
            others[row["kind"]].append(compared(row))
        found = []
        for line in lines:
            found.append(_matched(line, others[line["kind"]]))
            await asyncio.sleep(0)  # comparing takes time: other requests have their turn between two lines
        return found

    def _passed(self, known_at: datetime | None) -> None:
        if known_at is not None and known_at > self._reading.now:
            raise MomentToCome


def _matched(line: Row, others: list[Compared]) -> Row:
    found = matches_of(compared(line), others)
    return {
        "id": line["id"],
        "line": dict(line),
        "matches": [
            {
                "line": dict(other),
                "reasons": list(met.reasons),
                "population_groups": list(met.population_groups),
                "words": {"numerator": met.shared, "denominator": met.of},
            }
            for other, met in found[:MOST_SHOWN]
        ],
        "more": max(len(found) - MOST_SHOWN, 0),
    }


def shown(row: Row) -> dict[str, Any]:
    """A profile as the API shows it."""
    lines = row["lines"]
    return {
        **row,
        "offers": [line for line in lines if line["side"] == LineSide.OFFER],
        "needs": [line for line in lines if line["side"] == LineSide.NEED],
        "confirmed": row["confirmed_at"] is not None,
    }


class ProfileCommands:
    """Drafting profiles, changing and confirming them."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._repository = ProfileRepository(command.connection, command.initiative_id)
        self._organizations = OrganizationRepository(command.connection, command.initiative_id)

    async def draft(self, body: ProfileCreate) -> Row:
        """Begin a partner's profile; raises Forbidden, UnknownOrganization and ProfileExists."""
        organization_id = body.organization_id
        own = self._enter(organization_id)
        if not await self._organizations.on_the_map([organization_id]):
            raise UnknownOrganization
        profile: dict[str, Any] = {
            "id": uuid7(),
            "organization_id": organization_id,
            "version": 1,
            "confirmed": own,
            "asked_at": self._command.now,
            "created_at": self._command.now,
        }
        if not await self._repository.insert(profile):
            raise ProfileExists
        texts = body.model_dump(include=set(TEXTS))
        self._command.record(ProfileDrafted(**_named(profile), confirmed=own, **texts))
        for side, lines in ((LineSide.OFFER, body.offers), (LineSide.NEED, body.needs)):
            for line in lines:
                await self._add(profile, side, line, own=own)
        await self._write_version(profile, texts, own=own)
        return await self._read(profile["id"])

    async def describe(self, profile_id: UUID, body: ProfilePatch, precondition: Precondition) -> Row:
        """Change what a profile says; raises NotFound, Forbidden and PreconditionFailed."""
        profile, own = await self._locked(profile_id, precondition)
        before = await self._read(profile_id)
        changes = body.model_dump()
        if changes.items() <= dict(before).items():
            return before
        texts = {name: changes.get(name, before[name]) for name in TEXTS}
        self._command.record(ProfileDescribed(**_named(profile), confirmed=own, **texts))
        return await self._changed(profile, texts, own=own)

    async def confirm(self, profile_id: UUID, precondition: Precondition) -> Row:
        """Stand by a profile, for its partner.

        Raises NotFound, Forbidden, PreconditionFailed and ProfileConfirmedAlready.
        """
        profile, own = await self._locked(profile_id, precondition)
        if not own:
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES)
        if profile["confirmed"]:
            raise ProfileConfirmedAlready
        before = await self._read(profile_id)
        self._command.record(ProfileConfirmed(**_named(profile)))
        return await self._changed(profile, {name: before[name] for name in TEXTS}, own=True)

    async def add_line(self, profile_id: UUID, body: ProfileLineCreate) -> Row:
        """Add an offer or a need; raises NotFound, Forbidden and TooManyLines."""
        profile, own = await self._locked(profile_id, ANY_VERSION)
        if len(await self._repository.lines(profile_id)) >= MOST_OPEN_LINES:
            raise TooManyLines
        await self._add(profile, body.side, body, own=own)
        before = await self._read(profile_id)
        return await self._changed(profile, {name: before[name] for name in TEXTS}, own=own)

    async def end_line(self, profile_id: UUID, line_id: UUID, body: ProfileLineEnd) -> Row:
        """End an offer or a need; raises NotFound, Forbidden and LineEnded."""
        profile, own = await self._locked(profile_id, ANY_VERSION)
        lines = await self._repository.lines(profile_id, line_id)
        line = next((one for one in lines if one["id"] == line_id), None)
        if line is None:
            raise NotFound
        if line["ended"] is not None:
            raise LineEnded
        before = await self._read(profile_id)
        await self._repository.end_line(line_id, body.ended, self._command.now.date())
        self._command.record(
            ProfileLineEnded(
                **_named(profile),
                line_id=line_id,
                side=LineSide(line["side"]),
                kind=line["kind"],
                ended=body.ended,
                confirmed=own,
            )
        )
        texts = {name: before[name] for name in TEXTS}
        return await self._changed(profile, texts, own=own, ended=line_id)

    def _enter(self, organization_id: UUID) -> bool:
        """Go on as the partner, or as who facilitates; says which. Raises Forbidden for anybody else."""
        caller = self._command.caller
        if caller.standing is not None and organization_id in caller.standing.represents:
            self._command.caller = caller.acting(Capacity.REPRESENTATIVE, organization_id)
            return True
        if not caller.facilitates:
            raise Forbidden(OpenTo.ITS_REPRESENTATIVES, OpenTo.FACILITATORS)
        return False

    async def _locked(self, profile_id: UUID, precondition: Precondition) -> tuple[Row, bool]:
        profile = await self._repository.lock(profile_id)
        if profile is None:
            raise NotFound
        own = self._enter(profile["organization_id"])
        precondition.check(profile["version"])
        return profile, own

    async def _read(self, profile_id: UUID) -> Row:
        row = await self._repository.get(profile_id)
        assert row is not None
        return row

    async def _changed(self, profile: Row, texts: Row, *, own: bool, ended: UUID | None = None) -> Row:
        """Keep what a profile says from now on, and ask its partner where others changed it."""
        asked_at = self._command.now if profile["confirmed"] and not own else profile["asked_at"]
        after = {**profile, "version": profile["version"] + 1, "confirmed": own, "asked_at": asked_at}
        await self._repository.update(
            profile["id"], version=after["version"], confirmed=own, asked_at=asked_at
        )
        await self._write_version(after, texts, own=own, ended=ended)
        return await self._read(profile["id"])

    async def _write_version(self, profile: Row, texts: Row, *, own: bool, ended: UUID | None = None) -> None:
        """A version holds what stands, and what has just ended: what ended before, earlier ones show."""
        await self._repository.insert_version(
            {
                **texts,
                "profile_id": profile["id"],
                "version": profile["version"],
                "lines": [_stated(line) for line in await self._repository.lines(profile["id"], ended)],
                "by_partner": own,
                "confirmed_at": self._command.now if own else None,
                "recorded_at": self._command.now,
            }
        )

    async def _add(self, profile: Row, side: LineSide, body: OfferOrNeed, *, own: bool) -> None:
        said = body.model_dump(include={"kind", "text", "population_groups", "place", "until"})
        line_id = uuid7()
        await self._repository.insert_line(
            {
                **said,
                "id": line_id,
                "profile_id": profile["id"],
                "organization_id": profile["organization_id"],
                "side": side,
                "ended": None,
                "ended_on": None,
                "grams": name_row(self._command.initiative_id, body.text).grams,
                "created_at": self._command.now,
            }
        )
        self._command.record(
            ProfileLineAdded(**_named(profile), line_id=line_id, side=side, confirmed=own, **said)
        )


def _named(profile: Row) -> dict[str, UUID]:
    return {"profile_id": profile["id"], "organization_id": profile["organization_id"]}


def _stated(line: Row) -> dict[str, Any]:
    """An offer or a need as JSON keeps it."""
    said = {name: line[name] for name in _STATED}
    days = {name: said[name] and said[name].isoformat() for name in ("until", "ended_on")}
    return {"id": str(line["id"]), "side": line["side"], **said, **days}
