"""Problems the sources can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class SourceClosed(Problem):
    """The source was withdrawn; it does not change any more."""

    status = 409
    code = "source-closed"
    title = Message(he="המקור נמשך", ar="المصدر سُحب", en="The source was withdrawn")
    detail = Message(
        he="מקור שנמשך אינו משתנה עוד. אפשר לרשום מקור חדש.",
        ar="المصدر الذي سُحب لا يتغير بعد ذلك. يمكن تسجيل مصدر جديد.",
        en="A source that was withdrawn does not change any more. A new one can be recorded.",
    )
