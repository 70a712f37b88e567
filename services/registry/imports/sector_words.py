"""Which sector or kind of decision makers a word of a file is: its code, or its name in a language."""

from typing import Final

from services.registry.catalogues.decision_maker_kinds import DECISION_MAKER_KINDS
from services.registry.catalogues.sectors import SECTORS
from services.registry.names.forms import writing
from services.registry.organizations.events import Sector

_WORDS: Final[dict[Sector, tuple[str, ...]]] = {
    Sector.PUBLIC: ("government", "municipal", "ממשלתי", "שלטון מקומי", "רשות מקומית", "حكومي", "عام"),
    Sector.NONPROFIT: (
        *("ngo", "non-profit", "not for profit", "third sector", "עמותה", "מגזר שלישי", "חל״צ"),
        *("ללא כוונת רווח", "جمعية", "غير ربحي", "القطاع الثالث"),
    ),
    Sector.BUSINESS: ("company", "private", "עסקים", "חברה", "פרטי", "شركة", "خاص"),
    Sector.COMMUNITY: ("קהילה", "مجتمعي", "مجتمع"),
    Sector.PHILANTHROPY: ("foundation", "פילנתרופיה", "קרן", "صندوق", "مؤسسة مانحة"),
    Sector.ACADEMIA: ("university", "research", "אקדמיה", "אוניברסיטה", "جامعة", "أكاديمي"),
    Sector.OTHER: ("אחר", "آخر", "أخرى"),
}


def _by_word() -> dict[str, str]:
    found = {writing(word): sector.value for sector, words in _WORDS.items() for word in words}
    for entry in SECTORS.entries:
        found |= {writing(word): entry.code for word in entry.name.in_all_languages().values()}
    return found | {writing(sector): sector.value for sector in Sector}


_SECTORS: Final = _by_word()
_DECISION_MAKERS: Final = {
    writing(word): entry.code
    for entry in DECISION_MAKER_KINDS.entries
    for word in (entry.code, *entry.name.in_all_languages().values())
}


def sector_of(text: str) -> str:
    """The sector's code; a word that is none stays as it is, for the rules of the API to refuse."""
    return _SECTORS.get(writing(text), text)


def decision_maker_kind_of(text: str) -> str:
    """The code of a kind of decision makers; a word that is none stays as it is, to be refused."""
    return _DECISION_MAKERS.get(writing(text), text)
