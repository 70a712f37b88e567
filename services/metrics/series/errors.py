"""What a series refuses."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

MAX_POINTS = 20_000

UNKNOWN_BREAKDOWN = InputRule(
    "unknown_breakdown",
    Message(
        he="למדד אין ממד כזה, או שאין לממד ערך כזה.",
        ar="ليس للمؤشر بُعد كهذا، أو ليس للبُعد قيمة كهذه.",
        en="The indicator has no such dimension, or the dimension no such value.",
    ),
)


class SeriesTooLong(Problem):
    """The series would have more than 20,000 points."""

    status = 422
    code = "series-too-long"
    title = Message(he="הסדרה ארוכה מדי", ar="السلسلة طويلة جدًا", en="The series is too long")
    detail = Message(
        he="בסדרה יותר מ־20,000 נקודות. אפשר לצמצם אותה ב־from, ב־until, ב־where או בפחות ממדים ב־by.",
        ar="في السلسلة أكثر من 20,000 نقطة. يمكن تقليصها عبر from أو until أو where أو أبعاد أقل في by.",
        en="The series has more than 20,000 points. Narrow it by from, until or where, or fewer dimensions.",
    )
