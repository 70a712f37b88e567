"""Organizations, people and ties as rows of text, in the columns that imports read."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from shared.localization.languages import Language
from shared.localization.texts import pick

Row = Mapping[str, Any]

ORGANIZATION_COLUMNS: Final = (
    *("id", "name.he", "name.ar", "name.en", "sector", "stage", "founding"),
    *("identifiers", "population_groups", "places_served", "decision_maker_kinds", "website"),
)
TIE_COLUMNS: Final = (
    *("id", "from", "from_name", "to", "to_name", "kind", "intensity", "direction"),
    *("since", "until", "reported_by", "confirmation"),
)


PERSON_COLUMNS: Final = (
    *("id", "name.he", "name.ar", "name.en", "email", "phone", "language"),
    *("organization", "organization_name", "title", "since", "until"),
)


def person_rows(
    row: Row, called: Mapping[UUID, Mapping[str, str]], language: Language
) -> Iterator[list[str]]:
    """A person's rows, one for each organization they belong to, and one for whoever belongs to none."""
    own = [
        str(row["id"]),
        *(row["name"].get(one, "") for one in ("he", "ar", "en")),
        *(row[name] or "" for name in ("email", "phone", "language")),
    ]
    for one in row["affiliations"] or [None]:
        if one is None:
            yield [*own, "", "", "", "", ""]
        else:
            name = pick(called[UUID(one["organization_id"])], language)
            title = pick(one["title"], language) if one["title"] else ""
            yield [*own, one["organization_id"], name, title, one["since"] or "", one["until"] or ""]


def organization_row(row: Row) -> list[str]:
    """An organization's cells."""
    return [
        str(row["id"]),
        *(row["name"].get(language, "") for language in ("he", "ar", "en")),
        row["sector"],
        row["stage"],
        "true" if row["founding"] else "false",
        "|".join(f"{one['scheme']}:{one['value']}" for one in row["identifiers"]),
        *("|".join(row[name]) for name in ("population_groups", "places_served", "decision_maker_kinds")),
        row["website"] or "",
    ]


def tie_row(row: Row, language: Language) -> list[str]:
    """A tie's cells; its organizations by id, and by name for who reads."""
    return [
        str(row["id"]),
        str(row["from_organization_id"]),
        pick(row["from_name"], language),
        str(row["to_organization_id"]),
        pick(row["to_name"], language),
        row["kind"],
        row["intensity"] or "",
        row["direction"],
        _text(row["since"]),
        _text(row["until"]),
        _text(row["reported_by"]),
        row["confirmation"],
    ]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
