"""Problems the mandates can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

ENDS_BEFORE_START = InputRule(
    "ends_before_start",
    Message(
        he="היום האחרון קודם ליום הראשון.",
        ar="اليوم الأخير يسبق اليوم الأول.",
        en="The last day is before the first.",
    ),
)
NAMED_TWICE = InputRule(
    "named_twice",
    Message(he="אותו דבר צוין פעמיים.", ar="ذُكر الشيء نفسه مرتين.", en="The same one is named twice."),
)

ROLES_NAMED_WRONGLY = InputRule(
    "roles_named_wrongly",
    Message(
        he="תפקיד נמצא אצל השדרה או אצל שותפים, ולא אצל שניהם: ב־carriers רק תפקידים שאינם ב־roles, "
        "וב־shares רק תפקידים שב־roles, כל ארגון מתוך organization_ids.",
        ar="الدور إما لدى المنظمة الداعمة أو لدى شركاء، لا لدى الاثنين: في carriers أدوار ليست "
        "في roles، وفي shares أدوار من roles فقط، وكل منظمة من organization_ids.",
        en="A role is the backbone's or partners', never both: `carriers` name roles that are not in "
        "`roles`, `shares` only roles that are, each for an organization of `organization_ids`.",
    ),
)
SHARED_BY_SEVERAL = InputRule(
    "shared_by_several",
    Message(
        he="מנדט משותף ניתן לשני ארגונים לפחות.",
        ar="التفويض المشترك يُمنح لمنظمتين على الأقل.",
        en="A shared mandate is for two organizations at least.",
    ),
)


class MandateInThePast(Problem):
    """A mandate is for the time to come: its last day may not have passed."""

    status = 422
    code = "mandate-in-the-past"
    title = Message(he="תקופת המנדט חלפה", ar="مدة التفويض انقضت", en="The mandate's term has passed")
    detail = Message(
        he="היום האחרון של המנדט כבר עבר. יש לציין תקופה שעוד לא הסתיימה.",
        ar="انقضى اليوم الأخير للتفويض. يجب ذكر مدة لم تنتهِ بعد.",
        en="The mandate's last day has passed. Name a term that has not ended yet.",
    )


class UnknownHolder(Problem):
    """The body names an organization that this initiative does not have, or that was merged into another."""

    status = 422
    code = "unknown-holder"
    title = Message(he="ארגון לא מוכר", ar="منظمة غير معروفة", en="Unknown organization")
    detail = Message(
        he="אחד הארגונים המוצעים אינו במפת היוזמה. יש למפות אותו קודם, או לציין את הארגון שאליו מוזג.",
        ar="إحدى المنظمات المقترحة غير موجودة في خريطة المبادرة. يجب إضافتها أولًا، أو ذكر "
        "المنظمة التي دُمجت فيها.",
        en="One of the organizations proposed is not on the initiative's map. Map it first, or "
        "name the one it was merged into.",
    )


class MandateSettled(Problem):
    """The mandate has been decided on or withdrawn."""

    status = 409
    code = "mandate-settled"
    title = Message(he="ההצעה כבר הוכרעה", ar="الاقتراح حُسم", en="The proposal is settled")
    detail = Message(
        he="אפשר למשוך רק הצעה שעוד לא הוכרעה. מנדט שניתן מסתיים בהחלטה של ועדת ההיגוי.",
        ar="لا يُسحب إلا اقتراح لم يُحسم بعد. والتفويض الممنوح ينتهي بقرار من اللجنة التوجيهية.",
        en="Only a proposal that has not been decided can be withdrawn. A mandate that was granted ends by a "
        "decision of the steering committee.",
    )


class NothingToRenew(Problem):
    """The mandate named as the one to renew was never granted."""

    status = 422
    code = "nothing-to-renew"
    title = Message(he="אין מה לחדש", ar="لا شيء ليُجدَّد", en="Nothing to renew")
    detail = Message(
        he="מחדשים מנדט שניתן, גם אם תקופתו כבר הסתיימה. הצעה חדשה אינה צריכה renews.",
        ar="يُجدَّد تفويض مُنح، حتى لو انتهت مدته. والاقتراح الجديد لا يحتاج إلى renews.",
        en="A mandate is renewed that was granted, even if its term is over. A new proposal needs no "
        "`renews`.",
    )


class NotACarrier(Problem):
    """The caller speaks for no organization that this mandate names to carry a role."""

    status = 403
    code = "not-a-carrier"
    title = Message(he="הארגון לא צוין", ar="المنظمة غير مذكورة", en="Not named as a carrier")
    detail = Message(
        he="על נשיאה בתפקיד עונים רק מי שמייצגים את הארגון שצוין ב־carriers.",
        ar="لا يجيب عن حمل الدور إلا من يمثّل المنظمة المذكورة في carriers.",
        en="Only who represents an organization named in `carriers` says whether it carries the role.",
    )
