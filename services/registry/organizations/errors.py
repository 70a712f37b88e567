"""Problems the organizations can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class FoundingBySetupOnly(Problem):
    """Founding partners are named by the operator when the initiative is set up, by nobody later."""

    status = 403
    code = "founding-by-setup-only"
    title = Message(
        he="שותפים מייסדים נקבעים בהקמה",
        ar="الشركاء المؤسسون يُحدَّدون عند التأسيس",
        en="Founding partners are named at set-up",
    )
    detail = Message(
        he="רק בהקמת היוזמה אפשר לציין ארגון כשותף מייסד. אפשר למפות את הארגון בלי founding.",
        ar="لا يمكن تعيين منظمة شريكًا مؤسسًا إلا عند تأسيس المبادرة. يمكن إضافة المنظمة دون founding.",
        en="Only when an initiative is set up can an organization be named a founding partner. Map it "
        "without `founding`.",
    )


class StageUnchanged(Problem):
    """The organization is at that stage already."""

    status = 409
    code = "stage-unchanged"
    title = Message(
        he="הארגון כבר בשלב הזה",
        ar="المنظمة في هذه المرحلة بالفعل",
        en="The organization is at that stage already",
    )
    detail = Message(
        he="אפשר לעבור לכל שלב אחר.",
        ar="يمكن الانتقال إلى أي مرحلة أخرى.",
        en="It can move to any other stage.",
    )


class StageOutOfOrder(Problem):
    """A stage begins today or earlier, and not before the one it follows."""

    status = 422
    code = "stage-out-of-order"
    title = Message(he="השלב אינו במקומו", ar="المرحلة في غير موضعها", en="The stage is out of order")
    detail = Message(
        he="שלב מתחיל היום או קודם לכן, ולא לפני תחילתו של השלב הקודם. הימים מופיעים ברשימת המעברים.",
        ar="تبدأ المرحلة اليوم أو قبله، وليس قبل بداية المرحلة السابقة. الأيام مبيّنة في قائمة الانتقالات.",
        en="A stage begins today or earlier, and not before the stage it follows began. The list of changes "
        "has the days.",
    )
