"""Problems the indicators can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

CODE_TWICE = InputRule(
    "code_twice",
    Message(
        he="אותו code מופיע פעמיים ברשימה.",
        ar="يظهر code نفسه مرتين في القائمة.",
        en="The same code stands in the list twice.",
    ),
)


class IndicatorCodeTaken(Problem):
    """Another indicator of the initiative has this code."""

    status = 409
    code = "indicator-code-taken"
    title = Message(he="הקוד תפוס", ar="الرمز مستخدَم", en="The code is taken")
    detail = Message(
        he="כבר יש ביוזמה מדד עם code זה. אפשר לבחור קוד אחר, או לשנות את המדד הקיים.",
        ar="يوجد في المبادرة مؤشر بقيمة code نفسها. يمكن اختيار رمز آخر أو تعديل المؤشر القائم.",
        en="The initiative has an indicator with this code. Choose another, or change the one there is.",
    )


class UnknownCustodian(Problem):
    """The organization named as custodian is not on this initiative's map."""

    status = 422
    code = "unknown-custodian"
    title = Message(he="הארגון האחראי אינו מוכר", ar="المنظمة المسؤولة غير معروفة", en="Unknown custodian")
    detail = Message(
        he="הארגון שצוין כאחראי על המדד אינו במפת היוזמה, ויש למפות אותו קודם; או שמוזג עם אחר, ויש לציין את "
        "זה שנשאר.",
        ar="المنظمة المذكورة مسؤولةً عن المؤشر غير موجودة في خريطة المبادرة ويجب إضافتها أولًا؛ أو دُمجت في "
        "أخرى ويجب ذكر التي بقيت.",
        en="The organization named as the indicator's custodian is not on the initiative's map: map "
        "it first. Or it was merged into another: name the one that stays.",
    )


class IndicatorNotDraft(Problem):
    """The indicator is no draft any more: partners decide about it."""

    status = 409
    code = "indicator-not-draft"
    title = Message(he="המדד כבר אינו טיוטה", ar="المؤشر لم يعد مسودة", en="Not a draft any more")
    detail = Message(
        he="אפשר לשנות או למחוק רק טיוטה. מדד שהוצע משתנה אחרי משיכת ההצעה; למדד משותף מנסחים הגדרה חדשה "
        "(POST …/definitions), מציעים אותה, והשותפים מחליטים.",
        ar="لا يُعدَّل المؤشر ولا يُحذف إلا وهو مسودة. المؤشر المقترح يُعدَّل بعد سحب الاقتراح؛ وللمؤشر "
        "المشترك يُصاغ تعريف جديد (POST …/definitions) ويُقترح ويقرر الشركاء.",
        en="Only a draft can be changed or discarded. Of a proposed one, take the proposal back first; of a "
        "shared one, draft a new definition (POST …/definitions) and propose it for the partners to decide.",
    )


class IndicatorNotShared(Problem):
    """Only a shared indicator has a new definition drafted beside the one that holds."""

    status = 409
    code = "indicator-not-shared"
    title = Message(he="המדד אינו משותף", ar="المؤشر ليس مشتركًا", en="Not a shared indicator")
    detail = Message(
        he="הגדרה חדשה לצד הקיימת מנסחים רק למדד משותף שאין לגביו הצעה פתוחה. טיוטה משנים ב־PATCH, והצעה "
        "אפשר למשוך.",
        ar="يُصاغ تعريف جديد إلى جانب القائم لمؤشر مشترك ليس بشأنه اقتراح مفتوح فقط. المسودة تُعدَّل بـ "
        "PATCH، والاقتراح يمكن سحبه.",
        en="A new definition is drafted beside the present one only for a shared indicator without an open "
        "proposal. Change a draft with PATCH; take a proposal back first.",
    )


class NothingToPropose(Problem):
    """The newest definition is proposed or shared already, or the indicator is retired."""

    status = 409
    code = "nothing-to-propose"
    title = Message(he="אין מה להציע", ar="لا شيء لاقتراحه", en="Nothing to propose")
    detail = Message(
        he="ההגדרה העדכנית כבר הוצעה או אומצה, או שהמדד הוצא משימוש. אפשר לנסח הגדרה חדשה ולהציע אותה.",
        ar="التعريف الأحدث مقترح أو معتمد بالفعل، أو أن المؤشر أُخرج من الاستخدام. يمكن صياغة تعريف جديد "
        "واقتراحه.",
        en="The newest definition is proposed or shared already, or the indicator is retired. Draft a new "
        "definition and propose that.",
    )


class NoOpenProposal(Problem):
    """There is no open proposal to take back."""

    status = 409
    code = "no-open-proposal"
    title = Message(he="אין הצעה פתוחה", ar="لا اقتراح مفتوحًا", en="No open proposal")
    detail = Message(
        he="אין כרגע הצעה לגבי המדד שאפשר למשוך.",
        ar="لا يوجد حاليًا اقتراح بشأن هذا المؤشر يمكن سحبه.",
        en="No proposal about this indicator is open that could be taken back.",
    )


class IndicatorRetiredAlready(Problem):
    """The indicator is retired."""

    status = 409
    code = "indicator-retired"
    title = Message(he="המדד הוצא משימוש", ar="المؤشر خارج الاستخدام", en="Retired")
    detail = Message(
        he="המדד הוצא משימוש. מה שדווח נשאר לקריאה, ואפשר לנסח מדד חדש.",
        ar="أُخرج المؤشر من الاستخدام. ما أُبلغ عنه يبقى للقراءة، ويمكن صياغة مؤشر جديد.",
        en="The indicator is retired. What was reported can still be read, and a new indicator can be "
        "drafted.",
    )


class IndicatorHasFigures(Problem):
    """Figures were reported for the indicator: how they are counted cannot change under them."""

    status = 409
    code = "indicator-has-figures"
    title = Message(he="כבר דווחו נתונים", ar="أُبلغ عن أرقام بالفعل", en="Figures were reported")
    detail = Message(
        he="כבר דווחו נתונים למדד, ולכן אי אפשר למחוק אותו או לשנות את סוג התקופה ואת אופן הצירוף. אפשר "
        "להוציא אותו משימוש ולנסח מדד חדש.",
        ar="أُبلغ عن أرقام لهذا المؤشر، لذلك لا يمكن حذفه ولا تغيير نوع الفترة وطريقة الجمع. يمكن إخراجه من "
        "الاستخدام وصياغة مؤشر جديد.",
        en="Figures were reported, so it cannot be discarded, nor its period type and aggregation change. "
        "Retire it and draft a new indicator.",
    )
