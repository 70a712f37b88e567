"""Problems the witnesses can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class InvalidWitnesses(Problem):
    """A key is none of a witness, two witnesses share a name or a key, or the threshold is too high."""

    status = 422
    code = "invalid-witnesses"
    title = Message(
        he="רשימת העדים אינה תקינה", ar="قائمة الشهود غير صالحة", en="The witnesses are not valid"
    )
    detail = Message(
        he="לכל עד נדרש מפתח אימות של עד (סוג 4), בשם ובמפתח שאין לעד אחר; והסף אינו גבוה ממספר העדים.",
        ar="يلزم لكل شاهد مفتاح تحقّق خاص بالشهود (النوع 4)، باسم ومفتاح لا يشاركه فيهما غيره؛ ولا يزيد الحد "
        "على عدد الشهود.",
        en="Each witness needs a witness's verifier key (type 4), with a name and a key no other has; and "
        "the threshold is at most the number of witnesses.",
    )


class InvalidCosignature(Problem):
    """A cosignature is of no witness of this initiative, or it is forged."""

    status = 422
    code = "invalid-cosignature"
    title = Message(
        he="החתימה הנוספת אינה תקפה", ar="التوقيع المشارك غير صالح", en="The cosignature is not valid"
    )
    detail = Message(
        he="זו אינה חתימה של עד מן הרשימה על נקודת הביקורת הזו.",
        ar="هذا ليس توقيع شاهد من القائمة على نقطة التحقق هذه.",
        en="This is not the signature of a witness on the list under this checkpoint.",
    )


class NoSuchCheckpoint(Problem):
    """There is no checkpoint of this size, or not any more: those nobody cosigned are kept for two days."""

    status = 404
    code = "no-such-checkpoint"
    title = Message(he="אין נקודת ביקורת כזו", ar="لا توجد نقطة تحقق كهذه", en="No such checkpoint")
    detail = Message(
        he="אין נקודת ביקורת בגודל הזה, או שכבר אינה נשמרת.",
        ar="لا توجد نقطة تحقق بهذا الحجم، أو لم تعد محفوظة.",
        en="There is no checkpoint of this size, or it is not kept any more.",
    )
