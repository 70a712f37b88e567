"""Problems of the identity API."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class GrantRefused(Problem):
    """The grant is not one this server gives: unsupported, not the operator's token, or nobody by that id."""

    status = 400
    code = "grant-refused"
    title = Message(he="לא ניתן אסימון", ar="لم يُمنح رمز", en="No token granted")
    detail = Message(
        he="האסימון לא הונפק: סוג הבקשה אינו נתמך כאן, אסימון המפעיל שגוי, או שאין אדם כזה ביוזמה.",
        ar="لم يصدر الرمز: نوع الطلب غير مدعوم هنا، أو رمز المشغّل خاطئ، أو لا يوجد شخص كهذا في المبادرة.",
        en="No token was issued: this grant is not supported here, the operator's token is wrong, or nobody "
        "in the initiative has that id.",
    )
