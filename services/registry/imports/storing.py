"""Storing what rows change, in bulk, each change with the event that the single call would record."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from services.registry.imports.organizations import DESCRIBED
from services.registry.imports.people import DESCRIBED as OF_PERSON
from services.registry.imports.people import PersonRows
from services.registry.imports.repository import ImportRepository
from services.registry.names.repository import NameRepository
from services.registry.organizations.events import OrganizationDescribed, OrganizationMapped
from services.registry.people.events import AffiliationBegun, AffiliationEnded, PersonDescribed, PersonJoined
from services.registry.people.repository import PersonRepository
from services.registry.ties.events import TieCorrected, TieReported
from services.registry.ties.repository import TieRepository
from shared.commands import Capacity, Command
from shared.eventlog.appending import LogMovedError
from shared.eventlog.event_types import Event
from shared.imports.watching import Watch

Row = Mapping[str, Any]

CHUNK = 200
"""Rows judged, or events recorded, without letting other requests have their turn: some milliseconds."""
_TOLD_OF_TIES = (
    *("from_organization_id", "to_organization_id", "kind"),
    *("intensity", "direction", "since", "until"),
)


class Rows(Protocol):
    """Judges the rows of a file, and knows what they change."""

    def judge(self, number: int, said: Mapping[str, str]) -> None:
        """Decide what becomes of a row."""

    def created(self) -> list[Row]:
        """What is new."""

    def changed(self) -> list[tuple[Row, dict[str, Any]]]:
        """What changes, and what of it."""


class Storing:
    """Stores the changes of one file, in the transaction of its import."""

    def __init__(self, command: Command, watch: Watch) -> None:
        self._command = command
        self._repository = ImportRepository(command.connection, command.initiative_id)
        self._watch = watch
        self._told = 0
        self._of = 0

    async def organizations(self, rows: Rows) -> None:
        """Map organizations and describe them anew; raises LogMovedError."""
        created, changed = self._of_file(rows)
        ids = [row["id"] for row, _ in changed]
        _unmoved(await self._repository.hold_organizations(ids), changed)
        now = [_described({**row, **changes}) | {"id": row["id"]} for row, changes in changed]
        await self._repository.insert_organizations(created, self._command.now)
        await self._repository.update_organizations(now)
        names = NameRepository(self._command.connection, self._command.initiative_id)
        await names.leave_to_worker([row["id"] for row in (*created, *now)])
        await self._tell(
            [
                OrganizationMapped(
                    organization_id=row["id"], stage=row["stage"], founding=False, **_described(row)
                )
            ]
            for row in created
        )
        await self._tell([OrganizationDescribed(organization_id=row["id"], **_described(row))] for row in now)

    async def people(self, rows: PersonRows) -> None:
        """Add people, describe them anew, and say whom they belong to; raises LogMovedError."""
        created, changed = self._of_file(rows)
        _unmoved(await self._repository.hold_people([row["id"] for row, _ in changed]), changed)
        begun = {row["id"]: rows.begun(row["id"]) for row in (*created, *(row for row, _ in changed))}
        await self._belong_to_what_is_there(begun.values())
        await self._repository.insert_people(
            [{name: row[name] for name in ("id", "part", *OF_PERSON)} for row in created], self._command.now
        )
        await self._repository.update_people(
            [
                {"id": row["id"]} | {name: {**row, **changes}[name] for name in OF_PERSON}
                for row, changes in changed
            ]
        )
        await self._repository.insert_affiliations(
            {**one, "person_id": person} for person, some in begun.items() for one in some
        )
        await self._repository.end_affiliations(
            {"person_id": row["id"], "id": one["id"], "until": one["until"]}
            for row, _ in changed
            for one in rows.ended(row["id"])
        )
        await self._tell(
            [_joined(row), *(_begun(row["id"], one) for one in begun[row["id"]])] for row in created
        )
        await self._tell(_of_person(row, changes, rows) for row, changes in changed)

    async def _belong_to_what_is_there(self, begun: Iterable[Sequence[Row]]) -> None:
        """Raise LogMovedError where an organization was merged into another meanwhile."""
        named = {one["organization_id"] for some in begun for one in some}
        people = PersonRepository(self._command.connection, self._command.initiative_id)
        if named - (await people.organizations(named)).keys():
            raise LogMovedError("an import was overtaken by a merging")

    async def ties(self, rows: Rows) -> None:
        """Report ties and correct them, each for the side that says so; raises LogMovedError."""
        created, changed = self._of_file(rows)
        ends = {row[end] for row in created for end in ("from_organization_id", "to_organization_id")}
        # As reporting one does: nobody else reports ties of theirs until this is done.
        held = await TieRepository(self._command.connection, self._command.initiative_id).hold(ends)
        if held != ends:
            raise LogMovedError("an import was overtaken by a merging")
        _unmoved(await self._repository.hold_ties([row["id"] for row, _ in changed]), changed)
        now = [{**row, **changes} for row, changes in changed]
        await self._repository.insert_ties(created, self._command.now)
        await self._repository.update_ties(now, self._command.now)
        represents = self._command.caller.standing.represents if self._command.caller.standing else ()
        for some, told in ((created, _reported), (now, _corrected)):
            own = [row for row in some if row["reported_by"] in represents]
            await self._tell([told(row)] for row in some if row["reported_by"] not in represents)
            for side in sorted({row["reported_by"] for row in own}):
                before = self._command.caller
                self._command.caller = before.acting(Capacity.REPRESENTATIVE, side)
                await self._tell([told(row)] for row in own if row["reported_by"] == side)
                self._command.caller = before

    def _of_file(self, rows: Rows) -> tuple[list[Row], list[tuple[Row, dict[str, Any]]]]:
        created, changed = rows.created(), rows.changed()
        self._of = len(created) + len(changed)
        return created, changed

    async def _tell(self, changes: Iterable[Sequence[Event]]) -> None:
        """Record the events of changes, letting others have their turn."""
        left = iter(changes)
        while some := list(islice(left, CHUNK)):
            for events in some:
                for event in events:
                    self._command.record(event)
            self._told += len(some)
            await self._watch.stored(self._told, self._of)
            await asyncio.sleep(0)


def _described(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in DESCRIBED}


def _joined(row: Row) -> PersonJoined:
    return PersonJoined(person_id=row["id"], part=row["part"], **{name: row[name] for name in OF_PERSON})


def _begun(person_id: UUID, one: Row) -> AffiliationBegun:
    told = {
        name: one[name] for name in ("organization_id", "title", "represents", "alternate", "since", "until")
    }
    return AffiliationBegun(affiliation_id=one["id"], person_id=person_id, **told)


def _of_person(row: Row, changes: Row, rows: PersonRows) -> list[Event]:
    """The events by which what changes of a person is told."""
    told: list[Event] = []
    if changes:
        now = {**row, **changes}
        told.append(PersonDescribed(person_id=row["id"], **{name: now[name] for name in OF_PERSON}))
    told += [_begun(row["id"], one) for one in rows.begun(row["id"])]
    told += [
        AffiliationEnded(affiliation_id=one["id"], person_id=row["id"], until=one["until"])
        for one in rows.ended(row["id"])
    ]
    return told


def _reported(row: Row) -> TieReported:
    told = {name: row[name] for name in (*_TOLD_OF_TIES, "reported_by", "mapped")}
    return TieReported(tie_id=row["id"], **told)


def _corrected(row: Row) -> TieCorrected:
    return TieCorrected(tie_id=row["id"], **{name: row[name] for name in _TOLD_OF_TIES})


def _unmoved(held: Mapping[UUID, int], changed: Iterable[tuple[Row, Any]]) -> None:
    """Raise LogMovedError where something that is to change was changed since it was read."""
    if any(held.get(row["id"]) != row["version"] for row, _ in changed):
        raise LogMovedError("an import was overtaken by another change")
