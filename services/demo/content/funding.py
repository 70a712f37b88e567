"""The demo's money: what was raised, what is needed, what goes where. Amounts are in agorot, and cents."""

from dataclasses import dataclass

ILS, USD = "ILS", "USD"


@dataclass(frozen=True, slots=True)
class FundingSource:
    """Money pledged or given."""

    key: str
    recorded_by: str
    amount: int
    currency: str
    state: str
    terms: str
    funder: str | None = None
    """An organization of the story; None: another one, by its name."""
    funder_name: str | None = None
    terms_confidential: bool = False
    earmarked_for_backbone: bool = False


SOURCES: tuple[FundingSource, ...] = (
    FundingSource(
        "shikma foundation",
        "galit",
        60_000_000,
        ILS,
        "granted",
        "לשנתיים. דיווח אחת לחצי שנה, על מה שנלמד ולא רק על מה שנעשה.",
        funder="keren",
    ),
    FundingSource(
        "four winds",
        "iris",
        40_000_000,
        ILS,
        "received",
        "לשירותים של שותפים. לפחות שליש לחברה הערבית.",
        funder="arba",
    ),
    FundingSource(
        "four winds, for the backbone",
        "iris",
        12_000_000,
        ILS,
        "granted",
        "לצוות ארגון השדרה: תיאום, תרגום ומדידה.",
        funder="arba",
        earmarked_for_backbone=True,
    ),
    FundingSource(
        "from the district",
        "guy",
        30_000_000,
        ILS,
        "pledged",
        "ממתין לאישור תקציב המדינה.",
        funder="mate",
    ),
    FundingSource(
        "a family abroad",
        "guy",
        5_000_000,
        USD,
        "received",
        "בעילום שם. לליווי נשים אחרי מקלט.",
        funder_name="קרן משפחתית מחוץ לארץ",
        terms_confidential=True,
    ),
)
NEEDS: tuple[tuple[str, int, int, int], ...] = ((ILS, 150_000_000, 30_000_000, 24), (USD, 6_000_000, 0, 24))
"""In which currency how much is needed, how much of it for the backbone, over how many months."""

Allocation = tuple[str, str, int, str, str | None]
"""From which source, to whom, how much, for what; and the activity, if it is one of the plan's."""
ALLOCATIONS: tuple[Allocation, ...] = (
    ("shikma foundation", "shikma", 15_000_000, "תורנות לילה, שנה ראשונה", "shared night duty"),
    ("shikma foundation", "waha", 10_000_000, "חדר, שעות עבודה, הסעות", "door in the village"),
    ("shikma foundation", "kolot", 12_000_000, "שכר מלוות", "the year after"),
    ("shikma foundation", "hulia", 8_000_000, "מתאמת ומתרגמת קבועה", None),
    ("four winds", "mikhlala", 5_000_000, "סדנאות לצוותי רפואה", "teaching doctors"),
    ("four winds", "marpe", 6_000_000, "עובדת זמינה לשתי מרפאות", "two clinics"),
    ("four winds", "durub", 14_000_000, "מענה לילי בערבית", "night in Arabic"),
    ("four winds, for the backbone", "hulia", 12_000_000, "תיאום ומדידה", None),
    ("a family abroad", "kolot", 4_000_000, "דמי שכירות לחודשים הראשונים", "the year after"),
)
TOO_MUCH: Allocation = ("shikma foundation", "hulia", 31_000_000, "מנהלת נתונים ומשרד לכל המחוז", None)
"""What the fundraiser thought would help most; more than half of a source not given for the backbone."""
CAP = {"numerator": 1, "denominator": 5}

BudgetLine = tuple[str, str, int, bool]
"""Its key and name, how much it needs in shekels, whether it is for the backbone."""
BUDGET_LINES: tuple[BudgetLine, ...] = (
    ("nights", "מענה בלילה, בעברית ובערבית", 60_000_000, False),
    ("coordination", "תיאום, תרגום ומדידה", 24_000_000, True),
)
GRANTED = "shikma foundation"
"""The source that became a grant agreement: 600,000 shekels, of which 250,000 are for the nights."""
GRANT_LINE: tuple[str, int] = ("nights", 25_000_000)
CONDITIONS = "התשלום השני אחרי דיווח על השנה הראשונה."
INSTALMENTS: tuple[tuple[int, int, int | None], ...] = ((30_000_000, -20, -18), (30_000_000, 345, None))
"""How much, on which day of the story it is due, and on which it came."""
REPORT_DUE: tuple[int, int, int] = (120, -60, 119)
"""On which day of the story a report is due, and for which days."""

Spending = tuple[str, int, int, str, str | None, str]
"""By whom, how much, on which day of the story, in which category, on which budget line, what for."""
SPENDING: tuple[Spending, ...] = (
    ("shikma", 1_850_000, -15, "wages", "nights", "תורניות לילה, חודש ראשון"),
    ("shikma", 96_000, -12, "travel", "nights", "מוניות אחרי חצות"),
    ("waha", 320_000, -9, "participation_support", None, "שמרטפיות והסעות לערב ההיכרות"),
    ("waha", 140_000, -6, "rent", None, "חדר במתנ״ס"),
)
REPORT_LINES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("1", "כוח אדם", ("wages", "services")),
    ("2", "הגעה והשתתפות", ("travel", "participation_support")),
)
"""The lines in which the foundation wants its report; rent is in none of them, and the report says so."""
