"""Problems the series of meetings can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class SeriesEnded(Problem):
    """The series was ended before."""

    status = 409
    code = "series-ended"
    title = Message(he="הסדרה הסתיימה", ar="انتهت السلسلة", en="The series has ended")
    detail = Message(
        he="הסדרה כבר הסתיימה. אפשר לפתוח סדרה חדשה.",
        ar="انتهت السلسلة. يمكن بدء سلسلة جديدة.",
        en="The series was ended before. A new one can be begun.",
    )
