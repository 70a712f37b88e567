"""What a row says of a person, and how that differs from what is there: plain values, plain rules.

Nobody comes to speak for an organization by a file: what is imported represents nobody, and an affiliation
that represents is not ended by it either (docs/decisions/0031, 0045).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from pydantic import ValidationError

from services.registry.imports.errors import RowFault
from services.registry.imports.naming import Named, language_of, uuid_of
from services.registry.imports.ties import overlap
from services.registry.names.forms import writing
from services.registry.people.errors import UNTIL_BEFORE_SINCE
from services.registry.people.schemas import AffiliationCreate, PersonPatch
from shared.imports.cells import RowRefusedError
from shared.localization.languages import Language

Row = Mapping[str, Any]

_NAMES = ("name.he", "name.ar", "name.en")
_LANGUAGES: Final = {
    **dict.fromkeys(("עברית", "العبرية", "عبري", "hebrew"), Language.HEBREW),
    **dict.fromkeys(("ערבית", "العربية", "عربي", "arabic"), Language.ARABIC),
    **dict.fromkeys(("אנגלית", "الإنجليزية", "إنجليزي", "english"), Language.ENGLISH),
}
_Shape = TypeVar("_Shape", PersonPatch, AffiliationCreate)
_BY_WORD: Final = {writing(word): language.value for word, language in _LANGUAGES.items()}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a row says of a person, valid by the rules of the API; only what it says is there."""

    person_id: UUID | None
    values: dict[str, Any]
    affiliation: dict[str, Any] | None
    """With `organization_id`, `title`, `since` and `until`; None where the row names no organization."""


def draft_of(said: Mapping[str, str], organizations: Named) -> Draft:
    """A row's cells by field as a person; raises RowRefusedError."""
    person_id = None
    if "id" in said and (person_id := uuid_of(said["id"])) is None:
        raise RowRefusedError("bad_id", "id")
    values: dict[str, Any] = {name: said[name] for name in ("email", "phone") if name in said}
    name = {one[-2:]: said[one] for one in _NAMES if one in said}
    if "name" in said:
        name.setdefault(language_of(said["name"]), said["name"])
    if name:
        values["name"] = name
    if "language" in said:
        values["language"] = _BY_WORD.get(writing(said["language"]), said["language"].lower())
    valid = _valid(PersonPatch, values).model_dump(mode="json")
    return Draft(person_id, valid, _affiliation(said, organizations))


def _affiliation(said: Mapping[str, str], organizations: Named) -> dict[str, Any] | None:
    given = [name for name in ("title", "since", "until") if name in said]
    if "organization" not in said:
        if given:
            raise RowRefusedError(RowFault.MISSING, "organization")
        return None
    found = organizations.meant(said["organization"])
    if not found:
        raise RowRefusedError(RowFault.UNKNOWN_ORGANIZATION, "organization")
    if len(found) > 1:
        raise RowRefusedError(RowFault.SEVERAL_ORGANIZATIONS, "organization")
    values: dict[str, Any] = {"organization_id": found[0]["id"]}
    values |= {name: said[name] for name in ("since", "until") if name in said}
    if "title" in said:
        values["title"] = {language_of(said["title"]): said["title"]}
    valid = _valid(AffiliationCreate, values)
    title = valid.model_dump(mode="json")["title"]
    return {**values, "title": title, "since": valid.since, "until": valid.until}


def _valid(shape: type[_Shape], values: dict[str, Any]) -> _Shape:
    """The values by the rules of the single call; raises RowRefusedError, without anything that was said."""
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)[0]
        if wrong["type"] == UNTIL_BEFORE_SINCE.code:
            raise RowRefusedError(UNTIL_BEFORE_SINCE.code, "until") from None
        prop = str(wrong["loc"][0])
        raise RowRefusedError(f"bad_{prop}", prop) from None


def contradicts(earlier: Row, later: Row) -> bool:
    """Whether two rows say different things of one person."""
    names, other = earlier.get("name", {}), later.get("name", {})
    return any(writing(names[one]) != writing(other[one]) for one in names.keys() & other.keys()) or any(
        not alike(prop, earlier[prop], later[prop]) for prop in earlier.keys() & later.keys() - {"name"}
    )


def digits(phone: str) -> str:
    """What two writings of one number have in common."""
    return "".join(letter for letter in phone if letter.isdigit())


def alike(prop: str, one: Any, other: Any) -> bool:
    """Whether two values of a field are the same but for how they are written."""
    if one is None or other is None:
        return one is other
    if prop == "email":
        return bool(one.casefold() == other.casefold())
    return digits(one) == digits(other) if prop == "phone" else bool(one == other)


def differences(values: Row, person: Row, *, fill: bool, spelling: bool) -> tuple[dict[str, Any], list[str]]:
    """What a row changes of somebody who is there, and in which fields it differs without.

    With `fill`, gaps alone are filled. A name changes only where an id says who is meant (`spelling`).
    """
    changes: dict[str, Any] = {}
    kept: list[str] = []
    for prop, value in values.items():
        there = person[prop]
        if prop == "name":
            other = {one for one, text in value.items() if one in there and there[one] != text}
            may = spelling and not fill
            merged = {**there, **{one: text for one, text in value.items() if may or one not in there}}
            differs = not may and any(writing(there[one]) != writing(value[one]) for one in other)
        else:
            differs = fill and there is not None and not alike(prop, value, there)
            merged = there if differs or alike(prop, value, there) else value
        if differs:
            kept.append(prop)
        if merged != there:
            changes[prop] = merged
    return changes, kept


@dataclass(frozen=True, slots=True)
class Placed:
    """What a row about an affiliation comes to."""

    begins: bool = False
    ends: Row | None = None
    """The affiliation that gets another last day."""
    notes: tuple[tuple[RowFault, str], ...] = ()


def placed(theirs: Iterable[Row], said: Row, *, fill: bool) -> Placed:
    """What becomes of an affiliation that a row names, next to those the person has; raises RowRefusedError.

    One with the organization at the same time is the one meant. Of it only the last day can change, and of
    one that gives a vote not even that.
    """
    found = [
        one for one in theirs if one["organization_id"] == said["organization_id"] and overlap(one, said)
    ]
    if not found:
        return Placed(begins=True)
    exact = [one for one in found if (one["since"], one["until"]) == (said["since"], said["until"])]
    if len(found) > 1 and not exact:
        if said["since"] is None and said["until"] is None:
            return Placed()
        raise RowRefusedError(RowFault.SEVERAL_AFFILIATIONS, "organization")
    meant = (exact or found)[0]
    notes = []
    if said["title"] and not set(said["title"].values()) & set((meant["title"] or {}).values()):
        notes.append((RowFault.KEPT, "title"))
    if said["since"] not in (None, meant["since"]):
        notes.append((RowFault.KEPT, "since"))
    ends = None
    if said["until"] not in (None, meant["until"]):
        if meant["represents"] or meant["alternate"]:
            notes.append((RowFault.NOT_IMPORTED, "until"))
        elif fill and meant["until"] is not None:
            notes.append((RowFault.KEPT, "until"))
        else:
            ends = {**meant, "until": said["until"]}
    return Placed(ends=ends, notes=tuple(notes))


def with_days(affiliation: Row, organizations: Named) -> dict[str, Any]:
    """An affiliation as it is kept, its days as days, with the organization that its own was merged into."""
    own = UUID(affiliation["organization_id"])
    found = organizations.of_id(own)
    days = {
        name: date.fromisoformat(affiliation[name]) if affiliation[name] else None
        for name in ("since", "until")
    }
    return {
        **affiliation,
        **days,
        "id": UUID(affiliation["id"]),
        "organization_id": own if found is None else found["id"],
    }
