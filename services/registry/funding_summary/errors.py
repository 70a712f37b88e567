"""Rules of what is said to be needed."""

from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

BACKBONE_NEEDS_A_PART = InputRule(
    "backbone_needs_a_part",
    Message(
        he="מה שנדרש לשדרה הוא חלק ממה שנדרש ליוזמה כולה.",
        ar="ما تحتاجه المنظمة الداعمة جزء مما تحتاجه المبادرة كلها.",
        en="What the backbone needs is a part of what the whole initiative needs.",
    ),
)
