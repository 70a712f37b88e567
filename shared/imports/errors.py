"""Problems of files that cannot be imported at all; those of single rows are in the summary."""

from collections.abc import Mapping
from typing import Any

from shared.http.problems import FieldError, Problem, ValidationFailed
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message, MessageValue


class UnreadableTable(Problem):
    """The body cannot be read as a table: its encoding, its form or its size; `errors` says which."""

    status = 422
    code = "unreadable-table"
    title = Message(he="אי אפשר לקרוא את הטבלה", ar="لا يمكن قراءة الجدول", en="The table cannot be read")
    detail = Message(
        he="אי אפשר לקרוא את הקובץ כטבלה, ודבר לא נשמר. הסיבה מפורטת ב־errors.",
        ar="لا يمكن قراءة الملف كجدول، ولم يُحفظ أي شيء. السبب مذكور في errors.",
        en="The file cannot be read as a table, and nothing was stored. The reason is in errors.",
    )


_WHY = {
    "not_text": Message(
        he="הבתים אינם טקסט ב־UTF-8 וגם לא ב־windows-1255.",
        ar="البايتات ليست نصًا بترميز UTF-8 ولا windows-1255.",
        en="The bytes are text neither in UTF-8 nor in windows-1255.",
    ),
    "no_header": Message(
        he="אין שורת כותרת עם שמות העמודות.",
        ar="لا يوجد سطر عناوين بأسماء الأعمدة.",
        en="There is no header line with the columns' names.",
    ),
    "broken_csv": Message(
        he="אחרי שורה {row} המירכאות או המפרידים אינם תקינים.",
        ar="بعد السطر {row} علامات الاقتباس أو الفواصل غير صالحة.",
        en="After row {row}, quotes or delimiters are not those of a CSV file.",
    ),
    "not_xlsx": Message(
        he="זה אינו קובץ XLSX תקין ובלתי מוצפן.",
        ar="هذا ليس ملف XLSX صالحًا وغير مشفّر.",
        en="This is not a valid XLSX file without a password.",
    ),
    "no_such_sheet": Message(
        he="אין בקובץ גיליון גלוי מספר {number}.",
        ar="لا توجد في الملف ورقة ظاهرة رقم {number}.",
        en="The file has no visible sheet number {number}.",
    ),
    "too_large_unpacked": Message(
        he="הקובץ תופס אחרי חילוץ יותר מ־{limit} מגה־בייט. אפשר לחלק אותו.",
        ar="يشغل الملف بعد فك الضغط أكثر من {limit} ميغابايت. يمكن تقسيمه.",
        en="Unpacked, the file takes more than {limit} megabytes. Divide it.",
    ),
    "too_many_columns": Message(
        he="בגיליון יש תאים מלאים מעבר לעמודה {limit}.",
        ar="في الورقة خلايا غير فارغة بعد العمود {limit}.",
        en="The sheet has cells with something in them beyond column {limit}.",
    ),
    "too_many_rows": Message(
        he="בקובץ יש יותר מ־{limit} שורות. אפשר לחלק אותו.",
        ar="في الملف أكثر من {limit} سطر. يمكن تقسيمه.",
        en="The file has more than {limit} rows. Divide it.",
    ),
    "not_rows": Message(
        he='נדרש JSON תקין: {{"rows": [אובייקטים של טקסטים ומספרים]}}.',
        ar='يلزم JSON صالح: {{"rows": [كائنات من نصوص وأعداد]}}.',
        en='Valid JSON is needed: {{"rows": [objects of texts and numbers]}}.',
    ),
}
_COLUMNS = {
    "unknown_column": Message(
        he="לעמודה {number} אין שדה בשם זה. הצעות לשדות מתקבלות ב־POST …/imports/columns; אפשר למפות אותה "
        "ב־column, או לציין שהיא ignored.",
        ar="العمود {number} لا يقابله حقل بهذا الاسم. تجدون اقتراحات للحقول عبر POST …/imports/columns؛ يمكن "
        "ربطه عبر column، أو الإشارة إلى أنه ignored.",
        en="Column {number} is no field's name. `POST …/imports/columns` suggests fields. Map it by "
        "`column`, or say that it is ignored.",
    ),
    "unknown_field": Message(
        he="המיפוי מספר {number} מפנה לשדה שאינו קיים.",
        ar="الربط رقم {number} يشير إلى حقل غير موجود.",
        en="Mapping number {number} leads to a field that does not exist.",
    ),
    "column_not_in_file": Message(
        he="בקובץ אין העמודה של מיפוי מספר {number}.",
        ar="لا يوجد في الملف عمود الربط رقم {number}.",
        en="The file does not have the column of mapping number {number}.",
    ),
    "field_twice": Message(
        he="עמודה {number} מפנה לשדה שכבר יש לו עמודה.",
        ar="العمود {number} يشير إلى حقل له عمود بالفعل.",
        en="Column {number} leads to a field that has a column already.",
    ),
}
_SETTINGS = {
    "bad_label": Message(
        he="תווית מספר {number} צריכה להיכתב כך: השדה, סימן שוויון, הטקסט שבקובץ, נקודתיים, הקוד.",
        ar="تُكتب التسمية رقم {number} هكذا: الحقل، علامة المساواة، النص كما في الملف، نقطتان، الرمز.",
        en="Label number {number} is the field, an equals sign, the text in the file, a colon, the code.",
    ),
    "unknown_field": Message(
        he="ערך או תווית מספר {number} מפנים לשדה שאינו קיים.",
        ar="القيمة أو التسمية رقم {number} تشير إلى حقل غير موجود.",
        en="Value or label number {number} leads to a field that does not exist.",
    ),
}

FIELD_MISSING = InputRule(
    "field_without_column",
    Message(
        he="לשדה אין עמודה בקובץ, ולא צוין לו ערך אחד לכל השורות.",
        ar="ليس للحقل عمود في الملف، ولم تُذكر له قيمة واحدة لكل الأسطر.",
        en="The field has no column in the file, and no value was given for all rows.",
    ),
)


def unreadable(code: str, **values: MessageValue) -> UnreadableTable:
    """The problem with one of its reasons."""
    return UnreadableTable(errors=[FieldError("", code, _WHY[code], values)])


def column_error(code: str, number: int) -> FieldError:
    """What is wrong with a column or a mapping, by its number from 1."""
    return FieldError("query:column", code, _COLUMNS[code], {"number": number})


def columns_refused(errors: list[FieldError]) -> ValidationFailed:
    """The problem that lists what is wrong with columns, at most 50."""
    return ValidationFailed(errors=errors[:50])


def setting_error(pointer: str, code: str, number: int) -> FieldError:
    """What is wrong with a value of all rows or a label, by its number from 1."""
    return FieldError(pointer, code, _SETTINGS[code], {"number": number})


def settings_refused(errors: list[FieldError]) -> ValidationFailed:
    """The problem that lists what is wrong with values and labels, at most 50."""
    return ValidationFailed(errors=errors[:50])


def as_kept(error: FieldError) -> dict[str, Any]:
    """What is wrong with a file, as it is kept to be told later: codes and numbers."""
    return {"pointer": error.pointer, "code": error.code, "values": dict(error.values)}


def told_again(kept: Mapping[str, Any]) -> FieldError:
    """What was wrong with a file, with its words."""
    pointer, code = kept["pointer"], kept["code"]
    if code == FIELD_MISSING.code:
        return FieldError(pointer, code, FIELD_MISSING.message)
    words = _WHY if not pointer else _COLUMNS if pointer == "query:column" else _SETTINGS
    return FieldError(pointer, code, words[code], kept["values"])
