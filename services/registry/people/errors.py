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

ALTERNATE_REPRESENTS = InputRule(
    "alternate_represents",
    Message(
        he="מי שמייצג את הארגון אינו גם ממלא מקום של נציגו.",
        ar="من يمثّل المنظمة لا يكون في الوقت نفسه نائبًا عن ممثلها.",
        en="Whoever represents the organization is not also the representative's alternate.",
    ),
)


class UnknownOrganization(Problem):
    """The body names an organization that this initiative does not have, or that was merged into another."""

    status = 422
    code = "unknown-organization"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="הארגון שצוין אינו במפת היוזמה. יש למפות אותו קודם, או לציין את הארגון שאליו מוזג.",
        ar="المنظمة المذكورة غير موجودة في خريطة المبادرة. يجب إضافتها أولًا، أو ذكر المنظمة التي دُمجت فيها.",
        en="The organization named is not on the initiative's map. Map it first, or name the one "
        "it was merged into.",
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


class AuditorsByFounders(Problem):
    """An auditor is added, sent off and taken back by founders: not by those whose work they look at."""

    status = 403
    code = "auditors-by-founders"
    title = Message(
        he="מבקרים מתמנים בידי המייסדים", ar="المدققون شأن المؤسسين", en="Auditors are the founders' to name"
    )
    detail = Message(
        he="רק נציגי השותפים המייסדים מוסיפים מבקר או מסיימים את תפקידו. צוות השדרה אינו בוחר מי יבקר אותו.",
        ar="إضافة مدقق أو إنهاء دوره من صلاحية ممثلي الشركاء المؤسسين وحدهم. "
        "فريق المنظمة الداعمة لا يختار من يدقق عمله.",
        en="Only those who speak for a founding partner add an auditor or end their part. The backbone does "
        "not choose who looks at its work.",
    )


class PersonHasLeft(Problem):
    """The person has left the initiative: they cannot leave again or be given anything to do."""

    status = 409
    code = "person-has-left"
    title = Message(he="ההשתתפות ביוזמה הסתיימה", ar="انتهت المشاركة في المبادرة", en="The person has left")
    detail = Message(
        he="ההשתתפות הזאת ביוזמה כבר הסתיימה. כדי להמשיך יש לרשום תחילה חזרה ליוזמה.",
        ar="انتهت هذه المشاركة في المبادرة. للمتابعة يجب أولًا تسجيل العودة إليها.",
        en="The person no longer takes part in the initiative. Record their return first.",
    )
