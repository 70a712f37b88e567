"""An outcome in words: composed from its numbers, by rules, in whichever language is asked for."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.agenda.decisions.events import GoneBecause, Secrecy
from services.agenda.decisions.sector_words import sectors_in_words
from shared.deciding import method_from_json
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.localization.texts import pick
from shared.orderings import Counting
from shared.outcomes import (
    FEWEST_SECRET,
    HALF,
    THREE_QUARTERS,
    Choice,
    Method,
    MethodName,
    Outcome,
    agreeing,
    blocking,
)

_OUTCOMES = {
    Outcome.ADOPTED: Message(he="ההחלטה התקבלה.", ar="اعتُمد القرار.", en="The decision was adopted."),
    Outcome.NOT_ADOPTED: Message(
        he="ההחלטה לא התקבלה.", ar="لم يُعتمد القرار.", en="The decision was not adopted."
    ),
    Outcome.NO_QUORUM: Message(
        he="לא היה מניין, ולכן לא הוכרע דבר.",
        ar="لم يكتمل النصاب، فلم يُبتّ في شيء.",
        en="There was no quorum, so nothing was decided.",
    ),
    Outcome.TIED: Message(he="התוצאה היא תיקו.", ar="النتيجة تعادل.", en="The result is a draw."),
}
_ORDERED = {
    Outcome.ADOPTED: Message(
        he="נקבע סדר בין האפשרויות.", ar="تحدّد ترتيب بين الخيارات.", en="The options were put in order."
    ),
    Outcome.TIED: Message(
        he="במקום הראשון יש יותר מאפשרות אחת.",
        ar="في المرتبة الأولى أكثر من خيار واحد.",
        en="More than one option comes first.",
    ),
    Outcome.NOT_ADOPTED: Message(
        he="איש לא העדיף אף אפשרות.", ar="لم يفضّل أحد أي خيار.", en="Nobody preferred any of the options."
    ),
}
_QUORUM = Message(
    he="הצביעו {cast} מתוך {electorate}; למניין נדרשו {needed}, ונמנעים נספרים בו.",
    ar="صوّت {cast} من أصل {electorate}؛ كان النصاب {needed}، والممتنعون يُحسبون فيه.",
    en="{cast} of {electorate} voted; {needed} were needed, those who abstained counted among them.",
)
_UNCONFIRMED = Message(
    he="קולות שניתנו או נרשמו ולא אושרו, ולכן לא נספרו: {unconfirmed}.",
    ar="أصوات أُعطيت أو سُجّلت ولم تُؤكَّد، فلم تُحسب: {unconfirmed}.",
    en="Ballots given or recorded that were not confirmed, and so did not count: {unconfirmed}.",
)
_TO_BE_RENEWED = Message(
    he="קולות שניתנו לנוסח קודם ולא חודשו, ולכן לא נספרו: {to_be_renewed}.",
    ar="أصوات أُعطيت لنص سابق ولم تُجدَّد، فلم تُحسب: {to_be_renewed}.",
    en="Ballots on an earlier text that were not renewed, and so did not count: {to_be_renewed}.",
)
_QUORUM_SECTORS = Message(
    he="מספר המגזרים שבהם הושג החלק הנדרש: {reached}; נדרשו {required}.",
    ar="عدد القطاعات التي تحقّقت فيها الحصة المطلوبة: {reached}؛ كان المطلوب {required}.",
    en="Sectors in which the share was reached: {reached}; {required} were needed.",
)
_MAJORITY = Message(
    he="בעד: {yes}. נגד: {no}. נמנעו: {abstain}. נדרש שהבעד יעלה על {threshold} מן הבעד והנגד יחד.",
    ar="مع: {yes}. ضد: {no}. امتناع: {abstain}. المطلوب أن يتجاوز المؤيدون {threshold} من المؤيدين "
    "والمعارضين معًا.",
    en="In favour: {yes}. Against: {no}. Abstained: {abstain}. Those in favour had to be more than "
    "{threshold} of those in favour and against.",
)
_BALANCED = Message(
    he="הרוב הושג בתוך {carried} מגזרים; נדרשו {required}.",
    ar="تحقّقت الأغلبية داخل {carried} قطاعات؛ كان المطلوب {required}.",
    en="The majority was reached within {carried} sectors; {required} were needed.",
)
_CONSENT = Message(
    he="הסכימו: {consent}. התנגדו: {object}. נמנעו: {abstain}. די בהתנגדות אחת שעומדת.",
    ar="وافق: {consent}. اعترض: {object}. امتنع: {abstain}. يكفي اعتراض واحد قائم.",
    en="Consented: {consent}. Objected: {object}. Abstained: {abstain}. One objection that stands is enough.",
)
_SCALE = Message(
    he="הסכימו לפחות במידה מספקת {good} מתוך {base}; נדרש חלק של {threshold} לפחות. חסמו: {blocks}.",
    ar="وافق بقدر كافٍ على الأقل {good} من أصل {base}؛ المطلوب حصة {threshold} على الأقل. عرقل: {blocks}.",
    en="{good} of {base} agreed at least far enough; a share of {threshold} was needed. Blocked: {blocks}.",
)
_SECRET = Message(
    he="הקולות היו חשאיים: {published} מהם מפורסמים לפי קבלות, וכל אחת ואחד יכולים למצוא את שלהם ולספור.",
    ar="كانت الأصوات سرية: نُشر منها {published} بإيصالاتها، ويمكن لكلٍّ أن يجد صوته وأن يعدّ.",
    en="The ballots were secret: {published} of them are published by their receipts, for all to find their "
    "own and to count.",
)
_UNPUBLISHED = Message(
    he="הקולות היו חשאיים, ומעט מדי מכדי שאפשר יהיה לפרסם אותם בלי לגלות מי אמרו מה: נדרשים {fewest}, גם "
    "במגזר שנספר לעצמו.",
    ar="كانت الأصوات سرية، وأقلّ من أن تُنشر دون كشف من قال ماذا: يلزم {fewest}، وكذلك في قطاع يُحسب وحده.",
    en="The ballots were secret, and too few to be published without telling who said what: it takes "
    "{fewest}, in a sector that is counted apart, too.",
)
_REFUSED = Message(
    he="לא נבע ממנה דבר, כי מה שהיא עוסקת בו אינו עומד עוד ({why}).",
    ar="لم يترتب عليه شيء، لأن ما يتناوله لم يعد قائمًا ({why}).",
    en="Nothing follows from it, since what it is about no longer holds ({why}).",
)
_REDUCED = Message(
    he="חלק ממה שהיא עוסקת בו אינו עומד עוד ({why}); מן השאר נבע מה שהוחלט.",
    ar="بعض ما يتناوله لم يعد قائمًا ({why})؛ أما الباقي فترتّب عليه ما تقرّر.",
    en="Some of what it is about no longer holds ({why}); the rest took effect.",
)
_WHY = {
    GoneBecause.NOT_THERE: Message(he="לא נמצא: {count}", ar="غير موجود: {count}", en="not there: {count}"),
    GoneBecause.WITHDRAWN: Message(
        he="נמשך או סורב: {count}", ar="سُحب أو رُفض: {count}", en="withdrawn or declined: {count}"
    ),
    GoneBecause.SETTLED: Message(
        he="הוכרע אחרת: {count}", ar="حُسم بطريقة أخرى: {count}", en="settled otherwise: {count}"
    ),
    GoneBecause.OVER: Message(he="הסתיים: {count}", ar="انتهى: {count}", en="over: {count}"),
    GoneBecause.NO_MANDATE: Message(
        he="ארגון בלי מנדט: {count}",
        ar="منظمة بلا تفويض: {count}",
        en="organization without a mandate: {count}",
    ),
}
_PLACE = Message(
    he="מקום {place}: {options}.", ar="المرتبة {place}: {options}.", en="Place {place}: {options}."
)
_COUNTED = {
    MethodName.APPROVAL: Message(
        he="נספר כמה אישרו כל אפשרות.",
        ar="حُسب عدد من أقرّ كل خيار.",
        en="Approvals of each option were counted.",
    ),
    MethodName.SCORE: Message(
        he="נסכמו הציונים של כל אפשרות.", ar="جُمعت درجات كل خيار.", en="Scores of each option were added up."
    ),
    Counting.INSTANT_RUNOFF: Message(
        he="נספר בסבבים: בכל סבב נופלת האפשרות שהכי מעט שמו ראשונה.",
        ar="حُسب في جولات: في كل جولة يسقط الخيار الذي وضعه الأقل أولًا.",
        en="Counted in rounds: in each the option that the fewest put first falls out.",
    ),
    Counting.SCHULZE: Message(
        he="האפשרויות הושוו בזוגות, בשיטת שולצה.",
        ar="قورنت الخيارات أزواجًا بطريقة شولتسه.",
        en="Options were compared in pairs, by the method of Schulze.",
    ),
}


def outcome_in_words(decision: Mapping[str, Any], language: Language) -> str:
    """What a closed decision came to, and by which numbers, in a paragraph."""
    result, method = decision["result"], method_from_json(decision["method"])
    outcome = Outcome(result["outcome"])
    said = _ORDERED if method.name.orders and outcome in _ORDERED else _OUTCOMES
    quorum = {"cast": result["cast"], "electorate": result["electorate"], "needed": result["quorum_needed"]}
    sentences = [said[outcome].render(language), _QUORUM.render(language, **quorum)]
    if unconfirmed := result.get("unconfirmed"):
        sentences.append(_UNCONFIRMED.render(language, unconfirmed=unconfirmed))
    if to_be_renewed := result.get("to_be_renewed"):
        sentences.append(_TO_BE_RENEWED.render(language, to_be_renewed=to_be_renewed))
    if required := decision["quorum"]["sectors"]:
        reached = result["quorum_sectors"]
        sentences.append(_QUORUM_SECTORS.render(language, reached=reached, required=required))
    sentences += _secrecy(decision, language)
    if method.name.orders:
        sentences += _order(decision, method, language)
    else:
        sentences += _counts(result, method, language)
    sentences += sectors_in_words(result, method, language)
    sentences += _effect(decision, language)
    return " ".join(sentences)


def _effect(decision: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What had gone of what was decided on; nothing where all of it took effect."""
    gone = Counter(GoneBecause(one["because"]) for one in decision["effect_gone"])
    if gone:
        why = ", ".join(_WHY[because].render(language, count=gone[because]) for because in sorted(gone))
        yield (_REFUSED if decision["effect_refused_for"] else _REDUCED).render(language, why=why)


def _secrecy(decision: Mapping[str, Any], language: Language) -> Iterator[str]:
    """What became of secret ballots; nothing of others."""
    result = decision["result"]
    if decision["secrecy"] != Secrecy.SECRET or not result["cast"]:
        return
    if result["published"]:
        yield _SECRET.render(language, published=result["published"])
    else:
        yield _UNPUBLISHED.render(language, fewest=FEWEST_SECRET)


def _counts(result: Mapping[str, Any], method: Method, language: Language) -> Sequence[str]:
    counts = {Choice(one["choice"]): one["ballots"] for one in result["choices"]}
    if not counts:
        return []  # of secret ballots that are not published
    if method.name is MethodName.CONSENT:
        names = {choice.value: counts[choice] for choice in counts}
        return [_CONSENT.render(language, **names)]
    if method.name in (MethodName.GRADIENTS, MethodName.FIST_TO_FIVE):
        good, base = agreeing(method, counts)
        blocks = blocking(method, counts)
        share = method.threshold or THREE_QUARTERS
        return [_SCALE.render(language, good=good, base=base, threshold=str(share), blocks=blocks)]
    names = {choice.value: counts[choice] for choice in counts}
    said = [_MAJORITY.render(language, **names, threshold=str(method.threshold or HALF))]
    if method.name is MethodName.SECTOR_BALANCED:
        carried = sum(sector["carried"] is True for sector in result["sectors"])
        said.append(_BALANCED.render(language, carried=carried, required=method.sectors_required or 1))
    return said


def _order(decision: Mapping[str, Any], method: Method, language: Language) -> Sequence[str]:
    if not decision["result"]["options"]:
        return []
    titles = {option["id"]: pick(option["title"], language) for option in decision["options"]}
    places: dict[int, list[str]] = {}
    for one in decision["result"]["options"]:
        places.setdefault(one["place"], []).append(f"\u2068{titles[one['option_id']]}\u2069")
    counted = _COUNTED[method.counting if method.name is MethodName.RANKED else method.name]  # type: ignore[index]  # a ranking has its counting
    listed = [
        _PLACE.render(language, place=place, options=", ".join(options))
        for place, options in sorted(places.items())
    ]
    return [counted.render(language), *listed]
