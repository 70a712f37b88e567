"""Problems that asking how something was can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class NotKeptThen(Problem):
    """What was recorded at that moment is not known: the history of the initiative begins later."""

    status = 422
    code = "not-kept-then"
    title = Message(he="ההיסטוריה מתחילה מאוחר יותר", ar="السجل يبدأ لاحقًا", en="The history begins later")
    detail = Message(
        he="מה היה רשום לפני {begun_at} אינו ידוע. אפשר לשאול על רגע מאוחר יותר, או מה התקיים ביום מסוים לפי "
        "מה שידוע כיום (as_of לבדו).",
        ar="ما كان مسجَّلًا قبل {begun_at} غير معروف. يمكن السؤال عن لحظة لاحقة، أو عمّا كان قائمًا في يوم معيّن "
        "بحسب المعروف اليوم (as_of وحده).",
        en="What was recorded before {begun_at} is not known. Ask about a later moment, or what held on a "
        "day by what is known today (`as_of` alone).",
    )


class MomentToCome(Problem):
    """What will be recorded is not known yet."""

    status = 422
    code = "moment-to-come"
    title = Message(he="הרגע עוד לא הגיע", ar="اللحظة لم تأتِ بعد", en="The moment is still to come")
    detail = Message(
        he="known_at הוא רגע שעבר. למה שרשום כעת יש להשמיט אותו.",
        ar="known_at لحظة مضت. لما هو مسجَّل الآن يُحذف.",
        en="`known_at` is a moment that has passed. For what is recorded now, leave it out.",
    )


class BackboneIsOfNow(Problem):
    """Who is on the backbone's staff is known of today alone."""

    status = 422
    code = "backbone-is-of-now"
    title = Message(
        he="צוות השדרה ידוע במצב הנוכחי",
        ar="فريق المنظمة الداعمة معروف في الحالة الراهنة",
        en="The backbone is of now",
    )
    detail = Message(
        he="מי בצוות השדרה ידוע רק לגבי היום. אפשר לשאול על of_backbone בלי as_of ובלי known_at, או לקרוא את "
        "ההתחייבויות כפי שהיו.",
        ar="لا يُعرف مَن في فريق المنظمة الداعمة إلا في يومنا. يمكن السؤال عن of_backbone دون as_of وknown_at، "
        "أو قراءة الالتزامات كما كانت.",
        en="Who is on the backbone's staff is known of today alone. Ask for `of_backbone` without `as_of` "
        "and `known_at`, or read the commitments as they were.",
    )


class SearchIsOfNow(Problem):
    """Names are searched as they are today."""

    status = 422
    code = "search-is-of-now"
    title = Message(he="החיפוש הוא במצב הנוכחי", ar="البحث في الحالة الراهنة", en="Searching is of now")
    detail = Message(
        he="החיפוש מוצא שמות כפי שהם כיום. אפשר לחפש בלי as_of ובלי known_at, או לעבור על הרשימה כפי שהייתה.",
        ar="يجد البحث الأسماء كما هي اليوم. يمكن البحث دون as_of وknown_at، أو تصفّح القائمة كما كانت.",
        en="Searching finds names as they are today. Search without `as_of` and `known_at`, or read the list "
        "as it was.",
    )
