"""Problems the budget lines can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class BudgetExceedsNeed(Problem):
    """The lines of a currency would need more than was said to be needed in it."""

    status = 409
    code = "budget-exceeds-need"
    title = Message(
        he="הסעיפים חורגים ממה שנדרש", ar="البنود تتجاوز المطلوب", en="The lines exceed what is needed"
    )
    detail = Message(
        he="סכום הסעיפים, או הסעיפים של השדרה מתוכם, גדול ממה שנאמר שנדרש במטבע הזה. אפשר לעדכן קודם "
        "את הנדרש ב־funding-needs, או להקטין סעיפים.",
        ar="مجموع البنود، أو بنود المنظمة الداعمة منها، أكبر مما قيل إنه مطلوب بهذه العملة. يمكن أولًا تحديث "
        "المطلوب في funding-needs، أو تصغير بنود.",
        en="The lines, or those of the backbone among them, come to more than was said to be needed in this "
        "currency. Say first in `funding-needs` that more is needed, or make lines smaller.",
    )


class BudgetLineClosed(Problem):
    """The budget line was retired: it changes no more, and nothing new is granted or spent for it."""

    status = 409
    code = "budget-line-closed"
    title = Message(he="הסעיף נסגר", ar="البند مغلق", en="The budget line was retired")
    detail = Message(
        he="מה שהוענק ונרשם בסעיף שנסגר נשאר, ואין מוסיפים לו. אפשר לפתוח סעיף חדש.",
        ar="ما مُنح وسُجّل في بند مغلق يبقى، ولا يُضاف إليه. يمكن فتح بند جديد.",
        en="What was granted and spent for a retired line stays, and nothing is added. A new line can be "
        "drawn up.",
    )


class UnknownBudgetLine(Problem):
    """A budget line named is not one of the initiative's in this currency."""

    status = 422
    code = "unknown-budget-line"
    title = Message(he="סעיף לא מוכר", ar="بند غير معروف", en="Unknown budget line")
    detail = Message(
        he="אחד הסעיפים שצוינו אינו קיים ביוזמה, או שהוא במטבע אחר.",
        ar="أحد البنود المذكورة غير موجود في المبادرة، أو أنه بعملة أخرى.",
        en="One of the budget lines named is not there in the initiative, or is in another currency.",
    )
