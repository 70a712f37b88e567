"""Problems that merging can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class KeptApartBefore(Problem):
    """Somebody said of the two organizations that they are two."""

    status = 409
    code = "kept-apart"
    title = Message(he="אלה שני ארגונים", ar="هاتان منظمتان", en="They are two")
    detail = Message(
        he="נרשם שאלה שני ארגונים שונים. אם התברר אחרת, יש לפתוח תחילה את השאלה מחדש (reconsider).",
        ar="سُجّل أنهما منظمتان مختلفتان. إن تبيّن غير ذلك فيجب أولًا إعادة فتح السؤال (reconsider).",
        en="It is on record that these are two organizations. If that was wrong, reconsider it first.",
    )


class MandateHolderMerged(Problem):
    """The organization holds a mandate or is proposed for one: whose it is, the partners decide."""

    status = 409
    code = "mandate-holder-merged"
    title = Message(
        he="לארגון יש מנדט או הצעה למנדט",
        ar="للمنظمة تفويض أو اقتراح تفويض",
        en="The organization has a mandate or is proposed for one",
    )
    detail = Message(
        he="ארגון שיש לו מנדט, או שהוצע למנדט, אינו מתמזג לתוך אחר: המנדט ניתן לו. אפשר למזג את האחר לתוכו.",
        ar="منظمة تحمل تفويضًا أو اقتُرحت له لا تُدمج في أخرى، فالتفويض مُنح لها. يمكن دمج الأخرى فيها.",
        en="An organization that holds a mandate, or is proposed for one, is not merged into another: it was "
        "given to this one. The other can be merged into it.",
    )


class MergeUndone(Problem):
    """The merging has been undone already."""

    status = 409
    code = "merge-undone"
    title = Message(he="המיזוג כבר בוטל", ar="أُلغي الدمج من قبل", en="The merging is undone already")
    detail = Message(
        he="שני הארגונים כבר רשומים בנפרד. אפשר למזג אותם מחדש.",
        ar="المنظمتان مسجّلتان منفصلتين بالفعل. يمكن دمجهما من جديد.",
        en="The two organizations stand on their own already. They can be merged anew.",
    )
