"""Sectors in words: every sector, every language, every method; nothing where there is one sector alone."""

from fractions import Fraction

import pytest

from services.agenda.decisions.closing import result_as_json
from services.agenda.decisions.events import VoterSector
from services.agenda.decisions.sector_words import sectors_in_words
from shared.localization.languages import Language
from shared.outcomes import CHOICES, Method, MethodName, Quorum, Said, outcome_of

ANY = Quorum(Fraction(1, 1_000))


def words(method: Method, tally: dict[str, dict[Said | None, int]], language: Language) -> list[str]:
    result = result_as_json(outcome_of(method, ANY, tally, ("a", "b")))
    return list(sectors_in_words(result, method, language))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", MethodName)
def test_every_sector_has_its_sentence_with_its_numbers(name: MethodName, language: Language) -> None:
    said: list[Said | None] = [*CHOICES[name], None]
    tally = {sector.value: dict.fromkeys(said, 7 + number) for number, sector in enumerate(VoterSector)}
    sentences = words(Method(name), tally, language)
    assert len(set(sentences)) == len(VoterSector)
    for sentence, sector in zip(sentences, sorted(VoterSector), strict=True):
        each = 7 + list(VoterSector).index(sector)
        assert str(each * len(said)) in sentence
        assert str(each * (len(said) - 1)) in sentence
        assert sentence.endswith(".")


def test_a_sector_is_said_to_have_carried_or_not() -> None:
    yes, no, abstain = CHOICES[MethodName.SECTOR_BALANCED]
    balanced = Method(MethodName.SECTOR_BALANCED, Fraction(1, 2), 1)
    assert words(
        balanced, {"public": {yes: 2, no: 1}, "business": {abstain: 1, None: 3}}, Language.ENGLISH
    ) == [
        "Business sector: 1 of 4 voted; 0 in favour, 0 against, 1 abstained; the majority was not reached.",
        "Public sector: 3 of 3 voted; 2 in favour, 1 against, 0 abstained; the majority was reached.",
    ]


def test_one_sector_alone_is_everybody() -> None:
    assert words(Method(MethodName.MAJORITY), {"public": {None: 3}}, Language.HEBREW) == []
