"""Problems the initiatives can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class PhaseByDecision(Problem):
    """There is a steering committee: a phase begins by a decision of a forum."""

    status = 409
    code = "phase-by-decision"
    title = Message(he="שלב מתחיל בהחלטה", ar="تبدأ المرحلة بقرار", en="A phase begins by decision")
    detail = Message(
        he="יש ועדת היגוי, ולכן שלב מתחיל בהחלטה שלה או של הרשת. אפשר לפתוח החלטה מסוג phase.",
        ar="توجد لجنة توجيهية، لذلك تبدأ المرحلة بقرار منها أو من الشبكة. يمكن فتح قرار من نوع phase.",
        en="There is a steering committee, so a phase begins by its decision or the network's. Draft a "
        "decision of kind `phase`.",
    )


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
