"""Organizations and ties as rows of text, in the columns that imports read."""

from collections.abc import Mapping
from typing import Any, Final

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
