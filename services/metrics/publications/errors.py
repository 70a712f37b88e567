"""Problems publications can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

NOT_BEGUN = InputRule(
    "period_not_begun",
    Message(
        he="התקופה עוד לא התחילה. אפשר לפרסם נתונים שאפשר לראות.",
        ar="لم تبدأ الفترة بعد. يمكن نشر أرقام يمكن رؤيتها.",
        en="The period has not begun. What is published is what one can see.",
    ),
)


class PublishedAlready(Problem):
    """The organization's figures of the indicator are published up to this period or further."""

    status = 409
    code = "published-already"
    title = Message(he="כבר פורסם", ar="منشور بالفعل", en="Published already")
    detail = Message(
        he="נתוני הארגון למדד כבר פורסמו עד לתקופה זו או מעבר לה. פרסום אי אפשר להחזיר: מי שקרא, קרא.",
        ar="أرقام المنظمة لهذا المؤشر منشورة حتى هذه الفترة أو بعدها. لا يمكن التراجع عن النشر: من قرأ فقد "
        "قرأ.",
        en="The organization's figures of the indicator are published up to this period or further. "
        "Publishing cannot be taken back: who has read them, has read them.",
    )
