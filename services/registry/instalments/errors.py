"""Problems the instalments can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class InstalmentSettled(Problem):
    """The instalment has arrived already, or was noted as missed already."""

    status = 409
    code = "instalment-settled"
    title = Message(he="כבר נרשם", ar="سُجّل من قبل", en="Recorded already")
    detail = Message(
        he="תשלום שהתקבל אינו מתקבל שוב ואינו נדחה; אם נרשם בטעות, אפשר לרשום שהוא לא התקבל (miss). "
        "תשלום שנרשם שלא התקבל אפשר לדחות, או לרשום שהתקבל.",
        ar="الدفعة المستلمة لا تُستلم ثانية ولا تُؤجَّل؛ وإن سُجّلت خطأً فيمكن تسجيل أنها لم تصل (miss). والدفعة "
        "التي سُجّل أنها لم تصل يمكن تأجيلها، أو تسجيل وصولها.",
        en="An instalment that was received is neither received again nor moved; if that was a mistake, say "
        "that it was missed. One that was missed can be moved, or arrive.",
    )


class NotYetDue(Problem):
    """The instalment is missed only when its day has passed."""

    status = 409
    code = "not-yet-due"
    title = Message(he="המועד עוד לא עבר", ar="لم يحن موعدها بعد", en="Not due yet")
    detail = Message(
        he="אפשר לרשום שתשלום לא התקבל רק אחרי שעבר מועדו. קודם לכן אפשר לדחות אותו, עם נימוק.",
        ar="يمكن تسجيل أن الدفعة لم تصل بعد مرور موعدها فقط. وقبل ذلك يمكن تأجيلها مع ذكر السبب.",
        en="That an instalment was missed is said once its day has passed. Until then it can be moved, with "
        "a reason.",
    )
