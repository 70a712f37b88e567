"""The six kinds of bodies that serve as a backbone, what speaks for each, and what against.

The guide's table has its columns reversed in four rows, and says once the opposite of what is meant (several
organizations that share the work need fewer resources, not more); the entries here follow the meaning.
"""

from services.registry.catalogues.entries import FSG_TYPES, Catalogue, Entry
from shared.localization.messages import Message

_INFRASTRUCTURE = Message(
    he="תשתית קיימת, אם יש בה די משאבים",
    ar="بنية قائمة، إن كانت مواردها كافية",
    en="An infrastructure that exists, if it has enough resources",
)
_MANY_VOICES = Message(
    he="ריבוי קולות מטשטש מי אחראי למה",
    ar="تعدد الأصوات يطمس من المسؤول عن ماذا",
    en="With many voices it is less clear who answers for what",
)

BACKBONE_TYPES = Catalogue(
    Message(he="סוגים של ארגוני שדרה", ar="أنواع المنظمات الداعمة", en="Kinds of backbones"),
    (
        Entry(
            "funder_based",
            Message(he="קרן או גורם מממן", ar="صندوق أو جهة ممولة", en="A funder"),
            FSG_TYPES,
            Message(
                he="קרן אחת יוזמת את המהלך, מתכננת, מממנת ומכנסת.",
                ar="صندوق واحد يبادر ويخطط ويموّل ويجمع.",
                en="One funder starts the initiative, plans, finances and convenes.",
            ),
            advantages=(
                Message(
                    he="מימון להתחלה, ואפשרות לגייס עוד",
                    ar="تمويل للبداية وإمكان جمع المزيد",
                    en="Money to begin with, and more to be raised",
                ),
                Message(
                    he="כוח למשוך אל השולחן אחרים, גם קרנות נוספות",
                    ar="قدرة على جلب آخرين إلى الطاولة، ومنهم صناديق أخرى",
                    en="The weight to bring others to the table, other funders too",
                ),
            ),
            disadvantages=(
                Message(
                    he="המחויבות של אחרים נחלשת כשהמהלך נראה של הקרן",
                    ar="يضعف التزام الآخرين حين تبدو المبادرة مبادرة الصندوق",
                    en="Others commit less when it looks like one funder's undertaking",
                ),
                Message(he="אינה נתפסת כניטרלית", ar="لا يُنظر إليه كمحايد", en="Not seen as neutral"),
            ),
            example="Calgary Homeless Foundation",
        ),
        Entry(
            "new_nonprofit",
            Message(he="עמותה חדשה", ar="جمعية جديدة", en="A new nonprofit"),
            FSG_TYPES,
            Message(
                he="גוף חדש שמוקם כדי לשמש שדרה, לרוב במימון פרטי.",
                ar="كيان جديد يُنشأ ليكون المنظمة الداعمة، غالبًا بتمويل خاص.",
                en="A new body set up to be the backbone, mostly with private money.",
            ),
            advantages=(
                Message(
                    he="נתפסת כניטרלית כשהיא מכנסת ומנחה",
                    ar="يُنظر إليها كمحايدة حين تجمع وتيسّر",
                    en="Seen as neutral when it convenes and facilitates",
                ),
                Message(he="אין לה משקעים מן העבר", ar="بلا رواسب من الماضي", en="No baggage from the past"),
                Message(he="ממוקדת", ar="تركيز واضح", en="A clear focus"),
            ),
            disadvantages=(
                Message(
                    he="מימון לא קבוע, ושאלות על סדר העדיפויות שלו",
                    ar="تمويل غير ثابت وأسئلة عن أولوياته",
                    en="No lasting stream of money, and questions of what comes first",
                ),
                Message(
                    he="עלולה להתחרות בעמותות מקומיות",
                    ar="قد تنافس جمعيات محلية",
                    en="May compete with local nonprofits",
                ),
                Message(
                    he="עדיין לא מכירים אותה, וקשה לה לצרף שותפים",
                    ar="ليست معروفة بعد ويصعب عليها ضم الشركاء",
                    en="Not known yet, so that partners are harder to win",
                ),
            ),
            example="Community Center for Education Results",
        ),
        Entry(
            "existing_nonprofit",
            Message(he="עמותה קיימת", ar="جمعية قائمة", en="An existing nonprofit"),
            FSG_TYPES,
            Message(
                he="ארגון ותיק נוטל על עצמו לתאם את המהלך.",
                ar="منظمة راسخة تتولى تنسيق المبادرة.",
                en="An established organization takes it on to coordinate the initiative.",
            ),
            advantages=(
                Message(
                    he="אמינות, אחריות ברורה והיכרות עמוקה עם הסוגיה",
                    ar="مصداقية ومسؤولية واضحة ومعرفة عميقة بالقضية",
                    en="Credibility, clear ownership, deep knowledge of the issue",
                ),
                _INFRASTRUCTURE,
            ),
            disadvantages=(
                Message(
                    he="ייתכנו משקעים מן העבר וספק בניטרליות",
                    ar="رواسب محتملة من الماضي وشك في الحياد",
                    en="Possible baggage, and doubts of its neutrality",
                ),
                Message(
                    he="כשהמימון דל, המהלך נדחק הצידה",
                    ar="حين يشحّ التمويل تُدفع المبادرة جانبًا",
                    en="When money is short, the initiative is pushed aside",
                ),
            ),
            example="Opportunity Chicago",
        ),
        Entry(
            "government",
            Message(he="גוף ציבורי", ar="جهة حكومية", en="A public body"),
            FSG_TYPES,
            Message(
                he="רשות מקומית או ממשלתית מתאמת את המהלך.",
                ar="سلطة محلية أو حكومية تنسّق المبادرة.",
                en="A local or national authority coordinates the initiative.",
            ),
            advantages=(
                Message(
                    he="המגזר הציבורי עומד מאחורי המהלך",
                    ar="القطاع العام يقف خلف المبادرة",
                    en="The public sector stands behind it",
                ),
                _INFRASTRUCTURE,
            ),
            disadvantages=(
                Message(
                    he="בירוקרטיה עלולה להאט",
                    ar="قد تبطئ البيروقراطية التقدم",
                    en="Bureaucracy may slow it down",
                ),
                Message(
                    he="לא תמיד אפשר לסמוך על תקציב ציבורי",
                    ar="لا يمكن دائمًا الاعتماد على التمويل العام",
                    en="Public money cannot always be relied on",
                ),
            ),
            example="Shape Up Somerville",
        ),
        Entry(
            "shared_multiple",
            Message(he="כמה ארגונים יחד", ar="عدة منظمات معًا", en="Several organizations together"),
            FSG_TYPES,
            Message(
                he="כמה ארגונים חולקים באחריות ובעבודה.",
                ar="عدة منظمات تتقاسم المسؤولية والعمل.",
                en="Several organizations share responsibility and work.",
            ),
            advantages=(
                Message(
                    he="נדרשים פחות משאבים כשכל אחד תורם משלו",
                    ar="موارد أقل حين تسهم كل جهة مما لديها",
                    en="Fewer resources are needed when each gives of its own",
                ),
                Message(
                    he="מחויבות ומומחיות רחבות",
                    ar="التزام واسع وخبرة واسعة",
                    en="Broad commitment and expertise",
                ),
            ),
            disadvantages=(
                _MANY_VOICES,
                Message(
                    he="קשיי תיאום שעולים ביעילות",
                    ar="صعوبات تنسيق على حساب الكفاءة",
                    en="Trouble in coordinating costs efficiency",
                ),
            ),
            example="Magnolia Place",
        ),
        Entry(
            "steering_committee",
            Message(he="ועדת היגוי", ar="لجنة توجيهية", en="A steering committee"),
            FSG_TYPES,
            Message(
                he="ועדה של בכירות ובכירים שבידה ההכרעה.",
                ar="لجنة من القيادات بيدها القرار.",
                en="A committee of senior people with the power to decide.",
            ),
            advantages=(
                Message(
                    he="מחויבות של בכירות ובכירים מכל המגזרים",
                    ar="التزام قيادات من جميع القطاعات",
                    en="Commitment of leaders from all sectors",
                ),
            ),
            disadvantages=(_MANY_VOICES,),
            example="Memphis Fast Forward",
        ),
    ),
)
