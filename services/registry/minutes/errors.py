"""Problems minutes can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

DAYS_OF_SILENCE = InputRule(
    "days_of_silence",
    Message(
        he="silence_days שייך לאישור בשתיקה, ונדרש בו.",
        ar="silence_days يخص المصادقة بالسكوت، وهو مطلوب فيها.",
        en="`silence_days` goes with approval by silence, which needs it.",
    ),
)
ANSWER_NEEDED = InputRule(
    "correction_answer_needed",
    Message(
        he="כשלא מקבלים תיקון יש להסביר מדוע ב־answer.",
        ar="عند رفض تصحيح يجب ذكر السبب في answer.",
        en="Say why in `answer` where a correction is declined.",
    ),
)


class NoMinutes(Problem):
    """No minutes of this meeting have been written yet."""

    status = 404
    code = "no-minutes"
    title = Message(he="אין פרוטוקול", ar="لا محضر", en="No minutes")
    detail = Message(
        he="עדיין לא נכתב פרוטוקול למפגש הזה, או שהוא טיוטה שרק חברי הפורום רואים.",
        ar="لم يُكتب محضر لهذا اللقاء بعد، أو أنه مسودة لا يراها إلا أعضاء الهيئة.",
        en="No minutes of this meeting have been written yet, or they are a draft only the forum's members "
        "see.",
    )


class MinutesNotInState(Problem):
    """The minutes are not at the stage this belongs to."""

    status = 409
    code = "minutes-not-in-state"
    title = Message(
        he="הפרוטוקול אינו במצב הזה", ar="المحضر ليس في هذه الحالة", en="Not as the minutes stand"
    )
    detail = Message(
        he="אפשר לכתוב עד האישור, להגיש טיוטה שאין בה תיקונים פתוחים, ולבקש תיקון או להסכים רק לפרוטוקול "
        "שהוגש. המצב מופיע ב־status.",
        ar="يمكن الكتابة حتى المصادقة، وتقديم مسودة لا تصحيحات مفتوحة فيها، وطلب تصحيح أو الموافقة على محضر "
        "قُدّم فقط. تظهر الحالة في status.",
        en="Write until they are approved, submit a draft without open corrections, and ask for a correction "
        "of, or agree to, what was submitted. See `status`.",
    )


class WasNotThere(Problem):
    """Only who was there agrees to the minutes."""

    status = 403
    code = "was-not-there"
    title = Message(he="רק מי שנכחו", ar="للحاضرين فقط", en="Only for those who were there")
    detail = Message(
        he="לפרוטוקול מסכימים מי שנרשמו כנוכחים, בחדר או בחיבור מרחוק. אם הרישום שגוי אפשר לתקן אותו קודם.",
        ar="يوافق على المحضر من سُجّل حضورهم، في المكان أو عن بُعد. إن كان التسجيل خاطئًا فيمكن تصحيحه أولًا.",
        en="Those who are recorded as having been there, in the room or online, agree to the minutes. If "
        "that is recorded wrongly, correct it first.",
    )


class NobodyWasThere(Problem):
    """Attendance has to be recorded before those who were there can approve."""

    status = 409
    code = "nobody-was-there"
    title = Message(he="לא נרשמה נוכחות", ar="لم يُسجَّل حضور", en="Nobody is recorded as having been there")
    detail = Message(
        he="כדי שמי שנכחו יאשרו את הפרוטוקול, יש לרשום קודם את הנוכחות.",
        ar="لكي يصادق الحاضرون على المحضر، يجب تسجيل الحضور أولًا.",
        en="For those who were there to approve the minutes, record attendance first.",
    )
