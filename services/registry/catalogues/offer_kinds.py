"""What partners offer each other and need."""

from services.registry.catalogues.entries import SHIDRA, Catalogue, Entry
from services.registry.profiles.events import OfferKind
from shared.localization.messages import Message


def _kind(code: OfferKind, name: Message, description: Message) -> Entry:
    return Entry(code, name, SHIDRA, description)


OFFER_KINDS = Catalogue(
    Message(he="סוגי הצעות וצרכים", ar="أنواع العروض والاحتياجات", en="Kinds of offers and needs"),
    (
        _kind(
            OfferKind.KNOWLEDGE,
            Message(he="ידע וניסיון", ar="معرفة وخبرة", en="Knowledge and experience"),
            Message(
                he="מומחיות, מחקר, ידע מניסיון חיים, ייעוץ.",
                ar="خبرة مهنية أو بحث أو معرفة من تجربة الحياة أو استشارة.",
                en="Expertise, research, knowledge from life, advice.",
            ),
        ),
        _kind(
            OfferKind.DATA,
            Message(he="נתונים", ar="بيانات", en="Data"),
            Message(
                he="נתונים שנאספו, גישה אליהם או יכולת לאסוף.",
                ar="بيانات جُمعت، أو إتاحتها، أو القدرة على جمعها.",
                en="Data that was collected, access to it, or the means to collect it.",
            ),
        ),
        _kind(
            OfferKind.TRAINING,
            Message(he="הכשרה", ar="تدريب", en="Training"),
            Message(
                he="קורסים, סדנאות וליווי של צוותים.",
                ar="دورات وورش ومرافقة للطواقم.",
                en="Courses, workshops, accompanying teams.",
            ),
        ),
        _kind(
            OfferKind.SERVICES,
            Message(he="שירותים למי שהיוזמה נועדה להם", ar="خدمات لمن وُجدت المبادرة لأجلهم", en="Services"),
            Message(
                he="טיפול, סיוע, הפניה ומקומות בתוכניות.",
                ar="رعاية ومساعدة وإحالة وأماكن في البرامج.",
                en="Care, help, referral, places in programmes, for those the initiative is about.",
            ),
        ),
        _kind(
            OfferKind.STAFF_TIME,
            Message(he="זמן עבודה", ar="وقت عمل", en="Staff time"),
            Message(
                he="שעות של אנשי צוות: ריכוז, הנחיה, תרגום, כתיבה.",
                ar="ساعات من عمل الطاقم: تركيز أو تيسير أو ترجمة أو كتابة.",
                en="Hours of staff: coordinating, facilitating, translating, writing.",
            ),
        ),
        _kind(
            OfferKind.VOLUNTEERS,
            Message(he="מתנדבות ומתנדבים", ar="متطوعات ومتطوعون", en="Volunteers"),
            Message(
                he="אנשים שנותנים מזמנם, וגיוס שלהם.",
                ar="من يقدّمون وقتهم، وتجنيدهم.",
                en="People who give their time, and finding them.",
            ),
        ),
        _kind(
            OfferKind.MONEY,
            Message(he="כסף", ar="مال", en="Money"),
            Message(
                he="מימון, או נכונות לממן; מה שהובטח נרשם במקורות המימון.",
                ar="تمويل أو استعداد للتمويل؛ ما وُعد به يُسجَّل في مصادر التمويل.",
                en="Funding, or readiness to fund; what is promised is recorded as a funding source.",
            ),
        ),
        _kind(
            OfferKind.SPACE,
            Message(he="מקום", ar="مكان", en="Space"),
            Message(
                he="חדרים, אולמות, משרדים.",
                ar="غرف وقاعات ومكاتب.",
                en="Rooms, halls, offices.",
            ),
        ),
        _kind(
            OfferKind.EQUIPMENT,
            Message(he="ציוד וטכנולוגיה", ar="معدات وتقنيات", en="Equipment and technology"),
            Message(
                he="מכשירים, כלי רכב, תוכנה.",
                ar="أجهزة ومركبات وبرمجيات.",
                en="Devices, vehicles, software.",
            ),
        ),
        _kind(
            OfferKind.CONTACTS,
            Message(he="קשרים", ar="علاقات", en="Contacts"),
            Message(
                he="היכרות עם קהילות, ארגונים ואנשים, וחיבור אליהם.",
                ar="معرفة بمجتمعات ومنظمات وأشخاص، والوصل معهم.",
                en="Knowing communities, organizations and people, and introducing others to them.",
            ),
        ),
        _kind(
            OfferKind.INFLUENCE,
            Message(he="השפעה", ar="تأثير", en="Influence"),
            Message(
                he="דריסת רגל אצל מקבלות ומקבלי החלטות, וקידום מדיניות.",
                ar="كلمة مسموعة لدى صنّاع القرار، ودفع السياسات.",
                en="A hearing with decision makers, and moving policy.",
            ),
        ),
        _kind(
            OfferKind.PUBLICITY,
            Message(he="במה ציבורית", ar="منبر عام", en="Publicity"),
            Message(
                he="ערוצי תקשורת, רשימות תפוצה, אירועים.",
                ar="قنوات إعلام وقوائم مراسلة وفعاليات.",
                en="Media, mailing lists, events.",
            ),
        ),
        _kind(
            OfferKind.OTHER,
            Message(he="אחר", ar="غير ذلك", en="Other"),
            Message(
                he="מה שאינו נכלל באחרים.",
                ar="ما لا يندرج في غيره.",
                en="What none of the others covers.",
            ),
        ),
    ),
)
