"""Problems the context events can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class ContextEventReversed(Problem):
    """The last day is before the first."""

    status = 422
    code = "context-event-reversed"
    title = Message(he="הסיום קודם להתחלה", ar="النهاية قبل البداية", en="It ends before it begins")
    detail = Message(
        he="ends_on קודם ל־starts_on. למה שעוד נמשך יש להשמיט את ends_on; ליום אחד יש לציין אותו יום.",
        ar="ends_on يسبق starts_on. لما هو مستمر يُحذف ends_on، وليوم واحد يُذكر اليوم نفسه.",
        en="`ends_on` is before `starts_on`. For what still goes on, leave `ends_on` out; for a single "
        "day, give that day.",
    )


class UnknownContextSource(Problem):
    """A source named is not one of this initiative's."""

    status = 422
    code = "unknown-context-source"
    title = Message(he="מקור לא מוכר", ar="مصدر غير معروف", en="Unknown source")
    detail = Message(
        he="אחד המקורות שצוינו אינו רשום ביוזמה. יש לרשום אותו קודם.",
        ar="أحد المصادر المذكورة غير مسجّل في المبادرة. يجب تسجيله أولًا.",
        en="One of the sources named is not recorded in the initiative. Record it first.",
    )
