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
