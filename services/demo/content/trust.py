"""What passed between the people of the demo, over months, and what they promised each other."""

from dataclasses import dataclass, field

Answers = tuple[tuple[str, str], ...]
"""Who answered, and what."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interaction: who recorded it, who was there, when it was, how it felt."""

    key: str
    recorded_by: str
    type: str
    days: int
    """On which day of the story it was; before the first one where negative."""
    parties: tuple[str, ...]
    """People and organizations, by their short names."""
    tone: int | None
    he: str
    confidential: bool = False
    answers: Answers = field(default=())
    private_note: str | None = None


MEETINGS: tuple[Meeting, ...] = (
    Meeting(
        "first call",
        "shira",
        "introduction",
        -210,
        ("ela", "durub"),
        1,
        "שיחה ראשונה בין נועה ובין נאדיה, אחרי עשר שנים של עבודה באותו מחוז. קבעו להיפגש בכפר אל־ואחה.",
        answers=(("nadia", "خطوة أولى جيدة. كان يجب أن نلتقي منذ سنوات."),),
    ),
    Meeting(
        "opening",
        "shira",
        "joint_activity",
        -195,
        ("ela", "durub", "mate", "keren", "shikma"),
        1,
        "מפגש פתיחה בעיריית נווה שקמה: ארבעים ומשהו משתתפות ומשתתפים, סבב שמות ארוך, מעט מאוד מצגות.",
    ),
    Meeting(
        "mothers",
        "rana",
        "listening",
        -170,
        ("imahat", "durub", "waha"),
        2,
        "מפגש נשים בערבית אצל הוועד. רנא הקשיבה ורשמה; שלוש ביקשו שהדברים יישמרו בלי שם.",
        answers=(("fatma", "أوّل مرة يأتي أحد إلينا ولا يطلب أن نأتي إليه."),),
    ),
    Meeting(
        "numbers without words",
        "maya",
        "information_sharing",
        -150,
        ("police", "kav"),
        0,
        "המשטרה והקו השוו ספירות. אותה שנה, אותו מחוז, פער של שליש. סוכם לברר הגדרות לפני שמפרסמים משהו.",
    ),
    Meeting(
        "clinic visit",
        "sami",
        "one_on_one",
        -138,
        ("sami", "suha"),
        1,
        "ביקור במרפאה. סוהא הראתה את דף ההפניה: ארבעה טלפונים, שניים מהם לא עונים אחרי ארבע.",
    ),
    Meeting(
        "couples therapy",
        "sami",
        "conflict",
        -120,
        ("mifne", "igud", "ela"),
        -2,
        "ויכוח קשה על טיפול זוגי כשיש אלימות. דפנה יצאה באמצע. נועה אמרה דברים שאחר כך הצטערה עליהם.",
        answers=(
            ("dafna", "לא יצאתי באמצע; ביקשתי הפסקה ולא ניתנה. חשוב לי שזה יירשם."),
            ("noa", "נכון. לא עצרתי בזמן, ואמרתי זאת לדפנה למחרת."),
        ),
    ),
    Meeting(
        "repair",
        "shira",
        "mediation",
        -112,
        ("mifne", "ela"),
        1,
        "שיחת תיווך של שעתיים. לא הגיעו להסכמה על הטיפול, והגיעו להסכמה על איך מדברים עליו.",
    ),
    Meeting(
        "anat alone",
        "shira",
        "one_on_one",
        -105,
        ("shira", "anat"),
        None,
        "ענת סיפרה למה עזבה פעם ועדה אחרת. ביקשה שלא ייצא מהחדר.",
        confidential=True,
        private_note="לפני כל ישיבה: לשאול את ענת מה היא צריכה, ולא אחריה.",
    ),
    Meeting(
        "spoke for her",
        "anat",
        "principle_breach",
        -74,
        ("kolot", "shikma"),
        -1,
        "במפגש סיפרו 'מה קרה לאחת מהן' בלי שהסכימה. גם בלי שם, כולן ידעו על מי מדובר.",
        answers=(("tamar", "צודקת. התנצלתי בפניה, ובאגף כבר לא מביאים דוגמאות בלי הסכמה בכתב."),),
    ),
    Meeting(
        "thanks",
        "rana",
        "recognition",
        -60,
        ("tzeirim", "mikhlala"),
        2,
        "המכללה הציגה את הסקר של מועצת הצעירות והצעירים בכנס, בשמם ולא בשמה.",
    ),
    Meeting(
        "branch managers",
        "dorit",
        "joint_activity",
        -52,
        ("sal", "ela", "imahat"),
        1,
        "הכשרה למנהלות ומנהלי סניפים, בעברית ובערבית. שאלו מה עושים מחר בבוקר, לא מה זו אלימות.",
    ),
    Meeting(
        "sheikh and rabbi",
        "sami",
        "introduction",
        -30,
        ("eliyahu", "muhammad"),
        1,
        "הרב והשיח׳ נפגשו לראשונה. ארבעים דקות על ילדים, ואז עשר דקות על מה שלשמו באו.",
    ),
    Meeting(
        "night cover",
        "ina",
        "support",
        -14,
        ("kav", "durub"),
        2,
        "כשהקו קרס בליל שבת, מתנדבות של דרוב ענו בערבית עד הבוקר. אף אחת לא ביקשה מהן.",
        answers=(("nadia", "على الرحب. في المرة القادمة نرتّب ذلك مسبقًا."),),
    ),
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, and how it went: `kept`, `not_kept`, as either side says."""

    key: str
    by: str
    to: str
    recorded_by: str
    due: int
    he: str
    from_meeting: str | None = None
    said_by: tuple[str, str, str] | None = None
    """Who speaks for those who promised, how it went as they say, and a word to it."""
    said_to: tuple[str, str, str] | None = None
    """Likewise for those who were promised it."""
    asked: tuple[str, int, str] | None = None
    """Who asked for another day, which one, and why."""
    agreed: str | None = None
    """Who agreed to it."""


PROMISES: tuple[Promise, ...] = (
    Promise(
        "list of services",
        "shikma",
        "durub",
        "sami",
        -120,
        "העירייה תעביר רשימה מעודכנת של מענים פתוחים אחרי ארבע, עם שמות ולא רק מוקד.",
        "opening",
        ("tamar", "kept", "הועברה שבוע לפני המועד."),
        ("nadia", "kept", "وصلت، وتُستعمل كل يوم."),
    ),
    Promise(
        "data by quarter",
        "police",
        "kav",
        "maya",
        -60,
        "היחידה תעביר ספירה רבעונית לפי ההגדרה שסוכמה.",
        "numbers without words",
        ("maya", "not_kept", "האישור המשפטי לא הגיע. לא היינו צריכים להבטיח תאריך לפניו."),
        ("ina", "not_kept", "לא הגיע. לפחות אמרו זאת לפני המועד."),
    ),
    Promise(
        "translation",
        "hulia",
        "waha",
        "shira",
        -10,
        "כל חומר של היוזמה יגיע גם בערבית, באותו יום.",
        "mothers",
        ("ronit", "kept", "מאז שמונתה מתרגמת קבועה."),
        ("khaled", "not_kept", "الدعوات نعم، المحاضر تصل بعد أسبوع."),
    ),
    Promise(
        "clinics",
        "marpe",
        "ela",
        "lea",
        -20,
        "שתי מרפאות יתחילו לשאול, ועובדת של בית אלה תהיה זמינה להן.",
        None,
        asked=("lea", 45, "ההכשרה לרופאות נדחתה בגלל עומס החורף. מרפאה אחת מוכנה כבר עכשיו."),
        agreed="noa",
    ),
    Promise(
        "child care",
        "keren",
        "kolot",
        "galit",
        30,
        "הקרן תממן שמירה על ילדים והסעות לכל מפגש, בלי שצריך לבקש.",
    ),
)
