"""What the partners of the demo measure together: the indicators, and what they say about measuring."""

from typing import Any

LANGUAGE_VALUES: list[dict[str, Any]] = [
    {"code": "hebrew", "name": {"he": "עברית", "ar": "العبرية"}},
    {"code": "arabic", "name": {"he": "ערבית", "ar": "العربية"}},
    {"code": "other", "name": {"he": "שפה אחרת", "ar": "لغة أخرى"}},
]
LANGUAGE: dict[str, Any] = {
    "code": "language",
    "name": {"he": "שפת הפונה", "ar": "لغة المتوجّهة"},
    "values": LANGUAGE_VALUES,
}

WITHIN_A_DAY: dict[str, Any] = {
    "code": "within_a_day",
    "name": {"he": "ליווי בתוך יממה", "ar": "مرافقة خلال يوم"},
    "definition": {
        "he": "מתוך הפניות הראשונות ברבעון, כמה קיבלו ליווי אנושי בתוך 24 שעות מן הפנייה. שיחה מוקלטת ודף "
        "מידע אינם ליווי.",
        "ar": "من بين التوجّهات الأولى في الربع، كم منها حظي بمرافقة إنسانية خلال 24 ساعة.",
    },
    "level": "performance",
    "direction": "higher_is_better",
    "unit": {"he": "מן הפניות הראשונות"},
    "aggregation": "ratio",
    "period_type": "quarterly",
    "dimensions": [LANGUAGE],
}
TRAINED: dict[str, Any] = {
    "code": "trained_to_ask",
    "name": {"he": "מי שלמדו לשאול", "ar": "من تعلّموا أن يسألوا"},
    "definition": {"he": "נשות ואנשי מקצוע, מנהלות ומנהלים שסיימו ברבעון הכשרה לזיהוי מוקדם."},
    "level": "performance",
    "direction": "higher_is_better",
    "unit": {"he": "משתתפות ומשתתפים"},
    "aggregation": "sum",
    "period_type": "quarterly",
    "dimensions": [],
}
COMPLAINTS: dict[str, Any] = {
    "code": "complaints",
    "name": {"he": "תלונות במשטרה", "ar": "شكاوى في الشرطة"},
    "definition": {"he": "תלונות על אלימות בזוגיות שנרשמו במרחב ברבעון."},
    "level": "population",
    "direction": "none",
    "unit": {"he": "תלונות"},
    "aggregation": "sum",
    "period_type": "quarterly",
    "dimensions": [],
}
"""Drafted, discussed, and not proposed: more complaints can be good news or bad."""

DRAFTED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("michal", WITHIN_A_DAY),
    ("rachel", TRAINED),
    ("maya", COMPLAINTS),
)
PROPOSED: tuple[str, ...] = ("within_a_day", "trained_to_ask")

POSITIONS: tuple[tuple[str, str, str, str | None], ...] = (
    ("within_a_day", "ela", "support", None),
    ("within_a_day", "waha", "support", None),
    (
        "within_a_day",
        "kolot",
        "support_with_reservations",
        "יממה היא זמן של מערכת. מי ששאלה פעם אחת ולא נענתה בלילה לא תחכה לבוקר. נתמוך אם תיספר גם השעה.",
    ),
    (
        "within_a_day",
        "kav",
        "concern",
        "נספור רק מי שהצליחה להשאיר פרטים. מי שניתקה נעלמת מן המכנה.",
    ),
    (
        "trained_to_ask",
        "marpe",
        "support_with_reservations",
        "הכשרה אינה שאלה שנשאלה. נסכים בתור התחלה, לשנה אחת.",
    ),
    (
        "complaints",
        "mifne",
        "objection",
        "ירידה במספר התלונות תיחשב הצלחה, ואולי היא רק פחד.",
    ),
)
"""On which indicator, which organization, where it stands, and why."""

LIMITS: tuple[tuple[str, str, str], ...] = (
    ("within_a_day", "anat", "המספר אינו אומר אם היא הרגישה בטוחה."),
    ("within_a_day", "ina", "שיחות שנותקו לפני שנאמר דבר אינן נספרות."),
    ("trained_to_ask", "lea", "אינו אומר כמה פעמים באמת נשאלה השאלה."),
)

TARGETS: tuple[tuple[str, str, int, str], ...] = (
    ("within_a_day", "baseline", -4, "0.41"),
    ("within_a_day", "target", 4, "0.8"),
    ("trained_to_ask", "target", 1, "120"),
)
"""Of which indicator, what it is, for which quarter from now, and the value."""
