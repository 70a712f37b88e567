"""What counts as spelling and translation, and what is drafting: decided from texts alone."""

import random
from uuid import UUID

import pytest

from services.agenda.sections.events import Change
from services.agenda.sections.principle_templates import TEMPLATES, is_template
from services.agenda.sections.wording import (
    Wording,
    change_of,
    corrects_spelling,
    could_translate,
    distance,
    translated_into,
)

VOICE = UUID("01936f9a-0000-7000-8000-000000000011")
LONG = " ".join(["מי שפונות לעזרה נענות בשפתן בכל שעה ביממה"] * 5)


def worded(cited: frozenset[UUID] = frozenset(), **text: str) -> Wording:
    return Wording({"he": "מענה"}, text, cited)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("כל אישה נענת בשפתה", "כל אישה נענית בשפתה"),
        ("תכנית עבודה משותפת", "תוכנית עבודה משותפת"),
        ("שלום לכולם", "שָׁלוֹם לכולם"),
        ("צהל והמשטרה", "צה״ל והמשטרה"),
        ("أجندة مشتركة للجميع", "اجندة مشتركة للجميع"),
        ("الدعم متاح دائما", "الدعم متاح دائمًا"),
        ("we recieve calls at night", "we receive calls at night"),
        ("There is an answer , at night", "there is an answer, at night."),
        ("a safe home for every body", "a safe home for everybody"),
        ("within 24 hours", "Within 24 hours."),
    ],
)
def test_corrections_of_spelling(old: str, new: str) -> None:
    assert corrects_spelling(new, old)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("השדרה אינה מחליטה", "השדרה מחליטה"),
        ("השותפים יחליטו", "השותפים לא יחליטו"),
        ("מי שלא פנו", "מי שלו פנו"),
        ("the partners now decide", "the partners not decide"),
        ("it is important to all", "it is unimportant to all"),
        ("الشركاء لم يقرروا", "الشركاء لن يقرروا"),
        ("within 24 hours", "within 42 hours"),
        ("a fall of 1.5 percent", "a fall of 15 percent"),
        ("a change of -5 in a year", "a change of 5 in a year"),
        ("up to 90% of calls", "up to 90 of calls"),
        ("women and men", "women and children"),
        ("ab cd", "ab ce"),
        ("x" * 50 + " stays", "x" * 49 + "y stays"),
    ],
)
def test_what_says_something_else_is_no_spelling(old: str, new: str) -> None:
    assert not corrects_spelling(new, old)


def test_of_a_text_one_word_in_twenty_can_be_misspelt() -> None:
    words = LONG.split()
    slips = [index for index, word in enumerate(words) if len(word) >= 4]
    for count, allowed in ((2, True), (3, False)):
        changed = list(words)
        for index in slips[:count]:
            changed[index] += "ם"
        assert len(words) // 20 == 2
        assert corrects_spelling(" ".join(changed), LONG) is allowed


def test_any_rearrangement_of_words_is_drafting() -> None:
    chance = random.Random(4)
    words = ["partners", "answer", "women", "nightly", "together", "Arabic"]
    for _ in range(50):
        mixed = chance.sample(words, len(words))
        assert corrects_spelling(" ".join(mixed), " ".join(words)) is (mixed == words)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [("", "", 0), ("ab", "ba", 1), ("recieve", "receive", 1), ("abc", "", 3), ("kitten", "sitting", 3)],
)
def test_distances(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == distance(other, one) == steps


def test_a_change_is_compared_with_what_was_drafted_last() -> None:
    basis = worded(he="השותפים נפגשים")
    corrected = worded(he="השותפים נפגשיים")
    again = worded(he="השותפות נפגשיים")
    assert change_of(corrected, basis, basis) is Change.SPELLING
    # Each step alone is small; together they are more than a slip.
    assert corrects_spelling(again.text["he"], corrected.text["he"])
    assert change_of(again, basis, corrected) is Change.DRAFTING
    assert change_of(basis, basis, corrected) is Change.SPELLING


def test_a_change_that_only_adds_languages_is_translation() -> None:
    basis = worded(he="השותפים נפגשים")
    both = worded(he="השותפים נפגשים", en="The partners meet.")
    assert change_of(both, basis, basis) is Change.TRANSLATION
    assert translated_into(both, basis) == ["en"]
    assert change_of(worded(he="השותפים נפגשים", en="Partners meet."), basis, both) is Change.TRANSLATION
    assert change_of(basis, basis, both) is Change.TRANSLATION
    assert change_of(worded(en="The partners meet."), basis, both) is Change.DRAFTING
    # What partners have said in a language is no longer a translation that staff may word anew.
    assert change_of(worded(he="השותפים נפגשים", en="The backbone meets."), both, both) is Change.DRAFTING


def test_an_essay_is_no_translation_of_a_line() -> None:
    assert could_translate("Violence in intimate relationships", {"he": "אלימות בזוגיות"})
    assert not could_translate("word " * 60, {"he": "אלימות בזוגיות"})
    assert not could_translate("no", {"he": "מילים רבות " * 20})
    basis = worded(he="השותפים נפגשים")
    essay = worded(he="השותפים נפגשים", en="and also " * 40)
    assert change_of(essay, basis, basis) is Change.DRAFTING


def test_other_citations_are_drafting_and_another_place_is_none() -> None:
    basis = worded(he="השותפים נפגשים")
    cited = worded(frozenset({VOICE}), he="השותפים נפגשים")
    assert change_of(cited, basis, basis) is Change.DRAFTING
    assert change_of(basis, basis, basis) is Change.ARRANGEMENT


def test_a_template_is_offered_word_for_word() -> None:
    for template in TEMPLATES:
        title, text = template.title.in_all_languages(), template.text.in_all_languages()
        assert is_template(title, text)
        assert is_template({"ar": title["ar"]}, {"ar": text["ar"], "en": text["en"]})
        assert not is_template(title, text | {"he": text["he"] + " וגם"})
    assert len({template.code for template in TEMPLATES}) == len(TEMPLATES)
    assert not is_template(TEMPLATES[0].title.in_all_languages(), TEMPLATES[1].text.in_all_languages())
