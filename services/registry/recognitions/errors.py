"""Problems recognition can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class RecognitionOfOneself(Problem):
    """Credit is given to others, not to oneself or to an organization one speaks for."""

    status = 422
    code = "recognition-of-oneself"
    title = Message(he="הוקרה היא לאחרים", ar="التقدير للآخرين", en="Recognition is for others")
    detail = Message(
        he="הוקרה נותנים לאחרים, לא לעצמנו ולא לארגון שאנו מייצגים.",
        ar="يُمنح التقدير للآخرين، لا للنفس ولا لمنظمة يمثّلها مانح التقدير.",
        en="Give credit to others, not to yourself or to an organization you represent.",
    )


class UnknownRecognized(Problem):
    """The organization, the person or the meeting named is not part of this initiative."""

    status = 422
    code = "unknown-recognized"
    title = Message(he="לא מוכר ביוזמה", ar="غير معروف في المبادرة", en="Not of this initiative")
    detail = Message(
        he="הארגון, האדם או המפגש שצוינו אינם חלק מהיוזמה, או שהארגון מוזג לאחר, או שהאדם אינו שייך לו.",
        ar="المنظمة أو الشخص أو اللقاء المذكور ليس جزءًا من المبادرة، أو أن المنظمة دُمجت في "
        "أخرى، أو أن الشخص لا ينتمي إليها.",
        en="The organization, the person or the meeting named is not part of this initiative, the "
        "organization was merged into another, or the person does not belong to it.",
    )
