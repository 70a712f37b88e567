"""Problems the activities can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class EndsBeforeItStarts(Problem):
    """The activity would end before it starts."""

    status = 422
    code = "activity-ends-before-it-starts"
    title = Message(he="הסיום קודם להתחלה", ar="النهاية قبل البداية", en="Ends before it starts")
    detail = Message(
        he="הפעילות מסתיימת לפני שהיא מתחילה. יש לתקן את starts_on או את ends_on.",
        ar="ينتهي النشاط قبل أن يبدأ. يجب تصحيح starts_on أو ends_on.",
        en="The activity ends before it starts. Correct `starts_on` or `ends_on`.",
    )


class UnknownPartner(Problem):
    """An organization named as lead or as taking part is not part of this initiative, or was merged."""

    status = 422
    code = "unknown-partner"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="אחד הארגונים שצוינו אינו רשום ביוזמה, ויש להוסיף אותו קודם; או שמוזג עם אחר, ויש לציין את זה "
        "שנשאר.",
        ar="إحدى المنظمات المذكورة غير مسجّلة في المبادرة ويجب إضافتها أولًا؛ أو دُمجت في أخرى ويجب ذكر التي "
        "بقيت.",
        en="One of the organizations named is not recorded in the initiative: add it first. Or it was merged "
        "into another: name the one that stays.",
    )


class UnknownGoal(Problem):
    """A goal named is not a section of goals or strategies of the agenda."""

    status = 422
    code = "unknown-goal"
    title = Message(he="מטרה לא מוכרת", ar="هدف غير معروف", en="Unknown goal")
    detail = Message(
        he="ב־goal_ids מצוינים סעיפים של המצע מסוג goals או strategies, שלא הוסרו.",
        ar="تُذكر في goal_ids أقسام من الأجندة من نوع goals أو strategies لم تُحذف.",
        en="`goal_ids` names sections of the agenda of the kinds `goals` or `strategies` that were not "
        "discarded.",
    )


class UnknownDependency(Problem):
    """An activity named in `depends_on` is not part of this initiative."""

    status = 422
    code = "unknown-dependency"
    title = Message(he="תלות לא מוכרת", ar="اعتماد غير معروف", en="Unknown dependency")
    detail = Message(
        he="אחת הפעילויות ב־depends_on אינה רשומה ביוזמה.",
        ar="أحد الأنشطة في depends_on غير مسجّل في المبادرة.",
        en="One of the activities in `depends_on` is not recorded in the initiative.",
    )


class DependencyCycle(Problem):
    """The activity would wait for itself, directly or by others."""

    status = 422
    code = "dependency-cycle"
    title = Message(he="תלות מעגלית", ar="اعتماد دائري", en="Circular dependency")
    detail = Message(
        he="פעילות אינה יכולה להמתין לעצמה, גם לא דרך פעילויות אחרות. יש להסיר את אחת התלויות.",
        ar="لا يمكن أن ينتظر نشاط نفسه، ولا عبر أنشطة أخرى. يجب حذف أحد الاعتمادات.",
        en="An activity cannot wait for itself, nor by way of others. Leave out one of the dependencies.",
    )


class NotActionCircle(Problem):
    """An early joint action names the action circle whose it is; this forum is none."""

    status = 422
    code = "not-an-action-circle"
    title = Message(he="לא מעגל פעולה", ar="ليست دائرة عمل", en="Not an action circle")
    detail = Message(
        he="פעולה משותפת מוקדמת מציינת ב־forum_id את מעגל הפעולה שלה. יש לציין פורום מסוג action_circle.",
        ar="العمل المشترك المبكر يذكر في forum_id دائرة العمل التي تقوم به. يجب ذكر منتدى من نوع "
        "action_circle.",
        en="An early joint action names its action circle as `forum_id`. Name a forum of the kind "
        "`action_circle`.",
    )


class NotDoneAlready(Problem):
    """What partners already do has begun before it was recorded, and runs or is done."""

    status = 422
    code = "not-done-already"
    title = Message(
        he="הפעילות לא התקיימה לפני שנרשמה", ar="لم يبدأ النشاط قبل تسجيله", en="Not done already"
    )
    detail = Message(
        he="already_done מתאר מה ששותף כבר עושה: פעילות שהחלה לפני היום שבו נרשמה (starts_on), והיא מתקיימת "
        "או הסתיימה. מה שעוד לא החל מתוכנן אחרי אימוץ המצע.",
        ar="يصف already_done ما يقوم به شريك أصلًا: نشاط بدأ قبل يوم تسجيله (starts_on) وهو جارٍ أو انتهى. "
        "وما لم يبدأ بعد يُخطَّط له بعد اعتماد الأجندة.",
        en="`already_done` is for what a partner does already: it began before the day it was recorded "
        "(`starts_on`), and runs or is done. What has not begun is planned once the agenda is adopted.",
    )


class LeadNotConfirmed(Problem):
    """Nobody who speaks for the lead has confirmed the activity: until then it is an idea."""

    status = 409
    code = "lead-not-confirmed"
    title = Message(he="הארגון המוביל לא אישר", ar="المنظمة القائدة لم تؤكّد", en="Not confirmed by its lead")
    detail = Message(
        he="כל עוד נציגי הארגון המוביל לא אישרו את הפעילות היא רעיון (idea). אפשר לרשום אותה כרעיון ולבקש את "
        "אישורם.",
        ar="ما لم يؤكّد ممثلو المنظمة القائدة النشاط فهو فكرة (idea). يمكن تسجيله كفكرة وطلب تأكيدهم.",
        en="Until somebody who represents the lead confirms the activity, it is an `idea`. Record it as one, "
        "and ask them to confirm it.",
    )


class LeadConfirmedAlready(Problem):
    """The lead has confirmed the activity already."""

    status = 409
    code = "lead-confirmed-already"
    title = Message(he="כבר אושר", ar="مؤكَّد بالفعل", en="Confirmed already")
    detail = Message(
        he="הארגון המוביל כבר אישר את הפעילות. נציגיו יכולים לשנות אותה.",
        ar="سبق أن أكّدت المنظمة القائدة النشاط. يمكن لممثليها تعديله.",
        en="The lead has confirmed the activity already. Its representatives can change it.",
    )


class NotNamedAsParticipant(Problem):
    """The organization is not among those named as taking part."""

    status = 409
    code = "not-named-as-participant"
    title = Message(he="הארגון לא צוין כמשתתף", ar="المنظمة غير مذكورة كمشاركة", en="Not named")
    detail = Message(
        he="אפשר להצטרף לפעילות אחרי שהמובילים ציינו את הארגון ב־participants. אפשר לבקש זאת מהם.",
        ar="يمكن الانضمام إلى النشاط بعد أن يذكر القائمون عليه المنظمة في participants. يمكن طلب ذلك منهم.",
        en="An organization joins once the lead has named it in `participants`. Ask them to.",
    )


class TooManyActivities(Problem):
    """The initiative has as many activities as it can have."""

    status = 409
    code = "too-many-activities"
    title = Message(he="יותר מדי פעילויות", ar="أنشطة كثيرة جدًا", en="Too many activities")
    detail = Message(
        he="ביוזמה 1,000 פעילויות שלא נעצרו, ולא ניתן להוסיף. אפשר לסמן פעילויות כנעצרו.",
        ar="في المبادرة 1,000 نشاط غير متوقف ولا يمكن إضافة المزيد. يمكن تحديد أنشطة على أنها توقفت.",
        en="The initiative has 1,000 activities that were not stopped, and no more can be added. Mark some "
        "as stopped.",
    )
