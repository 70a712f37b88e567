"""To whom an operation is open that was refused to somebody: what a refusal says, in three languages.

Each is a phrase, impersonal, that stands in a list after a colon; whoever is refused sees whom to turn to.
"""

from enum import Enum

from shared.localization.messages import Message


class OpenTo(Enum):
    """Somebody to whom an operation may be open."""

    ACCOUNTS = Message(
        he="מי שנכנסו בחשבון משלהם", ar="من سجّل الدخول بحساب خاص به", en="whoever has signed in themself"
    )
    OPERATOR = Message(he="מי שמפעילים את המערכת", ar="مشغّل النظام", en="the operator")
    MEMBERS = Message(
        he="מי שלוקחים חלק ביוזמה", ar="من يشارك في المبادرة", en="whoever takes part in the initiative"
    )
    AUDITORS = Message(he="מי שמבקרים את היומן", ar="مدققو السجل", en="auditors")
    FACILITATORS = Message(he="מי שמנחים את היוזמה", ar="ميسّرو المبادرة", en="facilitators")
    ANALYSTS = Message(
        he="צוות הנתונים של השדרה", ar="طاقم البيانات لدى الجهة المنسّقة", en="the backbone's data analysts"
    )
    COMMUNITY_STAFF = Message(
        he="צוות הקהילה של השדרה",
        ar="طاقم المجتمع لدى الجهة المنسّقة",
        en="the backbone's staff for the community",
    )
    FUNDRAISERS = Message(
        he="צוות גיוס המשאבים של השדרה",
        ar="طاقم تجنيد الموارد لدى الجهة المنسّقة",
        en="the backbone's fundraisers",
    )
    FOUNDERS = Message(
        he="מי שמייצגים שותף מייסד", ar="من يمثّل شريكًا مؤسسًا", en="whoever represents a founding partner"
    )
    HOLDERS = Message(
        he="מי שמייצגים את המחזיקים במנדט",
        ar="من يمثّل حاملي التفويض",
        en="whoever represents those that hold the mandate",
    )
    FUNDERS = Message(he="מי שמייצגים גוף מממן", ar="من يمثّل جهة ممولة", en="whoever represents a funder")
    REPRESENTATIVES = Message(
        he="מי שמייצגים ארגון", ar="من يمثّل منظمة", en="whoever represents an organization"
    )
    ITS_REPRESENTATIVES = Message(
        he="מי שמייצגים את הארגון שזה נוגע לו",
        ar="من يمثّل المنظمة المعنية",
        en="whoever represents the organization it is about",
    )
    LEAD = Message(
        he="מי שמייצגים את הארגון המוביל",
        ar="من يمثّل المنظمة القائدة",
        en="whoever represents the organization that leads",
    )
    CUSTODIAN = Message(
        he="מי שמייצגים את הארגון שהמדד בידיו",
        ar="من يمثّل المنظمة القائمة على المؤشر",
        en="whoever represents the organization that keeps the indicator",
    )
    CHAIR = Message(he="יושבת או יושב ראש הפורום", ar="رئيسة الهيئة أو رئيسها", en="the chair of the forum")
    FORUM_MEMBERS = Message(
        he="מי ששייכים לפורום", ar="من ينتمي إلى الهيئة", en="whoever belongs to the forum"
    )
    FORUM_VOTERS = Message(
        he="מי ששייכים לפורום ויש להם קול בשאלה",
        ar="من ينتمي إلى الهيئة وله صوت في السؤال",
        en="whoever belongs to the forum and has a say in the question",
    )
    VOTER = Message(
        he="בעלות ובעלי הקול עצמם, ומי שמייצגים אותם",
        ar="صاحبة الصوت أو صاحبه ومن يمثّله",
        en="the voter, and whoever represents it",
    )
    PROXY = Message(
        he="מי שקיבלו ייפוי כוח להצביע", ar="من أُعطي وكالة للتصويت", en="whoever was given the voter's proxy"
    )
    THEMSELF = Message(he="מי שזה נוגע להם עצמם", ar="الشخص المعني نفسه", en="the person whom it is about")
    AUTHOR = Message(he="מי שרשמו את זה", ar="من سجّله", en="whoever recorded it")
    PROPOSER = Message(he="מי שהציעו את זה", ar="من اقترحه", en="whoever proposed it")
    DRAFTER = Message(he="מי שניסחו את זה", ar="من صاغه", en="whoever drafted it")
    BRINGER = Message(
        he="מי שהדברים הובאו מפיהם", ar="من نُقل عنه الكلام", en="whoever the words were brought by"
    )
    PARTIES = Message(
        he="הצדדים לדבר, ומי שמייצגים אותם",
        ar="الأطراف ومن يمثّلها",
        en="its parties, and who represents them",
    )
    OTHER_SIDE = Message(
        he="הצד השני לדבר, ומי שמייצגים אותו",
        ar="الطرف المعني الآخر ومن يمثّله",
        en="the side concerned, and who represents it",
    )
    RECEIVING_SIDE = Message(
        he="מי שההתחייבות ניתנה להם", ar="من قُطع له الالتزام", en="whoever was promised it"
    )


def said_to(open_to: tuple[OpenTo, ...]) -> Message:
    """What a refusal says of those to whom it is open."""
    return Message(
        he=f"הפעולה הזו פתוחה בפני: {'; '.join(one.value.he for one in open_to)}.",
        ar=f"هذا الإجراء متاح لـ: {'؛ '.join(one.value.ar for one in open_to)}.",
        en=f"This is open to: {'; '.join(one.value.en for one in open_to)}.",
    )
