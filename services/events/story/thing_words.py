"""How a thing is called inside a sentence: with its name, without one, several at once; days and moments.

Every name stands between isolates (U+2068, U+2069), so that a name in one direction does not turn a sentence
in the other. The noun goes with it, and verbs agree with the noun.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from shared.localization.languages import Language
from shared.localization.messages import Message

_SHOWN = 3
"""Names said of a list; of the rest only how many."""
_LONGEST = 120
"""Characters of a name inside a sentence; statements can be long."""


@dataclass(frozen=True, slots=True)
class ThingWords:
    """The words for things of a kind."""

    named: Message
    unnamed: Message
    several: Message


def _thing(named: Message, unnamed: Message, several: Message) -> ThingWords:
    return ThingWords(named, unnamed, several)


THING_WORDS: dict[str, ThingWords] = {
    "activity": _thing(
        Message(he="הפעילות ״{name}״", ar="النشاط «{name}»", en="the activity “{name}”"),
        Message(he="פעילות", ar="نشاط", en="an activity"),
        Message(he="פעילויות ({count})", ar="أنشطة ({count})", en="activities ({count})"),
    ),
    "backbone_service": _thing(
        Message(
            he="שירות השדרה ״{name}״",
            ar="خدمة المنظمة الداعمة «{name}»",
            en="the backbone's service “{name}”",
        ),
        Message(he="שירות של השדרה", ar="خدمة للمنظمة الداعمة", en="a service of the backbone"),
        Message(he="שירותי השדרה ({count})", ar="خدمات المنظمة الداعمة ({count})", en="services ({count})"),
    ),
    "policy_option": _thing(
        Message(he="חלופת המדיניות ״{name}״", ar="بديل السياسات «{name}»", en="the policy option “{name}”"),
        Message(he="חלופת מדיניות", ar="بديل سياسات", en="a policy option"),
        Message(he="חלופות מדיניות ({count})", ar="بدائل سياسات ({count})", en="policy options ({count})"),
    ),
    "commitment": _thing(
        Message(he="ההתחייבות ״{name}״", ar="الالتزام «{name}»", en="the commitment “{name}”"),
        Message(he="התחייבות", ar="التزام", en="a commitment"),
        Message(he="התחייבויות ({count})", ar="التزامات ({count})", en="commitments ({count})"),
    ),
    "decision": _thing(
        Message(he="ההחלטה בשאלה ״{name}״", ar="القرار بشأن «{name}»", en="the decision “{name}”"),
        Message(he="החלטה", ar="قرار", en="a decision"),
        Message(he="החלטות ({count})", ar="قرارات ({count})", en="decisions ({count})"),
    ),
    "forum": _thing(
        Message(he="הפורום ״{name}״", ar="المنتدى «{name}»", en="the forum “{name}”"),
        Message(he="פורום", ar="منتدى", en="a forum"),
        Message(he="פורומים ({count})", ar="منتديات ({count})", en="forums ({count})"),
    ),
    "indicator": _thing(
        Message(he="המדד ״{name}״", ar="المؤشر «{name}»", en="the indicator “{name}”"),
        Message(he="מדד", ar="مؤشر", en="an indicator"),
        Message(he="מדדים ({count})", ar="مؤشرات ({count})", en="indicators ({count})"),
    ),
    "initiative": _thing(
        Message(he="היוזמה ״{name}״", ar="المبادرة «{name}»", en="the initiative “{name}”"),
        Message(he="היוזמה", ar="المبادرة", en="the initiative"),
        Message(he="יוזמות ({count})", ar="مبادرات ({count})", en="initiatives ({count})"),
    ),
    "integration": _thing(
        Message(he="המערכת ״{name}״", ar="النظام «{name}»", en="the system “{name}”"),
        Message(he="מערכת", ar="نظام", en="a system"),
        Message(he="מערכות ({count})", ar="أنظمة ({count})", en="systems ({count})"),
    ),
    "meeting": _thing(
        Message(he="המפגש ״{name}״", ar="اللقاء «{name}»", en="the meeting “{name}”"),
        Message(he="מפגש", ar="لقاء", en="a meeting"),
        Message(he="מפגשים ({count})", ar="لقاءات ({count})", en="meetings ({count})"),
    ),
    "organization": _thing(
        Message(he="הארגון ״{name}״", ar="منظمة «{name}»", en="the organization “{name}”"),
        Message(he="ארגון", ar="منظمة", en="an organization"),
        Message(he="ארגונים ({count})", ar="منظمات ({count})", en="organizations ({count})"),
    ),
    "person": _thing(
        Message(he="{name}", ar="{name}", en="{name}"),
        Message(he="מי ששמם אינו מוצג", ar="شخص لا يظهر اسمه", en="a person whose name is not shown"),
        Message(he="אנשים ({count})", ar="أشخاص ({count})", en="people ({count})"),
    ),
    "section": _thing(
        Message(he="הסעיף ״{name}״", ar="القسم «{name}»", en="the section “{name}”"),
        Message(he="סעיף", ar="قسم", en="a section"),
        Message(he="סעיפים ({count})", ar="أقسام ({count})", en="sections ({count})"),
    ),
    "source": _thing(
        Message(he="המקור ״{name}״", ar="المصدر «{name}»", en="the source “{name}”"),
        Message(he="מקור", ar="مصدر", en="a source"),
        Message(he="מקורות ({count})", ar="مصادر ({count})", en="sources ({count})"),
    ),
    "voice": _thing(
        Message(he="ההיגד ״{name}״", ar="القول «{name}»", en="the voice “{name}”"),
        Message(he="היגד", ar="قول", en="a voice"),
        Message(he="היגדים ({count})", ar="أقوال ({count})", en="voices ({count})"),
    ),
    "voter": _thing(
        Message(he="{name}", ar="{name}", en="{name}"),
        Message(he="מי שבידם זכות הצבעה", ar="صاحب حق في التصويت", en="a voter"),
        Message(
            he="בעלות ובעלי זכות הצבעה ({count})", ar="أصحاب حق التصويت ({count})", en="voters ({count})"
        ),
    ),
}
ERASED: dict[str, Message] = {
    "commitment": Message(he="התחייבות שנמחקה", ar="التزام مُحي", en="a commitment that was erased"),
    "person": Message(he="מי שפרטיהם נמחקו", ar="شخص مُحيت بياناته", en="a person whose details were erased"),
    "voice": Message(he="היגד שנמחק", ar="قول مُحي", en="a voice that was erased"),
}
"""Where a name existed once and was erased; kinds that are of no person have no such word."""

NOTHING = Message(he="ללא", ar="لا شيء", en="none")
_MORE = Message(he="ועוד {count}", ar="و{count} أخرى", en="and {count} more")
_COMMA = Message(he=", ", ar="، ", en=", ")
_AND = Message(he=" ו", ar=" و", en=" and ")
_WITHOUT_MINOR_UNITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_OF_A_THOUSAND = "BHD IQD JOD KWD LYD OMR TND"
"""Currencies whose minor unit is not a hundredth (ISO 4217)."""
_MONTHS = {
    Language.HEBREW: "ינואר,פברואר,מרץ,אפריל,מאי,יוני,יולי,אוגוסט,ספטמבר,אוקטובר,נובמבר,דצמבר",
    Language.ARABIC: "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون "
    "الأول",
    Language.ENGLISH: "January,February,March,April,May,June,July,August,September,October,November,December",
}
_DAY = Message(he="{day} ב{month} {year}", ar="{day} {month} {year}", en="{day} {month} {year}")
_MOMENT = Message(he="{day}, {time} (UTC)", ar="{day}، {time} (UTC)", en="{day}, {time} (UTC)")


def isolated(text: str) -> str:
    """Text that keeps its own direction and does not turn what stands around it; shortened where long.

    Without a full stop: the sentence around it goes on.
    """
    line = " ".join(text.split()).removesuffix(".")
    if len(line) > _LONGEST:
        line = line[: _LONGEST - 1].rstrip() + "…"
    return f"\u2068{line}\u2069"


def listed(phrases: Sequence[str], hidden: int, language: Language) -> str:
    """Phrases one after the other, with `and` before the last, or with how many more there are."""
    comma, more = (
        _COMMA.render(language),
        _MORE.render(language, count=hidden + max(len(phrases) - _SHOWN, 0)),
    )
    if hidden or len(phrases) > _SHOWN:
        return f"{comma.join(phrases[:_SHOWN])} {more}"
    return _AND.render(language).join(filter(None, (comma.join(phrases[:-1]), phrases[-1])))


def day_in_words(day: date, language: Language) -> str:
    """`23 בנובמבר 2026`, `23 تشرين الثاني 2026`, `23 November 2026`."""
    month = _MONTHS[language].split(",")[day.month - 1]
    return _DAY.render(language, day=day.day, month=month, year=day.year)


def moment_in_words(moment: datetime, language: Language) -> str:
    """A day and a time, in UTC, which is said: readers may live elsewhere."""
    moment = moment.astimezone(UTC)
    return _MOMENT.render(language, day=day_in_words(moment, language), time=f"{moment:%H:%M}")


def money_in_words(amount: int, currency: str) -> str:
    """An amount in minor units as people write it, with the currency's code: `1,200,000 ILS`, `0.50 EUR`."""
    digits = 0 if currency in _WITHOUT_MINOR_UNITS.split() else 3 if currency in _OF_A_THOUSAND.split() else 2
    units, rest = divmod(amount, 10**digits)
    return isolated(f"{units:,}{f'.{rest:0{digits}}' if rest else ''} {currency}")
