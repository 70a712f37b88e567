"""Problems the interest declarations can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

INTERESTS_IN_WORDS = InputRule(
    "interests_in_words",
    Message(
        he="כשיש עניין, יש לומר במילים מהו; כשאין, אין מה לכתוב.",
        ar="عند وجود مصلحة يجب بيانها بالكلمات؛ وعند عدمها لا حاجة إلى نص.",
        en="Where there are interests, say in words which; where there are none, there is nothing to write.",
    ),
)


class NotDeclaring(Problem):
    """Only organizations that are proposed declare interests, and members of the steering committee."""

    status = 403
    code = "not-declaring"
    title = Message(he="אין כאן על מה להצהיר", ar="لا إفصاح مطلوب هنا", en="Nothing to declare here")
    detail = Message(
        he="על זיקות למנדט מצהירים מי שמייצגים ארגון מוצע (עם organization_id) וחברי ועדת ההיגוי, בשמם.",
        ar="يُفصح عن المصالح في التفويض من يمثّل منظمة مقترحة (مع organization_id) وأعضاء اللجنة التوجيهية "
        "باسمهم.",
        en="Interests in a mandate are declared by who represents an organization that is proposed (with "
        "`organization_id`), and by members of the steering committee for themselves.",
    )


class NothingLeftToDecide(Problem):
    """The mandate was decided on or withdrawn: what was declared before stays as it was."""

    status = 409
    code = "nothing-left-to-decide"
    title = Message(he="ההחלטה כבר התקבלה", ar="القرار اتُّخذ", en="Nothing left to decide")
    detail = Message(
        he="מצהירים לפני ההחלטה על המנדט. מה שהוצהר עד אז נשאר כפי שהיה.",
        ar="يُفصح عن المصالح قبل القرار في التفويض. وما أُفصح عنه حتى ذلك الحين يبقى كما كان.",
        en="Interests are declared before the decision on the mandate. What was declared until then stays.",
    )
