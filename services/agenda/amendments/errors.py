"""Problems the amendments can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

NOTHING_AMENDED = InputRule(
    "nothing_amended",
    Message(
        he="יש לציין question או explanation.",
        ar="يُذكر question أو explanation.",
        en="Give `question` or `explanation`.",
    ),
)


class SameText(Problem):
    """The question says that already."""

    status = 422
    code = "same-text"
    title = Message(he="הנוסח לא השתנה", ar="لم يتغير النص", en="The text does not change")
    detail = Message(
        he="הנוסח המוצע זהה לנוסח הקיים, ולכן לא יענה על אף התנגדות.",
        ar="النص المقترح مطابق للحالي، فلا يجيب عن أي اعتراض.",
        en="What is proposed is what the question says already, and so meets no objection.",
    )


class ObjectionsNotStanding(Problem):
    """An amendment names objections that stand."""

    status = 409
    code = "objections-not-standing"
    title = Message(he="אין התנגדות כזאת שעומדת", ar="لا اعتراض قائمًا كهذا", en="No such objection stands")
    detail = Message(
        he="שאלה פתוחה משתנה רק כדי לענות להתנגדויות שעומדות, ויש לציין אותן ב־objection_ids. בלי התנגדות "
        "אפשר למשוך את ההחלטה ולנסח אחרת.",
        ar="لا يتغير سؤال مفتوح إلا للرد على اعتراضات قائمة، تُذكر في objection_ids. ومن دون اعتراض يمكن سحب "
        "القرار وصياغة غيره.",
        en="An open question changes only to meet objections that stand: name them in `objection_ids`. "
        "Without one, withdraw the decision and draft another.",
    )


class TooLateToAmend(Problem):
    """Too little time is left for voters to say anew what they think."""

    status = 409
    code = "too-late-to-amend"
    title = Message(he="מאוחר מדי לשנות את הנוסח", ar="فات وقت تعديل النص", en="Too late to amend")
    detail = Message(
        he="אחרי שינוי הנוסח צריכות להישאר לפחות {hours} שעות, כדי שכולם יוכלו להצביע מחדש. אפשר קודם "
        "להאריך.",
        ar="بعد تعديل النص يجب أن تبقى {hours} ساعة على الأقل كي يصوّت الجميع من جديد. يمكن التمديد أولًا.",
        en="After an amendment at least {hours} hours have to be left, so that all can vote anew. Extend the "
        "decision first.",
    )


class TooManyAmendments(Problem):
    """As many amendments as there can be were proposed for one decision."""

    status = 409
    code = "too-many-amendments"
    title = Message(he="יותר מדי שינויי נוסח", ar="تعديلات أكثر من المسموح", en="Too many amendments")
    detail = Message(
        he="לשאלה אחת מציעים לכל היותר {most} שינויים. אפשר למשוך את ההחלטה ולנסח אותה מחדש יחד.",
        ar="يُقترح على سؤال واحد {most} من التعديلات على الأكثر. يمكن سحب القرار وصياغته معًا من جديد.",
        en="At most {most} amendments are proposed to one question. Withdraw the decision and draft it anew "
        "together.",
    )


class AmendmentOutdated(Problem):
    """The question, or what it is to be amended for, has changed since the amendment was proposed."""

    status = 409
    code = "amendment-outdated"
    title = Message(he="ההצעה אינה עדכנית", ar="الاقتراح لم يعد راهنًا", en="The amendment is out of date")
    detail = Message(
        he="השאלה כבר שונתה, או שההתנגדויות אינן עומדות עוד. אפשר להציע שינוי חדש.",
        ar="تغيّر السؤال، أو لم تعد الاعتراضات قائمة. يمكن اقتراح تعديل جديد.",
        en="The question was amended in the meantime, or the objections stand no more. Propose another.",
    )
