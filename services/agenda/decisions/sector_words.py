"""What each sector did in a decision, in words; where there is one alone, its numbers are those of all."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.agenda.decisions.events import VoterSector
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.outcomes import Choice, Method, MethodName, agreeing, blocking

_SECTORS = {
    VoterSector.PUBLIC: Message(he="המגזר הציבורי", ar="القطاع العام", en="Public sector"),
    VoterSector.NONPROFIT: Message(he="המגזר החברתי", ar="القطاع الأهلي", en="Nonprofit sector"),
    VoterSector.BUSINESS: Message(he="המגזר העסקי", ar="قطاع الأعمال", en="Business sector"),
    VoterSector.COMMUNITY: Message(he="הקהילה", ar="المجتمع", en="Community"),
    VoterSector.PHILANTHROPY: Message(he="הפילנתרופיה", ar="العمل الخيري", en="Philanthropy"),
    VoterSector.ACADEMIA: Message(he="האקדמיה", ar="الأكاديميا", en="Academia"),
    VoterSector.OTHER: Message(he="גופים אחרים", ar="جهات أخرى", en="Others"),
}
_VOTED = Message(
    he="{sector}: הצביעו {cast} מתוך {electorate}",
    ar="{sector}: صوّت {cast} من أصل {electorate}",
    en="{sector}: {cast} of {electorate} voted",
)
_MAJORITY = Message(
    he="בעד {yes}, נגד {no}, נמנעו {abstain}",
    ar="مع {yes}، ضد {no}، امتناع {abstain}",
    en="{yes} in favour, {no} against, {abstain} abstained",
)
_CONSENT = Message(
    he="הסכימו {consent}, התנגדו {object}, נמנעו {abstain}",
    ar="وافق {consent}، اعترض {object}، امتنع {abstain}",
    en="{consent} consented, {object} objected, {abstain} abstained",
)
_SCALE = Message(
    he="הסכימו לפחות במידה מספקת {good} מתוך {base}, חסמו {blocks}",
    ar="وافق بقدر كافٍ على الأقل {good} من أصل {base}، عرقل {blocks}",
    en="{good} of {base} agreed at least far enough, {blocks} blocked",
)
_CARRIED = {
    True: Message(he="הרוב הושג", ar="تحقّقت الأغلبية", en="the majority was reached"),
    False: Message(he="הרוב לא הושג", ar="لم تتحقّق الأغلبية", en="the majority was not reached"),
}
_AND_THEN = Message(he="; ", ar="؛ ", en="; ")


def sectors_in_words(result: Mapping[str, Any], method: Method, language: Language) -> Iterator[str]:
    """A sentence for each sector of the electorate, where there are several."""
    if len(result["sectors"]) < 2:
        return
    for sector in result["sectors"]:
        name = _SECTORS[VoterSector(sector["sector"])].render(language)
        voted = _VOTED.render(language, sector=name, cast=sector["cast"], electorate=sector["electorate"])
        parts = [voted, *_counts(sector, method, language)]
        if sector["carried"] is not None:
            parts.append(_CARRIED[sector["carried"]].render(language))
        yield _AND_THEN.render(language).join(parts) + "."


def _counts(sector: Mapping[str, Any], method: Method, language: Language) -> Iterator[str]:
    """What those of a sector say who voted; an order is one of all sectors together."""
    if method.name.orders or not sector["cast"] or not sector["choices"]:
        return  # an order is of all together; of secret ballots nobody knows what those of a sector say
    counts = {Choice(one["choice"]): one["ballots"] for one in sector["choices"]}
    names = {choice.value: count for choice, count in counts.items()}
    if method.name is MethodName.CONSENT:
        yield _CONSENT.render(language, **names)
    elif method.name in (MethodName.GRADIENTS, MethodName.FIST_TO_FIVE):
        good, base = agreeing(method, counts)
        yield _SCALE.render(language, good=good, base=base, blocks=blocking(method, counts))
    else:
        yield _MAJORITY.render(language, **names)
