"""What is said in the files of reports to funders, in the language of their format."""

from enum import StrEnum
from typing import Final

from services.registry.spending.events import Outside, SpendingCategory
from shared.localization.messages import Message


class Column(StrEnum):
    """A column of a report's files."""

    CODE = "code"
    LINE = "line"
    AMOUNT = "amount"
    CURRENCY = "currency"
    ENTRIES = "entries"
    OUTSIDE = "outside"
    SPENT_ON = "spent_on"
    ORGANIZATION = "organization"
    BUDGET_LINE = "budget_line"
    CATEGORY = "category"
    TEXT = "text"
    EXPLANATION = "explanation"


COLUMNS: Final[dict[Column, Message]] = {
    Column.CODE: Message(he="קוד", ar="رمز", en="Code"),
    Column.LINE: Message(he="שורה", ar="سطر", en="Line"),
    Column.AMOUNT: Message(he="סכום", ar="مبلغ", en="Amount"),
    Column.CURRENCY: Message(he="מטבע", ar="عملة", en="Currency"),
    Column.ENTRIES: Message(he="מספר רישומים", ar="عدد القيود", en="Entries"),
    Column.OUTSIDE: Message(he="מחוץ לתנאי המענק", ar="خارج شروط المنحة", en="Outside the grant's terms"),
    Column.SPENT_ON: Message(he="תאריך", ar="تاريخ", en="Date"),
    Column.ORGANIZATION: Message(he="ארגון", ar="منظمة", en="Organization"),
    Column.BUDGET_LINE: Message(he="סעיף", ar="بند", en="Budget line"),
    Column.CATEGORY: Message(he="סוג הוצאה", ar="نوع الإنفاق", en="Category"),
    Column.TEXT: Message(he="עבור מה", ar="مقابل ماذا", en="What for"),
    Column.EXPLANATION: Message(he="הסבר", ar="توضيح", en="Explanation"),
}
TOTAL: Final = Message(he="סך הכול", ar="المجموع", en="Total")
UNMAPPED: Final = Message(he="לא שויך לשורה", ar="غير منسوب إلى سطر", en="Belongs to no line")
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
OUTSIDE: Final[dict[Outside, Message]] = {
    Outside.LINES: Message(he="מעבר לסעיפים", ar="يتجاوز البنود", en="Beyond the lines"),
    Outside.PERIOD: Message(he="מחוץ לתקופה", ar="خارج الفترة", en="Outside the period"),
}
