"""What kinds of things money is spent on."""

from services.registry.catalogues.entries import SHIDRA, Catalogue, Entry
from services.registry.spending.words import CATEGORIES
from shared.localization.messages import Message

SPENDING_CATEGORIES = Catalogue(
    Message(he="סוגי הוצאות", ar="أنواع الإنفاق", en="Categories of spending"),
    tuple(Entry(category, name, SHIDRA) for category, name in CATEGORIES.items()),
)
