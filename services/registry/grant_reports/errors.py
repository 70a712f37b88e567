"""Problems the reports to funders can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class UnknownReportFormat(Problem):
    """There is no such format, or it was retired."""

    status = 422
    code = "unknown-report-format"
    title = Message(he="תבנית לא מוכרת", ar="نموذج غير معروف", en="Unknown report format")
    detail = Message(
        he="התבנית שצוינה אינה קיימת, או שנסגרה. התבניות נמצאות ב־report-formats.",
        ar="النموذج المذكور غير موجود أو مغلق. النماذج في report-formats.",
        en="The format named is not there, or was retired. Formats are in `report-formats`.",
    )


class FormatOfOtherCurrency(Problem):
    """The format converts from another currency than the grant's: currencies are never mixed."""

    status = 409
    code = "format-of-other-currency"
    title = Message(he="תבנית של מטבע אחר", ar="نموذج لعملة أخرى", en="Format of another currency")
    detail = Message(
        he="התבנית ממירה ממטבע אחר מזה של המענק, ואין מערבבים מטבעות. אפשר להגדיר לתבנית שער "
        "מן המטבע של המענק.",
        ar="النموذج يحوّل من عملة غير عملة المنحة، والعملات لا تُخلط. يمكن أن يُحدَّد للنموذج سعر من عملة المنحة.",
        en="The format converts from another currency than the grant's, and currencies are never mixed. Give "
        "a format a rate from the grant's currency.",
    )
