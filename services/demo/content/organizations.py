"""The organizations of the demo: all sectors, both groupings. None of them exists, nor do the places."""

from dataclasses import dataclass

CENTRE, PERIPHERY = "centre", "periphery"
JEWISH, ARAB = "jewish_society", "arab_society"
EVERYWHERE = (JEWISH, ARAB, CENTRE, PERIPHERY)

Steps = tuple[tuple[str, str], ...]
"""Stages of engagement an organization moved to, each with its reason."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization, and how it came along."""

    key: str
    sector: str
    he: str
    ar: str | None
    groups: tuple[str, ...]
    steps: Steps = ()
    founding: bool = False

    @property
    def name(self) -> dict[str, str]:
        """Its name in the languages it has one in."""
        return {"he": self.he} | ({"ar": self.ar} if self.ar else {})


FOUNDING: tuple[Organization, ...] = (
    Organization(
        "mate",
        "public",
        "המטה המחוזי לביטחון במשפחה",
        "المقرّ اللوائي للأمان الأسري",
        EVERYWHERE,
        founding=True,
    ),
    Organization(
        "ela", "nonprofit", "בית אלה – מקלט ומרכז לנשים", None, (JEWISH, CENTRE, PERIPHERY), founding=True
    ),
    Organization(
        "durub",
        "nonprofit",
        "דרוב – נשים ומשפחה",
        "دروب – المرأة والعائلة",
        (ARAB, PERIPHERY),
        founding=True,
    ),
    Organization(
        "keren", "philanthropy", "קרן שקמה לחברה משותפת", "صندوق شكما لمجتمع مشترك", EVERYWHERE, founding=True
    ),
)

MAPPED: tuple[Organization, ...] = (
    Organization(
        "police",
        "public",
        "משטרת מרחב שקמה – היחידה לאלימות במשפחה",
        None,
        EVERYWHERE,
        (
            ("approached", "פגישה ראשונה עם קצינת היחידה; ביקשו להבין מה מצופה מהם לפני שמתחייבים."),
            ("engaged", "השתתפו בשני מפגשי דיאלוג והביאו נתוני פניות."),
            ("partner", "מפקד המרחב אישר הצטרפות לרשת ומינה נציגה קבועה."),
        ),
    ),
    Organization(
        "shikma",
        "public",
        "עיריית נווה שקמה – אגף הרווחה",
        None,
        (JEWISH, CENTRE),
        (
            ("engaged", "מנהלת האגף אירחה את מפגש הפתיחה ונשארה לאורך כל היום."),
            ("partner", "האגף אישר את השותפות בישיבת הנהלה."),
        ),
    ),
    Organization(
        "waha",
        "public",
        "המועצה המקומית כפר אל־ואחה",
        "مجلس كفر الواحة المحلي",
        (ARAB, PERIPHERY),
        (
            ("approached", "פנייה בעקבות המלצה של דרוב."),
            ("engaged", "סיור משותף ביישוב; ראש המחלקה הציג את המחסור בעובדות סוציאליות דוברות ערבית."),
            ("partner", "החלטת מליאה על הצטרפות, בכפוף לתרגום מלא של כל חומר לערבית."),
        ),
    ),
    Organization(
        "arazim",
        "public",
        "המועצה האזורית מעלה ארזים",
        None,
        (JEWISH, PERIPHERY),
        (
            ("approached", "שיחה עם מנהלת המחלקה לשירותים חברתיים."),
            ("engaged", "מגיעים למפגשים; ההצטרפות תידון אחרי אישור התקציב."),
        ),
    ),
    Organization(
        "marpe",
        "public",
        "מרפא – שירותי בריאות, מחוז שקמה",
        "مرفأ – خدمات صحية، لواء شكما",
        EVERYWHERE,
        (
            ("engaged", "צוות השירות הסוציאלי הביא את סוגיית הזיהוי במרפאות."),
            ("partner", "הנהלת המחוז אישרה שתי מרפאות לפיילוט זיהוי."),
        ),
    ),
    Organization(
        "mifne",
        "nonprofit",
        "נקודת מפנה – טיפול במי שנוהגים באלימות",
        None,
        (JEWISH, CENTRE),
        (
            ("engaged", "הגיעו בעקבות קול קורא, עם עמדה שונה מזו של רוב המשתתפות."),
            ("partner", "הצטרפו אחרי שהובהר שמקומם סביב השולחן אינו תלוי בהסכמה."),
        ),
    ),
    Organization(
        "kav",
        "nonprofit",
        "קו שומע – סיוע טלפוני בארבע שפות",
        "خط يصغي – دعم هاتفي بأربع لغات",
        EVERYWHERE,
        (
            ("engaged", "שיתפו בדפוסי הפניות של השנה האחרונה."),
            ("partner", "חתמו על עקרונות השיתוף במידע מצרפי."),
        ),
    ),
    Organization(
        "tzedek",
        "nonprofit",
        "צדק בבית – סיוע משפטי",
        "عدل في البيت – مساعدة قانونية",
        (JEWISH, ARAB, PERIPHERY),
        (
            ("engaged", "העלו את פער הזמנים בין הגשת בקשה לצו הגנה ובין ליווי ראשון."),
            ("partner", "הוועד המנהל אישר."),
        ),
    ),
    Organization(
        "hulia",
        "nonprofit",
        "חוליה – ארגון שדרה למהלכים משותפים",
        "حلقة – منظمة محورية للمبادرات المشتركة",
        EVERYWHERE,
        (
            ("engaged", "הארגון המייסד ביקש מחוליה לכנס את שלושת המפגשים הראשונים."),
            ("partner", "חברה ברשת כשאר החברים עד שיוכרע מי ישמש ארגון השדרה."),
        ),
    ),
    Organization(
        "sal",
        "business",
        "סל מלא – רשת מרכולים",
        None,
        EVERYWHERE,
        (
            ("approached", "פנייה למחלקת משאבי אנוש בעקבות מקרה של עובדת."),
            ("engaged", "קיימו הכשרה ראשונה למנהלות ומנהלי סניפים."),
            ("partner", "ההנהלה התחייבה למדיניות 'מקום עבודה שרואה'."),
        ),
    ),
    Organization(
        "mifalim",
        "business",
        "מפעלי ארזים – תעשיות מזון",
        None,
        (JEWISH, ARAB, PERIPHERY),
        (
            ("approached", "פגישה עם מנכ״ל המפעל."),
            ("supporter", "לא יישבו בפורומים; יתמכו בתליית מידע בארבע שפות ובשעות היעדרות."),
        ),
    ),
    Organization(
        "telem",
        "business",
        "תלם מערכות מידע",
        None,
        (JEWISH, CENTRE),
        (
            ("engaged", "הציעו סיוע בהתנדבות בתשתית הנתונים."),
            ("partner", "הצטרפו אחרי שנקבע שנתונים אישיים אינם עוברים דרכם."),
        ),
    ),
    Organization(
        "kolot",
        "community",
        "קולות מניסיון – קהילת נשים שחיו באלימות",
        None,
        (JEWISH, ARAB, CENTRE, PERIPHERY),
        (
            ("approached", "שיחה שקטה בבית אלה, בלי מצגת."),
            ("engaged", "ביקשו תנאי ברור: לא ישבו כדי לספר סיפור אלא כדי להחליט."),
            ("partner", "הצטרפו כשותפות לכל דבר, עם החזר הוצאות ושמירה על ילדים בזמן מפגשים."),
        ),
    ),
    Organization(
        "imahat",
        "community",
        "לג׳נת אל־אומהאת – ועד האימהות, כפר אל־ואחה",
        "لجنة الأمهات – كفر الواحة",
        (ARAB, PERIPHERY),
        (
            ("engaged", "אירחו מפגש נשים בערבית; הגיעו שלושים ושתיים."),
            ("partner", "הוועד בחר נציגה לרשת."),
        ),
    ),
    Organization(
        "tzeirim",
        "community",
        "מועצת הצעירות והצעירים, מעלה ארזים",
        None,
        (JEWISH, PERIPHERY),
        (
            ("engaged", "הציגו סקר קצר על סימני שליטה בזוגיות צעירה."),
            ("partner", "אושר במליאת המועצה."),
        ),
    ),
    Organization(
        "manhigut",
        "community",
        "פורום מנהיגות דתית לשלום הבית",
        "منتدى القيادات الدينية لسلامة البيت",
        (JEWISH, ARAB),
        (
            ("approached", "פגישה משותפת ראשונה של אנשי דת משלוש עדות."),
            ("engaged", "מוכנים ללמוד זיהוי והפניה; על השאר עוד מדברים."),
        ),
    ),
    Organization(
        "arba",
        "philanthropy",
        "קרן ארבע רוחות",
        None,
        EVERYWHERE,
        (
            ("engaged", "ביקשו לראות כיצד מחלקים כסף לפני שמדברים על סכומים."),
            ("partner", "דירקטוריון הקרן אישר הצטרפות ותמיכה לשנתיים."),
        ),
    ),
    Organization(
        "sunduq",
        "philanthropy",
        "אל־ואחה – קרן קהילתית",
        "صندوق الواحة الأهلي",
        (ARAB, PERIPHERY),
        (("approached", "מכתב היכרות בערבית; פגישה נקבעה לאחר הבחירות לוועד."),),
    ),
    Organization(
        "mikhlala",
        "academia",
        "המכללה האקדמית עמק שקמה – עבודה סוציאלית",
        None,
        EVERYWHERE,
        (
            ("engaged", "הציעו סקירת ידע על התערבויות מוקדמות."),
            ("partner", "הסכם שיתוף פעולה נחתם בידי הדיקנית."),
        ),
    ),
    Organization(
        "makhon",
        "academia",
        "מכון ארזים למחקר חברתי",
        None,
        (JEWISH, PERIPHERY),
        (("supporter", "יעמדו לרשות היוזמה בשאלות מדידה, בלי להצטרף לרשת."),),
    ),
    Organization(
        "gal",
        "other",
        "גל ארזים – רדיו אזורי",
        None,
        (JEWISH, PERIPHERY),
        (
            ("approached", "הציעו סדרת שידורים."),
            ("paused", "הוסכם לחכות: עוד אין מה לספר לציבור, ויש על מי לשמור."),
        ),
    ),
    Organization(
        "igud",
        "other",
        "איגוד הטיפול הזוגי והמשפחתי, סניף שקמה",
        None,
        (JEWISH, CENTRE),
        (
            ("engaged", "השתתפו בשני מפגשים."),
            ("left", "פרשו: המחלוקת על טיפול זוגי במצבי אלימות לא נפתרה. הדלת נשארה פתוחה."),
        ),
    ),
)
