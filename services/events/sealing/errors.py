"""Problems of sealing."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class SealingRefused(Problem):
    """The sealer refuses to sign a log: it does not continue what was signed. Operators are to look at it."""

    status = 503
    code = "sealing-refused"
    title = Message(
        he="חתימה על יומן נעצרה", ar="توقّف توقيع أحد السجلات", en="The signing of a log has stopped"
    )
    detail = Message(
        he="יש יומן שאי אפשר לוודא שהוא ממשיך את מה שנחתם, ולכן אינו נחתם עוד. מפעילי המערכת יכולים לראות את "
        "הסיבה ביומן עצמו.",
        ar="يوجد سجل لا يمكن التحقق من أنه يواصل ما سبق توقيعه، ولذلك لم يعد يُوقَّع. يمكن لمشغّلي النظام "
        "الاطلاع على السبب في السجل نفسه.",
        en="There is a log of which the sealer cannot say that it continues what was signed, and it is not "
        "signed any more. Operators find the reason in the log itself.",
    )
