"""Problems that leaving and coming back can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class PersonTakesPart(Problem):
    """The person has not left, so there is nothing to come back from."""

    status = 409
    code = "person-takes-part"
    title = Message(he="ההשתתפות ביוזמה נמשכת", ar="المشاركة في المبادرة مستمرة", en="The person takes part")
    detail = Message(
        he="אפשר לרשום חזרה רק אחרי שנרשמה עזיבה. ההשתתפות הזאת ביוזמה לא הסתיימה.",
        ar="لا تُسجَّل العودة إلا بعد تسجيل المغادرة، وهذه المشاركة في المبادرة لم تنتهِ.",
        en="Only somebody who has left can return. This person has not left the initiative.",
    )
