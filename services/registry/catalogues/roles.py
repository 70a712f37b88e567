"""The eight roles of a backbone."""

from services.registry.catalogues.entries import FSG_FUNCTIONS, GUIDE, Catalogue, Entry
from shared.localization.messages import Message

ROLES = Catalogue(
    Message(he="שמונת תפקידי השדרה", ar="الأدوار الثمانية للمنظمة الداعمة", en="The backbone's eight roles"),
    (
        Entry(
            "convene_engage",
            Message(
                he="כינוס ורתימה של בעלי עניין",
                ar="جمع أصحاب الشأن وإشراكهم",
                en="Convene and engage those with a stake",
            ),
            GUIDE,
            Message(
                he="למפות את כל המגזרים, לראות מי חסר, ולבנות קשרים שיחזיקו לאורך זמן.",
                ar="مسح جميع القطاعات ورؤية الغائبين وبناء علاقات تدوم.",
                en="Map all sectors, see who is missing, build ties that last.",
            ),
        ),
        Entry(
            "vision_strategy",
            Message(
                he="חזון וכיוון אסטרטגי", ar="الرؤية والتوجه الاستراتيجي", en="Vision and strategic direction"
            ),
            FSG_FUNCTIONS,
            Message(
                he="ללוות את השותפים אל מצע משותף, באיזון בין עומק השיח לבין ההתקדמות לפעולה.",
                ar="مرافقة الشركاء إلى أجندة مشتركة بتوازن بين عمق الحوار والتقدم نحو العمل.",
                en="Help the partners towards a common agenda, between depth of dialogue and getting to "
                "work.",
            ),
        ),
        Entry(
            "aligned_activities",
            Message(
                he="תמיכה בפעילות מתואמת של השותפים",
                ar="دعم أنشطة منسّقة للشركاء",
                en="Support the partners' coordinated activities",
            ),
            FSG_FUNCTIONS,
            Message(
                he="לתאם בין שותפים עצמאיים לפי המצע: סנכרון, לא אחידות.",
                ar="التنسيق بين شركاء مستقلين وفق الأجندة: تزامن لا توحيد.",
                en="Coordinate independent partners along the agenda: in step, not uniform.",
            ),
        ),
        Entry(
            "shared_measurement",
            Message(he="מדידה משותפת", ar="القياس المشترك", en="Shared measurement"),
            FSG_FUNCTIONS,
            Message(
                he="לפתח עם השותפים מדדים מוסכמים ותשתית לאיסוף נתונים, ללמידה ולשיתוף בידע.",
                ar="تطوير مؤشرات متفق عليها مع الشركاء وبنية لجمع البيانات والتعلم وتبادل المعرفة.",
                en="Develop agreed indicators with the partners, and the means to gather data, learn and "
                "share.",
            ),
        ),
        Entry(
            "public_will",
            Message(
                he="נכונות ציבורית וחיבור לקהילה",
                ar="استعداد الجمهور والصلة بالمجتمع",
                en="Public will and a tie to the community",
            ),
            FSG_FUNCTIONS,
            Message(
                he="לחזק את מי שהסוגיה נוגעת להם כך שישפיעו על ההחלטות, ולעורר תמיכה רחבה.",
                ar="تمكين من تمسّهم القضية من التأثير في القرارات وإيجاد دعم واسع.",
                en="Strengthen those concerned so that they influence decisions, and rouse wide support.",
            ),
        ),
        Entry(
            "advance_policy",
            Message(he="קידום מדיניות תומכת", ar="الدفع بسياسات داعمة", en="Advance supportive policy"),
            FSG_FUNCTIONS,
            Message(
                he="לזהות היכן ומי משפיע, ולהביא לשותפים אפשרויות על יתרונותיהן ומחיריהן; הם שמחליטים "
                "ומובילים.",
                ar="تحديد مواضع التأثير وأصحابه وعرض الخيارات بمزاياها وأثمانها على الشركاء؛ وهم من يقرر "
                "ويقود.",
                en="Find where and who has influence, and bring the partners options with benefits and "
                "costs; they decide and lead.",
            ),
        ),
        Entry(
            "mobilize_resources",
            Message(he="פיתוח משאבים וקיימות", ar="الموارد والاستدامة", en="Resources and sustainability"),
            FSG_FUNCTIONS,
            Message(
                he="לסייע בגיוס מימון למהלך כולו ולהבטיח שיחזיק מעמד; לא כל שדרה נוטלת תפקיד זה.",
                ar="المساعدة في تمويل المبادرة كلها وضمان بقائها؛ وليست كل منظمة داعمة تتولى هذا الدور.",
                en="Help fund the whole initiative and keep it going; not every backbone takes this on.",
            ),
        ),
        Entry(
            "dialogue_trust",
            Message(
                he="שיח פתוח, תקשורת ואמון",
                ar="حوار مفتوح وتواصل وثقة",
                en="Open dialogue, contact and trust",
            ),
            GUIDE,
            Message(
                he="לטפח אמון בין אנשים, ארגונים ומגזרים, לאורך כל הדרך, ולהבחין מוקדם כשהוא נסדק.",
                ar="رعاية الثقة بين الأشخاص والمنظمات والقطاعات طوال الطريق، والتنبه مبكرًا حين تتصدع.",
                en="Tend trust between people, organizations and sectors all along, and notice early when it "
                "cracks.",
            ),
        ),
    ),
)
