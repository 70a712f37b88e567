"""Problems attendance can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

PERSON_TWICE = InputRule(
    "attendance_person_twice",
    Message(he="אותו אדם צוין פעמיים.", ar="ذُكر الشخص نفسه مرتين.", en="The same person is named twice."),
)


class UnknownAttendee(Problem):
    """Somebody named takes no part in this initiative."""

    status = 422
    code = "unknown-attendee"
    title = Message(he="משתתף לא מוכר", ar="مشارك غير معروف", en="Unknown person")
    detail = Message(
        he="אחד האנשים שצוינו אינו חלק מהיוזמה. יש להוסיף אותו קודם.",
        ar="أحد الأشخاص المذكورين ليس جزءًا من المبادرة. يجب إضافته أولًا.",
        en="Somebody named takes no part in this initiative. Add them first.",
    )


class MinutesApproved(Problem):
    """The minutes were approved; who was there stands with them."""

    status = 409
    code = "minutes-approved"
    title = Message(he="הפרוטוקול אושר", ar="صودق على المحضر", en="The minutes are approved")
    detail = Message(
        he="הפרוטוקול אושר, ורישום הנוכחות והנוסח עומדים כפי שהם. אפשר להעלות תיקון במפגש הבא.",
        ar="صودق على المحضر، وتبقى قائمة الحضور والنص كما هما. يمكن طرح تصحيح في اللقاء القادم.",
        en="The minutes were approved, and attendance and text stand as they are. Raise a correction in the "
        "next meeting.",
    )


class AttendanceRecordedOtherwise(Problem):
    """Somebody else has recorded otherwise of one of the people named; nothing was changed."""

    status = 409
    code = "attendance-recorded-otherwise"
    title = Message(he="נרשמה נוכחות אחרת", ar="سُجّل الحضور بصورة أخرى", en="Recorded otherwise")
    detail = Message(
        he="על אחד האנשים שצוינו נרשם בינתיים דבר אחר, בידי מישהו אחר. דבר לא שונה. אפשר לקרוא את הרשימה "
        "ולתקן כל אדם לחוד.",
        ar="سُجّل في هذه الأثناء أمر آخر عن أحد الأشخاص المذكورين، من شخص آخر. لم يتغير شيء. يمكن قراءة "
        "القائمة وتصحيح كل شخص على حدة.",
        en="Somebody else has meanwhile recorded otherwise of one of those named. Nothing was changed. Read "
        "the list, and correct each person by themself.",
    )
