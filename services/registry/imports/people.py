"""What becomes of rows about people: pure rules over who is there and what the rows say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.registry.imports.errors import RowFault
from services.registry.imports.naming import Named
from services.registry.imports.outcomes import Outcome, Outcomes
from services.registry.imports.person_drafts import (
    Draft,
    Placed,
    alike,
    contradicts,
    differences,
    digits,
    draft_of,
    placed,
    with_days,
)
from services.registry.imports.ties import overlap
from services.registry.names.forms import writing
from shared.ids import uuid7
from shared.imports.cells import RowRefusedError
from shared.imports.summary import ImportMode
from shared.localization.languages import Language
from shared.standing import Part

Row = Mapping[str, Any]

DESCRIBED = ("name", "email", "phone", "language")
_SAID = ("title", "since", "until")
_NEW = {"email": None, "phone": None, "language": Language.HEBREW.value, "part": Part.PARTICIPANT.value}


@dataclass(slots=True)
class _About:
    """A person whom rows of the file are about: as they are now, and what the rows make of them."""

    person: dict[str, Any]
    before: Row | None
    """As they were; None for somebody new."""
    said: dict[str, Any] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)
    contested: bool = False
    begun: list[Row] = field(default_factory=list)
    ended: dict[UUID, Row] = field(default_factory=dict)
    named: list[Row] = field(default_factory=list)
    """What the rows say of affiliations."""

    @property
    def changes(self) -> dict[str, Any]:
        """What changes of what is recorded of them."""
        assert self.before is not None
        return {name: self.person[name] for name in DESCRIBED if self.person[name] != self.before[name]}

    def begun_like(self, said: Row) -> Row | None:
        """The affiliation that an earlier row begins, and a later one is about as well."""
        for one in self.begun:
            if one["organization_id"] == said["organization_id"] and overlap(one, said):
                return one
        return None

    @staticmethod
    def says_more(mine: Row, said: Row | None) -> bool:
        """Whether a row says something of an affiliation that the row which begins it left out."""
        return said is not None and any(said[name] is not None and mine[name] is None for name in _SAID)

    def place(self, said: Row, place: Placed, mine: Row | None) -> None:
        """Let the person belong to an organization, and speak for nobody by it, or belong until a day."""
        self.named.append(said)
        theirs = self.person["affiliations"]
        if mine is not None:
            whole = {**mine, **{name: said[name] for name in _SAID if mine[name] is None}}
            self.begun[self.begun.index(mine)] = whole
            theirs[theirs.index(mine)] = whole
        elif place.begins:
            begun = {**said, "id": uuid7(), "represents": False, "alternate": False}
            self.begun.append(begun)
            theirs.append(begun)
        elif place.ends is not None:
            ends = place.ends
            self.ended[ends["id"]] = ends
            self.person["affiliations"] = [ends if one["id"] == ends["id"] else one for one in theirs]


class PersonRows:
    """Judges the rows of one file, one after another."""

    def __init__(
        self,
        organizations: Named,
        known: Iterable[Row],
        mode: ImportMode,
        outcomes: Outcomes,
        *,
        create_candidates: bool,
    ) -> None:
        self._organizations = organizations
        self._mode = mode
        self._outcomes = outcomes
        self._create_candidates = create_candidates
        self._people: dict[UUID, dict[str, Any]] = {}
        self._by: dict[tuple[str, str], dict[UUID, None]] = {}
        self._about: dict[UUID, _About] = {}
        for person in known:
            theirs = [with_days(one, organizations) for one in person["affiliations"] or ()]
            self._index({**person, "affiliations": theirs})

    def judge(self, number: int, said: Mapping[str, str]) -> None:
        """Decide what becomes of a row, as far as the rows before it tell."""
        try:
            draft = draft_of(said, self._organizations)
            found = self._meant(draft)
            if isinstance(found, RowFault):
                self._outcomes.settle(number, Outcome.MERGE_CANDIDATE)
                self._outcomes.say(found, "email" if found is RowFault.SAME_ADDRESS else "name", number)
            elif found is None:
                self._create(number, draft)
            else:
                self._go_on(number, draft, found)
        except RowRefusedError as refused:
            self._outcomes.reject(refused.code, refused.prop, number)

    def created(self) -> list[Row]:
        """The people who are new."""
        return [one.person for one in self._settled() if one.before is None]

    def changed(self) -> list[tuple[Row, dict[str, Any]]]:
        """The people of whom something changes, be it to whom they belong, with what is recorded anew."""
        return [
            (one.before, one.changes)
            for one in self._settled()
            if one.before is not None and (one.changes or one.begun or one.ended)
        ]

    def begun(self, person_id: UUID) -> list[Row]:
        """The affiliations that a person gets."""
        return self._about[person_id].begun

    def ended(self, person_id: UUID) -> list[Row]:
        """The affiliations of a person that get another last day, as they are then."""
        return list(self._about[person_id].ended.values())

    def _settled(self) -> Iterator[_About]:
        return (one for one in self._about.values() if not one.contested)

    def _index(self, person: dict[str, Any]) -> None:
        """Let a person be found by all that they have now."""
        self._people[person["id"]] = person
        for key in _keys(person):
            self._by.setdefault(key, {})[person["id"]] = None

    def _having(self, values: Row, *fields: str) -> list[Row]:
        """People who have one of the values of some fields."""
        found = {one: None for key in _keys(values) if key[0] in fields for one in self._by.get(key, ())}
        return [self._people[one] for one in found]

    def _meant(self, draft: Draft) -> dict[str, Any] | RowFault | None:
        """The person a row is about; None for somebody new, a fault where that cannot be told.

        An id says who is meant. Otherwise a name does not by itself: it takes the address, the number or the
        organization, too. Who has all that a row says is meant by it, whatever little it says.
        """
        if draft.person_id is not None:
            if (known := self._people.get(draft.person_id)) is None:
                raise RowRefusedError(RowFault.NOT_THERE, "id")
            return known
        values = draft.values
        called = self._having(values, "name")
        addressed = self._having(values, "email")
        meant = [one for one in addressed if one in called] if "name" in values else addressed
        if not addressed:
            meant = [one for one in called if self._is_backed(one, draft)]
        if len(meant) != 1:
            # Whichever of them it is, nothing changes.
            meant = [one for one in meant or called if self._says_nothing_new(one, draft)][:1]
        if meant:
            return self._people[meant[0]["id"]]
        if (addressed or called) and not self._create_candidates:
            return RowFault.SAME_ADDRESS if addressed else RowFault.SAME_NAME
        return None

    def _is_backed(self, person: Row, draft: Draft) -> bool:
        """Whether more than a name says that a row is about a person, and no other address says otherwise."""
        email, phone = draft.values.get("email"), draft.values.get("phone")
        if email and person["email"] and not alike("email", email, person["email"]):
            return False
        if phone and person["phone"] and alike("phone", phone, person["phone"]):
            return True
        return draft.affiliation is not None and any(
            one["organization_id"] == draft.affiliation["organization_id"] for one in person["affiliations"]
        )

    @staticmethod
    def _says_nothing_new(person: Row, draft: Draft) -> bool:
        changes, kept = differences(draft.values, person, fill=True, spelling=False)
        if changes or kept:
            return False
        try:
            place = _place_of(draft, person, fill=True)
        except RowRefusedError:
            return False
        return place is None or not (place.begins or place.ends or place.notes)

    def _create(self, number: int, draft: Draft) -> None:
        if self._mode is ImportMode.UPDATE:
            raise RowRefusedError(RowFault.NOT_THERE, None)
        if "name" not in draft.values:
            raise RowRefusedError(RowFault.MISSING, "name")
        person = {**_NEW, **draft.values, "id": uuid7(), "left_at": None, "affiliations": []}
        about = _About(person, None, dict(draft.values), [number])
        self._about[person["id"]] = about
        if draft.affiliation is not None:
            about.place(draft.affiliation, Placed(begins=True), None)
        self._index(person)
        self._outcomes.settle(number, Outcome.CREATED)

    def _go_on(self, number: int, draft: Draft, person: dict[str, Any]) -> None:
        """A row about somebody who is there, or whom an earlier row was about already."""
        if person["left_at"] is not None:
            raise RowRefusedError(RowFault.HAS_LEFT, None)
        about = self._about.get(person["id"])
        if about is None:
            before = dict(person)
            about = _About({**person, "affiliations": list(person["affiliations"])}, before)
        elif self._contradicts(about, draft):
            about.contested = True
            for row in about.rows:
                self._outcomes.reject(RowFault.DUPLICATE, None, row)
        if about.contested:
            raise RowRefusedError(RowFault.DUPLICATE, None)
        self._add(number, draft, about)

    def _contradicts(self, about: _About, draft: Draft) -> bool:
        """Whether a row says otherwise than an earlier one about the same person."""
        if contradicts(about.said, draft.values):
            return True
        said = draft.affiliation
        if said is None:
            return False
        again = [one for one in about.named if one["organization_id"] == said["organization_id"]]
        if any(overlap(one, said) and _differ(one, said) for one in again):
            return True
        ends = placed(about.person["affiliations"], said, fill=self._mode is ImportMode.FILL).ends
        if ends is None:
            return False
        # What an earlier row took to be this affiliation would, the next time, be another one.
        (before,) = [one for one in about.person["affiliations"] if one["id"] == ends["id"]]
        return any(overlap(one, before) and not overlap(one, ends) for one in again)

    def _add(self, number: int, draft: Draft, about: _About) -> None:
        fill = self._mode is ImportMode.FILL
        changes, kept = differences(
            draft.values, about.person, fill=fill, spelling=draft.person_id is not None
        )
        mine = None if draft.affiliation is None else about.begun_like(draft.affiliation)
        place = _place_of(draft, about.person, fill=fill) if mine is None else Placed()
        more = mine is not None and about.says_more(mine, draft.affiliation)
        changed = bool(changes or more or (place and (place.begins or place.ends)))
        if changed and self._mode is ImportMode.CREATE and about.before is not None:
            raise RowRefusedError(RowFault.THERE_ALREADY, next(iter(changes), "organization"))
        again = bool(about.rows)
        self._about[about.person["id"]] = about
        about.rows.append(number)
        about.said |= draft.values
        about.person |= changes
        if place is not None and draft.affiliation is not None:
            about.place(draft.affiliation, place, mine)
            for code, prop in place.notes:
                self._outcomes.say(code, prop, number)
        self._index(about.person)
        self._outcomes.settle(number, Outcome.UPDATED if changed else Outcome.UNCHANGED)
        if again and not changed:
            self._outcomes.say(RowFault.REPEATED, None, number)
        for prop in kept:
            self._outcomes.say(RowFault.KEPT, prop, number)


def _differ(one: Row, other: Row) -> bool:
    """Whether two rows say different things of an affiliation; what one leaves out differs from nothing."""
    return any(None not in (one[name], other[name]) and one[name] != other[name] for name in _SAID)


def _place_of(draft: Draft, person: Row, *, fill: bool) -> Placed | None:
    """What becomes of the affiliation a row names; None where it names none. Raises RowRefusedError."""
    said = draft.affiliation
    return None if said is None else placed(person["affiliations"], said, fill=fill)


def _keys(values: Row) -> Iterator[tuple[str, str]]:
    """What somebody can be found by, of what is said of them or recorded."""
    for text in (values.get("name") or {}).values():
        yield "name", writing(text)
    if values.get("email"):
        yield "email", values["email"].casefold()
    if values.get("phone"):
        yield "phone", digits(values["phone"])
