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
