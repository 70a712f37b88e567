"""Problems the spending can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class UnknownAllocation(Problem):
    """The body names an allocation that this initiative does not have, or that was withdrawn."""

    status = 422
    code = "unknown-allocation"
    title = Message(he="הקצאה לא מוכרת", ar="تخصيص غير معروف", en="Unknown allocation")
    detail = Message(
        he="מוציאים כסף שהוקצה: ההקצאה שצוינה אינה קיימת, או שנמשכה.",
        ar="يُصرف مال خُصّص: التخصيص المذكور غير موجود أو سُحب.",
        en="What is spent was allocated first: the allocation named is not there, or was withdrawn.",
    )


class AllocationSpent(Problem):
    """More would be spent of the allocation than it has."""

    status = 409
    code = "allocation-spent"
    title = Message(he="ההקצאה אינה מספיקה", ar="التخصيص لا يكفي", en="The allocation is not enough")
    detail = Message(
        he="סכום ההוצאות מהקצאה אינו גדול ממנה. אפשר להקצות עוד, או לתקן הוצאות שנרשמו.",
        ar="لا يتجاوز ما يُصرف من تخصيص مبلغه. يمكن تخصيص المزيد، أو تصحيح ما سُجّل.",
        en="No more is spent of an allocation than it has, and it is not withdrawn while something is. "
        "Allocate more, or correct what was recorded.",
    )


class SpendingOutsideGrant(Problem):
    """The entry is outside the grant's lines or its period, and does not say why."""

    status = 409
    code = "spending-outside-grant"
    title = Message(he="מחוץ לתנאי המענק", ar="خارج شروط المنحة", en="Outside the grant's terms")
    detail = Message(
        he="ההוצאה חורגת ממה שהמענק מייעד לסעיפים, או מתקופתו. אפשר לרשום אותה עם הסבר ב־explanation: "
        "החריגה תיראה לגוף המממן ובדיווח.",
        ar="يتجاوز ما صُرف ما خصّصته المنحة للبنود، أو فترتها. يمكن تسجيله مع توضيح في explanation: وسيظهر "
        "التجاوز للمانح وفي التقرير.",
        en="This is more than the grant allows for its lines, or outside its period. It can be recorded with "
        "an `explanation`: the funder and the report show it.",
    )


class SpendingClosed(Problem):
    """The entry was withdrawn."""

    status = 409
    code = "spending-closed"
    title = Message(he="הרישום נמשך", ar="القيد مسحوب", en="The entry was withdrawn")
    detail = Message(
        he="רישום שנמשך אינו נספר ואינו משתנה. אפשר לרשום את ההוצאה מחדש.",
        ar="القيد المسحوب لا يُحتسب ولا يتغير. يمكن تسجيل ما صُرف من جديد.",
        en="An entry that was withdrawn counts for nothing and does not change. Record the spending anew.",
    )
