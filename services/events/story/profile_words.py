"""The words for partners' profiles, for statements and files of sources, and for citations."""

from typing import Final

from services.events.story.sentences import Sentence, sentence, when

_CITED = sentence(
    he="נרשם ציטוט: {cited_kind}.",
    ar="سُجّل استشهاد: {cited_kind}.",
    en="A citation was recorded: of {cited_kind}.",
)
_CITED_NO_MORE = sentence(
    he="נמשך ציטוט: {cited_kind}.",
    ar="سُحب استشهاد: {cited_kind}.",
    en="A citation was taken back: of {cited_kind}.",
)
PROFILE_WORDS: Final[dict[str, Sentence]] = {
    **dict.fromkeys(("registry.citation.added", "agenda.citation.added", "metrics.citation.added"), _CITED),
    **dict.fromkeys(
        ("registry.citation.withdrawn", "agenda.citation.withdrawn", "metrics.citation.withdrawn"),
        _CITED_NO_MORE,
    ),
    "registry.profile.confirmed": sentence(
        he="נמסר אישור של {organization_id} לפרופיל שלו.",
        ar="أكدت {organization_id} ملفها التعريفي.",
        en="{organization_id} confirmed its profile.",
    ),
    "registry.profile.described": sentence(
        he="הפרופיל של {organization_id} עודכן ומחכה לאישורו.",
        ar="حُدّث الملف التعريفي لـ{organization_id} وهو ينتظر تأكيدها.",
        en="The profile of {organization_id} was updated and waits for its confirmation.",
        otherwise=(
            when(
                "confirmed",
                True,
                he="הפרופיל של {organization_id} עודכן מטעמו.",
                ar="حدّثت {organization_id} ملفها التعريفي.",
                en="{organization_id} updated its profile.",
            ),
        ),
    ),
    "registry.profile.drafted": sentence(
        he="נרשמה טיוטה לפרופיל של {organization_id}, והיא מחכה לאישורו.",
        ar="سُجّلت مسودة ملف تعريفي لـ{organization_id} وهي تنتظر تأكيدها.",
        en="A profile of {organization_id} was drafted and waits for its confirmation.",
        otherwise=(
            when(
                "confirmed",
                True,
                he="נרשם פרופיל של {organization_id}, מטעמו.",
                ar="سجّلت {organization_id} ملفها التعريفي.",
                en="{organization_id} recorded its profile.",
            ),
        ),
    ),
    "registry.profile.line_added": sentence(
        he="נוסף צורך של {organization_id}: {kind}.",
        ar="أُضيف احتياج لـ{organization_id}: {kind}.",
        en="A need of {organization_id} was added: {kind}.",
        otherwise=(
            when(
                "side",
                "offer",
                he="נוספה הצעה של {organization_id}: {kind}.",
                ar="أُضيف عرض من {organization_id}: {kind}.",
                en="An offer by {organization_id} was added: {kind}.",
            ),
        ),
    ),
    "registry.profile.line_ended": sentence(
        he="צורך של {organization_id} ({kind}) הסתיים: {ended}.",
        ar="انتهى احتياج لـ{organization_id} ({kind}): {ended}.",
        en="A need of {organization_id} ({kind}) ended: {ended}.",
        otherwise=(
            when(
                "side",
                "offer",
                he="הצעה של {organization_id} ({kind}) הסתיימה: {ended}.",
                ar="انتهى عرض من {organization_id} ({kind}): {ended}.",
                en="An offer by {organization_id} ({kind}) ended: {ended}.",
            ),
        ),
    ),
    "registry.file.added": sentence(
        he="נוסף קובץ ({file_type}) אל {of_kind}.",
        ar="أُضيف ملف ({file_type}) إلى {of_kind}.",
        en="A file ({file_type}) was added to {of_kind}.",
    ),
    "registry.file.removed": sentence(
        he="הוסר קובץ שצורף אל {of_kind}.",
        ar="أُزيل ملف أُرفق بـ {of_kind}.",
        en="A file was removed from {of_kind}.",
    ),
    "registry.statement.confirmed": sentence(
        he="נמסר אישור של {organization_id} להצהרה שנרשמה בשמו.",
        ar="أكدت {organization_id} تصريحًا سُجّل باسمها.",
        en="{organization_id} confirmed a statement that was recorded in its name.",
    ),
    "registry.statement.denied": sentence(
        he="נמסר מטעם {organization_id} שהצהרה שנרשמה בשמו אינה שלו.",
        ar="قالت {organization_id} إن تصريحًا سُجّل باسمها ليس لها.",
        en="{organization_id} said that a statement recorded in its name is not its own.",
    ),
    "registry.statement.recorded": sentence(
        he="נרשמה הצהרה מיום {stated_on} ({kind}); היא מחכה לאישור מי שבשמו נרשמה.",
        ar="سُجّل تصريح بتاريخ {stated_on} ({kind})، وهو ينتظر تأكيد من سُجّل باسمه.",
        en="A statement of {stated_on} ({kind}) was recorded; it waits for the word of whose name it bears.",
        otherwise=(
            when(
                "confirmation",
                "confirmed",
                he="נרשמה הצהרה מיום {stated_on} ({kind}), מפי מי שאמרו אותה.",
                ar="سُجّل تصريح بتاريخ {stated_on} ({kind}) على لسان صاحبه.",
                en="A statement of {stated_on} ({kind}) was recorded by whose it is.",
            ),
            when(
                "confirmation",
                "documented",
                he="נרשמה הצהרה מיום {stated_on} ({kind}) על סמך מקור.",
                ar="سُجّل تصريح بتاريخ {stated_on} ({kind}) استنادًا إلى مصدر.",
                en="A statement of {stated_on} ({kind}) was recorded from a source.",
            ),
        ),
    ),
    "registry.statement.withdrawn": sentence(
        he="הצהרה אינה בתוקף עוד, מיום {withdrawn_on}.",
        ar="لم يعد تصريح ساريًا منذ {withdrawn_on}.",
        en="A statement holds no longer, from {withdrawn_on} on.",
    ),
}
