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
        he="הארגון שצוין כאחראי על המדד אינו במפת היוזמה. יש למפות אותו קודם.",
        ar="المنظمة المذكورة مسؤولةً عن المؤشر غير موجودة في خريطة المبادرة. يجب إضافتها أولًا.",
        en="The organization named as the indicator's custodian is not on the initiative's map. Map "
        "it first.",
    )


class IndicatorNotDraft(Problem):
    """The indicator is no draft any more: partners decide about it now."""

    status = 409
    code = "indicator-not-draft"
    title = Message(he="המדד כבר אינו טיוטה", ar="المؤشر لم يعد مسودة", en="Not a draft any more")
    detail = Message(
        he="אפשר לשנות או למחוק רק טיוטה. שינוי במדד שהוצע או אומץ נקבע בהחלטת השותפים.",
        ar="لا يمكن تعديل المؤشر أو حذفه إلا وهو مسودة. أما المؤشر المقترح أو المعتمد فيتغيّر بقرار الشركاء.",
        en="Only a draft can be changed or discarded. What is proposed or shared changes by "
        "the partners' decision.",
    )
