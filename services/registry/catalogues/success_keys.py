"""The eleven keys to a backbone's success."""

from services.registry.catalogues.entries import GUIDE, Catalogue, Entry
from shared.localization.messages import Message


def _key(code: str, he: str, ar: str, en: str) -> Entry:
    return Entry(code, Message(he=he, ar=ar, en=en), GUIDE)


SUCCESS_KEYS = Catalogue(
    Message(he="אחד עשר מפתחות להצלחה", ar="أحد عشر مفتاحًا للنجاح", en="Eleven keys to success"),
    (
        _key("clear_goal", "מטרה ברורה", "هدف واضح", "A clear goal"),
        _key(
            "results_oriented_collaboration",
            "שיתוף פעולה שמכוון לתוצאות",
            "تعاون موجَّه نحو النتائج",
            "Collaboration aimed at results",
        ),
        _key(
            "long_term_stewardship",
            "הובלה שמסתכלת רחוק",
            "قيادة بنظرة بعيدة المدى",
            "Stewardship for the long term",
        ),
        _key("relationship_building", "טיפוח קשרים", "بناء العلاقات", "Building relationships"),
        _key(
            "connect_sync",
            "חיבור וסנכרון של אנשים ופעילויות",
            "وصل الأشخاص والأنشطة ومزامنتها",
            "Connecting people and activities, and keeping them in step",
        ),
        _key(
            "target_population_engaged",
            "מעורבות של מי שהסוגיה נוגעת להם",
            "مشاركة من تمسّهم القضية",
            "Those concerned take part",
        ),
        _key(
            "charismatic_communication",
            "תקשורת סוחפת ומשפיעה",
            "تواصل ملهم ومؤثر",
            "Communication that moves people",
        ),
        _key(
            "clear_measures_learning",
            "מדדי הצלחה ברורים שלומדים מהם",
            "مقاييس نجاح واضحة يُتعلَّم منها",
            "Clear measures of success, learned from",
        ),
        _key("politic", "תבונה פוליטית", "حنكة سياسية", "Political good sense"),
        _key("visionary", "חזון", "رؤية", "Vision"),
        _key("humble", "ענווה", "تواضع", "Humility"),
    ),
)
