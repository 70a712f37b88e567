"""What the demo's forums are asked, and what they answer, with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

YES, NO, ABSTAIN = "yes", "no", "abstain"
CONSENT, OBJECT = "consent", "object"

Answer = tuple[str, str | None]
"""A choice, and the reason given with it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A decision: who asks it, and what those who have a vote say."""

    key: str
    forum: str
    kind: str
    he: str
    ar: str
    drafted_by: str
    opened_by: tuple[str, ...]
    explanation: str | None = None
    method: dict[str, Any] | None = None
    quorum: dict[str, Any] | None = None
    choice: str = YES
    """What everybody says who is not named in `answers`."""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """What some say: people in the committee, organizations in the network."""
    changed: Mapping[str, Answer] = field(default_factory=dict)
    """What some said at first, before they changed their minds."""
    only: tuple[str, ...] | None = None
    """Who votes at all, where most do not."""
    recused: Mapping[str, str] = field(default_factory=dict)
    """Who steps aside, and why."""
    reviewed_after: int | None = None
    """In how many days an adopted decision is to be looked at again."""


TWO_THIRDS_IN_FOUR_SECTORS: dict[str, Any] = {
    "name": "sector_balanced",
    "threshold": {"numerator": 2, "denominator": 3},
    "sectors_required": 4,
}
BY_CONSENT: dict[str, Any] = {"name": "consent"}
BY_MAJORITY: dict[str, Any] = {"name": "majority"}
HALF: dict[str, Any] = {"share": {"numerator": 1, "denominator": 2}}
HALF_IN_THREE_SECTORS: dict[str, Any] = {**HALF, "sectors": 3}

FIRST_COMMITTEE = Question(
    key="first committee",
    forum="network",
    kind="seats",
    he="האם ועדת ההיגוי הראשונה תהיה בהרכב המוצע?",
    ar="هل تُشكَّل اللجنة التوجيهية الأولى بالتركيبة المقترحة؟",
    explanation="תשעה מושבים משישה מגזרים. כל מי שהוצעו אישרו שיישבו. שני מושבים שמורים לקהילה, עם קול.",
    drafted_by="noa",
    opened_by=("noa", "nadia"),
    answers={"keren": (YES, "חשוב שנציגות הקהילה אינן משקיפות אלא חברות.")},
)
STAFF_ASKS = Question(
    key="staff asks",
    forum="committee",
    kind="own_matter",
    he="האם לקיים את מפגש הוועדה הבא בבית אלה?",
    ar="هل نعقد لقاء اللجنة القادم في بيت إيلا؟",
    explanation="נוסח בידי מנהלת היוזמה לפני שהיה מנדט, ונשאר טיוטה: בלי מנדט הצוות אינו פותח החלטות.",
    drafted_by="shira",
    opened_by=(),
)
MANDATE_REFUSED = Question(
    key="mandate, at first",
    forum="committee",
    kind="mandate",
    he="האם להעניק לחוליה מנדט לשמש ארגון השדרה לשלוש שנים?",
    ar="هل يُمنح تنظيم حلقة تفويضًا ليكون المنظمة المحورية لثلاث سنوات؟",
    drafted_by="galit",
    opened_by=("noa",),
    method=BY_CONSENT,
    choice=CONSENT,
    answers={
        "khaled": (
            OBJECT,
            "שלוש שנים בלי נקודת בחינה, ואין התחייבות שכל מפגש וכל מסמך יהיו גם בערבית. כך אי אפשר לבנות "
            "אמון אצלנו.",
        ),
        "anat": (ABSTAIN, "ההתנגדות של ח׳אלד נכונה. אמתין לנוסח שעונה עליה."),
    },
)
MANDATE_GRANTED = Question(
    key="mandate",
    forum="committee",
    kind="mandate",
    he="האם להעניק לחוליה מנדט לשנה וחצי, עם התחייבות לעברית ולערבית בכל מפגש ובכל מסמך?",
    ar="هل يُمنح تنظيم حلقة تفويضًا لسنة ونصف، مع الالتزام بالعربية والعبرية في كل لقاء وكل وثيقة؟",
    explanation="הנוסח נכתב יחד עם ח׳אלד ונאדיה אחרי ההתנגדות. המנדט קצר יותר, והוועדה תבחן אותו באמצע הדרך.",
    drafted_by="galit",
    opened_by=("noa",),
    method=BY_CONSENT,
    choice=CONSENT,
    answers={
        "khaled": (CONSENT, "ההתנגדות נענתה. נבחן יחד בעוד תשעה חודשים."),
        "dorit": (ABSTAIN, "עוד לא הכרתי די את הצוות, ואיני רוצה לעכב."),
    },
    reviewed_after=270,
)
CAMPAIGN = Question(
    key="campaign",
    forum="committee",
    kind="own_matter",
    he="האם לצאת כבר השנה במסע פרסום ארצי?",
    ar="هل ننطلق هذا العام بحملة إعلامية قطرية؟",
    explanation="הצעה שעלתה במפגש האחרון. העלות המשוערת: כרבע מן התקציב השנתי.",
    drafted_by="dorit",
    opened_by=("dorit", "orit"),
    choice=NO,
    answers={
        "dorit": (YES, "בלי נראות ציבורית נישאר לדבר בינינו."),
        "orit": (YES, None),
        "rachel": (ABSTAIN, "אין לנו עדיין ידע על מה שמסע כזה עושה לפניות."),
        "anat": (NO, "פרסום מציף פניות. קודם שיהיה מי שיענה להן, בכל שפה."),
        "fatma": (NO, "מסע בעברית שמתורגם אחר כך לא מגיע אלינו."),
    },
    changed={"nadia": (YES, None)},
)
APPLICATION = Question(
    key="application to the foundation",
    forum="committee",
    kind="own_matter",
    he="האם להגיש לקרן שקמה בקשה לתמיכה דו־שנתית בליווי בשעות הראשונות?",
    ar="هل نقدّم إلى صندوق شكما طلب دعم لسنتين للمرافقة في الساعات الأولى؟",
    drafted_by="noa",
    opened_by=("noa",),
    recused={"galit": "אני מנהלת תוכניות בקרן שאליה מופנית הבקשה."},
)
NEW_NAME = Question(
    key="new name",
    forum="network",
    kind="own_matter",
    he="האם לשנות את שם היוזמה ל'בית בלי פחד'?",
    ar="هل نغيّر اسم المبادرة إلى 'بيت بلا خوف'؟",
    drafted_by="omer",
    opened_by=("omer", "dorit"),
    only=("tzeirim", "sal"),
)
NEW_NAME_WITHDRAWN_BY = ("omer", "dorit")
NEW_NAME_WITHDRAWN_FOR = (
    "בקולות מניסיון הסבירו שהשם מבטיח מה שאיננו יכולים להבטיח. נחזור עם הצעה שנכתבת איתן."
)
CONFERENCE = Question(
    key="conference",
    forum="network",
    kind="own_matter",
    he="האם לקיים את הכנס השנתי בכפר אל־ואחה?",
    ar="هل نعقد المؤتمر السنوي في كفر الواحة؟",
    explanation="נפתח לזמן קצר, ורוב השותפים לא הספיקו להצביע. השאלה תעלה שוב.",
    drafted_by="fatma",
    opened_by=("fatma", "khaled"),
    only=("imahat", "waha", "durub"),
)
PRINCIPLES = Question(
    key="principles",
    forum="network",
    kind="principles",
    he="האם לאמץ את עקרונות העבודה המשותפת?",
    ar="هل نعتمد مبادئ العمل المشترك؟",
    explanation="ארבעה עקרונות הוצעו כתבנית, והחמישי נכתב בידי קולות מניסיון אחרי מה שקרה במפגש החורף.",
    drafted_by="anat",
    opened_by=("anat", "tamar"),
    answers={"shikma": (YES, "בעיקר את החמישי. למדנו אותו בדרך הקשה.")},
)
AGENDA = Question(
    key="agenda",
    forum="network",
    kind="agenda",
    he="האם לאמץ את המצע המשותף?",
    ar="هل نعتمد البرنامج المشترك؟",
    explanation="המצע נוסח מתוך מה שהבאתם, וכל סעיף מראה על מה הוא נשען. נדרש רוב של שני שלישים, וגם בארבעה "
    "מגזרים לפחות.",
    drafted_by="noa",
    opened_by=("noa", "khaled"),
    method=TWO_THIRDS_IN_FOUR_SECTORS,
    quorum=HALF_IN_THREE_SECTORS,
    answers={
        "mifne": (
            NO,
            "הסעיף על מי שנוהגים באלימות נוסח בזהירות שמרוקנת אותו. נישאר שותפים, ונבקש שההתנגדות תישמר ליד "
            "הסעיף.",
        ),
        "sal": (ABSTAIN, "ההתחייבות ברורה לנו; על הנוסח אין לנו מה לומר."),
        "kolot": (YES, "זה המסמך הראשון שבו איננו הערת שוליים."),
        "waha": (YES, "بشرط أن نقرأه بالعربية كما بالعبرية، وهذا ما كان."),
    },
    reviewed_after=365,
)
ORGANIZING = Question(
    key="organizing",
    forum="committee",
    kind="phase",
    he="המצע אומץ. האם לעבור לשלב ההתארגנות?",
    ar="اعتُمد البرنامج. هل ننتقل إلى مرحلة التنظّم؟",
    drafted_by="noa",
    opened_by=("noa",),
)
INDICATORS_TOO_EARLY = Question(
    key="indicators, too early",
    forum="committee",
    kind="indicators",
    he="האם לאמץ כבר עכשיו את שני המדדים, כדי שלא נאבד את הרבעון?",
    ar="هل نعتمد المؤشرين الآن كي لا نخسر هذا الربع؟",
    explanation="נוסח בידי מנהלת היוזמה לפני שאומץ המצע, ונשאר טיוטה: מודדים יחד רק את מה שהוסכם יחד.",
    drafted_by="shira",
    opened_by=(),
)
INDICATORS = Question(
    key="indicators",
    forum="network",
    kind="indicators",
    he="האם לאמץ את המדדים 'ליווי בתוך יממה' ו'מי שלמדו לשאול' כמדדים משותפים?",
    ar="هل نعتمد مؤشري 'مرافقة خلال يوم' و'من تعلّموا أن يسألوا' مؤشرين مشتركين؟",
    explanation="העמדות והמגבלות רשומות ליד כל מדד. מדד התלונות לא הובא להכרעה.",
    drafted_by="rachel",
    opened_by=("rachel", "ina"),
    method=TWO_THIRDS_IN_FOUR_SECTORS,
    answers={
        "kav": (ABSTAIN, "לא נעכב; נבקש לבחון את המכנה בעוד שנה."),
        "kolot": (YES, "בתנאי שלצד כל מספר תהיה גם מילה."),
    },
    reviewed_after=365,
)
PLAN_TOO_EARLY = Question(
    key="plan, too early",
    forum="committee",
    kind="plan",
    he="האם לבנות את התוכנית המתואמת סביב ההכשרה שכבר החלה?",
    ar="هل نبني الخطة المنسّقة حول التدريب الذي بدأ؟",
    explanation="נוסח בידי מנהלת היוזמה לפני שאומץ המצע, ונשאר טיוטה. המעגל ממשיך לפעול; התוכנית תבוא אחרי "
    "המצע.",
    drafted_by="shira",
    opened_by=(),
)
PLAN = Question(
    key="plan",
    forum="network",
    kind="plan",
    he="האם לאמץ את חמש הפעילויות כתוכנית מתואמת?",
    ar="هل نعتمد الأنشطة الخمسة خطة منسّقة؟",
    explanation="לכל פעילות ארגון מוביל שאישר. למענה בשפות נוספות ולקבוצות לשינוי התנהגות עוד אין; הפער מוצג "
    "בתוכנית.",
    drafted_by="tamar",
    opened_by=("tamar", "khaled"),
    answers={
        "mifne": (ABSTAIN, "תוכנית בלי מי שפוגעים היא תוכנית חלקית. לא נעכב אותה."),
        "keren": (YES, "טוב לראות מי מוביל מה, ושאין כאן ארגון אחד שמוביל הכול."),
    },
    reviewed_after=180,
)
ACTING = Question(
    key="acting",
    forum="committee",
    kind="phase",
    he="התוכנית המתואמת והמדדים סוכמו. האם לעבור לשלב הפעולה?",
    ar="اتُّفق على الخطة المنسّقة والمؤشرات. هل ننتقل إلى مرحلة العمل؟",
    drafted_by="noa",
    opened_by=("noa",),
    answers={"anat": (YES, "ושנזכור שפעולה היא לא סוף ההקשבה.")},
)
FUNDING_CAP = Question(
    key="cap",
    forum="committee",
    kind="funding_cap",
    he="האם לקבוע שחלקו של ארגון השדרה לא יעלה על חמישית ממה שגויס?",
    ar="هل نحدّد أن لا تتجاوز حصة المنظمة المحورية خُمس ما جُمع؟",
    drafted_by="galit",
    opened_by=("noa",),
    answers={"rachel": (YES, "חמישית מספיקה לצוות, ומשאירה את הכסף במקום שבו נמצאים האנשים.")},
    reviewed_after=365,
)
NOTICE_IN_COMMITTEE = Question(
    key="notice in the committee",
    forum="committee",
    kind="forum_rules",
    he="האם לקבוע שמעתה החלטה של הוועדה פתוחה שלושה ימים לפחות?",
    ar="هل نقرّر أن يبقى كل قرار للجنة مفتوحًا ثلاثة أيام على الأقل؟",
    explanation="בתקופת ההקמה החלטנו מהר. מעכשיו לכולם יש זמן להתייעץ בארגון.",
    drafted_by="orit",
    opened_by=("noa",),
)
STILL_OPEN = Question(
    key="still open",
    forum="network",
    kind="own_matter",
    he="האם לפרסם אחת לרבעון את נתוני היוזמה, מצרפיים בלבד, לציבור הרחב?",
    ar="هل ننشر مرة كل ربع سنة بيانات المبادرة، المجمّعة فقط، للجمهور؟",
    explanation="ההחלטה פתוחה לשבועיים. מי שמנסים את שדרה יכולים להצביע בה בשם אחד השותפים.",
    drafted_by="hila",
    opened_by=("hila", "rachel"),
    method=TWO_THIRDS_IN_FOUR_SECTORS,
    answers={
        "tzedek": (YES, "מי שמבקשים אמון צריכים להראות."),
        "mikhlala": (YES, None),
        "mifne": (NO, "מספרים בלי הקשר יחזרו אל מי שעוד מהססים לפנות."),
        "kolot": (ABSTAIN, "תלוי מי מנסח את ההסבר שלצד המספרים."),
    },
    only=("tzedek", "mikhlala", "mifne", "kolot", "ela"),
)
