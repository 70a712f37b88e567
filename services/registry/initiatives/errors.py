"""Problems the initiatives can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class PhaseAlreadyBegun(Problem):
    """The initiative is in that phase already."""

    status = 409
    code = "phase-already-begun"
    title = Message(
        he="היוזמה כבר בשלב הזה",
        ar="المبادرة في هذه المرحلة بالفعل",
        en="The initiative is in that phase already",
    )
    detail = Message(
        he="אפשר לעבור לכל שלב אחר, קדימה או אחורה.",
        ar="يمكن الانتقال إلى أي مرحلة أخرى، إلى الأمام أو إلى الخلف.",
        en="Any other phase can begin, forward or back.",
    )
