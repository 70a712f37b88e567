"""Problems the mediations can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

AGREEMENT_NEEDS_WORDS = InputRule(
    "agreement_needs_words",
    Message(
        he="כשמגיעים להסכמה יש לכתוב אותה ב־closing_words.",
        ar="عند التوصل إلى اتفاق يجب كتابته في closing_words.",
        en="Where there is an agreement, write it in `closing_words`.",
    ),
)


class MediatorIsParty(Problem):
    """Whoever mediates is none of the parties, and speaks for none of them."""

    status = 422
    code = "mediator-is-party"
    title = Message(he="מי שמגשרים אינם צד", ar="الوسيط ليس طرفًا", en="A mediator is no party")
    detail = Message(
        he="מי שמגשרים אינם אחד הצדדים ואינם מייצגים ארגון שהוא צד. אפשר לבקש ממישהו אחר ביוזמה לגשר.",
        ar="لا يكون الوسيط أحد الأطراف ولا ممثلًا لمنظمة طرف. يمكن أن يُطلب من شخص آخر في المبادرة أن يتوسط.",
        en="Whoever mediates is none of the parties and represents none of them. Somebody else of the "
        "initiative can be asked.",
    )


class NotPartyToMediation(Problem):
    """A mediation is asked for by one of its parties, or by facilitators."""

    status = 403
    code = "not-party-to-mediation"
    title = Message(he="רק לצדדים ולמי שמנחים", ar="للأطراف والميسّرين فقط", en="For parties and facilitators")
    detail = Message(
        he="גישור מבקש אחד הצדדים או מי שמנחים את היוזמה; מסכימים לו הצדדים עצמם, ואת מהלכו רושמים מי "
        "שמגשרים.",
        ar="يطلب الوساطةَ أحدُ الأطراف أو ميسّرو المبادرة؛ ويوافق عليها الأطراف أنفسهم، ويسجّل مجراها من يتوسط.",
        en="A party or a facilitator asks for a mediation; the parties themselves accept it, and its course "
        "is recorded by whoever mediates.",
    )


class MediationNotInState(Problem):
    """The mediation is not at the stage this belongs to."""

    status = 409
    code = "mediation-not-in-state"
    title = Message(
        he="הגישור אינו במצב הזה", ar="الوساطة ليست في هذه الحالة", en="Not as the mediation stands"
    )
    detail = Message(
        he="מסכימים לגישור לפני שהוא מתחיל, רושמים צעדים בזמן שהוא נמשך, ומסיימים פעם אחת. המצב מופיע "
        "ב־status.",
        ar="تُقبل الوساطة قبل أن تبدأ، وتُسجَّل خطواتها أثناءها، وتُنهى مرة واحدة. تظهر الحالة في status.",
        en="A mediation is accepted before it begins, its steps are recorded while it runs, and it ends "
        "once. See its `status`.",
    )
