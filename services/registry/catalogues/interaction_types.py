"""What can happen between parties."""

from services.registry.catalogues.entries import GUIDE, SHIDRA, Catalogue, Entry
from services.registry.interactions.events import InteractionType
from shared.localization.messages import Message

INTERACTION_TYPES = Catalogue(
    Message(he="סוגי אינטראקציות", ar="أنواع التفاعلات", en="Kinds of interactions"),
    (
        Entry(
            InteractionType.INTRODUCTION,
            Message(he="היכרות", ar="تعارف", en="Introduction"),
            GUIDE,
            Message(
                he="מפגש ראשון, או חיבור בין שניים שלא הכירו.",
                ar="لقاء أول، أو وصل بين طرفين لم يعرف أحدهما الآخر.",
                en="A first meeting, or bringing together two who did not know each other.",
            ),
        ),
        Entry(
            InteractionType.ONE_ON_ONE,
            Message(he="שיחה אישית", ar="حديث ثنائي", en="One-on-one"),
            GUIDE,
            Message(he="שיחה בין שניים.", ar="حديث بين اثنين.", en="A conversation between two."),
        ),
        Entry(
            InteractionType.JOINT_ACTIVITY,
            Message(he="פעילות משותפת", ar="نشاط مشترك", en="Joint activity"),
            GUIDE,
            Message(
                he="עשייה משותפת של הצדדים.",
                ar="عمل قامت به الأطراف معًا.",
                en="Something the parties did together.",
            ),
        ),
        Entry(
            InteractionType.INFORMATION_SHARING,
            Message(he="שיתוף בידע", ar="تبادل المعرفة", en="Sharing knowledge"),
            GUIDE,
            Message(
                he="העברת מידע, נתונים או לקחים.",
                ar="تبادل معلومات أو بيانات أو دروس.",
                en="Information, data or lessons passed on.",
            ),
        ),
        Entry(
            InteractionType.SUPPORT,
            Message(he="תמיכה", ar="مساندة", en="Support"),
            SHIDRA,
            Message(
                he="עזרה של צד לאחר, מעבר למה שהתחייב לו.",
                ar="عون قدّمه طرف لآخر فوق ما التزم به.",
                en="Help one gave another beyond what was promised.",
            ),
        ),
        Entry(
            InteractionType.LISTENING,
            Message(he="הקשבה", ar="إصغاء", en="Listening"),
            GUIDE,
            Message(
                he="מפגש שנועד לשמוע ולהבין את הצד האחר.",
                ar="لقاء غايته سماع الطرف الآخر وفهمه.",
                en="A meeting to hear the other side and understand it.",
            ),
        ),
        Entry(
            InteractionType.RECOGNITION,
            Message(he="הוקרה", ar="تقدير", en="Recognition"),
            GUIDE,
            Message(
                he="הכרה בתרומה של שותף, בפומבי או באוזניו.",
                ar="اعتراف بإسهام شريك، علنًا أو أمامه.",
                en="A partner's contribution acknowledged, publicly or to them.",
            ),
        ),
        Entry(
            InteractionType.CONFLICT,
            Message(he="קונפליקט", ar="خلاف", en="Conflict"),
            GUIDE,
            Message(
                he="מחלוקת או ניגוד אינטרסים שהתגלו.",
                ar="خلاف أو تضارب مصالح ظهر.",
                en="A disagreement or clash of interests that showed.",
            ),
        ),
        Entry(
            InteractionType.MEDIATION,
            Message(he="גישור", ar="وساطة", en="Mediation"),
            GUIDE,
            Message(
                he="ניסיון ליישב קונפליקט בעזרת צד נוסף.",
                ar="محاولة لحل خلاف بمساعدة طرف آخر.",
                en="An attempt to settle a conflict with somebody's help.",
            ),
        ),
        Entry(
            InteractionType.RECONCILIATION,
            Message(he="יישוב", ar="تسوية", en="Reconciliation"),
            SHIDRA,
            Message(
                he="הצדדים סגרו את מה שהיה ביניהם.",
                ar="أنهت الأطراف ما كان بينها.",
                en="The parties settled what stood between them.",
            ),
        ),
        Entry(
            InteractionType.PRINCIPLE_BREACH,
            Message(he="הפרה של עקרונות העבודה", ar="إخلال بمبادئ العمل", en="Breach of working principles"),
            GUIDE,
            Message(
                he="התנהלות שנוגדת את מה שהשותפים סיכמו על דרך עבודתם.",
                ar="سلوك يخالف ما اتفق عليه الشركاء في طريقة عملهم.",
                en="Conduct against what the partners agreed on how they work together.",
            ),
        ),
        Entry(
            InteractionType.OTHER,
            Message(he="אחר", ar="غير ذلك", en="Other"),
            SHIDRA,
            Message(
                he="מה שאינו אחד מאלה.",
                ar="ما ليس واحدًا من هذه.",
                en="What is none of these.",
            ),
        ),
    ),
)
