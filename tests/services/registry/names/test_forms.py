"""One form for every way of writing the same name, and what is left of it to compare by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.names.forms import essence, stem, stems, words


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("בַּיִת חַם", "בית חם"),
        ("קרן שלום", "קרנ שלומ"),
        ("עמותה (ע״ר)", 'עמותה (ע"ר)'),
        ("גלים בע״מ", "גלים בע''מ"),
        ("גלים בע״מ", "גלים בעמ"),
        ("גלים ב.ע.מ.", "גלים בעמ"),
        ("ג׳וינט", "ג'וינט"),
        ("תל־אביב", "תל אביב"),
        ("תל – אביב", "תל-אביב"),
        ("וועדה", "ועדה"),
        ("שיווק", "שיוק"),
        ("ﬡור", "אור"),
        ("جمعيّةُ الإحسان", "جمعيه الاحسان"),
        ("أمل", "امل"),
        ("آمال", "امال"),
        ("مؤسسة", "موسسه"),
        ("هيئة", "هييه"),
        ("مستشفى", "مستشفي"),
        ("بنـــاء", "بنا"),
        ("ﻻﺟﺊ", "لاجي"),
        ("فرع ٢٣", "فرع 23"),
        ("Café", "CAFE"),
        ("Women's Forum", "womens forum"),
        ("\u200fבית חם\u200e", "בית חם"),
    ],
)
def test_two_ways_of_writing_the_same_are_the_same(written: str, same: str) -> None:
    assert words(written) == words(same) != ()


@pytest.mark.parametrize(
    ("word", "readings"),
    [
        ("לחינוכ", ("חינוכ",)),
        ("ולחינוכ", ("לחינוכ", "חינוכ")),
        ("הורימ", ("ורימ",)),
        ("בית", ()),
        ("הבית", ("בית",)),
        ("החמ", ("חמ",)),
        ("לחמ", ()),
        ("שלומ", ("לומ",)),
        ("אגודה", ()),
        ("الاحسان", ("احسان",)),
        ("والاحسان", ("احسان",)),
        ("للنسا", ("نسا",)),
        ("امل", ()),
        ("the", ()),
    ],
)
def test_a_word_is_also_read_without_what_may_be_prefixes(word: str, readings: tuple[str, ...]) -> None:
    assert stems(word) == readings
    assert stem(word) == (readings[-1] if readings else word)


def test_what_a_body_is_in_law_does_not_tell_names_apart() -> None:
    assert essence("עמותת האור (ע״ר)") == essence("אור") == ("אור",)
    assert essence("Light Ltd.") == essence("LIGHT")
    assert essence("בע״מ") == ("בעמ",)  # a name of nothing else is still a name
    assert essence("בית חם") != essence("בית קר")


def test_what_has_no_letters_has_no_words() -> None:
    assert words("?! — ״ ׳ .") == essence("…") == ()


@given(st.text(max_size=40))
def test_any_text_has_a_form_and_the_form_is_its_own(text: str) -> None:
    found = words(text)
    assert words(" ".join(found)) == found
    assert all(word and not word.isspace() for word in found)
