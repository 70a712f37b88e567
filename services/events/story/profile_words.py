"""The words for partners' profiles, for statements about the matter, and for files of sources."""

from typing import Final

from services.events.story.sentences import Sentence, sentence, when

PROFILE_WORDS: Final[dict[str, Sentence]] = {
    "registry.profile.confirmed": sentence(
        he="נמסר אישור של {organization_id} לפרופיל שלו.",
        ar="أكدت {organization_id} ملفها التعريفي.",
        en="{organization_id} confirmed its profile.",
    ),
    "registry.profile.described": sentence(
        he="הפרופיל של {organization_id} עודכן ומחכה לאישורו.",
        ar="حُدّث الملف التعريفي لـ {organization_id} وهو ينتظر تأكيدها.",
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
        ar="سُجّلت مسودة ملف تعريفي لـ {organization_id} وهي تنتظر تأكيدها.",
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
        ar="أُضيف احتياج لـ {organization_id}: {kind}.",
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
        ar="انتهى احتياج لـ {organization_id} ({kind}): {ended}.",
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
}
