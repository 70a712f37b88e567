"""Problems the objections can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class ObjectionSettled(Problem):
    """The objection stands no more."""

    status = 409
    code = "objection-settled"
    title = Message(he="ההתנגדות אינה עומדת", ar="الاعتراض لم يعد قائمًا", en="The objection is settled")
    detail = Message(
        he="ההתנגדות כבר נמשכה, יושבה, או שנוסח השאלה שונה מאז.",
        ar="سُحب الاعتراض أو حُلّ، أو تغيّر نص السؤال منذئذ.",
        en="The objection was withdrawn or resolved, or the question was amended since.",
    )


class UnknownAnswer(Problem):
    """The body names no answer to this objection."""

    status = 422
    code = "unknown-answer"
    title = Message(he="תשובה לא מוכרת", ar="ردّ غير معروف", en="Unknown answer")
    detail = Message(
        he="יש לציין תשובה שניתנה להתנגדות הזאת.",
        ar="يُذكر ردّ أُعطي على هذا الاعتراض.",
        en="Name an answer that was given to this objection.",
    )


class StillObjecting(Problem):
    """Whoever accepts an answer votes otherwise than by objecting."""

    status = 422
    code = "still-objecting"
    title = Message(he="הקול עדיין מתנגד", ar="الصوت ما زال معترضًا", en="The ballot still objects")
    detail = Message(
        he="מי שמקבלים תשובה מצביעים אחרת: בעד, או הימנעות. כל עוד ההתנגדות עומדת אין צורך לעשות דבר.",
        ar="من يقبل ردًّا يصوّت بغير الاعتراض: موافقةً أو امتناعًا. وما دام الاعتراض قائمًا لا يلزم شيء.",
        en="Whoever accepts an answer votes otherwise: consents, or abstains. While the objection stands, "
        "nothing needs doing.",
    )


class TooManyAnswers(Problem):
    """An objection has as many answers as it can."""

    status = 409
    code = "too-many-answers"
    title = Message(he="יותר מדי תשובות", ar="ردود أكثر من المسموح", en="Too many answers")
    detail = Message(
        he="להתנגדות יש לכל היותר {most} תשובות. כדאי לדבר.",
        ar="للاعتراض {most} من الردود على الأكثر. الأفضل الحديث.",
        en="An objection has {most} answers at the most. It may be time to talk.",
    )
