"""Problems the meetings can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

TIME_OR_TIMES = InputRule(
    "time_or_times",
    Message(
        he="יש לציין starts_at, או שניים עד עשרה מועדים שונים ב־offered_times, ולא את שניהם.",
        ar="يجب تحديد starts_at، أو من موعدين إلى عشرة مواعيد مختلفة في offered_times، لا كليهما.",
        en="Give either `starts_at` or two to ten different times in `offered_times`.",
    ),
)


class NotConducting(Problem):
    """Only the forum's chair and facilitators do this; in an action circle, any of its members."""

    status = 403
    code = "not-conducting"
    title = Message(
        he="רק יושבי ראש ומי שמנחים",
        ar="لرئاسة الهيئة والميسّرين فقط",
        en="Only for the chair and facilitators",
    )
    detail = Message(
        he="את המפגשים מנהלים יושבת או יושב ראש הפורום ומי שמנחים את היוזמה; במעגל פעולה, כל אחד מחבריו.",
        ar="يدير اللقاءاتِ رئيسُ الهيئة أو رئيستها وميسّرو المبادرة؛ وفي دائرة العمل أيٌّ من أعضائها.",
        en="Meetings are run by the forum's chair and by facilitators; in an action circle, by any of its "
        "members.",
    )


class NotOfForum(Problem):
    """Only members of the forum, and facilitators, do this."""

    status = 403
    code = "not-of-forum"
    title = Message(he="רק לחברי הפורום", ar="لأعضاء الهيئة فقط", en="Only for the forum's members")
    detail = Message(
        he="הפעולה פתוחה למי שיש להם מושב בפורום, ברשת לנציגות ולנציגים של השותפים, ולמי שמנחים.",
        ar="هذا متاح لمن لهم مقعد في الهيئة، وفي الشبكة لممثلي الشركاء، وللميسّرين.",
        en="This is for those who hold a seat in the forum, in the network for those who represent a "
        "partner, and for facilitators.",
    )


class MeetingNotOpen(Problem):
    """The meeting was cancelled, or is over; what is asked for has no place any more, or not yet."""

    status = 409
    code = "meeting-not-open"
    title = Message(he="המפגש אינו במצב הזה", ar="اللقاء ليس في هذه الحالة", en="Not as the meeting stands")
    detail = Message(
        he="המפגש בוטל, כבר התקיים או שעוד לא התקיים, והפעולה אינה אפשרית במצבו. המצב מופיע ב־status "
        "וב־starts_at.",
        ar="أُلغي اللقاء أو انتهى أو لم يحن بعد، ولا يمكن تنفيذ الإجراء في حالته. تظهر الحالة في status و "
        "starts_at.",
        en="The meeting was cancelled, is over, or has not begun, and this cannot be done now. See its "
        "`status` and `starts_at`.",
    )


class UnknownMeetingForum(Problem):
    """The forum named is not part of this initiative."""

    status = 422
    code = "unknown-meeting-forum"
    title = Message(he="פורום לא מוכר", ar="هيئة غير معروفة", en="Unknown forum")
    detail = Message(
        he="הפורום שצוין אינו חלק מהיוזמה.",
        ar="الهيئة المذكورة ليست جزءًا من المبادرة.",
        en="The forum named is not part of this initiative.",
    )


class UnknownReference(Problem):
    """A source or a decision named for an item of the agenda is not part of this initiative."""

    status = 422
    code = "unknown-agenda-reference"
    title = Message(he="הפניה לא מוכרת", ar="إحالة غير معروفة", en="Unknown reference")
    detail = Message(
        he="אחד המקורות או ההחלטה שצוינו אינם חלק מהיוזמה, או שההחלטה שייכת לפורום אחר.",
        ar="أحد المصادر أو القرار المذكور ليس جزءًا من المبادرة، أو أن القرار يخص هيئة أخرى.",
        en="A source or the decision named is not part of this initiative, or the decision is another "
        "forum's.",
    )


class AgendaFull(Problem):
    """There are forty items on the agenda already."""

    status = 409
    code = "agenda-full"
    title = Message(he="סדר היום מלא", ar="جدول الأعمال ممتلئ", en="The agenda is full")
    detail = Message(
        he="בסדר יום יש לכל היותר ארבעים נושאים. אפשר להסיר אחד או לקבוע מפגש נוסף.",
        ar="في جدول الأعمال أربعون بندًا على الأكثر. يمكن حذف بند أو تحديد لقاء آخر.",
        en="An agenda has at most forty items. Remove one, or call another meeting.",
    )


class AgendaOrderIncomplete(Problem):
    """An order names every item of the agenda exactly once."""

    status = 422
    code = "agenda-order-incomplete"
    title = Message(he="הסדר אינו שלם", ar="الترتيب غير كامل", en="The order is not whole")
    detail = Message(
        he="יש לציין את כל הנושאים שבסדר היום, כל אחד פעם אחת. ייתכן שנוסף נושא בינתיים.",
        ar="يجب ذكر كل بنود جدول الأعمال، كل بند مرة واحدة. ربما أُضيف بند في هذه الأثناء.",
        en="Name every item of the agenda exactly once. One may have been added since.",
    )
