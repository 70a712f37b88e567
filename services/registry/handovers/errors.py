"""Problems of handing over a mandate."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class NothingToHandOver(Problem):
    """Only a mandate that was granted is handed over, to organizations that do not hold it."""

    status = 422
    code = "nothing-to-hand-over"
    title = Message(he="אין מה להעביר", ar="لا شيء ليُسلَّم", en="Nothing to hand over")
    detail = Message(
        he="מעבירים מנדט שניתן, לארגונים שבמפת היוזמה ושאינם מחזיקים בו.",
        ar="يُسلَّم تفويض مُنح، إلى منظمات موجودة على خريطة المبادرة ولا تحمله.",
        en="A mandate that was granted is handed over, to organizations on the initiative's map that do not "
        "hold it.",
    )


class HandoverRunning(Problem):
    """The mandate is being handed over already."""

    status = 409
    code = "handover-running"
    title = Message(he="ההעברה כבר בעיצומה", ar="التسليم جارٍ بالفعل", en="Being handed over already")
    detail = Message(
        he="המנדט כבר מועבר. אפשר להוסיף לרשימה הקיימת, או לבטל את ההעברה ולהתחיל אחרת.",
        ar="التفويض قيد التسليم. يمكن الإضافة إلى القائمة القائمة، أو إلغاء التسليم وبدء غيره.",
        en="The mandate is being handed over. Add to the list there is, or call it off and begin another.",
    )


class NotHandingOver(Problem):
    """The caller is not on the side of the handover that does this."""

    status = 403
    code = "not-handing-over"
    title = Message(he="הצד האחר עושה זאת", ar="الطرف الآخر يفعل ذلك", en="The other side does this")
    detail = Message(
        he="מוסרים מי שמייצגים את המחזיקים במנדט ומי שמנחים; מאשרים, מחזירים ומסיימים מי שמייצגים את "
        "המקבלים.",
        ar="يسلّم من يمثّل حاملي التفويض والميسّرون؛ ويقبل ويعيد ويُنهي من يمثّل المتسلّمين.",
        en="Who represents the mandate's holders hands over, and facilitators; who represents those that "
        "take over accepts, returns and finishes.",
    )


class HandoverNotInState(Problem):
    """What is handed over, or the handover, is at a stage at which this cannot be done."""

    status = 409
    code = "handover-not-in-state"
    title = Message(he="שלב אחר בהעברה", ar="التسليم في مرحلة أخرى", en="At another stage")
    detail = Message(
        he="מאשרים או מחזירים מה שנמסר, מוסרים מה שעוד לא התקבל, ומסיימים כשהכול התקבל. המצב מופיע ב־status.",
        ar="يُقبل أو يُعاد ما سُلّم، ويُسلَّم ما لم يُقبل بعد، ويُنهى التسليم حين يُقبل كل شيء. الحالة في status.",
        en="What was handed is accepted or returned, what was not accepted is handed, and it is done when "
        "all is accepted. `status` says where it stands.",
    )
