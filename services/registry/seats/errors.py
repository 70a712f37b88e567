"""Problems the seats in forums can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

OBSERVERS_DO_NOT_VOTE = InputRule(
    "observers_do_not_vote",
    Message(he="למשקיפים אין זכות הצבעה.", ar="المراقبون لا يصوّتون.", en="Observers have no vote."),
)


class NetworkHasNoSeats(Problem):
    """Nobody is seated in the network: whoever represents a partner belongs to it."""

    status = 409
    code = "network-has-no-seats"
    title = Message(he="ברשת אין מושבים", ar="لا مقاعد في الشبكة", en="The network has no seats")
    detail = Message(
        he="כל מי שמייצגים שותף שייכים לרשת. אפשר לרשום ייצוג של ארגון, או להציע מושב בפורום אחר.",
        ar="كل من يمثّل شريكًا ينتمي إلى الشبكة. يمكن تسجيل تمثيل لمنظمة، أو اقتراح مقعد في منتدى آخر.",
        en="Whoever represents a partner belongs to the network. Record whom somebody represents, or propose "
        "a seat in another forum.",
    )


class CannotSit(Problem):
    """The body names somebody who cannot hold this seat: unknown, an auditor, not that organization's."""

    status = 422
    code = "cannot-sit"
    title = Message(he="אין אפשרות למושב הזה", ar="لا يمكن شغل هذا المقعد", en="Cannot hold this seat")
    detail = Message(
        he="מושב אפשר להציע למי שרשומים ביוזמה ואינם מבקרים, ובשם ארגון רק למי שמייצגים אותו היום.",
        ar="يُقترح المقعد لمن هو مسجَّل في المبادرة وليس مدققًا، وباسم منظمة لمن يمثّلها اليوم فقط.",
        en="A seat can be proposed to whoever takes part and is no auditor, and for an organization only to "
        "who represents it today.",
    )


class SeatedAlready(Problem):
    """The person holds a seat in this forum, or was proposed for one."""

    status = 409
    code = "seated-already"
    title = Message(
        he="כבר יש מושב או הצעה", ar="يوجد مقعد أو اقتراح بالفعل", en="Seated or proposed already"
    )
    detail = Message(
        he="לאדם אחד יש מושב אחד בפורום. אפשר למשוך את ההצעה הקיימת או להמתין לתשובה.",
        ar="للشخص مقعد واحد في المنتدى. يمكن سحب الاقتراح القائم أو انتظار الجواب.",
        en="One person has one seat in a forum. Withdraw the proposal there is, or wait for its answer.",
    )


class SeatNotOpen(Problem):
    """The seat is at a stage at which this cannot be done."""

    status = 409
    code = "seat-not-open"
    title = Message(he="המושב בשלב אחר", ar="المقعد في مرحلة أخرى", en="The seat is at another stage")
    detail = Message(
        he="הצעה מאשרים או דוחים כל עוד לא הוכרעה, ומוותרים רק על מושב קיים. המצב הנוכחי מופיע ב־status.",
        ar="يُقبل الاقتراح أو يُرفض ما لم يُحسم، ولا يُتخلى إلا عن مقعد قائم. الحالة الحالية في status.",
        en="A proposal is accepted or declined until it is settled, and only a seat that is held is given "
        "up. `status` says where it stands.",
    )


class CircleOfPartners(Problem):
    """An action circle is formed by partners: whoever joins it speaks for one."""

    status = 403
    code = "circle-of-partners"
    title = Message(he="מעגל פעולה של שותפים", ar="دائرة عمل للشركاء", en="A circle of partners")
    detail = Message(
        he="למעגל פעולה מצטרפים נציגים של שותפים, בשם הארגון שלהם. יש לציין organization_id.",
        ar="ينضم إلى دائرة العمل ممثلو شركاء باسم منظماتهم. يجب ذكر organization_id.",
        en="Representatives of partners join an action circle, for their organization. Name "
        "`organization_id`.",
    )


class TermTooShort(Problem):
    """The day named is over where the forum is, or does not lie after the term it would renew."""

    status = 422
    code = "term-too-short"
    title = Message(he="התקופה קצרה מדי", ar="المدة أقصر مما يجب", en="The term is too short")
    detail = Message(
        he="כהונה מסתיימת ביום שעוד לא עבר באזור הזמן של הפורום, וחידוש שלה מסתיים אחרי התקופה הנוכחית.",
        ar="تنتهي مدة المقعد في يوم لم ينقضِ بعد في المنطقة الزمنية للمنتدى، وينتهي تجديدها بعد المدة "
        "الحالية.",
        en="A term ends on a day that is not over yet in the forum's time zone, and its renewal after the "
        "term that runs.",
    )


class SeatWithoutTerm(Problem):
    """A seat that has no term does not end by itself, and needs no renewal."""

    status = 409
    code = "seat-without-term"
    title = Message(he="למושב אין תקופת כהונה", ar="ليس للمقعد مدة", en="The seat has no term")
    detail = Message(
        he="המושב אינו מוגבל בזמן, ואין צורך לחדש אותו. אפשר לוותר עליו, והפורום יכול להחליט לפנות אותו.",
        ar="المقعد غير محدد بمدة ولا يحتاج إلى تجديد. يمكن التخلي عنه، ويمكن للمنتدى أن يقرر إخلاءه.",
        en="The seat is not limited in time and needs no renewal. It can be given up, and the forum can "
        "decide to vacate it.",
    )
