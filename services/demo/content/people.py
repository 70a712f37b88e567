"""The people of the demo: for whom they speak, and as what. None of them exists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the story."""

    key: str
    he: str
    ar: str | None = None
    organization: str | None = None
    title: str | None = None
    speaks: str = "represents"
    """`represents`, `alternate`, or empty: belongs to the organization without speaking for it."""
    since: int = -300
    """Since which day of the story."""
    part: str = "participant"

    @property
    def name(self) -> dict[str, str]:
        """The name in the languages it has one in."""
        return {"he": self.he} | ({"ar": self.ar} if self.ar else {})


COMMUNITY = "community_member"

FOUNDERS: tuple[Person, ...] = (
    Person("noa", "נועה אדר", None, "ela", "מנכ״לית", since=-1400),
    Person("orit", "אורית בן־שחר", None, "mate", "ממונה מחוזית"),
    Person("nadia", "נאדיה ח׳ורי", "نادية خوري", "durub", "מייסדת ומנהלת", since=-2200),
    Person("galit", "ד״ר גלית ורד", None, "keren", "מנהלת תוכניות"),
)

FIRST_STAFF: tuple[Person, ...] = (
    Person("shira", "שירה מזרחי", None, "hulia", "מנהלת היוזמה", speaks=""),
    Person("sami", "סאמי חביב", "سامي حبيب", "hulia", "מנהל השותפויות", speaks=""),
    Person("rana", "רנא עיסא", "رنا عيسى", "hulia", "מתאמת", speaks=""),
)
STAFF_ROLES_AT_FIRST: tuple[tuple[str, str], ...] = (
    ("shira", "initiative_manager"),
    ("sami", "partnerships_manager"),
    ("rana", "project_coordinator"),
)
STAFF_ROLES_UNDER_THE_MANDATE: tuple[tuple[str, str], ...] = (
    ("michal", "data_analyst"),
    ("guy", "fundraising"),
    ("rana", "community_engagement"),
)

PEOPLE: tuple[Person, ...] = (
    Person("daniel", "דניאל פרידמן", None, "mate", "מרכז תחום", speaks="alternate"),
    Person("maya", "מאיה אלון", None, "police", "קצינת היחידה"),
    Person("tamar", "תמר רוזנר", None, "shikma", "מנהלת האגף"),
    Person("avi", "אבי דהן", None, "shikma", "מנהל המרכז לטיפול במשפחה", speaks=""),
    Person("khaled", "ח׳אלד מנסור", "خالد منصور", "waha", "ראש מחלקת הרווחה"),
    Person("rim", "רים נסאר", "ريم نصار", "waha", "עובדת סוציאלית", speaks="alternate"),
    Person("yael", "יעל ברק", None, "arazim", "מנהלת השירותים החברתיים"),
    Person("lea", "ד״ר לאה גרינפלד", None, "marpe", "רופאת משפחה"),
    Person("suha", "סוהא חדאד", "سهى حداد", "marpe", "עובדת סוציאלית מחוזית", speaks="alternate"),
    Person("merav", "מירב שלו", None, "ela", "מנהלת המקלט", speaks="alternate"),
    Person("amal", "אמל סעיד", "أمل سعيد", "durub", "רכזת קהילה", speaks="alternate"),
    Person("yoav", "יואב שרעבי", None, "mifne", "מנהל מקצועי"),
    Person("ina", "אינה גולדברג", None, "kav", "מנהלת הקו"),
    Person("hila", "עו״ד הילה כרמי", None, "tzedek", "מנהלת משפטית"),
    Person("basel", "עו״ד באסל עוואד", "المحامي باسل عواد", "tzedek", "סניף הצפון", speaks="alternate"),
    Person("ronit", "רונית אשל", None, "hulia", "מנכ״לית"),
    Person("michal", "מיכל אורן", None, "hulia", "נתונים ומדידה", speaks=""),
    Person("guy", "גיא פלד", None, "hulia", "פיתוח משאבים", speaks=""),
    Person("dorit", "דורית חן", None, "sal", "סמנכ״לית משאבי אנוש"),
    Person("alon", "אלון גבע", None, "mifalim", "מנכ״ל"),
    Person("nir", "ניר אבידן", None, "telem", "אחריות תאגידית"),
    Person("anat", "ענת ר׳", None, "kolot", None, part=COMMUNITY, since=-200),
    Person("miriam", "מרים כ׳", None, "kolot", None, speaks="alternate", part=COMMUNITY, since=-200),
    Person("fatma", "פאטמה יוסף", "فاطمة يوسف", "imahat", "יושבת ראש הוועד", part=COMMUNITY),
    Person("hana", "הנאא דיאב", "هناء ذياب", "imahat", None, speaks="", part=COMMUNITY),
    Person("omer", "עומר נחום", None, "tzeirim", "יושב ראש", part=COMMUNITY),
    Person("eliyahu", "הרב אליהו שמש", None, "manhigut", None, part=COMMUNITY),
    Person("muhammad", "שיח׳ מוחמד קאסם", "الشيخ محمد قاسم", "manhigut", None, part=COMMUNITY),
    Person("amos", "עמוס הראל", None, "keren", "חבר דירקטוריון", speaks="alternate"),
    Person("iris", "איריס קדם", None, "arba", "מנכ״לית"),
    Person("jamal", "ג׳מאל עטאללה", "جمال عطا الله", "sunduq", "יושב ראש"),
    Person("rachel", "פרופ׳ רחל שטיין", None, "mikhlala", "דיקנית"),
    Person("lina", "ד״ר לינא מרעי", "د. لينا مرعي", "mikhlala", "חוקרת", speaks="alternate"),
    Person("uri", "ד״ר אורי זמיר", None, "makhon", "חוקר בכיר"),
    Person("mika", "מיקה בר", None, "gal", "עורכת"),
    Person("dafna", "דפנה רגב", None, "igud", "יושבת ראש הסניף"),
)
AUDITOR = Person("hanna", "רו״ח חנה לביא", part="auditor")

SPEAKS_FOR: dict[str, str] = {
    person.organization: person.key
    for person in (*FOUNDERS, *PEOPLE)
    if person.organization and person.speaks == "represents"
} | {"manhigut": "eliyahu"}
"""Who speaks for each organization."""

LIVED_EXPERIENCE: tuple[str, ...] = ("anat", "miriam")
"""Who has said of themself that they have lived through what the initiative is about."""

STEERING_COMMITTEE: tuple[tuple[str, str], ...] = (
    ("noa", "chair"),
    ("orit", "member"),
    ("nadia", "member"),
    ("galit", "member"),
    ("khaled", "member"),
    ("anat", "member"),
    ("fatma", "member"),
    ("rachel", "member"),
    ("dorit", "member"),
)
OBSERVER = "shira"
DECLINED = "iris"
"""Was proposed for a seat, and declined: who funds does not lead, she says."""
