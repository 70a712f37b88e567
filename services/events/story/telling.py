"""Telling an event: its sentence in three languages, who acted, what it names, what was said of it.

Plain functions over an envelope, what the reader may open of it, and the names the reader may see. Nothing a
reader may not open gets here.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from services.events.story.naming import MONEY, REASONS, kind_of
from services.events.story.thing_words import (
    ERASED,
    NOTHING,
    THING_WORDS,
    day_in_words,
    isolated,
    listed,
    moment_in_words,
    money_in_words,
)
from services.events.story.value_words import ACTOR_WORDS, CAPACITY_WORDS, UNNAMED_ACTOR, VALUE_WORDS
from services.events.story.words import DESCRIBED, SENTENCES, UNKNOWN, event_type, values_of
from shared.localization.languages import Language
from shared.localization.texts import pick

MOST_THINGS: Final = 20
"""Things told of one event; an electorate can have thousands, and a page stays a page."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called, as far as the reader may see."""

    kind: str
    text: Mapping[str, str] | None = None
    erased: bool = False
    """There was a name, and it is gone for everybody."""
    closed: bool = False
    """There is a name, and it is not for this reader."""


Names = Mapping[UUID, Name]


@dataclass(slots=True)
class Opened:
    """What is left to open of an event's sealed fields."""

    values: dict[str, Any] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)


def name_of(row: Mapping[str, Any]) -> Name:
    """A name as it was read: not there any more, not for the reader, or its text."""
    text = json.loads(row["value"]) if row["value"] is not None else None
    return Name(row["kind"], text, erased=row["erased"], closed=text is None and not row["erased"])


def ids_in(event: Mapping[str, Any]) -> set[UUID]:
    """The ids an event names, its actor's and their organization's included, as far as they are told."""
    actor = event["actor"]
    acting = {UUID(actor[key]) for key in ("id", "organization") if actor.get(key)}
    return acting | {identifier for _, identifier in _things(event)[0]}


def _things(event: Mapping[str, Any]) -> tuple[list[tuple[str, UUID]], int]:
    """What an event names, by kind and id, its subject first, and how many more there are."""
    found: dict[UUID, str] = {}
    for key, value in event["data"].items():
        if kind := kind_of(event["type"], key):
            for one in _flat(value):
                found.setdefault(UUID(one), kind)
    subject = event["subject"].rpartition("/")[2]
    ordered = sorted(found.items(), key=lambda one: str(one[0]) != subject)
    return [(kind, one) for one, kind in ordered[:MOST_THINGS]], max(len(ordered) - MOST_THINGS, 0)


def _flat(value: Any) -> Iterator[str]:
    """The ids in a field: one, several, or several for each of several."""
    for one in _as_list(value):
        yield from _as_list(one)


def tell(position: int, event: Mapping[str, Any], opened: Opened, names: Names) -> dict[str, Any]:
    """An event of the log as an item of the story."""
    things, more = _things(event)
    return {
        "position": position,
        "time": event["time"],
        "type": event["type"],
        "sentence": {language.value: in_words(event, names, language) for language in (*Language,)},
        "actor": _actor(event["actor"], names),
        "about": [_about(kind, identifier, names) for kind, identifier in things],
        "more_about": more,
        "reason": next((opened.values[one] for one in REASONS if one in opened.values), None),
        "closed": opened.closed,
        "erased": sorted(event["sealed"].keys() - opened.values.keys() - set(opened.closed)),
    }


def _about(kind: str, identifier: UUID, names: Names) -> dict[str, Any]:
    name = names.get(identifier, Name(kind))
    return {
        "kind": name.kind,
        "id": identifier,
        "name": name.text,
        "closed": name.closed,
        "erased": name.erased,
    }


def _actor(actor: Mapping[str, Any], names: Names) -> dict[str, Any]:
    kind, capacity = actor["kind"], actor.get("capacity")
    identifier, organization = (
        UUID(actor[key]) if actor.get(key) else None for key in ("id", "organization")
    )
    name = names.get(identifier, Name(kind)) if identifier else Name(kind)
    words = CAPACITY_WORDS.get(capacity or "")
    return {
        "kind": kind,
        "id": identifier,
        "person_id": identifier if kind == "person" else None,
        "name": name.text,
        "closed": name.closed,
        "erased": name.erased,
        "capacity": capacity,
        "capacity_in_words": words.in_all_languages() if words else None,
        "organization_id": organization,
        "organization_name": names[organization].text if organization and organization in names else None,
    }


def actor_in_words(actor: Mapping[str, Any], language: Language) -> str:
    """Who acted, by name where there is one to say."""
    if actor["name"] is not None:
        return pick(actor["name"], language)
    words = ERASED["person"] if actor["erased"] else ACTOR_WORDS.get(actor["kind"], ACTOR_WORDS["service"])
    if actor["kind"] == "person" and actor["id"] is None:
        words = UNNAMED_ACTOR
    return _begun(words.render(language))


def _begun(text: str) -> str:
    """A sentence begins with a capital, in the language that has them."""
    return text[0].upper() + text[1:]


def in_words(event: Mapping[str, Any], names: Names, language: Language) -> str:
    """The sentence for an event in a language."""
    name, data = event["type"], event["data"]
    if (sentence := SENTENCES.get(name)) is None:
        return _without_words(name, language)
    message = sentence.of(data)
    values = {
        placeholder: money_in_words(data[placeholder], data["currency"])
        if placeholder in MONEY
        else _value(name, placeholder, data.get(placeholder), names, language)
        for placeholder in message.placeholders
    }
    return _begun(message.render(language, **values))


def _without_words(name: str, language: Language) -> str:
    known = event_type(name)
    if known is None:
        return UNKNOWN.render(language, type=isolated(name))
    return DESCRIBED.render(language, type=isolated(name), description=known["description"])


def _value(type_name: str, key: str, value: Any, names: Names, language: Language) -> str:
    """An open fact as words: a name, the word for a code, a day, a number."""
    if value is None or value == []:
        return NOTHING.render(language)
    if kind := kind_of(type_name, key):
        return _called(kind, [UUID(one) for one in _as_list(value)], names, language)
    shown = _SHOWN_AS.get(values_of(type_name, key)) or _code(values_of(type_name, key))
    return listed([shown(one, language) for one in _as_list(value)], 0, language)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_SHOWN_AS: Final[dict[str, Callable[[Any, Language], str]]] = {
    "date": lambda value, language: day_in_words(date.fromisoformat(value), language),
    "date-time": lambda value, language: moment_in_words(datetime.fromisoformat(value), language),
}


def _code(values: str) -> Callable[[Any, Language], str]:
    words = VALUE_WORDS.get(values, {})

    def in_language(value: Any, language: Language) -> str:
        if isinstance(value, int):
            return str(value)
        return words[value].render(language) if value in words else isolated(str(value))

    return in_language


def _called(kind: str, things: Sequence[UUID], names: Names, language: Language) -> str:
    """Things by their names; where none has one to say, what they are, and how many."""
    found = [names.get(one, Name(kind)) for one in things]
    phrases = [_phrase(name, language) for name in found if name.text is not None]
    if not phrases and len(found) > 1:
        return THING_WORDS[kind].several.render(language, count=len(found))
    if not phrases:
        return _phrase(found[0], language)
    return listed(phrases, len(found) - len(phrases), language)


def _phrase(name: Name, language: Language) -> str:
    words = THING_WORDS[name.kind]
    if name.text is not None:
        return words.named.render(language, name=isolated(pick(name.text, language)))
    return (ERASED[name.kind] if name.erased and name.kind in ERASED else words.unnamed).render(language)
