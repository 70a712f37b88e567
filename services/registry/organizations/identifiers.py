"""What can be told from an organization's identifier alone. It warns and never refuses: registers err too.

Israeli registers number in nine digits, the last of them Luhn's check digit (true for 44,318 of 44,320 real
identifiers). Numbers of associations begin with 58, of companies with 51 or 52; none begins with a zero that
a spreadsheet could have dropped, so that a shorter number is not filled up but lacks digits (decision 41).
Schemes are codes from org-id.guide; where it lists no register, local ones beginning with `LOCAL-`.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from shared.localization.messages import Message

LOCAL_ISRAELI = "LOCAL-IL"
"""Israeli numbers of registers that org-id.guide does not list: those of 50, 53 to 55, 57 and 59."""

_DIGITS = 9
_BEGINNINGS = {"IL-RA": ("58",), "IL-ROC": ("51", "52"), LOCAL_ISRAELI: ("50", "53", "54", "55", "57", "59")}
_DOUBLED = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))
_SCHEME = re.compile(r"(?:[A-Z]{2}|LOCAL)-[A-Z0-9][A-Z0-9-]*")


class IdentifierWarning(StrEnum):
    """What is odd about an identifier."""

    CHECK_DIGIT = "check_digit"
    """The check digit is wrong."""
    LENGTH = "length"
    """It has not the register's nine digits."""
    OTHER_REGISTER = "other_register"
    """Numbers that begin so are in another register."""
    UNKNOWN_SCHEME = "unknown_scheme"
    """The scheme is written neither as a code from org-id.guide nor as a local one."""


_WORDS = {
    IdentifierWarning.CHECK_DIGIT: Message(
        he="ספרת הביקורת אינה מתאימה לשאר הספרות. המספר נשמר; כדאי לבדוק שהוא הועתק נכון.",
        ar="رقم التحقق لا يوافق بقية الأرقام. حُفظ الرقم، ويُستحسن التأكد من صحة نقله.",
        en="The check digit does not fit the other digits. The number is kept; was it copied well?",
    ),
    IdentifierWarning.LENGTH: Message(
        he="במרשם הזה יש בכל מספר {digits} ספרות. המספר נשמר כפי שנכתב, ואפסים אינם מתווספים לו.",
        ar="يتألف كل رقم في هذا السجل من {digits} أرقام. حُفظ الرقم كما كُتب دون إضافة أصفار إليه.",
        en="Numbers of this register have {digits} digits. It is kept as written; no zeros are added to it.",
    ),
    IdentifierWarning.OTHER_REGISTER: Message(
        he="מספרי עמותות (IL-RA) מתחילים ב־58, מספרי חברות (IL-ROC) ב־51 או ב־52, "
        "ומספרים ישראליים אחרים נרשמים תחת LOCAL-IL. המספר נשמר.",
        ar="أرقام الجمعيات (IL-RA) تبدأ بـ 58، وأرقام الشركات (IL-ROC) بـ 51 أو 52، "
        "وسائر الأرقام الإسرائيلية تُسجَّل تحت LOCAL-IL. حُفظ الرقم.",
        en="Numbers of associations (IL-RA) begin with 58, of companies (IL-ROC) with 51 or 52, and other "
        "Israeli numbers go under LOCAL-IL. The number is kept.",
    ),
    IdentifierWarning.UNKNOWN_SCHEME: Message(
        he="קוד המרשם אינו נראה כמו קוד מ־org-id.guide (למשל IL-RA). "
        "למרשם שאינו ברשימה אפשר לבחור קוד שמתחיל ב־LOCAL-.",
        ar="رمز السجل لا يشبه رموز org-id.guide (مثل IL-RA). "
        "لسجل غير مدرج فيها يمكن اختيار رمز يبدأ بـ LOCAL-.",
        en="The scheme does not look like a code from org-id.guide, such as IL-RA. For a register it does "
        "not list, choose a code that begins with LOCAL-.",
    ),
}


def check_digit(scheme: str, value: str) -> bool | None:
    """Whether the check digit is right; None for schemes without a rule we know."""
    if scheme.upper() not in _BEGINNINGS:
        return None
    digits = _number(value)
    return len(digits) == _DIGITS and luhn(digits)


def luhn(digits: str) -> bool:
    """Luhn's rule: every second digit from the right doubled, its digits added; the sum divides by ten."""
    return (sum(map(int, digits[-1::-2])) + sum(map(_DOUBLED.__getitem__, digits[-2::-2]))) % 10 == 0


def warnings(scheme: str, value: str) -> list[IdentifierWarning]:
    """What is odd about an identifier; of a number of the wrong length nothing else is said."""
    code = scheme.upper()
    if code not in _BEGINNINGS:
        return [] if _SCHEME.fullmatch(code) else [IdentifierWarning.UNKNOWN_SCHEME]
    digits = _number(value)
    if len(digits) != _DIGITS:
        return [IdentifierWarning.LENGTH]
    found = [] if luhn(digits) else [IdentifierWarning.CHECK_DIGIT]
    return found if digits.startswith(_BEGINNINGS[code]) else [*found, IdentifierWarning.OTHER_REGISTER]


def _number(value: str) -> str:
    """The digits of a number, which people write with hyphens; none where it is no number."""
    digits = value.replace("-", "")
    return digits if digits.isascii() and digits.isdigit() else ""


def checked(identifier: Mapping[str, str]) -> dict[str, Any]:
    """An identifier as stored, with what can be told from it."""
    scheme, value = identifier["scheme"], identifier["value"]
    return {
        **identifier,
        "check_digit": check_digit(scheme, value),
        "warnings": [
            {
                "code": warning,
                "detail": _WORDS[warning].in_all_languages(
                    **dict.fromkeys(_WORDS[warning].placeholders, _DIGITS)
                ),
            }
            for warning in warnings(scheme, value)
        ],
    }
