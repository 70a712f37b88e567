"""What is said where something is no figure."""

from services.metrics.figures import Fault, FigureError
from shared.http.json_pointers import json_pointer
from shared.http.problems import FieldError, ValidationFailed
from shared.localization.messages import Message

SAID: dict[Fault, Message] = {
    Fault.BAD_PERIOD: Message(
        he="זו אינה תקופה מהסוג שהמדד נמדד בו. קודי התקופות הם של DHIS2, למשל 2004April.",
        ar="هذه ليست فترة من النوع الذي يُقاس به المؤشر. رموز الفترات هي رموز DHIS2، مثل 2004April.",
        en="This is no period of the indicator's type. Periods are codes of DHIS2, for example 2004April.",
    ),
    Fault.UNKNOWN_DIMENSION: Message(
        he="למדד אין ממד כזה.", ar="ليس للمؤشر بُعد كهذا.", en="The indicator has no such dimension."
    ),
    Fault.UNKNOWN_DIMENSION_VALUE: Message(
        he="זה אינו אחד מערכי הממד. כדי לציין את כולם משמיטים את הממד.",
        ar="هذه ليست إحدى قيم البُعد. للدلالة على الكل يُترك البُعد.",
        en="This is not one of the dimension's values. To mean all of them, leave the dimension out.",
    ),
    Fault.BAD_STATE: Message(
        he="מצב הנתון הוא reported, missing, waived או suppressed.",
        ar="حالة الرقم هي reported أو missing أو waived أو suppressed.",
        en="A figure's state is reported, missing, waived or suppressed.",
    ),
    Fault.BAD_VALUE: Message(
        he="זה אינו מספר עשרוני: ספרות ונקודה, בלי מפרידי אלפים, עד 18 ספרות לפני הנקודה ו־20 אחריה.",
        ar="هذا ليس عددًا عشريًا: أرقام ونقطة، دون فواصل آلاف، حتى 18 رقمًا قبل النقطة و20 بعدها.",
        en="This is no decimal number: digits and a point, no thousands separators, at most 18 digits before "
        "the point and 20 after it.",
    ),
    Fault.VALUE_MISSING: Message(
        he="חסר ערך. אם אין ערך, יש לציין מצב: missing, waived או suppressed. אפס הוא ערך.",
        ar="القيمة ناقصة. إذا لم تكن هناك قيمة فيجب ذكر الحالة: missing أو waived أو suppressed. الصفر قيمة.",
        en="The value is missing. Where there is none, say so by the state: missing, waived or suppressed. "
        "Zero is a value.",
    ),
    Fault.VALUE_NOT_EXPECTED: Message(
        he="רק למצב reported יש ערך. במצב אחר משמיטים אותו, גם אם הוא אפס.",
        ar="للحالة reported فقط قيمة. في غيرها تُترك، حتى لو كانت صفرًا.",
        en="Only the state reported has a value. With another one, leave it out, a zero too.",
    ),
    Fault.PARTS_NEEDED: Message(
        he="המדד הוא יחס: יש לדווח מונה ומכנה (numerator, denominator) ולא ערך.",
        ar="المؤشر نسبة: يجب الإبلاغ عن البسط والمقام (numerator وdenominator) لا عن القيمة.",
        en="The indicator is a ratio: report numerator and denominator, not a value.",
    ),
    Fault.PARTS_NOT_EXPECTED: Message(
        he="המדד אינו יחס: יש לדווח ערך (value) בלי מונה ומכנה.",
        ar="المؤشر ليس نسبة: يجب الإبلاغ عن القيمة (value) دون بسط ومقام.",
        en="The indicator is no ratio: report a value, without numerator and denominator.",
    ),
    Fault.BAD_DENOMINATOR: Message(
        he="המכנה אינו יכול להיות שלילי, וכשהוא אפס גם המונה אפס.",
        ar="لا يمكن أن يكون المقام سالبًا، وعندما يكون صفرًا يكون البسط صفرًا أيضًا.",
        en="A denominator is never negative, and where it is zero, so is the numerator.",
    ),
}


def refused(error: FigureError) -> ValidationFailed:
    """The problem that names the property and says what is possible."""
    return ValidationFailed(
        errors=[FieldError(json_pointer(error.path), error.fault.value, SAID[error.fault])]
    )
