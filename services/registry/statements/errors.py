"""Problems the statements can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

WHO_STATES = InputRule(
    "who_states",
    Message(
        he="יש לציין מי אומר זאת: ארגון מן המפה (organization_id), או מי שאינו במפה (speaker).",
        ar="يجب ذكر صاحب القول: منظمة على الخريطة (organization_id)، أو من ليس عليها (speaker).",
        en="Say who states it: an organization on the map (`organization_id`), or somebody who is not on it "
        "(`speaker`).",
    ),
)


class StatementNeedsSource(Problem):
    """What one records of others rests on a source."""

    status = 422
    code = "statement-needs-source"
    title = Message(he="נדרש מקור", ar="يلزم مصدر", en="A source is needed")
    detail = Message(
        he="הצהרה של אחרים נרשמת על סמך מקור. אפשר לרשום את המקור ואז לציין אותו ב־source_ids; את הצהרת "
        "הארגון שמייצגים אפשר לרשום בלעדיו.",
        ar="تصريح الآخرين يُسجَّل استنادًا إلى مصدر. يمكن تسجيل المصدر ثم ذكره في source_ids؛ أما تصريح "
        "المنظمة التي تمثَّل فيمكن تسجيله من دونه.",
        en="A statement by others is recorded from a source. Record the source and name it in `source_ids`; "
        "one by the organization you represent needs none.",
    )


class UnknownStatementSource(Problem):
    """A source named is not one of this initiative's, or was withdrawn."""

    status = 422
    code = "unknown-statement-source"
    title = Message(he="מקור לא מוכר", ar="مصدر غير معروف", en="Unknown source")
    detail = Message(
        he="אחד המקורות שצוינו אינו רשום ביוזמה או שנמשך.",
        ar="أحد المصادر المذكورة غير مسجّل في المبادرة أو سُحب.",
        en="One of the sources named is not recorded in the initiative, or was withdrawn.",
    )


class StatedInTheFuture(Problem):
    """The day of the statement is to come."""

    status = 422
    code = "stated-in-the-future"
    title = Message(he="היום עוד לא הגיע", ar="لم يحن اليوم بعد", en="The day is to come")
    detail = Message(
        he="stated_on הוא היום שבו נאמרו הדברים, ולא יום עתידי.",
        ar="stated_on هو اليوم الذي قيل فيه الكلام، لا يوم مقبل.",
        en="`stated_on` is the day on which it was said, not one to come.",
    )


class StatementClosed(Problem):
    """The statement was answered or withdrawn already."""

    status = 409
    code = "statement-closed"
    title = Message(he="כבר נענה", ar="سبق الرد", en="Answered already")
    detail = Message(
        he="על הצהרה שנרשמה בידי אחרים עונים פעם אחת, כל עוד לא נמשכה. הצהרה אחרת אפשר לרשום מחדש.",
        ar="يُرَدّ مرة واحدة على تصريح سجّله آخرون ما دام لم يُسحب. ويمكن تسجيل تصريح آخر من جديد.",
        en="A statement that others recorded is answered once, as long as it is not withdrawn. Another one "
        "can be recorded anew.",
    )
