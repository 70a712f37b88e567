"""What the categories of spending are called, in reports and in the public catalogue."""

from typing import Final

from services.registry.spending.events import SpendingCategory
from shared.localization.messages import Message

CATEGORIES: Final[dict[SpendingCategory, Message]] = {
    SpendingCategory.WAGES: Message(he="שכר", ar="أجور", en="Wages"),
    SpendingCategory.SERVICES: Message(he="שירותים", ar="خدمات", en="Services"),
    SpendingCategory.RENT: Message(he="שכירות", ar="إيجار", en="Rent"),
    SpendingCategory.EQUIPMENT: Message(he="ציוד", ar="معدات", en="Equipment"),
    SpendingCategory.MATERIALS: Message(he="חומרים", ar="مواد", en="Materials"),
    SpendingCategory.TRAVEL: Message(he="נסיעות", ar="سفر", en="Travel"),
    SpendingCategory.EVENTS: Message(he="אירועים ומפגשים", ar="فعاليات ولقاءات", en="Events"),
    SpendingCategory.PARTICIPATION_SUPPORT: Message(
        he="סיוע להשתתפות", ar="دعم للمشاركة", en="Support for taking part"
    ),
    SpendingCategory.COMMUNICATION: Message(he="הסברה ופרסום", ar="تواصل وإعلام", en="Communication"),
    SpendingCategory.MEASUREMENT: Message(he="מדידה והערכה", ar="قياس وتقييم", en="Measurement"),
    SpendingCategory.OVERHEAD: Message(he="תקורה", ar="نفقات عامة", en="Overhead"),
    SpendingCategory.OTHER: Message(he="אחר", ar="غير ذلك", en="Other"),
}
