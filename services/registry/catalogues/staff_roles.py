"""The roles in the backbone's staff, with titles for women and men."""

from services.registry.catalogues.entries import GUIDE, SHIDRA, Catalogue, Entry, Titles
from services.registry.staff.events import StaffRole
from shared.localization.messages import Message

STAFF_ROLES = Catalogue(
    Message(he="תפקידים בצוות השדרה", ar="أدوار فريق المنظمة الداعمة", en="Roles in the backbone's staff"),
    (
        Entry(
            StaffRole.INITIATIVE_MANAGER,
            Message(he="ניהול היוזמה", ar="إدارة المبادرة", en="Managing the initiative"),
            GUIDE,
            Message(
                he="מובילה את הדרך להסכמות ולמצע משותף, שומרת שהוא חי ורלוונטי, ודואגת לדחיפות, למדיניות "
                "ולמשאבים.",
                ar="قيادة الطريق إلى التوافق والأجندة المشتركة وإبقاؤها حيّة، والعناية بالإلحاح والسياسات "
                "والموارد.",
                en="Leads the way to agreement and a common agenda and keeps it alive; minds urgency, policy "
                "and resources.",
            ),
            titles=Titles(
                Message(he="מנהלת היוזמה", ar="مديرة المبادرة", en="Initiative manager"),
                Message(he="מנהל היוזמה", ar="مدير المبادرة", en="Initiative manager"),
            ),
            roles=("vision_strategy", "advance_policy", "mobilize_resources", "public_will"),
        ),
        Entry(
            StaffRole.PARTNERSHIPS_MANAGER,
            Message(he="ניהול השותפויות", ar="إدارة الشراكات", en="Managing partnerships"),
            GUIDE,
            Message(
                he="מנחה את השיח, מחברת בין שותפים ומצרפת חדשים.",
                ar="تيسير الحوار والوصل بين الشركاء وضمّ شركاء جدد.",
                en="Facilitates, brings partners together and draws in new ones.",
            ),
            titles=Titles(
                Message(he="מנהלת שותפויות", ar="مديرة الشراكات", en="Partnerships manager"),
                Message(he="מנהל שותפויות", ar="مدير الشراكات", en="Partnerships manager"),
            ),
            roles=(
                "convene_engage",
                "aligned_activities",
                "public_will",
                "shared_measurement",
                "dialogue_trust",
            ),
        ),
        Entry(
            StaffRole.DATA_ANALYST,
            Message(he="ניתוח נתונים", ar="تحليل البيانات", en="Analysing data"),
            GUIDE,
            Message(
                he="בונה עם השותפים את המדידה המשותפת, אוספת ומפרשת נתונים ומלמדת להשתמש בהם.",
                ar="بناء القياس المشترك مع الشركاء، وجمع البيانات وتفسيرها والتدريب على استخدامها.",
                en="Builds the shared measurement with the partners, gathers and interprets data and helps "
                "others use them.",
            ),
            titles=Titles(
                Message(he="אנליסטית", ar="محللة بيانات", en="Data analyst"),
                Message(he="אנליסט", ar="محلل بيانات", en="Data analyst"),
            ),
            roles=("shared_measurement",),
        ),
        Entry(
            StaffRole.PROJECT_COORDINATOR,
            Message(he="ריכוז", ar="التنسيق", en="Coordinating"),
            GUIDE,
            Message(
                he="מחזיקה את הקשר היומיומי, את לוח הזמנים ואת הסידורים.",
                ar="متابعة التواصل اليومي والجدول الزمني والترتيبات.",
                en="Keeps up daily contact, the calendar and the arrangements.",
            ),
            titles=Titles(
                Message(he="רכזת", ar="منسّقة المشروع", en="Project coordinator"),
                Message(he="רכז", ar="منسّق المشروع", en="Project coordinator"),
            ),
            roles=("aligned_activities",),
        ),
        Entry(
            StaffRole.COMMUNITY_ENGAGEMENT,
            Message(he="קשרי קהילה", ar="العلاقات المجتمعية", en="Engaging the community"),
            SHIDRA,
            Message(
                he="דואגת שמי שהסוגיה נוגעת להם יישבו ליד השולחן ויוכלו להשתתף.",
                ar="الحرص على أن يجلس من تمسّهم القضية إلى الطاولة وأن تتيسّر مشاركتهم.",
                en="Sees that those concerned sit at the table, and can.",
            ),
            titles=Titles(
                Message(he="רכזת קהילה", ar="منسّقة المجتمع", en="Community coordinator"),
                Message(he="רכז קהילה", ar="منسّق المجتمع", en="Community coordinator"),
            ),
            roles=("public_will",),
        ),
        Entry(
            StaffRole.FUNDRAISING,
            Message(he="פיתוח משאבים", ar="تنمية الموارد", en="Developing resources"),
            GUIDE,
            Message(
                he="מגייסת מימון למהלך ולשותפים ועומדת בקשר עם מממנים.",
                ar="جمع التمويل للمبادرة وللشركاء والتواصل مع الممولين.",
                en="Raises money for the initiative and its partners and keeps in touch with funders.",
            ),
            titles=Titles(
                Message(he="מגייסת משאבים", ar="مسؤولة تنمية الموارد", en="Fundraiser"),
                Message(he="מגייס משאבים", ar="مسؤول تنمية الموارد", en="Fundraiser"),
            ),
            roles=("mobilize_resources",),
        ),
    ),
)
