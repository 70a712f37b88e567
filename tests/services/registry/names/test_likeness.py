"""Names that are one, and names that are nearly one: the same measure for two names and among many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.names.forms import writing
from services.registry.names.likeness import (
    Likeness,
    NameForm,
    NameIndex,
    form_of,
    likeness,
    one_letter_apart,
)
from tests.services.registry.names.generated import generated_names

SAME, SIMILAR = Likeness.SAME, Likeness.SIMILAR


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("בית חם לנוער", "בַּיִת חַם לַנֹּעַר", SIMILAR),  # without the letter of the vowel
        ("בית חם לנער", "בַּיִת חַם לַנֹּעַר", SAME),
        ("צה״ל ובריאות", "צהל ובריאות", SAME),
        ("מרכז אופק", "מרכז אופכ", SIMILAR),
        ("ארגון הורים", "ארגונ הורימ", SAME),
        ("جمعية الإحسان", "جمعيه الاحسان", SAME),
        ("عائلات من أجل السلام", "عائلات من اجل السلام", SAME),
        ("עמותת קשת בנגב (ע״ר)", "קשת בנגב", SAME),
        ("קידום נוער בגליל", "קדום נער בגליל", SIMILAR),
        ("אגודת הסטודנטים", "אגודת הסטודטנים", SIMILAR),
        ("קרן רוטשילד", "קרן רוטשולד", SIMILAR),
        ("קרן רוטשילד", "קרן רוטשילדה", SIMILAR),
        ("ביתחם לילדים", "בית חם לילדים", SIMILAR),
        ("לנוער בית חם", "בית חם לנוער", SIMILAR),
        ("התנועה לקידום נוער בגליל המערבי", "התנועה לקידום נוער המערבי", SIMILAR),
        ("בית חם", "בית קר", None),
        ("קרן אור", "קרן דוד", None),
        ("עמותת חסד לקידום הנוער", "עמותת אור לקידום הנוער", None),
        ("סניף 12 של התנועה", "סניף 13 של התנועה", None),
        ("פורום הורים א", "פורום הורים ב", None),
        ("BMI", "BAM", None),
        ("Community Center", "Community Centre", SIMILAR),
        ("???", "!!!", None),
    ],
)
def test_how_two_names_are_like_each_other(one: str, other: str, expected: Likeness | None) -> None:
    for pair in ((one, other), (other, one)):
        assert likeness(*map(form_of, pair)) is expected
    index: NameIndex[str] = NameIndex()
    index.add(form_of("מכון אחר לגמרי"), "another")
    index.add(form_of(one), "one")
    assert index.like(form_of(other)) == ({"one"} if expected else set())


def test_among_many_names_the_index_finds_exactly_those_that_comparing_each_would() -> None:
    names = generated_names(600, seed=3)
    mistyped = [name[:4] + name[5:] for name in names[::30]]
    index: NameIndex[int] = NameIndex()
    for at, name in enumerate(names):
        index.add(form_of(name), at)
    forms = [form_of(name) for name in names]
    found = 0
    for name in mistyped:
        form = form_of(name)
        one_by_one = {at for at, other in enumerate(forms) if likeness(form, other)}
        assert index.like(form) == one_by_one
        found += len(one_by_one)
    assert found > len(mistyped) // 2
    index.add(form_of(mistyped[0]), -1)  # also once it was asked
    assert -1 in index.like(form_of(mistyped[0]))


def test_in_a_register_each_name_is_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(one: NameForm, other: NameForm) -> Likeness | None:
        nonlocal compared
        compared += 1
        return likeness(one, other)

    monkeypatch.setattr("services.registry.names.likeness.likeness", counted)
    index: NameIndex[int] = NameIndex()
    names = generated_names(3_000)
    for at, name in enumerate(names):
        index.like(form_of(name))
        index.add(form_of(name), at)
    assert compared < 5 * len(names)


_WORDS = st.text("אבגדהxy1", min_size=1, max_size=6)


@given(st.lists(_WORDS, min_size=1, max_size=4), st.data())
def test_whatever_is_alike_is_found(words: list[str], data: st.DataObject) -> None:
    other = list(words)
    at = data.draw(st.integers(0, len(words) - 1))
    letters = list(other[at])
    where = data.draw(st.integers(0, len(letters) - 1))
    match data.draw(st.sampled_from(["drop", "other", "more", "swap", "without", "order"])):
        case "drop":
            del letters[where]
        case "other":
            letters[where] = "ז"
        case "more":
            letters.insert(where, "ח")
        case "swap":
            letters[where : where + 2] = reversed(letters[where : where + 2])
        case "without":
            letters = []
        case _:
            other.reverse()
            letters = list(other[at])
    other[at] = "".join(letters)
    one, two = form_of(" ".join(words)), form_of(" ".join(other))
    index: NameIndex[int] = NameIndex()
    index.add(one, 1)
    assert likeness(one, two) == likeness(two, one)
    assert index.like(two) == ({1} if likeness(one, two) else set())


def test_words_are_one_letter_apart() -> None:
    for pair in (("נוער", "נועד"), ("נוער", "נור"), ("נוער", "נועער"), ("נוער", "נועדר"), ("נוער", "נורע")):
        assert one_letter_apart(*pair)
        assert one_letter_apart(*reversed(pair))
    for pair in (("נוער", "נוגד"), ("נוער", "רעונ"), ("נוער", "נורעה")):
        assert not one_letter_apart(*pair)


def test_a_name_is_one_name_on_all_keyboards() -> None:
    assert writing("בֵּית־חַם, “עמותה”") == writing("בית חם ״עמותה״") == writing("בית-חם עמותה")
    assert writing("SHELTER\u200f") == writing("Shelter")
    assert writing("ארגונים") != writing("ארגונימ")
    assert writing("!?") == "!?"
