"""Problems the agenda's sections can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class UnknownCitation(Problem):
    """A voice, source, statement or context event that is cited is not part of this initiative."""

    status = 422
    code = "unknown-citation"
    title = Message(he="ציטוט לא מוכר", ar="استشهاد غير معروف", en="Unknown citation")
    detail = Message(
        he="אחד ההיגדים או המקורות שצוטטו אינו רשום ביוזמה. יש לרשום אותו קודם.",
        ar="أحد الأقوال أو المصادر المستشهد بها غير مسجّل في المبادرة. يجب تسجيله أولًا.",
        en="One of the voices or sources cited is not recorded in the initiative. Record it first.",
    )


class VoiceNotCitable(Problem):
    """A voice that is cited is not confirmed, or was withdrawn or erased: nobody stands by it."""

    status = 422
    code = "voice-not-citable"
    title = Message(he="אי אפשר לצטט את ההיגד", ar="لا يمكن الاستشهاد بالقول", en="The voice cannot be cited")
    detail = Message(
        he="אחד ההיגדים שצוטטו עדיין לא אושר, נמשך או נמחק. אפשר לבקש את אישורו, או לשלוח cites בלעדיו.",
        ar="أحد الأقوال المستشهد بها لم يؤكَّد بعد أو سُحب أو مُحي. يمكن طلب تأكيده، أو إرسال cites من دونه.",
        en="One of the voices cited has not been confirmed yet, or was withdrawn or erased. Ask for it to be "
        "confirmed, or send `cites` without it.",
    )


class SourceNotCitable(Problem):
    """A source, statement or context event that is cited was withdrawn, or nobody stands by it yet."""

    status = 422
    code = "source-not-citable"
    title = Message(
        he="אי אפשר לצטט את המקור", ar="لا يمكن الاستشهاد بالمصدر", en="The source cannot be cited"
    )
    detail = Message(
        he="אחד המקורות, ההצהרות או האירועים שצוטטו נמשך, או שעוד לא אושר. אפשר לשלוח cites_sources בלעדיו.",
        ar="أحد المصادر أو التصريحات أو الأحداث المستشهد بها سُحب أو لم يؤكَّد بعد. يمكن إرسال cites_sources "
        "من دونه.",
        en="One of the sources, statements or context events cited was withdrawn, or is not confirmed yet. "
        "Send `cites_sources` without it.",
    )


class SectionIsDiscarded(Problem):
    """The section is no longer part of the draft; it does not change any more."""

    status = 409
    code = "section-discarded"
    title = Message(he="הסעיף הוסר", ar="حُذف القسم", en="Discarded")
    detail = Message(
        he="הסעיף הוסר מהטיוטה ואינו משתנה עוד. אפשר לנסח סעיף חדש.",
        ar="حُذف القسم من المسودة ولا يتغير بعد ذلك. يمكن صياغة قسم جديد.",
        en="The section was taken out of the draft and does not change any more. A new one can be drafted.",
    )


class TooManySections(Problem):
    """The working draft has as many sections as an agenda can have."""

    status = 409
    code = "too-many-sections"
    title = Message(he="יותר מדי סעיפים", ar="أقسام كثيرة جدًا", en="Too many sections")
    detail = Message(
        he="בטיוטה יש 200 סעיפים, ולא ניתן להוסיף. אפשר לאחד סעיפים או להסיר סעיף.",
        ar="في المسودة 200 قسم ولا يمكن إضافة المزيد. يمكن دمج أقسام أو حذف قسم.",
        en="The draft has 200 sections, and no more can be added. Merge some, or discard one.",
    )
