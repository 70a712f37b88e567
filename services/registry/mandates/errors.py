"""Problems the mandates can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

ENDS_BEFORE_START = InputRule(
    "ends_before_start",
    Message(
        he="היום האחרון קודם ליום הראשון.",
        ar="اليوم الأخير يسبق اليوم الأول.",
        en="The last day is before the first.",
    ),
)
NAMED_TWICE = InputRule(
    "named_twice",
    Message(he="אותו דבר צוין פעמיים.", ar="ذُكر الشيء نفسه مرتين.", en="The same one is named twice."),
)


class MandateInThePast(Problem):
    """A mandate is for the time to come: its last day may not have passed."""

    status = 422
    code = "mandate-in-the-past"
    title = Message(he="תקופת המנדט חלפה", ar="مدة التفويض انقضت", en="The mandate's term has passed")
    detail = Message(
        he="היום האחרון של המנדט כבר עבר. יש לציין תקופה שעוד לא הסתיימה.",
        ar="انقضى اليوم الأخير للتفويض. يجب ذكر مدة لم تنتهِ بعد.",
        en="The mandate's last day has passed. Name a term that has not ended yet.",
    )


class UnknownHolder(Problem):
    """The body names an organization that this initiative does not have."""

    status = 422
    code = "unknown-holder"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="אחד הארגונים המוצעים אינו במפת היוזמה. יש למפות אותו קודם.",
        ar="إحدى المنظمات المقترحة غير موجودة في خريطة المبادرة. يجب إضافتها أولًا.",
        en="One of the organizations proposed is not on the initiative's map. Map it first.",
    )


class MandateSettled(Problem):
    """The mandate has been decided on or withdrawn."""

    status = 409
    code = "mandate-settled"
    title = Message(he="ההצעה כבר הוכרעה", ar="الاقتراح حُسم", en="The proposal is settled")
    detail = Message(
        he="אפשר למשוך רק הצעה שעוד לא הוכרעה. מנדט שניתן מסתיים בהחלטה של ועדת ההיגוי.",
        ar="لا يُسحب إلا اقتراح لم يُحسم بعد. والتفويض الممنوح ينتهي بقرار من اللجنة التوجيهية.",
        en="Only a proposal that has not been decided can be withdrawn. A mandate that was granted ends by a "
        "decision of the steering committee.",
    )
