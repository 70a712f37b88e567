"""The agenda as a whole: the working draft, what was adopted, how the two differ."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from services.agenda.sections.repository import SectionRepository
from services.agenda.sections.service import with_bringers
from services.agenda.versions.difference import differences
from services.agenda.versions.document import markdown
from services.agenda.versions.repository import VersionRepository
from services.agenda.versions.schemas import VersionKind
from shared.commands import Reading
from shared.deciding import fraction_as_json
from shared.heavy_work import HeavyWork
from shared.http.problems import NotFound
from shared.localization.languages import Language
from shared.localization.texts import pick

Row = Mapping[str, Any]

_PATIENCE = 5.0
"""Seconds that comparing two documents may take, waiting for a process included."""
_COMPARED = ("section_id", "revision_id", "kind", "title", "text")


class Agenda:
    """Reading the agenda of an initiative."""

    def __init__(self, reading: Reading) -> None:
        self._sections = SectionRepository(reading.connection, reading.initiative_id)
        self._versions = VersionRepository(reading.connection, reading.initiative_id)

    async def overview(self) -> dict[str, Any]:
        """The draft, what was adopted, and where they part."""
        draft = await self._draft()
        agenda = await self._versions.newest(VersionKind.AGENDA)
        principles = await self._versions.newest(VersionKind.PRINCIPLES)
        adopted = await self._whole(agenda) if agenda else None
        known = {one["section_id"]: one["revision_id"] for one in adopted["sections"]} if adopted else {}
        drafted = {one["section_id"] for one in draft}
        return {
            "draft": draft,
            "draft_community_share": fraction_as_json(community_share(draft)),
            "adopted": adopted,
            "adopted_principles": await self._whole(principles) if principles else None,
            "changed_section_ids": [
                one["section_id"] for one in draft if known.get(one["section_id"]) != one["revision_id"]
            ],
            "discarded_section_ids": [section for section in known if section not in drafted],
        }

    async def in_force(self) -> tuple[UUID | None, list[dict[str, Any]]]:
        """The agenda adopted last and its sections; where there is none, those of the working draft."""
        version = await self._versions.newest(VersionKind.AGENDA)
        if version is None:
            return None, await self._draft()
        return version["id"], (await self._whole(version))["sections"]

    async def page(self, after: UUID, limit: int) -> list[Any]:
        """Adopted versions after an id."""
        return await self._versions.page(after, limit)

    async def version(self, version_id: UUID) -> dict[str, Any]:
        """An adopted version with its text; raises NotFound."""
        return await self._whole(await self._found(version_id))

    async def text(self, version_id: UUID | None, language: Language) -> str:
        """A version, or the working draft, as Markdown; raises NotFound."""
        if version_id is None:
            return markdown(await self._draft(), language, None)
        version = await self.version(version_id)
        return markdown(version["sections"], language, version["adopted_at"].date().isoformat())

    async def difference(
        self, version_id: UUID, to_version_id: UUID | None, heavy_work: HeavyWork
    ) -> dict[str, Any]:
        """What differs between a version and another, or the working draft; raises NotFound."""
        earlier = (await self.version(version_id))["sections"]
        later = (await self.version(to_version_id))["sections"] if to_version_id else await self._draft()
        compared = await heavy_work.run(differences, _plain(earlier), _plain(later), within_s=_PATIENCE)
        return {"from_version_id": version_id, "to_version_id": to_version_id, "sections": compared}

    async def _draft(self) -> list[dict[str, Any]]:
        rows = await with_bringers(self._sections, await self._sections.draft())
        return [{**row, "section_id": row["id"]} for row in rows]

    async def _whole(self, version: Row) -> dict[str, Any]:
        revisions = await self._versions.revisions(version["revision_ids"])
        rows = await with_bringers(self._sections, revisions)
        sections = [{**row, "revision_id": row["id"]} for row in rows]
        share = fraction_as_json(community_share(sections))
        return {**version, "sections": sections, "community_share": share}

    async def _found(self, version_id: UUID) -> Row:
        version = await self._versions.get(version_id)
        if version is None:
            raise NotFound
        return version


def community_share(sections: Sequence[Row]) -> Fraction:
    """How much of a text rests on the community's voices: characters of each section's leading language.

    Translations do not count twice. Nothing of an empty document does.
    """
    sizes = [(len(pick(one["text"], Language.HEBREW)), one["rests_on_community"]) for one in sections]
    whole = sum(size for size, _ in sizes)
    return Fraction(sum(size for size, community in sizes if community), whole) if whole else Fraction(0)


def _plain(sections: Sequence[Row]) -> list[dict[str, Any]]:
    return [{name: one[name] for name in _COMPARED} for one in sections]
