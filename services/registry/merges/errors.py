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


class SeatHolderMerged(Problem):
    """The organization has a seat or is proposed for one: it would sit, and count, beside the other."""

    status = 409
    code = "seat-holder-merged"
    title = Message(
        he="לארגון יש מושב בפורום או הצעה למושב",
        ar="للمنظمة مقعد في منتدى أو اقتراح لمقعد",
        en="The organization has a seat in a forum or is proposed for one",
    )
    detail = Message(
        he="ארגון שיש לו מושב, או שהוצע לו מושב, אינו מתמזג לתוך אחר, כדי שארגון אחד לא ייספר פעמיים. אפשר "
        "למזג את האחר לתוכו; אם יש מושבים לשניהם, יש לוותר תחילה על המושבים של אחד מהם, ולמשוך הצעות שנותרו.",
        ar="منظمة لها مقعد أو اقتُرح لها مقعد لا تُدمج في أخرى، كي لا تُحسب منظمة واحدة مرتين. يمكن دمج الأخرى "
        "فيها؛ وإن كانت لكلتيهما مقاعد، فيجب أولًا التخلي عن مقاعد إحداهما وسحب ما بقي من اقتراحات.",
        en="An organization that has a seat, or is proposed for one, is not merged into another, so that one "
        "organization does not count twice. The other can be merged into it; where both have seats, those of "
        "one are given up first, and proposals that remain are taken back.",
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
