"""Problems the interactions can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

NOBODY_IS_PARTY = InputRule(
    "party_nobody",
    Message(
        he="לכל צד יש לציין person_id או organization_id, או שניהם.",
        ar="يجب أن يذكر كل طرف person_id أو organization_id أو كليهما.",
        en="A party names person_id, organization_id or both.",
    ),
)
PARTY_TWICE = InputRule(
    "party_twice",
    Message(he="אותו צד צוין פעמיים.", ar="ذُكر الطرف نفسه مرتين.", en="The same party is named twice."),
)


PRINCIPLE_OF_A_BREACH = InputRule(
    "principle_of_a_breach",
    Message(
        he="עיקרון מציינים רק בהפרה של עקרונות העבודה (principle_breach).",
        ar="لا يُذكر مبدأ إلا عند خرق مبادئ العمل (principle_breach).",
        en="Only a breach of principles (`principle_breach`) names one.",
    ),
)


class UnknownPrinciple(Problem):
    """The principle named is no wording that the partners adopted."""

    status = 422
    code = "unknown-principle"
    title = Message(he="עיקרון שלא אומץ", ar="مبدأ غير معتمد", en="Not an adopted principle")
    detail = Message(
        he="הפרה נקשרת לנוסח של עיקרון עבודה שהשותפים אימצו. אפשר לרשום אותה גם בלי לציין עיקרון.",
        ar="يُربط الخرق بصيغة مبدأ عمل اعتمدها الشركاء. ويمكن تسجيله أيضًا دون ذكر مبدأ.",
        en="A breach is tied to the wording of a working principle that the partners adopted. It can be "
        "recorded without naming one, too.",
    )


class UnknownParty(Problem):
    """A person or an organization named as a party is not part of this initiative."""

    status = 422
    code = "unknown-party"
    title = Message(he="צד לא מוכר", ar="طرف غير معروف", en="Unknown party")
    detail = Message(
        he="אחד הצדדים שצוינו אינו חלק מהיוזמה. יש להוסיף אותו קודם, או לציין את הארגון שאליו מוזג.",
        ar="أحد الأطراف المذكورين ليس جزءًا من المبادرة. يجب إضافته أولًا، أو ذكر المنظمة التي دُمج فيها.",
        en="One of the parties named takes no part in the initiative. Add them first, or name the "
        "organization that it was merged into.",
    )


class InteractionInFuture(Problem):
    """An interaction is recorded when it has happened, not before."""

    status = 422
    code = "interaction-in-future"
    title = Message(he="המועד עוד לא הגיע", ar="الموعد لم يحن بعد", en="It has not happened yet")
    detail = Message(
        he="אפשר לרשום רק מה שכבר קרה, גם אם לפני זמן רב. יש לתקן את occurred_at או להשמיט אותו.",
        ar="لا يُسجَّل إلا ما حدث فعلًا، ولو منذ زمن بعيد. يجب تصحيح occurred_at أو حذفه.",
        en="Only what has happened is recorded, however long ago. Correct `occurred_at`, or leave it out.",
    )


class NotAParty(Problem):
    """Who is no party, nor on the backbone's staff, records no interaction of others."""

    status = 403
    code = "not-a-party"
    title = Message(he="רק מי שהיו צד", ar="للأطراف فقط", en="Only for its parties")
    detail = Message(
        he="אפשר לרשום מה שקרה עם מי שרושמים או עם ארגון שהם מייצגים, ולענות על מה שאחרים רשמו. צוות השדרה "
        "רושם גם מה שקרה בין אחרים; אינטראקציה חסויה רושמים רק הצדדים ומי שמנחים.",
        ar="يُسجَّل ما كان المسجِّل أو منظمة يمثّلها طرفًا فيه، ويُردّ على ما سجّله الآخرون. ويسجّل فريق المنظمة "
        "الداعمة أيضًا ما جرى بين آخرين؛ أما التفاعل السري فلا يسجّله إلا أطرافه والميسّرون.",
        en="Record what you, or an organization you represent, were a party to, and answer what others "
        "recorded. Backbone staff record what happened between others, too; what is confidential, only its "
        "parties and facilitators.",
    )


class InteractionClosed(Problem):
    """The entry was taken back; it does not change any more."""

    status = 409
    code = "interaction-closed"
    title = Message(he="הרישום נמשך", ar="التسجيل سُحب", en="The entry was taken back")
    detail = Message(
        he="רישום שנמשך אינו משתנה עוד ואין עונים עליו. אפשר לרשום מחדש.",
        ar="التسجيل الذي سُحب لا يتغير ولا يُردّ عليه. يمكن التسجيل من جديد.",
        en="An entry that was taken back does not change, and is not answered. It can be recorded anew.",
    )


class AnswerIsForOthers(Problem):
    """Who recorded an interaction corrects the entry; the other parties answer it."""

    status = 409
    code = "answer-is-for-others"
    title = Message(he="התשובה שמורה לצד האחר", ar="الرد للطرف الآخر", en="Answers are the others'")
    detail = Message(
        he="מי שרשמו יכולים לתקן את הרישום. לענות עליו יכולים הצדדים האחרים.",
        ar="من سجّل يمكنه تصحيح التسجيل، والرد عليه للأطراف الأخرى.",
        en="Whoever recorded it can correct the entry. The other parties can answer it.",
    )
