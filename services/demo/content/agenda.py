"""The common agenda of the demo, section by section, and the voices and sources that each rests on."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the working draft."""

    key: str
    kind: str
    drafted_by: str
    title: str
    he: str
    voices: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    ar: tuple[str, str] | None = field(default=None)
    """Title and text in Arabic, where whoever drafted it wrote both."""


OFFERED_PRINCIPLES: tuple[str, ...] = ("listening", "respect", "transparency", "every_voice")
"""Codes of the templates that the staff offered word for word."""

OWN_PRINCIPLE = Section(
    "not about us",
    "principles",
    "anat",
    "לא מספרים עלינו",
    "סיפור של מישהי מובא רק בהסכמתה, גם בלי שם, וגם כשהכוונה טובה. מי שטעו אומרים זאת ומתקנים.",
    voices=("not a story",),
)

SECTIONS: tuple[Section, ...] = (
    Section(
        "fragments",
        "problem",
        "shira",
        "כל גוף רואה חלק",
        "אישה שמחפשת עזרה פוגשת גופים רבים, וכל אחד מהם רואה חלק. היא מספרת שוב ושוב, בכל פעם למישהי אחרת. "
        "בין הפנייה ובין הליווי הראשון עוברים ימים, והם המסוכנים ביותר.",
        ("seven times", "first hours", "patrol"),
        ("path",),
    ),
    Section(
        "unseen",
        "problem",
        "rana",
        "מי שאינן פונות",
        "רבות אינן פונות: מפני שאין מי שידברו בשפתן, מפני שביישוב קטן כולם יודעים, מפני שבעשר בלילה אין "
        "מענה. על מי שלא פנו איננו יודעים די, וזו אינה סיבה לתכנן בלעדיהן.",
        ("own language", "known to all", "night calls", "russian speakers", "evidence"),
        ("calls",),
    ),
    Section(
        "vision",
        "vision",
        "shira",
        "דרך בטוחה",
        "במחוז שקמה כל אחת וכל אחד חיים בזוגיות בלי פחד. מי שמבקשים עזרה נענים מיד, בשפתם, במקום אחד. מי "
        "שחוו אלימות שותפות להחלטות, ומי שנהגו באלימות נדרשים לשינוי ומקבלים דרך אליו.",
        ("seven times", "own language", "not a story", "who is violent"),
    ),
    Section(
        "first day",
        "goals",
        "sami",
        "ליווי ביום הראשון",
        "כל פונה תקבל ליווי אנושי בתוך יממה מן הפנייה, בכל אחת משלוש הרשויות ובכל שעה.",
        ("first hours", "night calls"),
        ("path", "calls"),
    ),
    Section(
        "in her language",
        "goals",
        "nadia",
        "מענה בשפה שלה",
        "כל מענה של השותפים ניתן בעברית ובערבית באותה איכות, ובכל שפה אחרת בתוך יומיים.",
        ("own language", "known to all", "russian speakers"),
        ar=(
            "استجابة بلغتها",
            "كل استجابة يقدّمها الشركاء تكون بالعربية والعبرية بالجودة ذاتها، وبكل لغة أخرى خلال يومين.",
        ),
    ),
    Section(
        "seen early",
        "goals",
        "rana",
        "זיהוי מוקדם",
        "במרפאה, במקום העבודה ובבית הספר שואלים את השאלה הנכונה, ויודעים למי להרים טלפון.",
        ("clinic", "doctor", "work place", "young love", "mothers first"),
        ("review",),
    ),
    Section(
        "one door",
        "strategies",
        "shira",
        "דלת אחת, בלי שלט",
        "בכל יישוב מקום אחד שנכנסים אליו מסיבות רבות, ובו אפשר לקבל גם את העזרה הזאת. הגופים מסכימים מראש "
        "כיצד מבקשים הסכמה להעברת מידע, כדי שהסיפור יסופר פעם אחת.",
        ("known to all", "privacy", "seven times"),
    ),
    Section(
        "after",
        "strategies",
        "anat",
        "גם אחרי המקלט",
        "ליווי לשנה לפחות: דיור, פרנסה, ילדים. הוא נבנה עם נשים שעברו את הדרך, והן מקבלות על כך שכר.",
        ("after the shelter", "the children", "not a story"),
    ),
    Section(
        "those who harm",
        "strategies",
        "sami",
        "אחריות ושינוי של מי שנוהגים באלימות",
        "תוכניות לשינוי התנהגות בכל רשות, לצד ההגנה ולעולם לא במקומה. על טיפול זוגי השותפים חלוקים; המחלוקת "
        "רשומה בסיכום המפגש השלישי.",
        ("who is violent",),
        ("minutes", "review"),
    ),
    Section(
        "together",
        "ways_of_working",
        "shira",
        "כך עובדים יחד",
        "נשים מן הקהילה יושבות בכל פורום מחליט, עם קול ועם החזר הוצאות. כל שותף נשאר עצמאי: מתאמים, לא "
        "מאחידים. נתונים מתפרסמים מצרפיים בלבד.",
        ("not a story", "privacy", "patience"),
    ),
    Section(
        "how we know",
        "success_measures",
        "rana",
        "איך נדע",
        "נספור בהגדרה אחת כמה זמן עובר עד הליווי הראשון, וכמה מן המענים ניתנו בשפתה של הפונה. לצד המספרים "
        "נביא מה אומרות מי שנעזרו.",
        ("data", "evidence"),
        ("calls",),
    ),
)

TRANSLATED = (
    "vision",
    {
        "title": {"he": "דרך בטוחה", "ar": "طريق آمن"},
        "ar": "في لواء شكما يعيش الجميع علاقة زوجية بلا خوف. من يطلب المساعدة يُستجاب له فورًا، بلغته، وفي "
        "مكان واحد. من عانين من العنف شريكات في القرار، ومن مارسوا العنف يُطالَبون بالتغيير ويجدون طريقًا "
        "إليه.",
    },
)
"""A section that the staff translated later: no drafting, so nothing has to be cited for it."""

UNCITED = {
    "kind": "strategies",
    "title": {"he": "מוקד מחוזי"},
    "text": {"he": "יוקם מוקד מחוזי אחד שירכז את כל הפניות."},
}
"""What a member of the staff thought best, and wrote without anybody having said it."""
