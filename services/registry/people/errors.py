"""Problems the people can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

UNTIL_BEFORE_SINCE = InputRule(
    "until_before_since",
    Message(
        he="היום האחרון קודם ליום הראשון.",
        ar="اليوم الأخير يسبق اليوم الأول.",
        en="The last day is before the first.",
    ),
)


class UnknownOrganization(Problem):
    """The body names an organization that this initiative does not have."""

    status = 422
    code = "unknown-organization"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="הארגון שצוין אינו במפת היוזמה. יש למפות אותו קודם.",
        ar="المنظمة المذكورة غير موجودة في خريطة المبادرة. يجب إضافتها أولًا.",
        en="The organization named is not on the initiative's map. Map it first.",
    )


class FounderNeedsFoundingOrganization(Problem):
    """The operator adds people only to set up: those who speak for a founding partner."""

    status = 403
    code = "founder-needs-founding-organization"
    title = Message(
        he="בהקמה מוסיפים רק נציגי מייסדים",
        ar="عند التأسيس يُضاف ممثلو المؤسسين فقط",
        en="Set-up adds founders' representatives only",
    )
    detail = Message(
        he="אסימון המפעיל מוסיף רק אנשים שמייצגים שותף מייסד. אנשים אחרים מוסיפים המייסדים או צוות השדרה.",
        ar="رمز المشغّل يضيف فقط من يمثّلون شريكًا مؤسسًا. أما غيرهم فيضيفهم المؤسسون أو فريق المنظمة الداعمة.",
        en="The operator's token adds only people who represent a founding partner. Founders and "
        "facilitators add everybody else.",
    )
