"""Profiles of some partners: what they expect, bring, offer and need. And one statement of support."""

from typing import Any, NamedTuple


class Profile(NamedTuple):
    """A profile: who entered it, and who confirmed it where that was another."""

    organization: str
    by: str
    confirmed_by: str | None
    said: dict[str, str]
    offers: tuple[dict[str, Any], ...] = ()
    needs: tuple[dict[str, Any], ...] = ()


PROFILES: tuple[Profile, ...] = (
    Profile(
        "durub",
        "sami",
        "nadia",
        {
            "expectations": "שההחלטות על נשים ערביות יתקבלו בשולחן שיושבות סביבו נשים ערביות.",
            "interests": "להפסיק לתווך לבד בין כל הרשויות.",
            "shared_interests": "שאישה תספר את הסיפור שלה פעם אחת.",
            "unique_value": "אמון של נשים שאינן פונות לאף רשות.",
            "part": "ליווי והגעה לנשים ביישובים הערביים.",
            "strategy": "ליווי אישי לאורך זמן, בערבית, דרך נשים מהיישוב.",
        },
        offers=(
            {
                "kind": "contacts",
                "text": {"he": "היכרות עם קבוצות נשים ביישובים"},
                "population_groups": ["arab_society"],
            },
        ),
        needs=(
            {
                "kind": "space",
                "text": {"he": "חדר לשיחות אישיות, בשעות הערב"},
                "population_groups": ["arab_society"],
                "place": {"he": "כפר אל־ואחה", "ar": "كفر الواحة"},
            },
            {"kind": "knowledge", "text": {"he": "ליווי משפטי להליכים של צווי הגנה"}},
        ),
    ),
    Profile(
        "waha",
        "khaled",
        None,
        {
            "expectations": "שהמועצה לא תהיה רק הכתובת לתלונות.",
            "interests": "שירות שהתושבות סומכות עליו, בלי לצאת מהיישוב.",
            "unique_value": "עובדות סוציאליות שמוכרות בכל בית.",
        },
        offers=(
            {
                "kind": "space",
                "text": {"he": "שני חדרים במרכז הקהילתי, אחר הצהריים ובערב"},
                "place": {"he": "כפר אל־ואחה"},
            },
        ),
        needs=({"kind": "training", "text": {"he": "הכשרת הצוות להערכת סיכון"}},),
    ),
    Profile(
        "police",
        "rana",
        None,
        {
            "expectations": "תמונה אחת של האיומים, לפני שהם נעשים פשע.",
            "part": "נתונים צרפיים, ותיאום מיידי במקרי סיכון.",
        },
        offers=({"kind": "data", "text": {"he": "פניות לפי אזור וחודש, צרפיות"}},),
    ),
)
"""The last one waits for the partner: it was drafted from a conversation."""

SUPPORT_MATTER = "מענה בערבית בכל שעות היממה"
SUPPORT_TEXT = "המועצה תומכת בקו בערבית ותפרסם אותו בכל מוסדותיה."
SUPPORTED_ON = -20
"""What the local council stated of itself, through who represents it."""
