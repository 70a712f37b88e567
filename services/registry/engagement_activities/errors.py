"""Problems the engagement activities can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

REACH_ADDS_UP = InputRule(
    "reach_adds_up",
    Message(
        he="עם ניסיון אישי יכולים להיות לכל היותר כל מי שהשתתפו.",
        ar="لا يزيد أصحاب التجربة الشخصية على عدد المشاركين.",
        en="Of those who took part, no more can have lived experience than took part.",
    ),
)


class UnknownHost(Problem):
    """An organization named as having held the activity is not on the initiative's map."""

    status = 422
    code = "unknown-host"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="אחד הארגונים שצוינו אינו במפת היוזמה. יש למפות אותו קודם, או לציין את הארגון שאליו מוזג.",
        ar="إحدى المنظمات المذكورة ليست على خريطة المبادرة. يجب إضافتها أولًا، أو ذكر المنظمة التي دُمجت فيها.",
        en="One of the organizations named is not on the initiative's map. Map it first, or name "
        "the one it was merged into.",
    )


class EngagementActivityClosed(Problem):
    """The activity was withdrawn: it is neither corrected nor withdrawn again."""

    status = 409
    code = "engagement-activity-closed"
    title = Message(he="הרשומה נמשכה", ar="السجل مسحوب", en="The entry was withdrawn")
    detail = Message(
        he="הרשומה נמשכה ואינה נספרת. אפשר לרשום את הפעילות מחדש.",
        ar="السجل مسحوب ولا يُحتسب. يمكن تسجيل النشاط من جديد.",
        en="The entry was withdrawn and does not count. The activity can be recorded anew.",
    )


class HeldInFuture(Problem):
    """An activity is recorded once it was held."""

    status = 422
    code = "held-in-future"
    title = Message(he="הפעילות עוד לא התקיימה", ar="النشاط لم يُعقد بعد", en="Not held yet")
    detail = Message(
        he="רושמים פעילות אחרי שהתקיימה: מי הגיעו ידוע רק אז.",
        ar="يُسجَّل النشاط بعد عقده: من حضر لا يُعرف إلا عندها.",
        en="An activity is recorded once it was held: who came is known only then.",
    )
