"""Problems the erasures can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class NobodyToErase(Problem):
    """The body names a person who does not take part in this initiative."""

    status = 422
    code = "nobody-to-erase"
    title = Message(he="אין אדם כזה ביוזמה", ar="لا يوجد شخص كهذا في المبادرة", en="Nobody to erase")
    detail = Message(
        he="המזהה שנשלח אינו של אדם שמשתתף ביוזמה.",
        ar="المعرّف المرسل لا يعود إلى شخص مشارك في المبادرة.",
        en="The id is not that of a person who takes part in the initiative.",
    )


class ErasureAlreadyRequested(Problem):
    """This person's erasure was requested before; a person is erased once. List erasures by `person_id`."""

    status = 409
    code = "erasure-already-requested"
    title = Message(he="המחיקה כבר התבקשה", ar="سبق طلب المحو", en="The erasure was already requested")
    detail = Message(
        he="מחיקת הנתונים של אדם זה כבר התבקשה. אפשר לראות את מצבה ברשימת המחיקות, לפי person_id.",
        ar="سبق طلب محو بيانات هذا الشخص. يمكن الاطلاع على حالة الطلب في قائمة عمليات المحو بحسب person_id.",
        en="The erasure of this person's data was requested before. The list of erasures, by person_id, "
        "shows how it stands.",
    )
