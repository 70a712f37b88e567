"""Problems the allocations can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class UnknownFundingSource(Problem):
    """The body names a funding source that this initiative does not have."""

    status = 422
    code = "unknown-funding-source"
    title = Message(he="מקור מימון לא מוכר", ar="مصدر تمويل غير معروف", en="Unknown funding source")
    detail = Message(
        he="מקור המימון שצוין אינו רשום. יש לרשום אותו קודם.",
        ar="مصدر التمويل المذكور غير مسجَّل. يجب تسجيله أولًا.",
        en="The funding source named is not recorded. Record it first.",
    )


class UnknownRecipient(Problem):
    """The body names an organization that this initiative does not have, or that was merged into another."""

    status = 422
    code = "unknown-recipient"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="הארגון שצוין אינו במפת היוזמה. יש למפות אותו קודם, או לציין את הארגון שאליו מוזג.",
        ar="المنظمة المذكورة ليست على خريطة المبادرة. يجب إضافتها أولًا، أو ذكر المنظمة التي دُمجت فيها.",
        en="The organization named is not on the initiative's map. Map it first, or name the one "
        "it was merged into.",
    )


class OnlyPledged(Problem):
    """Money that was only pledged is not there to be allocated."""

    status = 409
    code = "only-pledged"
    title = Message(he="המימון רק הובטח", ar="التمويل موعود فقط", en="The money is only pledged")
    detail = Message(
        he="אפשר להקצות ממקור שאושר או שהתקבל. כשהמימון מאושר, יש לעדכן את מצב המקור.",
        ar="يُخصَّص من مصدر أُقرّ أو استُلم. حين يُقرّ التمويل يجب تحديث حالة المصدر.",
        en="Money is allocated from a source that is granted or received. Once it is, change the source's "
        "state.",
    )


class SourceExhausted(Problem):
    """Less is left of the source than was to be allocated."""

    status = 409
    code = "source-exhausted"
    title = Message(he="לא נשאר די במקור", ar="لم يبقَ ما يكفي في المصدر", en="Not enough is left")
    detail = Message(
        he="נשאר במקור פחות מן הסכום המבוקש. אפשר להקצות סכום קטן יותר, או ממקור אחר.",
        ar="بقي في المصدر أقل من المبلغ المطلوب. يمكن تخصيص مبلغ أصغر أو من مصدر آخر.",
        en="Less is left of the source than that. Allocate less, or from another source.",
    )


class AllocationClosed(Problem):
    """The allocation was withdrawn already."""

    status = 409
    code = "allocation-closed"
    title = Message(he="ההקצאה כבר נמשכה", ar="التخصيص سُحب بالفعل", en="Withdrawn already")
    detail = Message(
        he="הסכום חזר למקור, ואפשר להקצות אותו מחדש.",
        ar="عاد المبلغ إلى المصدر، ويمكن تخصيصه من جديد.",
        en="The money is back with its source and can be allocated anew.",
    )
