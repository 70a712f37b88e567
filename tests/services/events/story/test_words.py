"""Every type of event has words, in three languages, that say nothing the event does not have."""

import re
from datetime import date
from typing import Any

import pytest

from services.events.catalogue.service import event_types
from services.events.story.naming import KINDS, MONEY, NAMED_BY
from services.events.story.telling import Opened, tell
from services.events.story.thing_words import THING_WORDS, day_in_words, isolated, listed, money_in_words
from services.events.story.value_words import ACTOR_WORDS, CAPACITY_WORDS, VALUE_WORDS
from services.events.story.words import SENTENCES, values_of
from shared.commands import Capacity
from shared.localization.languages import Language

TYPES: list[dict[str, Any]] = event_types()
BY_NAME = {one["type"]: one for one in TYPES}
HEBREW, ARABIC = re.compile("[\u0590-\u05ff]"), re.compile("[\u0600-\u06ff]")


def fields(type_: dict[str, Any], *, required: bool = False) -> set[str]:
    """The open fields of a type."""
    return {
        field["name"]
        for field in type_["fields"]
        if field["audience"] == "open" and (field["required"] or not required)
    }


def values(type_name: str, field: str) -> list[str]:
    """What an open field may hold, where that is a list of codes."""
    defined = BY_NAME[type_name]["json_schema"].get("$defs", {}).get(values_of(type_name, field), {})
    found: list[str] = defined.get("enum", [])
    return found


@pytest.mark.parametrize("type_", TYPES, ids=lambda one: one["type"])
def test_every_type_of_event_has_words_that_say_what_it_has(type_: dict[str, Any]) -> None:
    assert type_["type"] in SENTENCES, "add its words to services/events/story/<service>_words.py"
    sentence = SENTENCES[type_["type"]]
    for message in sentence.messages:
        assert message.placeholders <= fields(type_, required=True)
        assert not message.placeholders & MONEY or "currency" in fields(type_, required=True)
    for when in sentence.otherwise:
        assert when.field in fields(type_)
        known = values(type_["type"], when.field)
        assert not known or when.value == [] or when.value in known


@pytest.mark.parametrize("type_", TYPES, ids=lambda one: one["type"])
def test_every_code_a_sentence_shows_has_a_word(type_: dict[str, Any]) -> None:
    for message in SENTENCES[type_["type"]].messages:
        for shown in message.placeholders:
            words = VALUE_WORDS.get(values_of(type_["type"], shown), {})
            assert set(values(type_["type"], shown)) <= words.keys(), shown


@pytest.mark.parametrize("type_", TYPES, ids=lambda one: one["type"])
def test_an_example_of_every_type_reads_as_written_in_each_language(type_: dict[str, Any]) -> None:
    data = {name: value for name, value in type_["example"].items() if name in fields(type_)}
    event = {
        "type": type_["type"],
        "subject": type_["subject"],
        "time": "2026-11-23T10:15:30.123456Z",
        "actor": {"kind": "person"},
        "data": data,
        "sealed": {},
    }
    told = tell(7, event, Opened(), {})["sentence"]
    assert told.keys() == {"he", "ar", "en"}
    assert HEBREW.search(told["he"])
    assert not ARABIC.search(told["he"])
    assert ARABIC.search(told["ar"])
    assert not HEBREW.search(told["ar"])
    assert not HEBREW.search(told["en"])
    assert not ARABIC.search(told["en"])
    for text in told.values():
        assert not re.search(r"[{}]|_|[0-9a-f]{8}-", text), text
        assert text[0] == text[0].upper()


def test_what_events_name_are_things_that_have_words() -> None:
    for type_name, namings in NAMED_BY.items():
        if type_name not in BY_NAME:
            continue
        assert not type_name.startswith("events."), "the service's own events have no position yet"
        audiences = {one["name"]: one["audience"] for one in BY_NAME[type_name]["fields"]}
        for naming in namings:
            assert audiences[naming.field] == "open"
            assert audiences[naming.name] == "members"
            assert naming.kind in THING_WORDS
    shown = {
        name for sentence in SENTENCES.values() for one in sentence.messages for name in one.placeholders
    }
    assert {KINDS[name] for name in shown & KINDS.keys()} <= THING_WORDS.keys()


def test_every_capacity_has_words() -> None:
    assert {capacity.value for capacity in Capacity} <= CAPACITY_WORDS.keys()
    assert set(VALUE_WORDS["StaffRole"]) <= CAPACITY_WORDS.keys()
    assert ACTOR_WORDS.keys() == {"person", "operator", "integration", "service"}


@pytest.mark.parametrize(
    ("phrases", "hidden", "he", "ar", "en"),
    [
        (["א"], 0, "א", "א", "א"),
        (["א", "ב"], 0, "א וב", "א وב", "א and ב"),
        (["א", "ב", "ג"], 0, "א, ב וג", "א، ב وג", "א, ב and ג"),
        (["א", "ב", "ג", "ד"], 0, "א, ב, ג ועוד 1", "א، ב، ג و1 أخرى", "א, ב, ג and 1 more"),
        (["א"], 2, "א ועוד 2", "א و2 أخرى", "א and 2 more"),
    ],
)
def test_several_names_are_said_as_people_say_them(
    phrases: list[str], hidden: int, he: str, ar: str, en: str
) -> None:
    for language, expected in ((Language.HEBREW, he), (Language.ARABIC, ar), (Language.ENGLISH, en)):
        assert listed(phrases, hidden, language) == expected


def test_days_are_said_with_the_names_of_their_months() -> None:
    day = date(2026, 11, 23)
    assert [day_in_words(day, one) for one in Language] == [
        "23 בנובמבר 2026",
        "23 تشرين الثاني 2026",
        "23 November 2026",
    ]


def test_money_is_said_in_whole_units_of_its_currency() -> None:
    amounts = ((120_000_000, "ILS"), (50, "EUR"), (1_500, "JPY"), (1_500, "JOD"), (0, "ILS"))
    assert [money_in_words(amount, currency).strip("\u2068\u2069") for amount, currency in amounts] == [
        "1,200,000 ILS",
        "0.50 EUR",
        "1,500 JPY",
        "1.500 JOD",
        "0 ILS",
    ]


def test_a_long_name_is_cut_and_keeps_its_direction_to_itself() -> None:
    said = isolated("מילה " * 100)
    assert (said[0], said[-1]) == ("\u2068", "\u2069")
    assert len(said) <= 122
    assert said.endswith("…\u2069")
