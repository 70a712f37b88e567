"""Problems the assessments can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class AssessmentInFuture(Problem):
    """An assessment says how things stand, or stood: its day has begun somewhere."""

    status = 422
    code = "assessment-in-future"
    title = Message(he="היום עוד לא הגיע", ar="اليوم لم يحن بعد", en="That day has not come yet")
    detail = Message(
        he="הערכה מתארת את המצב היום או בעבר. יש לתקן את assessed_on או להשמיט אותו.",
        ar="يصف التقييم الوضع اليوم أو في الماضي. يجب تصحيح assessed_on أو حذفه.",
        en="An assessment says how things stand or stood. Correct `assessed_on`, or leave it out.",
    )
