"""The rules of the agenda's sections: who drafts, on what a draft rests, who brought the thought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from services.agenda.sections.errors import (
    SectionIsDiscarded,
    SourceNotCitable,
    TooManySections,
    UnknownCitation,
    VoiceNotCitable,
)
from services.agenda.sections.events import (
    Change,
    SectionDiscarded,
    SectionDrafted,
    SectionKind,
    SectionRedrafted,
    SectionStatus,
)
from services.agenda.sections.principle_templates import is_template
from services.agenda.sections.repository import SectionRepository
from services.agenda.sections.schemas import SectionCreate, SectionPatch
from services.agenda.sections.wording import Wording, change_of, translated_into
from services.agenda.voices.events import VoiceStatus
from shared.charter import discard_text, word_text
from shared.citing.kinds import CitedKind
from shared.commands import Command, Reading
from shared.http.preconditions import Precondition
from shared.http.problems import NotFound
from shared.ids import uuid7

Row = Mapping[str, Any]

MOST_SECTIONS = 200
"""Sections of a working draft: a document that people read, and that a decision names whole."""


class Sections:
    """Reading the sections of an initiative's agenda."""

    def __init__(self, reading: Reading) -> None:
        self._repository = SectionRepository(reading.connection, reading.initiative_id)

    async def get(self, section_id: UUID) -> Row:
        """One section; raises NotFound."""
        row = await self._repository.get(section_id)
        if row is None:
            raise NotFound
        (section,) = await with_bringers(self._repository, [row])
        return section

    async def page(
        self, after: UUID, limit: int, *, kind: SectionKind | None, status: SectionStatus | None
    ) -> list[Row]:
        """Sections after an id, of a kind, of a status."""
        rows = await self._repository.page(after, limit, {"kind": kind, "status": status})
        return await with_bringers(self._repository, rows)

    async def revisions(self, section_id: UUID, after: UUID, limit: int) -> list[Row]:
        """Wordings a section has had after one, oldest first; raises NotFound."""
        if await self._repository.get(section_id) is None:
            raise NotFound
        rows = await self._repository.revisions(section_id, after, limit)
        return [with_citations(row) for row in rows]


@dataclass(frozen=True, slots=True)
class _Citations:
    """What voices about to be cited say of the text that cites them."""

    unconfirmed: int
    of_others: int
    """Voices of somebody who is not on the staff, sources and statements."""
    of_the_community: bool


class SectionCommands:
    """Changing the sections of an initiative's agenda."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._caller = command.caller
        self._repository = SectionRepository(command.connection, command.initiative_id)

    async def draft(self, body: SectionCreate) -> Row:
        """Add a section to the working draft.

        Raises TooManySections, UnknownCitation, VoiceNotCitable, SourceNotCitable and CharterRefusal.
        """
        if await self._repository.count() >= MOST_SECTIONS:
            raise TooManySections
        offered = body.kind is SectionKind.PRINCIPLES and is_template(body.title, body.text)
        change = Change.TEMPLATE if offered else Change.DRAFTING
        community = await self._rest_on(body.cites, body.cites_sources, change)
        place = body.place if body.place is not None else await self._repository.next_place(body.kind)
        section_id = uuid7()
        revision = self._revision(
            section_id,
            revision=1,
            kind=body.kind,
            change=change,
            title=body.title,
            text=body.text,
            translated_into=[],
            cited_voice_ids=body.cites,
            cited_source_ids=body.cites_sources,
            rests_on_community=community,
        )
        section = {
            "id": section_id,
            "kind": body.kind,
            "place": place,
            "status": SectionStatus.DRAFT,
            "revision_id": revision["id"],
            "worded_by_partners": not self._caller.is_staff,
            "version": 1,
            "created_at": self._command.now,
        }
        row = await self._repository.insert(section, revision)
        self._command.record(SectionDrafted(**_stated(row)))
        return await self._shown(row)

    async def redraft(self, section_id: UUID, body: SectionPatch, precondition: Precondition) -> Row:
        """Give a section its next revision; a change that changes nothing makes none.

        Raises NotFound, PreconditionFailed, SectionIsDiscarded, UnknownCitation, VoiceNotCitable,
        SourceNotCitable and CharterRefusal.
        """
        row = await self._locked(section_id, precondition)
        given = body.model_dump()
        merged: dict[str, Any] = {name: given.get(name, row[name]) for name in ("place", "title", "text")}
        merged["cited_voice_ids"] = given.get("cites", row["cited_voice_ids"])
        merged["cited_source_ids"] = given.get("cites_sources", row["cited_source_ids"])
        if all(row[name] == value for name, value in merged.items()):
            return await self._shown(row)
        basis = _wording(await self._repository.basis(section_id))
        change = change_of(_wording(merged), basis, _wording(row))
        community = row["rests_on_community"]
        if change is Change.DRAFTING:
            community = await self._rest_on(merged["cited_voice_ids"], merged["cited_source_ids"], change)
        place = merged.pop("place")
        by_partner = not self._caller.is_staff
        drafted = by_partner or change is Change.DRAFTING
        revision = self._revision(
            section_id,
            **merged,
            revision=row["revision"] + 1,
            kind=row["kind"],
            change=change,
            translated_into=[] if drafted else translated_into(_wording(merged), basis),
            rests_on_community=community,
        )
        section = {
            **row,
            "place": place,
            "worded_by_partners": row["worded_by_partners"] or (by_partner and change is Change.DRAFTING),
        }
        changed = await self._repository.update(section, revision)
        self._command.record(SectionRedrafted(**_stated(changed)))
        return await self._shown(changed)

    async def discard(self, section_id: UUID, precondition: Precondition) -> None:
        """Take a section out of the working draft.

        Raises NotFound, PreconditionFailed, SectionIsDiscarded and CharterRefusal.
        """
        row = await self._locked(section_id, precondition)
        discard_text(staff=self._caller.is_staff, worded_by_partners=row["worded_by_partners"])
        await self._repository.set(row, status=SectionStatus.DISCARDED)
        self._command.record(SectionDiscarded(section_id=section_id))

    def _revision(self, section_id: UUID, *, change: Change, **values: Any) -> dict[str, Any]:
        corrected = change not in (Change.DRAFTING, Change.TEMPLATE)
        return {
            **values,
            "id": uuid7(),
            "section_id": section_id,
            "change": change,
            # What a partner writes is never a mere correction: staff do not correct it further and further.
            "basis": not (self._caller.is_staff and corrected),
            "drafted_by": self._caller.person_id,
            "drafted_at": self._command.now,
        }

    async def _rest_on(self, voice_ids: Sequence[UUID], source_ids: Sequence[UUID], change: Change) -> bool:
        """Whether a draft rests on the community's voices, where it may rest on what it cites."""
        citations = await self._citations(voice_ids, source_ids)
        word_text(
            staff=self._caller.is_staff,
            drafting=change is Change.DRAFTING,
            cites=citations.of_others,
            unconfirmed=citations.unconfirmed,
        )
        if citations.unconfirmed:
            raise VoiceNotCitable
        return citations.of_the_community

    async def _citations(self, voice_ids: Sequence[UUID], source_ids: Sequence[UUID]) -> _Citations:
        voices = await self._repository.cite(voice_ids, self._command.now.date())
        sources = await self._repository.sources(source_ids)
        if len(voices) < len(voice_ids) or len(sources) < len(source_ids):
            raise UnknownCitation
        if not all(source["serves"] for source in sources):
            raise SourceNotCitable
        return _Citations(
            unconfirmed=sum(voice["status"] != VoiceStatus.CONFIRMED for voice in voices),
            # A voice brought before its bringer joined the staff is no longer what others brought.
            # What happened outside was thought by nobody: it explains a text, and is no ground to word it.
            of_others=sum(not voice["by_staff"] for voice in voices)
            + sum(source["kind"] != CitedKind.CONTEXT_EVENT for source in sources),
            of_the_community=any(voice["of_the_community"] for voice in voices),
        )

    async def _locked(self, section_id: UUID, precondition: Precondition) -> Row:
        row = await self._repository.lock(section_id)
        if row is None:
            raise NotFound
        precondition.check(row["version"])
        if row["status"] == SectionStatus.DISCARDED:
            raise SectionIsDiscarded
        return row

    async def _shown(self, row: Row) -> Row:
        (section,) = await with_bringers(self._repository, [row])
        return section


def _wording(row: Row) -> Wording:
    cited = frozenset((*row["cited_voice_ids"], *row["cited_source_ids"]))
    return Wording(row["title"], row["text"], cited)


def _stated(row: Row) -> dict[str, Any]:
    named = ("revision_id", "revision", "kind", "place", "change", "cited_voice_ids", "cited_source_ids")
    return {"section_id": row["id"]} | {name: row[name] for name in (*named, "title", "text")}


def with_citations(row: Row) -> dict[str, Any]:
    """A row with its citations as the API calls them."""
    return {**row, "cites": row["cited_voice_ids"], "cites_sources": row["cited_source_ids"]}


async def with_bringers(repository: SectionRepository, rows: Sequence[Row]) -> list[Row]:
    """Rows with those who brought the voices they rest on; whoever no longer stands by one is not named."""
    brought = await repository.bringers({voice for row in rows for voice in row["cited_voice_ids"]})
    return [with_citations(row) | _bringers(row["cited_voice_ids"], brought) for row in rows]


def _bringers(voice_ids: Sequence[UUID], brought: Mapping[UUID, Row]) -> dict[str, Any]:
    standing = [
        brought[voice_id]
        for voice_id in voice_ids
        if voice_id in brought and brought[voice_id]["status"] == VoiceStatus.CONFIRMED
    ]
    people = dict.fromkeys(
        (one["brought_by_person_id"], one["brought_by_organization_id"]) for one in standing
    )
    kept = {one["id"] for one in standing}
    return {
        "brought_by": [{"person_id": person, "organization_id": body} for person, body in people],
        "cites_withdrawn": [voice_id for voice_id in voice_ids if voice_id not in kept],
    }


async def erase_person(connection: asyncpg.Connection, initiative_id: UUID, person_id: UUID) -> None:
    """Erase what the sections hold of a person: that they drafted. The text is the initiative's and stays."""
    await SectionRepository(connection, initiative_id).forget_drafter(person_id)
