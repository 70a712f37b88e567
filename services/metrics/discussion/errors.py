"""What the discussion of an indicator refuses."""

from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

POSITION_WITHOUT_REASON = InputRule(
    "position_without_reason",
    Message(
        he="לעמדה שאינה תמיכה מלאה נדרש נימוק, כדי שאפשר יהיה להשיב עליה.",
        ar="الموقف الذي ليس تأييدًا كاملًا يحتاج إلى تعليل كي يمكن الرد عليه.",
        en="A position short of full support needs a reason, so that it can be answered.",
    ),
)
