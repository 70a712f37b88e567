"""The fields of what is imported, and what people call their columns in Hebrew, Arabic and English."""

import re
from typing import Final

from services.registry.imports.events import Imported
from shared.imports.kumu import KumuPart

KUMU: Final = {Imported.ORGANIZATIONS: KumuPart.ELEMENTS, Imported.TIES: KumuPart.CONNECTIONS}
"""What of a map of Kumu is read; nothing of people."""


_IDENTIFIER = re.compile(r"identifiers\.[A-Za-z0-9][A-Za-z0-9-]{1,39}")
_OF: Final[dict[Imported, dict[str, tuple[str, ...]]]] = {
    Imported.ORGANIZATIONS: {
        "id": ("מזהה", "المعرف"),
        "name": ("שם", "שם הארגון", "ארגון", "الاسم", "اسم المنظمة", "المنظمة", "organization", "label"),
        "name.he": ("שם בעברית", "الاسم بالعبرية", "name in hebrew", "hebrew name"),
        "name.ar": ("שם בערבית", "الاسم بالعربية", "name in arabic", "arabic name"),
        "name.en": ("שם באנגלית", "الاسم بالإنجليزية", "name in english", "english name"),
        "sector": ("מגזר", "סוג", "القطاع", "النوع", "type", "element type"),
        "website": ("אתר", "אתר אינטרנט", "אתר הבית", "الموقع", "موقع الإنترنت", "url", "web", "site"),
        "population_groups": ("tags", "אוכלוסיות", "קבוצות אוכלוסייה", "الفئات السكانية", "populations"),
        "places_served": ("יישובים", "מקומות", "أماكن", "بلدات", "places", "localities"),
        "decision_maker_kinds": ("מקבלי החלטות", "صناع القرار", "decision makers"),
        "identifiers": ("מספרים מזהים", "أرقام التعريف", "registration numbers"),
        "identifiers.IL-RA": ("מספר עמותה", "מס עמותה", "רשם העמותות", "رقم الجمعية", "association number"),
        "identifiers.IL-ROC": ("ח.פ.", "חפ", "מספר חברה", "رقم الشركة", "company number"),
        "stage": ("שלב", "المرحلة"),
        "founding": ("מייסד", "مؤسس"),
    },
    Imported.PEOPLE: {
        "id": ("מזהה", "المعرف"),
        "name": (
            *("שם", "שם מלא", "שם פרטי ומשפחה", "איש קשר", "אשת קשר", "איש/אשת קשר", "full name", "contact"),
            *("contact person", "الاسم", "الاسم الكامل", "اسم الشخص", "جهة الاتصال"),
        ),
        "name.he": ("שם בעברית", "الاسم بالعبرية", "name in hebrew", "hebrew name"),
        "name.ar": ("שם בערבית", "الاسم بالعربية", "name in arabic", "arabic name"),
        "name.en": ("שם באנגלית", "الاسم بالإنجليزية", "name in english", "english name"),
        "email": (
            *("דואל", "דוא״ל", "מייל", "אימייל", "כתובת דואר אלקטרוני", "البريد الإلكتروني", "بريد"),
            *("الإيميل", "e-mail", "mail", "email address"),
        ),
        "phone": (
            *("טלפון", "נייד", "טלפון נייד", "מספר טלפון", "الهاتف", "هاتف", "رقم الهاتف", "جوال"),
            *("mobile", "telephone", "phone number", "cell"),
        ),
        "language": ("שפה", "שפה מועדפת", "اللغة", "لغة", "preferred language"),
        "organization": (
            *("ארגון", "שם הארגון", "מקום עבודה", "المنظمة", "اسم المنظمة", "المؤسسة", "company"),
            *("organisation", "organization name"),
        ),
        "title": ("תפקיד", "המשרה", "المنصب", "الوظيفة", "الدور", "role", "position", "job title"),
        "since": ("מאז", "מיום", "מתאריך", "תחילה", "منذ", "start", "start date"),
        "until": ("עד", "עד יום", "עד תאריך", "סיום", "حتى", "end", "end date"),
        "organization_name": (),
    },
    Imported.TIES: {
        "id": ("מזהה", "المعرف"),
        "from": ("מ", "מארגון", "מקור", "من", "من منظمة", "source", "from organization"),
        "to": ("אל", "לארגון", "יעד", "إلى", "إلى منظمة", "target", "to organization"),
        "kind": ("סוג", "סוג הקשר", "קשר", "النوع", "نوع العلاقة", "relation", "type", "connection type"),
        "intensity": ("עוצמה", "עצמה", "الشدة", "strength"),
        "direction": ("כיוון", "الاتجاه"),
        "since": ("מאז", "מיום", "מתאריך", "תחילה", "منذ", "start", "start date"),
        "until": ("עד", "עד יום", "עד תאריך", "סיום", "حتى", "end", "end date"),
        "from_name": (),
        "to_name": (),
        "confirmation": (),
        "reported_by": ("דווח על ידי", "מדווח", "أبلغ عنه", "reporter", "reported by"),
    },
}
NEEDED: Final[dict[Imported, tuple[tuple[str, ...], ...]]] = {
    Imported.ORGANIZATIONS: (("id", "name", "name.he", "name.ar", "name.en", "identifiers"),),
    Imported.PEOPLE: (("id", "name", "name.he", "name.ar", "name.en", "email"),),
    Imported.TIES: (("id", "from"), ("id", "to"), ("id", "kind")),
}
"""Of each group one has to have a column or a value for all rows."""


def words_of(imported: Imported) -> dict[str, tuple[str, ...]]:
    """By field, what people call its columns."""
    return _OF[imported]


def is_field(imported: Imported, name: str) -> bool:
    """Whether a column can be this field."""
    if imported is Imported.ORGANIZATIONS and _IDENTIFIER.fullmatch(name):
        return True
    return name in _OF[imported]


def is_needed(name: str, group: tuple[str, ...]) -> bool:
    """Whether a field is one of a group that is needed."""
    return name in group or ("identifiers" in group and name.startswith("identifiers."))
