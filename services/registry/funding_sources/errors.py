"""Problems the funding sources can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

ONE_FUNDER = InputRule(
    "funder_one",
    Message(
        he="יש לציין מי נותן: funder_organization_id או funder_name, אחד מהם.",
        ar="يجب ذكر المانح: funder_organization_id أو funder_name، أحدهما فقط.",
        en="Say who gives: funder_organization_id or funder_name, one of them.",
    ),
)
PERIOD_REVERSED = InputRule(
    "period_reversed",
    Message(he="ends_on קודם ל־starts_on.", ar="ends_on يسبق starts_on.", en="ends_on is before starts_on."),
)


class UnknownFunder(Problem):
    """The organization named as funder is not on the initiative's map."""

    status = 422
    code = "unknown-funder"
    title = Message(he="גוף מממן לא מוכר", ar="ممول غير معروف", en="Unknown funder")
    detail = Message(
        he="הארגון שצוין אינו במפת היוזמה. אפשר למפות אותו, לציין את הארגון שאליו מוזג, או לכתוב "
        "את שמו ב־funder_name.",
        ar="المنظمة المذكورة ليست على خريطة المبادرة. يمكن إضافتها، أو ذكر المنظمة التي دُمجت "
        "فيها، أو ذكر اسمها في funder_name.",
        en="The organization named is not on the initiative's map. Map it, name the one it was "
        "merged into, or give its name as `funder_name`.",
    )


class FundingSourceClosed(Problem):
    """The funding source was withdrawn; it does not change, and nothing is allocated from it."""

    status = 409
    code = "funding-source-closed"
    title = Message(he="המקור נמשך", ar="مصدر التمويل سُحب", en="The funding source was withdrawn")
    detail = Message(
        he="מקור מימון שנמשך אינו משתנה עוד, ואין מקצים ממנו. אפשר לרשום מקור חדש.",
        ar="مصدر التمويل الذي سُحب لا يتغير ولا يُخصَّص منه. يمكن تسجيل مصدر جديد.",
        en="A funding source that was withdrawn does not change, and nothing is allocated from it. A new one "
        "can be recorded.",
    )


class AllocatedAlready(Problem):
    """More has been allocated from the source than would be left of it."""

    status = 409
    code = "allocated-already"
    title = Message(he="כבר הוקצה יותר", ar="خُصّص أكثر من ذلك", en="More is allocated already")
    detail = Message(
        he="ממקור זה כבר הוקצה יותר ממה שהיה נשאר בו. אפשר למשוך קודם הקצאות.",
        ar="خُصّص من هذا المصدر أكثر مما كان سيبقى فيه. يمكن سحب مخصصات أولًا.",
        en="More has been allocated from this source than would be left of it. Withdraw allocations first.",
    )
