"""Problems the profiles can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class ProfileExists(Problem):
    """The organization has a profile already."""

    status = 409
    code = "profile-exists"
    title = Message(he="לארגון כבר יש פרופיל", ar="للمنظمة ملف تعريفي", en="There is a profile already")
    detail = Message(
        he="לכל ארגון פרופיל אחד ביוזמה. אפשר לשנות את הקיים.",
        ar="لكل منظمة ملف تعريفي واحد في المبادرة. يمكن تعديل الملف القائم.",
        en="Each organization has one profile in the initiative. The one there is can be changed.",
    )


class ProfileConfirmedAlready(Problem):
    """The profile is confirmed as it is."""

    status = 409
    code = "profile-confirmed-already"
    title = Message(he="הפרופיל כבר מאושר", ar="الملف مؤكَّد", en="The profile is confirmed")
    detail = Message(
        he="הפרופיל מאושר כמו שהוא, ואין בו שינוי שמחכה לאישור.",
        ar="الملف مؤكَّد كما هو، وليس فيه تغيير ينتظر التأكيد.",
        en="The profile is confirmed as it is; nothing in it waits for the partner's word.",
    )


class LineEnded(Problem):
    """The offer or need has ended."""

    status = 409
    code = "line-ended"
    title = Message(he="כבר הסתיים", ar="انتهى من قبل", en="It has ended")
    detail = Message(
        he="ההצעה או הצורך כבר נענו או נמשכו. אפשר להוסיף שורה חדשה.",
        ar="تمت تلبية العرض أو الاحتياج أو سُحب. يمكن إضافة سطر جديد.",
        en="The offer or need was met or withdrawn already. Another line can be added.",
    )


class TooManyLines(Problem):
    """A profile has as many open offers and needs as it can hold."""

    status = 409
    code = "too-many-lines"
    title = Message(he="יותר מדי שורות פתוחות", ar="سطور مفتوحة كثيرة", en="Too many open lines")
    detail = Message(
        he="בפרופיל אחד יש עד 60 הצעות וצרכים פתוחים. אפשר לסיים מה שאינו רלוונטי עוד.",
        ar="في الملف الواحد حتى 60 عرضًا واحتياجًا مفتوحًا. يمكن إنهاء ما لم يعد قائمًا.",
        en="One profile holds up to 60 open offers and needs. End what no longer matters.",
    )
