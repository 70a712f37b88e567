"""The events of meetings in words: called, held, written down."""

from services.events.story.sentences import Sentence, sentence

MEETING_WORDS: dict[str, Sentence] = {
    "registry.agenda_item.added": sentence(
        he="נוסף נושא לסדר היום של {meeting_id} ({purpose}).",
        ar="أُضيف بند إلى جدول أعمال {meeting_id} ({purpose}).",
        en="An item was put on the agenda of {meeting_id} ({purpose}).",
    ),
    "registry.agenda_item.changed": sentence(
        he="עודכן נושא בסדר היום של {meeting_id} ({purpose}).",
        ar="حُدّث بند في جدول أعمال {meeting_id} ({purpose}).",
        en="An item on the agenda of {meeting_id} was changed ({purpose}).",
    ),
    "registry.agenda_item.removed": sentence(
        he="הוסר נושא מסדר היום של {meeting_id}.",
        ar="حُذف بند من جدول أعمال {meeting_id}.",
        en="An item was taken off the agenda of {meeting_id}.",
    ),
    "registry.agenda_template.dropped": sentence(
        he="נמחקה תבנית לסדר היום של {forum_id}.",
        ar="حُذف قالب لجدول أعمال {forum_id}.",
        en="A template for agendas of {forum_id} was dropped.",
    ),
    "registry.agenda_template.kept": sentence(
        he="נשמרה תבנית לסדר היום של {forum_id}. מספר הנושאים: {items}.",
        ar="حُفظ قالب لجدول أعمال {forum_id}. عدد البنود: {items}.",
        en="A template for agendas of {forum_id} was kept. Items: {items}.",
    ),
    "registry.attendance.announced": sentence(
        he="נמסר מראש לגבי {meeting_id}: {person_id} – {answer}.",
        ar="أُبلغ مسبقًا بشأن {meeting_id}: {person_id} – {answer}.",
        en="Said ahead of {meeting_id}: {person_id} – {answer}.",
    ),
    "registry.attendance.corrected": sentence(
        he="תוקן רישום הנוכחות של {person_id} ({meeting_id}): {status}.",
        ar="صُحّح تسجيل حضور {person_id} ({meeting_id}): {status}.",
        en="The attendance of {person_id} was corrected ({meeting_id}): {status}.",
    ),
    "registry.attendance.recorded": sentence(
        he="נרשמה הנוכחות ({meeting_id}).",
        ar="سُجّل الحضور ({meeting_id}).",
        en="Attendance was recorded ({meeting_id}).",
    ),
    "registry.calendar_link.made": sentence(
        he="נוצר קישור אישי ללוח שנה.",
        ar="أُنشئ رابط شخصي إلى التقويم.",
        en="A personal link to a calendar was made.",
    ),
    "registry.calendar_link.revoked": sentence(
        he="בוטל קישור אישי ללוח שנה.",
        ar="أُلغي رابط شخصي إلى التقويم.",
        en="A personal link to a calendar was revoked.",
    ),
    "registry.meeting.agenda_ordered": sentence(
        he="סודר מחדש סדר היום של {meeting_id}.",
        ar="أُعيد ترتيب جدول أعمال {meeting_id}.",
        en="The agenda of {meeting_id} was put in another order.",
    ),
    "registry.meeting.called": sentence(
        he="נקבע {meeting_id} של {forum_id}.",
        ar="حُدّد {meeting_id} لـ{forum_id}.",
        en="{meeting_id} of {forum_id} was called.",
    ),
    "registry.meeting.cancelled": sentence(
        he="{meeting_id} בוטל.",
        ar="أُلغي {meeting_id}.",
        en="{meeting_id} was cancelled.",
    ),
    "registry.meeting.described": sentence(
        he="עודכנו הפרטים של {meeting_id}.",
        ar="حُدّثت بيانات {meeting_id}.",
        en="What is recorded of {meeting_id} was updated.",
    ),
    "registry.meeting.time_answered": sentence(
        he="נענתה השאלה אם מועד מתאים ל{meeting_id}: {person_id} – {answer}.",
        ar="أُجيب عن ملاءمة موعد لـ{meeting_id}: {person_id} – {answer}.",
        en="Whether a time suits, for {meeting_id}: {person_id} – {answer}.",
    ),
    "registry.meeting.time_set": sentence(
        he="נקבע המועד של {meeting_id}: {starts_at}.",
        ar="حُدّد موعد {meeting_id}: {starts_at}.",
        en="The time of {meeting_id} was set: {starts_at}.",
    ),
    "registry.meeting.times_offered": sentence(
        he="הוצעו מועדים ל{meeting_id}: {starts_at}.",
        ar="اقتُرحت مواعيد لـ{meeting_id}: {starts_at}.",
        en="Times were offered for {meeting_id}: {starts_at}.",
    ),
    "registry.meeting_series.begun": sentence(
        he="נקבעה סדרת מפגשים של {forum_id}, החל ביום {starts_on}. מספר המפגשים: {meetings}.",
        ar="حُدّدت سلسلة لقاءات لـ{forum_id}، ابتداء من {starts_on}. عدد اللقاءات: {meetings}.",
        en="A series of meetings of {forum_id} was begun, from {starts_on}. Meetings: {meetings}.",
    ),
    "registry.meeting_series.ended": sentence(
        he="סדרת מפגשים הסתיימה. מפגשים שבוטלו: {cancelled}.",
        ar="انتهت سلسلة لقاءات. اللقاءات الملغاة: {cancelled}.",
        en="A series of meetings was ended. Meetings cancelled: {cancelled}.",
    ),
    "registry.minutes.approved": sentence(
        he="הפרוטוקול של {meeting_id} אושר ({approval}).",
        ar="صودق على محضر {meeting_id} ({approval}).",
        en="The minutes of {meeting_id} were approved ({approval}).",
    ),
    "registry.minutes.consented": sentence(
        he="נרשמה הסכמה לפרוטוקול של {meeting_id}: {person_id}.",
        ar="سُجّلت موافقة على محضر {meeting_id}: {person_id}.",
        en="The minutes of {meeting_id} were agreed to: {person_id}.",
    ),
    "registry.minutes.correction_answered": sentence(
        he="טופל תיקון שהתבקש בפרוטוקול של {meeting_id}: {status}.",
        ar="عولج تصحيح طُلب في محضر {meeting_id}: {status}.",
        en="A correction of the minutes of {meeting_id} was answered: {status}.",
    ),
    "registry.minutes.correction_asked": sentence(
        he="התבקש תיקון בפרוטוקול של {meeting_id}.",
        ar="طُلب تصحيح في محضر {meeting_id}.",
        en="A correction of the minutes of {meeting_id} was asked for.",
    ),
    "registry.minutes.submitted": sentence(
        he="הפרוטוקול של {meeting_id} הוגש לאישור ({approval}).",
        ar="قُدّم محضر {meeting_id} للمصادقة ({approval}).",
        en="The minutes of {meeting_id} were put forward for approval ({approval}).",
    ),
    "registry.minutes.written": sentence(
        he="נכתב הפרוטוקול של {meeting_id}, גרסה {revision}.",
        ar="كُتب محضر {meeting_id}، النسخة {revision}.",
        en="The minutes of {meeting_id} were written, revision {revision}.",
    ),
}
