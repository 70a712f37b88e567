"""Problems the staff's API can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class UnknownPerson(Problem):
    """The body names a person who does not take part in this initiative."""

    status = 422
    code = "unknown-person"
    title = Message(he="אדם לא מוכר", ar="شخص غير معروف", en="Unknown person")
    detail = Message(
        he="מי שצוין אינו רשום ביוזמה. יש להוסיף אותו קודם.",
        ar="الشخص المذكور غير مسجَّل في المبادرة. يجب إضافته أولًا.",
        en="The person named does not take part in the initiative. Add them first.",
    )


class AlreadyAppointed(Problem):
    """The person has that role already."""

    status = 409
    code = "already-appointed"
    title = Message(
        he="התפקיד כבר מאויש בידי אדם זה", ar="الشخص يشغل هذا الدور بالفعل", en="Appointed already"
    )
    detail = Message(
        he="אפשר למנות את האדם לתפקיד נוסף, או למנות לתפקיד הזה אדם אחר.",
        ar="يمكن تعيين الشخص في دور آخر، أو تعيين شخص آخر في هذا الدور.",
        en="The person can be appointed to another role, or another person to this one.",
    )
