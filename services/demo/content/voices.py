"""What people brought: voices in their own words, the sources beside them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """A statement: who brought it, who entered it, whether they stand by it."""

    key: str
    person: str
    he: str | None = None
    ar: str | None = None
    entered_by: str | None = None
    """One of the staff, who wrote it down at a meeting; None: whoever brought it."""
    confirmed: bool = True
    """Whether whoever brought it has confirmed what another entered."""

    @property
    def text(self) -> dict[str, str]:
        """The words, in the languages they were said in."""
        said = {"he": self.he, "ar": self.ar}
        return {language: words for language, words in said.items() if words}


VOICES: tuple[Voice, ...] = (
    Voice("seven times", "noa", "אישה מספרת את הסיפור שלה שבע פעמים לשבעה גופים, עד שנמאס לה לספר."),
    Voice(
        "first hours",
        "hila",
        "בין הגשת הבקשה לצו הגנה ובין הליווי הראשון עוברים ארבעה ימים. אלה הימים המסוכנים ביותר.",
    ),
    Voice(
        "own language",
        "nadia",
        "מי שלא מצאה מישהי שמדברת ערבית לא מתקשרת שוב.",
        "من لم تجد من يتحدث العربية لا تتصل مرة أخرى.",
    ),
    Voice(
        "known to all",
        "khaled",
        "ביישוב קטן כולם יודעים מי נכנסת למשרד הרווחה. צריך דלת שלא כתוב עליה למה באים.",
        "في قرية صغيرة يعرف الجميع من تدخل إلى قسم الرفاه. نحتاج إلى باب لا يُكتب عليه سبب المجيء.",
    ),
    Voice("not a story", "anat", "אל תזמינו אותנו לספר מה עבר עלינו. תזמינו אותנו להחליט מה ייעשה."),
    Voice(
        "after the shelter",
        "miriam",
        "במקלט היה בטוח. אחרי המקלט לא היה לי לאן ללכת עם שלושה ילדים, וחזרתי.",
        entered_by="rana",
    ),
    Voice("the children", "fatma", None, "الأولاد يرون كل شيء، ولا أحد يسألهم.", entered_by="rana"),
    Voice(
        "mothers first",
        "hana",
        None,
        "الأمهات يعرفن قبل الجميع. لو كان هناك من نسأله بلا أن نُفضح، لسألنا مبكرًا.",
        entered_by="rana",
    ),
    Voice(
        "young love",
        "omer",
        "בגיל שבע־עשרה חושבים שלבדוק לה את הטלפון זו אהבה. אף אחד לא אמר לנו אחרת.",
    ),
    Voice(
        "clinic", "suha", "במרפאה רואים את הסימנים שנים לפני שמישהי מגישה תלונה, ואין לנו למי להרים טלפון."
    ),
    Voice("doctor", "lea", "שתי דקות של שאלה נכונה בביקור אצל רופאת משפחה שוות יותר מקמפיין."),
    Voice(
        "who is violent",
        "yoav",
        "מי שפוגע הולך מבית אחד לבית אחר. בלי לטפל בו אנחנו רק מזיזים את הסכנה.",
    ),
    Voice("night calls", "ina", "רוב הפניות לקו מגיעות אחרי עשר בלילה. רוב המענים סגורים מארבע."),
    Voice(
        "russian speakers",
        "ina",
        "פונות דוברות רוסית ואמהרית שואלות קודם כול אם זה יגיע למשטרה. אין להן תשובה כתובה בשפה שלהן.",
    ),
    Voice("patrol", "maya", "סיירת שמגיעה לבית ויודעת שהייתה פנייה לרווחה לפני שבוע, פועלת אחרת."),
    Voice("privacy", "tamar", "אי אפשר להעביר שמות בין גופים בלי הסכמה. אפשר להסכים מראש איך מבקשים הסכמה."),
    Voice(
        "work place",
        "dorit",
        "קופאית ביקשה להחליף סניף שלוש פעמים בשנה. אף אחד לא שאל למה. היום היינו שואלות.",
    ),
    Voice("data", "nir", "כל גוף סופר אחרת, ולכן אף אחד לא יודע אם מצבנו משתפר."),
    Voice("evidence", "rachel", "רוב הידע שלנו הוא על מי שפנו. על מי שלא פנו אנחנו מנחשים."),
    Voice("patience", "iris", "מימון לשנה אחת מזמין תוצאות של שנה אחת. אנחנו מוכנים לחכות, אם נראה דרך."),
    Voice(
        "sermon",
        "muhammad",
        None,
        "كلمة من الشيخ أو الحاخام قد تُغلق بابًا أو تفتحه. نريد أن نعرف ماذا نقول.",
        entered_by="rana",
        confirmed=False,
    ),
    Voice(
        "budget",
        "yael",
        "אצלנו יש תקן אחד של עובדת סוציאלית לאלימות במשפחה, לשלושים ושניים יישובים.",
        entered_by="rana",
        confirmed=False,
    ),
    Voice(
        "couples",
        "dafna",
        "יש זוגות שאפשר לעזור להם יחד. לשלול זאת מראש זו אידאולוגיה.",
        entered_by="sami",
        confirmed=False,
    ),
)


@dataclass(frozen=True, slots=True)
class Source:
    """Something the work rests on besides voices."""

    key: str
    recorded_by: str
    kind: str
    he: str
    author: str
    published: int
    """On which day of the story."""
    note: str


SOURCES: tuple[Source, ...] = (
    Source(
        "review",
        "rachel",
        "study",
        "התערבויות מוקדמות באלימות בזוגיות: סקירת ידע",
        "המכללה האקדמית עמק שקמה",
        -190,
        "סקירה של ארבעים ואחד מחקרים. הפרק השלישי עוסק בזיהוי במרפאות; רוב המחקרים אינם מישראל.",
    ),
    Source(
        "calls",
        "ina",
        "data_set",
        "דפוסי פניות לקו שומע, שנים־עשר חודשים",
        "קו שומע",
        -90,
        "מספרים מצרפיים בלבד, לפי שעה, שפה ואזור. אין בהם פונות יחידות.",
    ),
    Source(
        "path",
        "hila",
        "document",
        "מן הבקשה לצו ועד הליווי הראשון: מיפוי מסלול",
        "צדק בבית",
        -150,
        "שלושים ושישה תיקים שבהם הפונות הסכימו לבדיקה.",
    ),
    Source(
        "minutes",
        "shira",
        "minutes",
        "סיכום מפגש הדיאלוג השלישי, מאושר בידי המשתתפים",
        "רשת השותפים",
        -45,
        "כולל את שלוש המחלוקות שנשארו פתוחות.",
    ),
)
