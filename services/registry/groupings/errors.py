"""Problems the groupings can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

VALUE_TWICE = InputRule(
    "grouping_value_twice",
    Message(he="אותו ערך צוין פעמיים.", ar="ذُكرت القيمة نفسها مرتين.", en="The same value is given twice."),
)


class TooManyGroupings(Problem):
    """The initiative has as many groupings as there can be."""

    status = 409
    code = "too-many-groupings"
    title = Message(he="אין מקום לחלוקה נוספת", ar="لا متسع لتصنيف آخر", en="No room for another grouping")
    detail = Message(
        he="ביוזמה יכולות להיות {most} חלוקות. אפשר לשנות חלוקה קיימת.",
        ar="يمكن أن يكون للمبادرة {most} تصنيفًا. يمكن تعديل تصنيف قائم.",
        en="An initiative can have {most} groupings. One that exists can be changed.",
    )


class UnknownGroupingValue(Problem):
    """The value named is not one of this grouping."""

    status = 422
    code = "unknown-grouping-value"
    title = Message(he="ערך לא מוכר", ar="قيمة غير معروفة", en="Unknown value")
    detail = Message(
        he="הערך שצוין אינו אחד מערכי החלוקה. הערכים מופיעים בחלוקה עצמה.",
        ar="القيمة المذكورة ليست من قيم هذا التصنيف. القيم مبيّنة في التصنيف نفسه.",
        en="The value named is not one of the grouping's. The grouping lists them.",
    )


class GroupingValueInUse(Problem):
    """A value cannot go while organizations stand at it or a target of coverage names it."""

    status = 409
    code = "grouping-value-in-use"
    title = Message(he="הערך בשימוש", ar="القيمة مستخدمة", en="The value is in use")
    detail = Message(
        he="ערך שארגונים שויכו אליו, או שנקבע לו יעד כיסוי, אינו נמחק. "
        "אפשר לשנות את שמו, או לשייך אותם לערך אחר קודם.",
        ar="لا تُحذف قيمة نُسبت إليها منظمات أو حُدّد لها هدف تغطية. "
        "يمكن تغيير اسمها، أو نسبتها إلى قيمة أخرى أولًا.",
        en="A value that organizations stand at, or that a target of coverage names, is not removed. "
        "It can be renamed, or they can be moved to another value first.",
    )
