"""Problems the ties can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class TieOfOthers(Problem):
    """Whoever speaks for neither side reports and answers no tie; staff map ties, and answer none."""

    status = 403
    code = "tie-of-others"
    title = Message(he="קשר של ארגונים אחרים", ar="علاقة بين منظمات أخرى", en="A tie of others")
    detail = Message(
        he="אפשר לדווח על קשר של ארגון שאתם מייצגים, ולתקן דיווח שלו. לקשר שאחרים דיווחו עליו אפשר להשיב "
        "באישור או בהכחשה. קשרים בין אחרים ממפה צוות השדרה.",
        ar="يمكن الإبلاغ عن علاقة لمنظمة تمثّلونها وتصحيح بلاغها. أما العلاقة التي أبلغ عنها آخرون فيُرد "
        "عليها بالتأكيد أو النفي. والعلاقات بين الآخرين يرسمها فريق المنظمة الداعمة.",
        en="Report ties of an organization you represent, and correct its reports. A tie that others "
        "reported can be confirmed or denied. Ties between others are mapped by the backbone's staff.",
    )


class ReporterNotASide(Problem):
    """Who reported a tie is one of its two sides, or nobody: then it is mapped."""

    status = 422
    code = "reporter-not-a-side"
    title = Message(he="המדווח אינו צד בקשר", ar="المبلّغ ليس طرفًا في العلاقة", en="Who reports is not a side")
    detail = Message(
        he="reported_by הוא אחד משני הארגונים שבקשר. במיפוי של הצוות יש להשמיט אותו.",
        ar="يجب أن يكون reported_by إحدى المنظمتين في العلاقة. وعند رسم الفريق للعلاقات يُحذف.",
        en="`reported_by` is one of the tie's two organizations. Leave it out where the staff map the field.",
    )


class UnknownTied(Problem):
    """An organization named is not on the map."""

    status = 422
    code = "unknown-tied"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="אחד הארגונים שצוינו אינו על המפה של היוזמה. יש למפות אותו קודם, או לציין את הארגון שאליו מוזג.",
        ar="إحدى المنظمتين المذكورتين ليست على خريطة المبادرة. يجب إضافتها أولًا، أو ذكر المنظمة "
        "التي دُمجت فيها.",
        en="One of the organizations named is not on the initiative's map. Map it first, or name "
        "the one it was merged into.",
    )


class TieThereAlready(Problem):
    """The same tie is reported already, for days that overlap."""

    status = 409
    code = "tie-there-already"
    title = Message(he="הקשר כבר רשום", ar="العلاقة مسجّلة بالفعل", en="The tie is there already")
    detail = Message(
        he="קשר מאותו סוג בין אותם ארגונים כבר רשום לימים אלה. הצד האחר יכול לאשר אותו, ומי שדיווחו יכולים "
        "לתקן אותו.",
        ar="علاقة من النوع نفسه بين المنظمتين مسجّلة بالفعل لهذه الأيام. يمكن للطرف الآخر تأكيدها، ولمن أبلغ "
        "عنها تصحيحها.",
        en="A tie of that kind between these organizations is recorded for these days. The other side can "
        "confirm it; whoever reported it can correct it.",
    )


class TieReversed(Problem):
    """The last day is before the first."""

    status = 422
    code = "tie-reversed"
    title = Message(he="הסיום קודם להתחלה", ar="النهاية قبل البداية", en="It ends before it begins")
    detail = Message(
        he="until קודם ל־since. לקשר שנמשך יש להשמיט את until.",
        ar="until يسبق since. للعلاقة المستمرة يُحذف until.",
        en="`until` is before `since`. For a tie that goes on, leave `until` out.",
    )


class TieNeedsTwoVoices(Problem):
    """Whoever speaks for both sides does not confirm for the one what they report for the other."""

    status = 409
    code = "tie-needs-two-voices"
    title = Message(he="נדרשים שניים", ar="يلزم شخصان", en="It takes two")
    detail = Message(
        he="אתם מייצגים את שני הצדדים. את הקשר יאשרו נציגות או נציג אחר של הצד שלא דיווח.",
        ar="أنتم تمثّلون الطرفين. يؤكد العلاقة ممثل آخر للطرف الذي لم يبلغ عنها.",
        en="You represent both sides. Another representative of the side that did not report can confirm it.",
    )
