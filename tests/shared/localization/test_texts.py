import json
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from shared.eventlog.canonical import canonical
from shared.localization.languages import Language
from shared.localization.texts import LocalizedLine, LocalizedText, pick


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)

    name: LocalizedLine
    about: LocalizedText | None = None


def test_only_languages_that_are_there_come_out() -> None:
    body = _Body.model_validate({"name": {"ar": " اسم ", "he": "שם"}})
    assert body.model_dump(mode="json") == {"name": {"he": "שם", "ar": "اسم"}, "about": None}
    assert json.loads(body.model_dump_json())["name"] == {"he": "שם", "ar": "اسم"}


def test_localized_text_goes_into_the_log_as_it_is() -> None:
    body = _Body.model_validate({"name": {"en": "a", "he": "ש"}})
    assert canonical(body.name) == '{"en":"a","he":"ש"}'.encode()


@pytest.mark.parametrize(
    ("name", "location", "code"),
    [
        ({}, ("name",), "text_no_language"),
        ({"he": None}, ("name", "he"), "string_type"),
        ({"he": "שם", "en": None}, ("name", "en"), "string_type"),
        ({"he": " "}, ("name", "he"), "text_blank"),
        ({"fr": "nom"}, ("name", "fr"), "extra_forbidden"),
        ({"he": "א\nב"}, ("name", "he"), "text_line_break"),
        ({"he": "א" * 301}, ("name", "he"), "string_too_long"),
        ("שם", ("name",), "dict_type"),
        (None, ("name",), "dict_type"),
    ],
)
def test_localized_text_is_refused_where_it_is_wrong(name: Any, location: tuple[str, ...], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        _Body.model_validate({"name": name})
    assert [(error["loc"], error["type"]) for error in caught.value.errors()] == [(location, code)]


def test_free_text_is_longer_and_has_lines() -> None:
    about = {"he": "א\n" * 4_999 + "ב"}
    assert _Body.model_validate({"name": {"he": "שם"}, "about": about}).about == about


def test_requests_and_responses_share_one_schema_without_required_languages() -> None:
    request = _Body.model_json_schema(mode="validation")["$defs"]
    response = _Body.model_json_schema(mode="serialization")["$defs"]
    assert request == response
    assert set(request) == {"LocalizedLine", "LocalizedText"}
    line = request["LocalizedLine"]
    assert {key: line[key] for key in ("type", "minProperties", "additionalProperties")} == {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": False,
    }
    assert "required" not in line
    assert list(line["properties"]) == ["he", "ar", "en"]
    assert line["properties"]["ar"].items() >= {"type": "string", "minLength": 1, "maxLength": 300}.items()
    assert request["LocalizedText"]["properties"]["he"]["maxLength"] == 10_000
    for schema in request.values():
        for example in schema["examples"]:
            assert _Body.model_validate({"name": example}).name == example


@pytest.mark.parametrize(
    ("text", "language", "picked"),
    [
        ({"he": "ש", "ar": "ع", "en": "e"}, Language.ARABIC, "ع"),
        ({"he": "ש", "en": "e"}, Language.ARABIC, "ש"),
        ({"ar": "ع", "en": "e"}, Language.HEBREW, "ع"),
        ({"en": "e"}, Language.HEBREW, "e"),
        ({"ru": "р"}, Language.HEBREW, "р"),
    ],
)
def test_text_falls_back_to_its_leading_language(
    text: dict[str, str], language: Language, picked: str
) -> None:
    assert pick(text, language) == picked


def test_text_in_no_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="no language"):
        pick({}, Language.HEBREW)
