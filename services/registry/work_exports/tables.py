"""Forums, meetings, interactions, commitments and credit as rows of text, for spreadsheets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from shared.localization.languages import Language
from shared.localization.texts import pick

Row = Mapping[str, Any]

FORUM_MEMBER_COLUMNS: Final = (
    *("forum_id", "forum", "kind", "seat_id", "person_id", "person", "organization_id", "organization"),
    *("sector", "role", "votes", "status", "ends_on"),
)
MEETING_COLUMNS: Final = (
    *("id", "forum_id", "forum", "title", "starts_at", "duration_minutes", "status", "minutes"),
    *("present", "online", "excused", "absent"),
)
ATTENDANCE_COLUMNS: Final = (
    *("meeting_id", "forum_id", "forum", "title", "starts_at", "person_id", "person", "answer", "status"),
)
INTERACTION_COLUMNS: Final = (
    *("id", "type", "occurred_at", "person_ids", "people", "organization_ids", "organizations"),
    *("tone", "notes", "principle_id", "confidential", "withdrawn", "recorded_by", "recorded_at"),
)
COMMITMENT_COLUMNS: Final = (
    *("id", "by_person_id", "by_person", "by_organization_id", "by_organization"),
    *("to_person_id", "to_person", "to_organization_id", "to_organization"),
    *("text", "due_on", "status", "view_by", "view_to", "withdrawn", "interaction_id", "meeting_id"),
    "recorded_at",
)
RECOGNITION_COLUMNS: Final = (
    *("id", "given_at", "given_by", "given_by_name", "by_organization_id", "by_organization"),
    *("to_organization_id", "to_organization", "to_person_id", "to_person", "text", "meeting_id"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What people and organizations of some rows are called; one that was merged is the one that stays."""

    people: Mapping[UUID, Mapping[str, str]]
    organizations: Mapping[UUID, Row]
    language: Language

    def person(self, person_id: UUID | None) -> list[str]:
        """Id and name of a person; empty where there is none, as once they have been erased."""
        name = None if person_id is None else self.people.get(person_id)
        return [cell(person_id), self.said(name)]

    def organization(self, organization_id: UUID | None) -> list[str]:
        """Id and name of an organization."""
        row = None if organization_id is None else self.organizations.get(organization_id)
        return [cell(row and row["id"]), self.said(row and row["name"])]

    def sector(self, organization_id: UUID | None) -> str:
        """An organization's sector."""
        row = None if organization_id is None else self.organizations.get(organization_id)
        return cell(row and row["sector"])

    def said(self, text: Mapping[str, str] | None) -> str:
        """A text in the language asked for, or another it was written in."""
        return "" if not text else pick(text, self.language)


def cell(value: Any) -> str:
    """A value as text: moments by UTC, yes and no as in JSON, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(value)


def forum_member_row(row: Row, names: Names) -> list[str]:
    """A seat in a forum; a forum without any has one row."""
    return [
        cell(row["forum_id"]),
        names.said(row["forum_name"]),
        row["kind"],
        cell(row["seat_id"]),
        *names.person(row["person_id"]),
        *names.organization(row["organization_id"]),
        names.sector(row["organization_id"]),
        *(cell(row[name]) for name in ("role", "votes", "status", "ends_on")),
    ]


def meeting_row(row: Row, names: Names) -> list[str]:
    """A meeting, and how many came."""
    counted = ("present", "online", "excused", "absent")
    return [
        *(cell(row[name]) for name in ("id", "forum_id")),
        names.said(row["forum_name"]),
        names.said(row["title"]),
        *(cell(row[name]) for name in ("starts_at", "duration_minutes", "status", "minutes")),
        *(cell(row[name]) if row["recorded"] else "" for name in counted),
    ]


def attendance_row(row: Row, names: Names) -> list[str]:
    """Whether somebody said they would come to a meeting, and came."""
    return [
        *(cell(row[name]) for name in ("meeting_id", "forum_id")),
        names.said(row["forum_name"]),
        names.said(row["title"]),
        cell(row["starts_at"]),
        *names.person(row["person_id"]),
        *(cell(row[name]) for name in ("answer", "status")),
    ]


def interaction_row(row: Row, names: Names) -> list[str]:
    """An interaction, as whoever reads may see it; several parties are separated by a bar."""
    people = [names.person(one) for one in ids_of(row["parties"], "person_id")]
    organizations = [names.organization(one) for one in ids_of(row["parties"], "organization_id")]
    return [
        *(cell(row[name]) for name in ("id", "type", "occurred_at")),
        *_listed(people),
        *_listed(organizations),
        cell(row["tone"]),
        names.said(row["notes"]),
        *(cell(row[name]) for name in ("principle_id", "confidential", "withdrawn", "recorded_by")),
        cell(row["created_at"]),
    ]


def commitment_row(row: Row, names: Names) -> list[str]:
    """A commitment, and what both sides say of it."""
    views = {view["side"]: view["outcome"] for view in row["views"] or []}
    return [
        cell(row["id"]),
        *names.person(row["by_person_id"]),
        *names.organization(row["by_organization_id"]),
        *names.person(row["to_person_id"]),
        *names.organization(row["to_organization_id"]),
        names.said(row["text"]),
        *(cell(row[name]) for name in ("due_on", "status")),
        *(cell(views.get(side)) for side in ("by", "to")),
        *(cell(row[name]) for name in ("withdrawn", "interaction_id", "meeting_id", "created_at")),
    ]


def recognition_row(row: Row, names: Names) -> list[str]:
    """Credit somebody gave."""
    return [
        *(cell(row[name]) for name in ("id", "given_at")),
        *names.person(row["given_by"]),
        *names.organization(row["by_organization_id"]),
        *names.organization(row["to_organization_id"]),
        *names.person(row["to_person_id"]),
        names.said(row["text"]),
        cell(row["meeting_id"]),
    ]


def ids_of(parties: Iterable[Row], name: str) -> list[UUID]:
    """The people, or the organizations, among parties."""
    return [UUID(party[name]) for party in parties or () if party[name] is not None]


def _listed(named: Iterable[list[str]]) -> list[str]:
    pairs = list(named)
    return ["|".join(pair[place] for pair in pairs) for place in (0, 1)]
