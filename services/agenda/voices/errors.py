"""Problems the voices can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

NOBODY_BROUGHT = InputRule(
    "brought_by_nobody",
    Message(
        he="יש לציין מי הביא את ההיגד: person_id או organization_id, או שניהם.",
        ar="يجب ذكر من طرح القول: person_id أو organization_id أو كلاهما.",
        en="Say who brought the voice: person_id, organization_id or both.",
    ),
)


class UnknownBringer(Problem):
    """The person or organization named as having brought the voice is not part of this initiative."""

    status = 422
    code = "unknown-bringer"
    title = Message(
        he="לא ידוע מי הביא את ההיגד", ar="من طرح القول غير معروف", en="Brought by somebody unknown"
    )
    detail = Message(
        he="האדם או הארגון שצוינו אינם חלק מהיוזמה, או שהארגון מוזג עם אחר: אז מציינים את זה שנשאר. "
        "את מי שאינם רשומים יש להוסיף קודם.",
        ar="الشخص أو المنظمة المذكوران ليسا جزءًا من المبادرة، أو أن المنظمة دُمجت في أخرى: عندها تُذكر التي "
        "بقيت. من ليس مسجّلًا يُضاف أولًا.",
        en="The person or organization named takes no part in the initiative, or the organization was merged "
        "into another: then name the one that stays. Add first whoever is not recorded.",
    )


class BringerDoesNotRepresent(Problem):
    """The person named does not speak for the organization named: nobody puts words into its mouth."""

    status = 422
    code = "bringer-does-not-represent"
    title = Message(he="אין ייצוג של הארגון", ar="لا تمثيل للمنظمة", en="Not a representative")
    detail = Message(
        he="מי שצוין אינו מייצג היום את הארגון שצוין. אפשר לציין רק את האדם, "
        "או רק את הארגון, ונציגיו יתבקשו לאשר.",
        ar="الشخص المذكور لا يمثّل المنظمة المذكورة اليوم. يمكن ذكر الشخص وحده، أو المنظمة وحدها "
        "فيُطلب من ممثليها التأكيد.",
        en="The person named does not represent that organization today. Name the person alone, or the "
        "organization alone, whose representatives will be asked to confirm.",
    )


class VoiceConfirmedAlready(Problem):
    """The voice is confirmed already."""

    status = 409
    code = "voice-confirmed-already"
    title = Message(he="ההיגד כבר אושר", ar="القول مؤكَّد بالفعل", en="Confirmed already")
    detail = Message(
        he="אין צורך באישור נוסף. מי שהביא את ההיגד יכול לשנות את נוסחו או למשוך אותו.",
        ar="لا حاجة إلى تأكيد آخر. يمكن لصاحب القول تعديل صياغته أو سحبه.",
        en="It needs no further confirmation. Whoever brought it can reword or withdraw it.",
    )


class VoiceNotYetConfirmed(Problem):
    """Whoever brought the voice has not confirmed these words."""

    status = 409
    code = "voice-not-yet-confirmed"
    title = Message(he="ההיגד עדיין לא אושר", ar="القول لم يؤكَّد بعد", en="Not confirmed yet")
    detail = Message(
        he="הציבור רואה רק היגד שמי שהביא אותו אישר את נוסחו. יש לאשר אותו קודם.",
        ar="لا يرى الجمهور إلا قولًا أكّد صاحبه صياغته. يجب تأكيده أولًا.",
        en="The public sees only words that whoever brought them stands by. Confirm them first.",
    )


class VoiceClosed(Problem):
    """The voice was withdrawn by whoever brought it, or erased; it does not change any more."""

    status = 409
    code = "voice-closed"
    title = Message(he="ההיגד נמשך או נמחק", ar="القول سُحب أو مُحي", en="Withdrawn or erased")
    detail = Message(
        he="היגד שנמשך או נמחק אינו משתנה עוד. אפשר להביא היגד חדש.",
        ar="القول الذي سُحب أو مُحي لا يتغير بعد ذلك. يمكن طرح قول جديد.",
        en="A voice that was withdrawn or erased does not change any more. A new one can be brought.",
    )
