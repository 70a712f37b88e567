"""Problems reacting by a public link can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class TooManyParticipants(Problem):
    """From this network, or by this link, no more participants can join for now."""

    status = 429
    code = "too-many-participants"
    title = Message(he="הצטרפו כבר רבים מכאן", ar="انضم كثيرون من هنا", en="Many have joined from here")
    detail = Message(
        he="מרשת אחת יכולים להצטרף לקישור עד שלושים משתתפים ביום, ולקישור כולו עד עשרת אלפים. אפשר לנסות מחר "
        "או מרשת אחרת.",
        ar="يمكن أن ينضم إلى الرابط من شبكة واحدة ثلاثون مشاركًا في اليوم على الأكثر، وإلى الرابط كله عشرة "
        "آلاف. يمكن المحاولة غدًا أو من شبكة أخرى.",
        en="From one network up to thirty participants a day can join by a link, and ten thousand by the "
        "whole link. Try tomorrow, or from another network.",
    )


class UnknownParticipant(Problem):
    """The participant's secret is none that was given out by this link."""

    status = 403
    code = "unknown-participant"
    title = Message(he="משתתף לא מוכר", ar="مشارك غير معروف", en="Unknown participant")
    detail = Message(
        he="הסוד שנשלח אינו של מי שהצטרפו בקישור הזה. יש להצטרף קודם.",
        ar="السر المرسل ليس لمن انضم بهذا الرابط. يجب الانضمام أولًا.",
        en="The secret sent is none of those who joined by this link. Join first.",
    )
