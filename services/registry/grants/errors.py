"""Problems the grants can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

LINES_WITHIN_GRANT = InputRule(
    "lines_within_grant",
    Message(
        he="כל סעיף מופיע פעם אחת, וסכום הסעיפים אינו גדול מהמענק.",
        ar="يرد كل بند مرة واحدة، ولا يتجاوز مجموع البنود مبلغ المنحة.",
        en="Each line appears once, and together they come to no more than the grant.",
    ),
)


class GrantAgreedAlready(Problem):
    """There is a grant of this source already."""

    status = 409
    code = "grant-agreed-already"
    title = Message(he="כבר יש הסכם מענק", ar="توجد اتفاقية منحة", en="There is a grant already")
    detail = Message(
        he="למקור הזה כבר נרשם הסכם מענק. אפשר לעדכן אותו; למענק נוסף של אותו גוף נרשם מקור משלו.",
        ar="سُجّلت اتفاقية منحة لهذا المصدر. يمكن تعديلها؛ ولمنحة أخرى من المانح نفسه يُسجَّل مصدر خاص بها.",
        en="A grant of this source is recorded already. It can be amended; another grant of the same funder "
        "is a source of its own.",
    )


class GovernedByGrant(Problem):
    """Amount and state of the source follow its grant."""

    status = 409
    code = "governed-by-grant"
    title = Message(he="נקבע בהסכם המענק", ar="تحدده اتفاقية المنحة", en="Its grant says so")
    detail = Message(
        he="למקור הזה יש הסכם מענק: הסכום משתנה בעדכון ההסכם, ומה שהתקבל נרשם בתשלומים שלו.",
        ar="لهذا المصدر اتفاقية منحة: يتغير المبلغ بتعديل الاتفاقية، ويُسجَّل ما وصل في دفعاتها.",
        en="This source has a grant: its amount changes when the grant is amended, and what arrives is "
        "recorded by its instalments.",
    )


class GrantOver(Problem):
    """The grant was closed: its terms, instalments and reporting dates change no more."""

    status = 409
    code = "grant-closed"
    title = Message(he="המענק נסגר", ar="المنحة أُغلقت", en="The grant was closed")
    detail = Message(
        he="תנאים, תשלומים ומועדי דיווח של מענק שנסגר אינם משתנים עוד. הוצאות ממנו אפשר עוד לרשום ולתקן.",
        ar="لا تتغير شروط منحة أُغلقت ولا دفعاتها ولا مواعيد تقاريرها. وما صُرف منها يمكن بعدُ تسجيله وتصحيحه.",
        en="Terms, instalments and reporting dates of a closed grant change no more. What was spent of it "
        "can still be recorded and corrected.",
    )


class InstalmentsExceedGrant(Problem):
    """The instalments that are due or received would come to more than the grant."""

    status = 409
    code = "instalments-exceed-grant"
    title = Message(
        he="התשלומים גדולים מהמענק", ar="الدفعات أكبر من المنحة", en="Instalments exceed the grant"
    )
    detail = Message(
        he="סכום התשלומים שנקבעו או התקבלו היה גדול מהמענק. אפשר להקטין תשלום, או לעדכן קודם את הסכם המענק.",
        ar="مجموع الدفعات المستحقة أو المستلمة كان سيتجاوز المنحة. يمكن تصغير دفعة، أو تعديل اتفاقية المنحة "
        "أولًا.",
        en="The instalments due or received would come to more than the grant. Make one smaller, or amend "
        "the grant first.",
    )


class DayToCome(Problem):
    """What is said to have happened has a day that is yet to come."""

    status = 422
    code = "day-to-come"
    title = Message(he="היום הזה עוד לא הגיע", ar="هذا اليوم لم يأتِ بعد", en="That day is yet to come")
    detail = Message(
        he="רושמים מה שכבר היה: היום שצוין עוד לא הגיע.",
        ar="يُسجَّل ما حدث فعلًا: اليوم المذكور لم يأتِ بعد.",
        en="What has happened is recorded: the day given is yet to come.",
    )
