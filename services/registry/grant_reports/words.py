"""What is said in the files of reports to funders, in the language of their format."""

from enum import StrEnum
from typing import Final

from services.registry.spending.events import Outside
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
OUTSIDE: Final[dict[Outside, Message]] = {
    Outside.LINES: Message(he="מעבר לסעיפים", ar="يتجاوز البنود", en="Beyond the lines"),
    Outside.PERIOD: Message(he="מחוץ לתקופה", ar="خارج الفترة", en="Outside the period"),
}
