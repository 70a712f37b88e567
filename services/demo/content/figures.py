"""The figures of the demo as partners keep them, each in a table of its own. All of them are made up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

REPORTED, MISSING, WAIVED = "reported", "missing", "waived"
FIRST_QUARTER = -4
"""The tables begin four quarters before the one in which the story begins."""

Ratio = tuple[int, int]
Ratios = tuple[Ratio | str, ...]
"""Quarter by quarter, of how many first calls how many were answered in a day; or why there is no figure."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What one partner counted of `within_a_day`, by the caller's language."""

    organization: str
    by_language: Mapping[str, Ratios]
    remarks: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """A word beside a number: by language and place in the row."""
    published: bool = True


ANSWERED: tuple[Answered, ...] = (
    Answered(
        "shikma",
        {
            "hebrew": ((31, 64), (35, 66), (41, 70), (48, 72)),
            "arabic": ((2, 9), (3, 11), (4, 10), (6, 12)),
            "other": ((1, 7), WAIVED, (3, 9), (4, 8)),
        },
        {("other", 1): "ברבעון הזה לא היתה מתורגמת; הוסכם מראש שלא נספור."},
        published=False,
    ),
    Answered(
        "waha",
        {"arabic": ((6, 22), (9, 25), MISSING, (17, 28)), "hebrew": ((1, 3), (0, 2), MISSING, (2, 3))},
        {("arabic", 2): "שביתה ברשויות. הפניות היו, והרישום לא."},
    ),
    Answered(
        "ela",
        {
            "hebrew": ((44, 71), (47, 70), (52, 74), (58, 77)),
            "arabic": ((5, 11), (6, 12), (8, 13), (10, 14)),
        },
    ),
    Answered(
        "durub",
        {"arabic": ((29, 40), (33, 43), (36, 45), (41, 48))},
        {("arabic", 3): "כולל לילה אחד שבו ענינו במקום הקו."},
    ),
    Answered(
        "kav",
        {
            "hebrew": ((60, 141), (66, 150), (80, 158), (93, 160)),
            "arabic": ((11, 39), (14, 41), (20, 44), (27, 46)),
            "other": ((7, 33), (8, 31), (12, 36), (15, 35)),
        },
    ),
)

TRAINED: tuple[tuple[str, tuple[int | str, ...]], ...] = (
    ("marpe", (0, 12, 18, MISSING)),
    ("sal", (0, 0, 34, 41)),
    ("mikhlala", (22, 0, 25, 27)),
)
"""How many of each partner's people learned to ask, quarter by quarter. Nothing, and not counted, differ."""

CORRECTED: tuple[str, str, int, Ratio, str] = (
    "ela",
    "hebrew",
    3,
    (57, 77),
    "פנייה אחת נספרה פעמיים, אצלנו ובקו.",
)
"""Whose figure was wrong, in which language and quarter, what it should have been, and why."""
