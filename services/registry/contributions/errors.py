"""Problems the contributions can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

AMOUNT_IN_A_CURRENCY = InputRule(
    "amount_in_a_currency",
    Message(
        he="סכום ומטבע באים יחד; כסף שמופנה חייב בסכום, ולתרומה בעין אפשר בלעדיו.",
        ar="يُذكر المبلغ والعملة معًا؛ المال المُعاد توجيهه يلزمه مبلغ، والمساهمة العينية يجوز أن تكون بدونه.",
        en="Amount and currency go together; redirected money has an amount, what is given in kind may have "
        "none.",
    ),
)


class UnknownContributor(Problem):
    """The organization named is not on the initiative's map."""

    status = 422
    code = "unknown-contributor"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="הארגון שצוין אינו במפת היוזמה. יש למפות אותו קודם, או לציין את הארגון שאליו מוזג.",
        ar="المنظمة المذكورة ليست على خريطة المبادرة. يجب إضافتها أولًا، أو ذكر المنظمة التي دُمجت فيها.",
        en="The organization named is not on the initiative's map. Map it first, or name the one "
        "it was merged into.",
    )


class ContributionClosed(Problem):
    """The contribution was confirmed or withdrawn already."""

    status = 409
    code = "contribution-closed"
    title = Message(he="כבר נענה", ar="سبق الرد", en="Answered already")
    detail = Message(
        he="מאשרים תרומה שנרשמה עבור הארגון ועוד לא אושרה ולא נמשכה. תרומה אחרת אפשר לרשום מחדש.",
        ar="تُؤكَّد مساهمة سُجّلت باسم المنظمة ولم تُؤكَّد ولم تُسحب بعد. ويمكن تسجيل مساهمة أخرى من جديد.",
        en="A contribution is confirmed that was entered for the organization, and neither confirmed nor "
        "withdrawn yet. Another one can be recorded anew.",
    )
