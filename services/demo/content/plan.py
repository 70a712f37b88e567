"""What the partners of the demo do: before the agenda in a circle of their own, and after it by a plan."""

from dataclasses import dataclass
from typing import Any

from services.demo.content.decisions import BY_MAJORITY, HALF

CIRCLE: dict[str, Any] = {
    "kind": "action_circle",
    "name": {"he": "מעגל פעולה: סניפים ששואלים", "ar": "دائرة عمل: فروع تسأل"},
    "purpose": {"he": "שלושה שותפים שהחליטו לא לחכות: הכשרה קצרה למנהלות ומנהלים, בעברית ובערבית."},
    "method": BY_MAJORITY,
    "quorum": HALF,
    "notice_hours": 0,
}
CIRCLE_MEMBERS: tuple[str, ...] = ("noa", "dorit", "fatma")


@dataclass(frozen=True, slots=True)
class Activity:
    """Something partners do."""

    key: str
    lead: str
    recorded_by: str
    title: str
    he: str
    status: str = "planned"
    with_: tuple[str, ...] = ()
    """Organizations asked to take part."""
    joined: tuple[str, ...] = ()
    """Those of them that have said yes."""
    goals: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    """Activities that have to be done first."""
    places: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    milestones: tuple[tuple[str, int, int | None], ...] = ()
    """What, until when, and when it was reached."""
    from_to: tuple[int, int] = (14, 200)
    quick_win: bool = False
    already_done: bool = False


EARLY = Activity(
    "branches that ask",
    "ela",
    "noa",
    "סניפים ששואלים",
    "הכשרה של שעתיים בארבעה סניפים, מנחה בעברית ומנחה בערבית. בסוף יודעים שאלה אחת ומספר טלפון אחד.",
    status="running",
    with_=("sal", "imahat"),
    joined=("sal", "imahat"),
    places=("נווה שקמה", "כפר אל־ואחה"),
    milestones=(("סניף ראשון", -20, -22), ("ארבעה סניפים", 40, None)),
    from_to=(-60, 60),
    quick_win=True,
)
DONE_ANYWAY: tuple[Activity, ...] = (
    Activity(
        "night in Arabic",
        "durub",
        "nadia",
        "מענה לילי בערבית",
        "מתנדבות של דרוב עונות מעשר בערב עד שש בבוקר. כך כבר שלוש שנים, עם יוזמה ובלעדיה.",
        status="running",
        goals=("in her language", "first day"),
        places=("כפר אל־ואחה",),
        groups=("דוברות ערבית",),
        from_to=(-1000, 700),
        already_done=True,
    ),
)
PLANNED: tuple[Activity, ...] = (
    Activity(
        "shared night duty",
        "shikma",
        "shira",
        "תורנות לילה משותפת",
        "תורנות אחת לשלוש הרשויות: עובדת סוציאלית זמינה בכל לילה, והקו מחבר אליה ישר.",
        with_=("kav", "durub", "waha"),
        joined=("kav", "durub"),
        goals=("first day",),
        places=("נווה שקמה", "כפר אל־ואחה", "מעלה ארזים"),
        milestones=(("נוהל הסכמה משותף", 30, None), ("לילה ראשון", 60, None)),
        from_to=(30, 395),
    ),
    Activity(
        "door in the village",
        "waha",
        "khaled",
        "דלת אחת בכפר אל־ואחה",
        "המרכז לגיל הרך מארח יום בשבוע עובדת סוציאלית ועורכת דין. נכנסים בשביל הילדים.",
        with_=("imahat", "tzedek", "marpe"),
        joined=("imahat", "tzedek"),
        goals=("one door",),
        places=("כפר אל־ואחה",),
        groups=("דוברות ערבית",),
        milestones=(("חדר ושעות", 20, None),),
        from_to=(20, 385),
    ),
    Activity(
        "teaching doctors",
        "mikhlala",
        "rachel",
        "ללמד לשאול",
        "סדנה לרופאות, לרופאים ולאחיות: שתי דקות, שאלה אחת, ומה עושים עם התשובה.",
        with_=("marpe", "kolot"),
        joined=("marpe", "kolot"),
        goals=("seen early",),
        groups=("צוותי רפואה",),
        from_to=(14, 60),
        quick_win=True,
    ),
    Activity(
        "two clinics",
        "marpe",
        "lea",
        "שתי מרפאות שואלות",
        "בשתי מרפאות שואלים כל מטופלת, ועובדת של בית אלה זמינה לשיחה באותו יום.",
        with_=("ela",),
        joined=("ela",),
        goals=("seen early",),
        after=("teaching doctors",),
        places=("נווה שקמה",),
        from_to=(45, 240),
    ),
    Activity(
        "the year after",
        "kolot",
        "anat",
        "השנה שאחרי",
        "נשים שעברו את הדרך מלוות נשים שיוצאות מן המקלט, שנה לפחות, בשכר.",
        with_=("ela", "arba"),
        joined=("ela",),
        goals=("after",),
        groups=("יוצאות מקלט",),
        from_to=(60, 425),
    ),
)
IDEA = Activity(
    "groups for change",
    "mifne",
    "yoav",
    "קבוצות לשינוי התנהגות",
    "קבוצה בכל רשות. ממתינים להכרעה מי מפנה ומי משלם.",
    status="idea",
    goals=("those who harm",),
)
LED_BY_THE_BACKBONE = Activity(
    "hotline of the backbone",
    "hulia",
    "shira",
    "מוקד מחוזי בהפעלת חוליה",
    "אף אחד לא לקח את זה, אז נפעיל בעצמנו עד שיימצא שותף.",
    status="idea",
)
"""What the manager offered because nobody else had, and the backbone does not do."""
BACKBONE_SERVICES: tuple[tuple[str, str, str, str], ...] = (
    ("rana", "dialogue_trust", "תרגום קבוע לערבית ולעברית", "כל הזמנה, סיכום וטיוטה, באותו יום."),
    (
        "sami",
        "aligned_activities",
        "ליווי צוותי הפעילויות",
        "פגישה חודשית עם כל ארגון מוביל: מה תקוע, ומי יכול לעזור.",
    ),
)
REACTIONS: tuple[tuple[str, str, str], ...] = tuple(
    (voice, who, reaction)
    for voice, agree, disagree, pass_ in (
        ("seven times", ("noa", "nadia", "tamar", "maya", "hila", "anat", "khaled"), (), ("nir",)),
        ("who is violent", ("yoav", "tamar", "lea", "rachel"), ("anat", "miriam", "noa"), ("galit", "omer")),
        ("known to all", ("khaled", "rim", "fatma", "nadia", "omer"), (), ("maya", "orit")),
        ("data", ("nir", "rachel", "galit", "orit"), ("anat", "ina"), ()),
    )
    for people, reaction in ((agree, "agree"), (disagree, "disagree"), (pass_, "pass"))
    for who in people
)
"""To which voice, who reacted, and how; of this the log and the others see counts alone."""
