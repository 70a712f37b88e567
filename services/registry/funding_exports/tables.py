"""Money, what is done with the community, and mandates as rows of text, for spreadsheets.

Amounts are as the API has them, integers in minor units beside their currency: a program can add them up.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from shared.localization.languages import Language
from shared.localization.texts import pick

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What is needed to show rows to somebody: names of organizations, and their language."""

    organizations: Mapping[UUID, Mapping[str, str]]
    language: Language

    def text(self, said: Mapping[str, str] | None) -> str:
        """A text in the language asked for, or another it was written in."""
        return pick(said, self.language) if said else ""

    def named(self, ids: Iterable[UUID]) -> str:
        """The names of organizations; several are separated by a bar."""
        return "|".join(self.text(self.organizations.get(one)) for one in ids)


Cell = Callable[[Row, Shown], str]


def plain(name: str) -> Cell:
    """A value as it is: yes and no as in JSON, several separated by a bar, nothing as nothing."""

    def cell(row: Row, _: Shown) -> str:
        return _written(row[name])

    return cell


def text(name: str) -> Cell:
    """A text in the language of who reads."""

    def cell(row: Row, shown: Shown) -> str:
        return shown.text(row[name])

    return cell


def names_of(name: str) -> Cell:
    """The name of the organization, or of those, whose ids a value is."""

    def cell(row: Row, shown: Shown) -> str:
        ids = row[name]
        return shown.named(ids if isinstance(ids, list) else [ids] if ids is not None else [])

    return cell


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(_written(one) for one in value)
    return str(value)


def _columns(*parts: str, **others: Cell) -> dict[str, Cell]:
    return {**{name: plain(name) for name in parts}, **others}


FUNDING_SOURCES: Final = _columns(
    *("id", "funder_organization_id", "amount", "currency", "state", "earmarked_for_backbone"),
    *("starts_on", "ends_on", "withdrawn", "allocated", "allocated_to_backbone", "grant_id"),
    funder=names_of("funder_organization_id"),
    funder_name=text("funder_name"),
    terms=text("terms"),
)
GRANTS: Final = _columns(
    *("id", "source_id", "funder_organization_id", "amount", "pledged_amount", "currency", "agreed_on"),
    *("starts_on", "ends_on", "received", "due", "spent", "closed_on"),
    funder=names_of("funder_organization_id"),
    restricted_to=text("restricted_to"),
    conditions=text("conditions"),
)
ALLOCATIONS: Final = _columns(
    *("id", "source_id", "organization_id", "amount", "currency", "to_backbone", "activity_id", "withdrawn"),
    organization=names_of("organization_id"),
    purpose=text("purpose"),
)
SPENDING: Final = _columns(
    *("id", "allocation_id", "source_id", "organization_id", "amount", "currency", "spent_on", "category"),
    *("budget_line_id", "outside", "withdrawn"),
    organization=names_of("organization_id"),
    text=text("text"),
    explanation=text("explanation"),
)
CONTRIBUTIONS: Final = _columns(
    *("id", "organization_id", "kind", "amount", "currency", "starts_on", "ends_on", "confirmed"),
    "withdrawn",
    organization=names_of("organization_id"),
    text=text("text"),
)
ENGAGEMENT_ACTIVITIES: Final = _columns(
    *("id", "held_on", "involvement", "organization_ids", "languages", "support", "invited", "took_part"),
    *("with_lived_experience", "withdrawn"),
    organizations=names_of("organization_ids"),
    title=text("title"),
    text=text("text"),
)
PARTICIPATION_SUPPORT: Final = _columns(
    *("id", "support", "given_on", "number", "engagement_id", "meeting_id", "organization_id"),
    *("spending_id", "amount", "currency", "withdrawn"),
    organization=names_of("organization_id"),
)


def _carriers(answer: str) -> Cell:
    def cell(row: Row, shown: Shown) -> str:
        return "|".join(
            f"{shown.named([UUID(one['organization_id'])])}: {', '.join(one['roles'])}"
            for one in row["carriers"]
            if one["answer"] == answer
        )

    return cell


MANDATES: Final = _columns(
    *("id", "organization_ids", "backbone_type", "roles", "uncarried_roles", "status", "starts_on"),
    *("ends_on", "in_force", "caretaking_until", "renews", "consulted_ids", "decision_id"),
    organizations=names_of("organization_ids"),
    carried_by=_carriers("carries"),
    asked_to_carry=_carriers("asked"),
    consulted_organizations=names_of("consulted_ids"),
    authority=text("authority"),
    consulted=text("consulted"),
)
