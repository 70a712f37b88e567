"""The charter for everybody to read: every rule, in every language, without a token."""

import pytest

from shared.charter_words import TEXTS, TITLES, Rule
from shared.localization.languages import Language
from tests.kit import Field, World


@pytest.mark.parametrize("language", Language)
async def test_the_charter_is_read_without_a_token_in_ones_language(world: World, language: Language) -> None:
    answer = await world.http.get("/registry/v1/charter", headers={"Accept-Language": language.value})
    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language.value)
    body = answer.json()
    assert body["language"] == language.value
    assert [rule["code"] for rule in body["rules"]] == [rule.value for rule in Rule]
    for rule in body["rules"]:
        assert rule["title"] == TITLES[Rule(rule["code"])].in_all_languages()
        assert rule["text"] == TEXTS[Rule(rule["code"])].in_all_languages()
        assert rule["shown"] == f"{rule['title'][language]}\n{rule['text'][language]}"


async def test_a_refusal_is_of_the_type_the_charter_names(world: World, field: Field) -> None:
    refused = await field.facilitator.post("agenda/voices", {"text": {"he": "קול הצוות"}})
    rules = (await world.http.get("/registry/v1/charter")).json()["rules"]
    assert refused.json()["type"] in {rule["type"] for rule in rules}
