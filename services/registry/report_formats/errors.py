"""Problems the report formats can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

MAPPED_ONCE = InputRule(
    "mapped_once",
    Message(
        he="כל קוד מופיע פעם אחת, וכל סעיף וכל סוג הוצאה שייכים לשורה אחת לכל היותר.",
        ar="يرد كل رمز مرة واحدة، وينتمي كل بند وكل نوع إنفاق إلى سطر واحد على الأكثر.",
        en="Each code appears once, and each budget line and each category belongs to one line at most.",
    ),
)
CONVERTS_TO_ANOTHER = InputRule(
    "converts_to_another",
    Message(
        he="ממירים ממטבע אחד למטבע אחר.",
        ar="يكون التحويل من عملة إلى عملة أخرى.",
        en="One currency is converted into another one.",
    ),
)


class ReportFormatClosed(Problem):
    """The format was retired."""

    status = 409
    code = "report-format-closed"
    title = Message(he="התבנית נסגרה", ar="النموذج مغلق", en="The format was retired")
    detail = Message(
        he="תבנית שנסגרה אינה משתנה, ולא מפיקים בה דוחות. אפשר להגדיר תבנית חדשה.",
        ar="النموذج المغلق لا يتغير ولا تُصدر به تقارير. يمكن تعريف نموذج جديد.",
        en="A retired format does not change, and no reports are made in it. A new one can be defined.",
    )
