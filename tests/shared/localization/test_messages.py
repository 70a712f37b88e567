import pytest

from shared.localization.input_rules import InputRule, all_input_rules, input_rule
from shared.localization.languages import Language
from shared.localization.messages import Message


def test_a_message_is_rendered_in_each_language() -> None:
    message = Message(he="עוד {count} ימים", ar="{count} أيام أخرى", en="{count} more days")
    assert [message.render(language, count=3) for language in Language] == [
        "עוד 3 ימים",
        "3 أيام أخرى",
        "3 more days",
    ]
    assert message.in_all_languages(count=3) == {"he": "עוד 3 ימים", "ar": "3 أيام أخرى", "en": "3 more days"}


def test_a_message_needs_the_same_placeholders_in_every_language() -> None:
    with pytest.raises(ValueError, match="same in every language"):
        Message(he="{count}", ar="{count}", en="{number}")


def test_a_message_exists_in_every_language() -> None:
    with pytest.raises(ValueError, match="every language"):
        Message(he="כן", ar=" ", en="yes")


@pytest.mark.parametrize("text", ["{}", "{0}", "{a.b}", "{a[0]}"])
def test_placeholders_are_plain_names(text: str) -> None:
    with pytest.raises(ValueError, match="plain names"):
        Message(he=text, ar=text, en=text)


def test_a_message_without_its_values_is_not_rendered() -> None:
    with pytest.raises(KeyError):
        Message(he="{n}", ar="{n}", en="{n}").render(Language.ENGLISH)


def test_an_input_rule_is_found_by_its_code_and_cannot_change_its_words() -> None:
    rule = InputRule("test_limit", Message(he="עד {n}", ar="حتى {n}", en="up to {n}"))
    assert input_rule("test_limit") is rule
    assert rule in all_input_rules()
    assert InputRule("test_limit", rule.message) == rule
    with pytest.raises(ValueError, match="other words"):
        InputRule("test_limit", Message(he="עד {n}!", ar="حتى {n}", en="up to {n}"))
    with pytest.raises(ValueError, match="lower_snake_case"):
        InputRule("Test-Limit", rule.message)


def test_a_broken_rule_carries_exactly_the_values_its_message_needs() -> None:
    rule = InputRule("test_most", Message(he="עד {n}", ar="حتى {n}", en="up to {n}"))
    error = rule.broken(n=5)
    assert (error.type, error.context) == ("test_most", {"n": 5})
    with pytest.raises(TypeError, match="needs values"):
        rule.broken(m=5)
