"""The 27 indicators of a backbone's effectiveness, each under a role; codes by FSG's six functions."""

from services.registry.catalogues.entries import FSG_INDICATORS, Catalogue, Entry
from shared.localization.messages import Message

_FUNCTIONS = {
    "VIS": "vision_strategy",
    "ALN": "aligned_activities",
    "MEA": "shared_measurement",
    "PUB": "public_will",
    "POL": "advance_policy",
    "FUN": "mobilize_resources",
}
"""The backbone's role that each function is."""


def _indicator(code: str, he: str, ar: str, en: str) -> Entry:
    return Entry(code, Message(he=he, ar=ar, en=en), FSG_INDICATORS, group=_FUNCTIONS[code[:3]])


INDICATORS_27 = Catalogue(
    Message(
        he="27 מדדים לפועלו של ארגון שדרה",
        ar="27 مؤشرًا لعمل المنظمة الداعمة",
        en="27 indicators of a backbone's effectiveness",
    ),
    (
        _indicator(
            "VIS-1",
            "השותפים יודעים לתאר את המצע המשותף",
            "يستطيع الشركاء وصف الأجندة المشتركة",
            "Partners can describe the common agenda",
        ),
        _indicator(
            "VIS-2",
            "השותפים מדברים בפומבי בעד מטרות המצע",
            "يتحدث الشركاء علنًا دعمًا لأهداف الأجندة",
            "Partners speak publicly for the goals of the agenda",
        ),
        _indicator(
            "VIS-3",
            "עבודתו של כל שותף מתיישבת יותר ויותר עם המצע",
            "يتوافق عمل كل شريك أكثر فأكثر مع الأجندة",
            "Each partner's own work is more and more in line with the agenda",
        ),
        _indicator(
            "VIS-4",
            "ועדת ההיגוי ואנשי מפתח פונים לשדרה לתמיכה, להכוונה ולהובלה",
            "تتوجه اللجنة التوجيهية والقيادات إلى المنظمة الداعمة طلبًا للدعم والتوجيه والقيادة",
            "The steering committee and leading people turn to the backbone for support, guidance and "
            "leadership",
        ),
        _indicator(
            "ALN-1",
            "כל שותף יודע לומר מה חלקו ביוזמה",
            "يستطيع كل شريك أن يقول ما نصيبه في المبادرة",
            "Partners can say what their part in the initiative is",
        ),
        _indicator(
            "ALN-2",
            "מי שיש להם עניין בסוגיה משתתפים",
            "يشارك أصحاب الشأن في القضية",
            "Those with a stake take part",
        ),
        _indicator(
            "ALN-3",
            "השותפים מתעדכנים ומתואמים בקביעות, עם השדרה וגם בלעדיה",
            "يتواصل الشركاء وينسّقون بانتظام، مع المنظمة الداعمة ومن دونها",
            "Partners keep in touch and coordinate regularly, with the backbone and without it",
        ),
        _indicator(
            "ALN-4",
            "השותפים מעידים על אמון גובר ביניהם",
            "يشهد الشركاء على ثقة متزايدة بينهم",
            "Partners report growing trust in one another",
        ),
        _indicator(
            "ALN-5",
            "שיתופי הפעולה מתרחבים בהיקף ובסוג",
            "يتسع التعاون حجمًا ونوعًا",
            "Collaboration grows in scope and kind",
        ),
        _indicator(
            "ALN-6",
            "איכות עבודתם של השותפים משתפרת",
            "تتحسن جودة عمل الشركاء",
            "The quality of partners' work improves",
        ),
        _indicator(
            "ALN-7",
            "יעילות עבודתם של השותפים משתפרת",
            "تتحسن كفاءة عمل الشركاء",
            "The efficiency of partners' work improves",
        ),
        _indicator(
            "ALN-8",
            "השותפים חשים שתומכים בהם ומעריכים אותם",
            "يشعر الشركاء بأن عملهم مدعوم ومقدَّر",
            "Partners feel supported and valued",
        ),
        _indicator(
            "MEA-1",
            "מערך נתונים משותף קיים או נבנה",
            "توجد منظومة بيانات مشتركة أو يجري بناؤها",
            "A shared system of data exists or is being built",
        ),
        _indicator(
            "MEA-2",
            "השותפים מבינים במה נתונים משותפים מועילים",
            "يدرك الشركاء فائدة البيانات المشتركة",
            "Partners understand what shared data are good for",
        ),
        _indicator(
            "MEA-3",
            "יכולתם של השותפים לאסוף נתונים מתחזקת",
            "تقوى قدرة الشركاء على جمع البيانات",
            "Partners' capacity to gather data grows",
        ),
        _indicator(
            "MEA-4",
            "השותפים מחליטים על סמך נתונים",
            "يتخذ الشركاء قراراتهم بناءً على البيانات",
            "Partners decide on the basis of data",
        ),
        _indicator(
            "MEA-5",
            "הנתונים משמשים את השותפים בדרכים שיש בהן טעם",
            "يستخدم الشركاء البيانات استخدامًا ذا معنى",
            "Partners put data to meaningful use",
        ),
        _indicator(
            "PUB-1",
            "בקהילה מכירים יותר את הסוגיה ואת היוזמה",
            "يزداد وعي المجتمع بالقضية وبالمبادرة",
            "The community knows more of the issue and the initiative",
        ),
        _indicator(
            "PUB-2",
            "בקהילה מביעים תמיכה ביוזמה",
            "يعبّر المجتمع عن دعمه للمبادرة",
            "The community voices support for the initiative",
        ),
        _indicator(
            "PUB-3",
            "בקהילה חשים שבכוחם להיות מעורבים",
            "يشعر أفراد المجتمع بقدرتهم على المشاركة",
            "People of the community feel able to take part",
        ),
        _indicator(
            "PUB-4",
            "בקהילה פועלים יותר",
            "يزداد تحرك أفراد المجتمع",
            "People of the community take more action",
        ),
        _indicator(
            "POL-1",
            "מי שקובעים מדיניות ומשפיעים עליה מכירים את היוזמה",
            "صانعو السياسات والمؤثرون فيها يعرفون المبادرة",
            "Those who make and influence policy know of the initiative",
        ),
        _indicator(
            "POL-2",
            "מי שקובעים מדיניות ומשפיעים עליה תומכים בשינוי ברוח היוזמה",
            "صانعو السياسات والمؤثرون فيها يدعون إلى تغيير بروح المبادرة",
            "Those who make and influence policy speak for change in the spirit of the initiative",
        ),
        _indicator(
            "POL-3",
            "המדיניות הציבורית מתקרבת למטרות היוזמה",
            "تقترب السياسة العامة من أهداف المبادرة",
            "Public policy comes closer to the goals of the initiative",
        ),
        _indicator(
            "FUN-1",
            "מממנים מבקשים ממי שהם תומכים בהם לפעול ברוח מטרות היוזמה",
            "يطلب الممولون ممن يدعمونهم العمل بروح أهداف المبادرة",
            "Funders ask those they support to work towards the goals of the initiative",
        ),
        _indicator(
            "FUN-2",
            "מממנים מפנים כספים למטרות היוזמה",
            "يعيد الممولون توجيه أموالهم إلى أهداف المبادرة",
            "Funders redirect money towards the goals of the initiative",
        ),
        _indicator(
            "FUN-3",
            "משאבים חדשים, ציבוריים ופרטיים, מגיעים לשותפים וליוזמה",
            "تصل موارد جديدة عامة وخاصة إلى الشركاء والمبادرة",
            "New resources, public and private, come to the partners and the initiative",
        ),
    ),
)
