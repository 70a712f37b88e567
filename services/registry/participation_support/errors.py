"""Problems the support for taking part can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

AT_ONE_OCCASION = InputRule(
    "at_one_occasion",
    Message(
        he="יש לציין במה השתתפו: engagement_id או meeting_id, אחד מהם.",
        ar="يجب ذكر ما جرت المشاركة فيه: engagement_id أو meeting_id، أحدهما فقط.",
        en="Say what people took part in: engagement_id or meeting_id, one of them.",
    ),
)


class UnknownOccasion(Problem):
    """The activity or meeting named is not there, or was taken back."""

    status = 422
    code = "unknown-occasion"
    title = Message(he="אירוע לא מוכר", ar="مناسبة غير معروفة", en="Unknown occasion")
    detail = Message(
        he="הפעילות או המפגש שצוינו אינם רשומים, או שרישומם נמשך. יש לרשום אותם קודם.",
        ar="النشاط أو اللقاء المذكور غير مسجَّل، أو سُحب تسجيله. يجب تسجيله أولًا.",
        en="The activity or meeting named is not recorded, or was taken back. Record it first.",
    )


class UnknownSpending(Problem):
    """The spending named is not there or was withdrawn, or pays for other support already."""

    status = 422
    code = "unknown-spending"
    title = Message(he="הוצאה שאין לקשור אליה", ar="إنفاق لا يُربط به", en="Spending that cannot be tied to")
    detail = Message(
        he="ההוצאה שצוינה אינה רשומה, נמשכה, או כבר קשורה לסיוע אחר. רישום אחד של הוצאה קשור לסיוע אחד.",
        ar="الإنفاق المذكور غير مسجَّل أو مسحوب أو مربوط بدعم آخر. قيد إنفاق واحد يُربط بدعم واحد.",
        en="The spending named is not recorded, was withdrawn, or is tied to other support. One entry of "
        "spending pays for one support.",
    )


class SupportClosed(Problem):
    """The support was withdrawn already."""

    status = 409
    code = "support-closed"
    title = Message(he="הרישום נמשך", ar="القيد مسحوب", en="The entry was withdrawn")
    detail = Message(
        he="רישום של סיוע שנמשך אינו נספר. אפשר לרשום את הסיוע מחדש.",
        ar="قيد الدعم المسحوب لا يُحتسب. يمكن تسجيل الدعم من جديد.",
        en="Support that was withdrawn does not count. It can be recorded anew.",
    )
