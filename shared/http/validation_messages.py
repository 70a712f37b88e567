"""What is said for each kind of pydantic error: a stable code of ours and its words."""

from typing import Final

from shared.localization.messages import Message
from shared.localization.plain_text import NOT_UNICODE

_REQUIRED = Message(he="שדה החובה חסר.", ar="الحقل الإلزامي مفقود.", en="This field is required.")
_UNKNOWN = Message(
    he="הפעולה הזו אינה מכירה שדה כזה.",
    ar="هذه العملية لا تعرف حقلًا كهذا.",
    en="This operation has no such field.",
)
_STRING = Message(he="נדרש טקסט.", ar="يلزم نص.", en="Text is required here.")
_INTEGER = Message(he="נדרש מספר שלם.", ar="يلزم عدد صحيح.", en="An integer is required here.")
_NUMBER = Message(he="נדרש מספר.", ar="يلزم عدد.", en="A number is required here.")
_BOOLEAN = Message(
    he="נדרש אחד הערכים true או false.",
    ar="تلزم إحدى القيمتين true أو false.",
    en="true or false is required here.",
)
_OBJECT = Message(he="נדרש אובייקט JSON.", ar="يلزم كائن JSON.", en="A JSON object is required here.")
_LIST = Message(he="נדרש מערך JSON.", ar="تلزم مصفوفة JSON.", en="A JSON array is required here.")
_NULL = Message(
    he="הערך היחיד האפשרי כאן הוא null.",
    ar="القيمة الوحيدة الممكنة هنا هي null.",
    en="Only null can stand here.",
)
_UUID = Message(
    he="נדרש מזהה UUID, כמו אלה שהמערכת מחזירה.",
    ar="يلزم معرّف UUID كالذي يعيده النظام.",
    en="A UUID as handed out by the API is required here.",
)
_DATE = Message(
    he="נדרש תאריך בצורה YYYY-MM-DD.",
    ar="يلزم تاريخ بالصيغة YYYY-MM-DD.",
    en="A date in the form YYYY-MM-DD is required here.",
)
_DATETIME = Message(
    he="נדרש מועד לפי RFC 3339 עם אזור זמן, למשל 2026-11-23T10:15:30Z.",
    ar="يلزم وقت بصيغة RFC 3339 مع المنطقة الزمنية، مثل 2026-11-23T10:15:30Z.",
    en="A time as in RFC 3339 with its offset is required here, for example 2026-11-23T10:15:30Z.",
)
_TIME = Message(
    he="נדרשת שעה בצורה HH:MM.",
    ar="تلزم ساعة بالصيغة HH:MM.",
    en="A time of day in the form HH:MM is required here.",
)
_DECIMAL = Message(
    he='נדרש מספר עשרוני כטקסט, למשל "12.50".',
    ar='يلزم عدد عشري مكتوب كنص، مثل "12.50".',
    en='A decimal number as text is required here, for example "12.50".',
)
_URL = Message(
    he="נדרשת כתובת אינטרנט מלאה, למשל https://example.org/.",
    ar="يلزم عنوان إنترنت كامل، مثل https://example.org/.",
    en="A full web address is required here, for example https://example.org/.",
)
_PATTERN = Message(
    he="הטקסט אינו בצורה המתועדת.",
    ar="النص ليس بالصيغة الموثّقة.",
    en="The text is not in the documented form.",
)
_IN_PAST = Message(
    he="המועד צריך להיות בעבר.", ar="يجب أن يكون الموعد في الماضي.", en="It must be in the past."
)
_IN_FUTURE = Message(
    he="המועד צריך להיות בעתיד.", ar="يجب أن يكون الموعد في المستقبل.", en="It must be in the future."
)
_FINITE = Message(
    he="המספר חורג מהטווח שאפשר לייצג.",
    ar="العدد خارج النطاق القابل للتمثيل.",
    en="The number is beyond what can be represented.",
)

FALLBACK: Final = (
    "invalid",
    Message(he="הערך אינו תקין.", ar="القيمة غير صالحة.", en="The value is not valid."),
)

SAID: Final[dict[str, tuple[str, Message]]] = {
    "missing": ("missing", _REQUIRED),
    "union_tag_not_found": ("missing", _REQUIRED),
    "extra_forbidden": ("unknown_field", _UNKNOWN),
    "string_unicode": (NOT_UNICODE.code, NOT_UNICODE.message),
    **dict.fromkeys(("string_type", "url_type", "uuid_type"), ("wrong_type", _STRING)),
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), ("wrong_type", _INTEGER)),
    **dict.fromkeys(("float_type", "float_parsing"), ("wrong_type", _NUMBER)),
    **dict.fromkeys(("bool_type", "bool_parsing"), ("wrong_type", _BOOLEAN)),
    **dict.fromkeys(
        ("model_type", "model_attributes_type", "dict_type", "dataclass_type", "mapping_type"),
        ("wrong_type", _OBJECT),
    ),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type"), ("wrong_type", _LIST)),
    "none_required": ("wrong_type", _NULL),
    "string_too_short": (
        "too_short",
        Message(
            he="הטקסט קצר מ־{min_length} תווים.",
            ar="النص أقصر من {min_length} من المحارف.",
            en="The text has fewer than {min_length} characters.",
        ),
    ),
    "string_too_long": (
        "too_long",
        Message(
            he="הטקסט ארוך מ־{max_length} תווים.",
            ar="النص أطول من {max_length} من المحارف.",
            en="The text has more than {max_length} characters.",
        ),
    ),
    "too_short": (
        "too_few",
        Message(
            he="ברשימה פחות מ־{min_length} פריטים.",
            ar="في القائمة أقل من {min_length} من العناصر.",
            en="There are fewer than {min_length} items.",
        ),
    ),
    "too_long": (
        "too_many",
        Message(
            he="ברשימה יותר מ־{max_length} פריטים.",
            ar="في القائمة أكثر من {max_length} من العناصر.",
            en="There are more than {max_length} items.",
        ),
    ),
    "greater_than": (
        "out_of_range",
        Message(he="נדרש ערך גדול מ־{gt}.", ar="تلزم قيمة أكبر من {gt}.", en="It must be greater than {gt}."),
    ),
    "greater_than_equal": (
        "out_of_range",
        Message(he="הערך המזערי הוא {ge}.", ar="القيمة الدنيا هي {ge}.", en="It must be at least {ge}."),
    ),
    "less_than": (
        "out_of_range",
        Message(he="נדרש ערך קטן מ־{lt}.", ar="تلزم قيمة أصغر من {lt}.", en="It must be less than {lt}."),
    ),
    "less_than_equal": (
        "out_of_range",
        Message(he="הערך המרבי הוא {le}.", ar="القيمة القصوى هي {le}.", en="It must be at most {le}."),
    ),
    "multiple_of": (
        "out_of_range",
        Message(
            he="נדרשת כפולה של {multiple_of}.",
            ar="يلزم أحد مضاعفات {multiple_of}.",
            en="It must be a multiple of {multiple_of}.",
        ),
    ),
    "decimal_max_digits": (
        "out_of_range",
        Message(
            he="במספר יותר מ־{max_digits} ספרות.",
            ar="في العدد أكثر من {max_digits} من الأرقام.",
            en="The number has more than {max_digits} digits.",
        ),
    ),
    "decimal_max_places": (
        "out_of_range",
        Message(
            he="אחרי הנקודה יותר מ־{decimal_places} ספרות.",
            ar="بعد الفاصلة العشرية أكثر من {decimal_places} من الأرقام.",
            en="The number has more than {decimal_places} decimal places.",
        ),
    ),
    "decimal_whole_digits": (
        "out_of_range",
        Message(
            he="לפני הנקודה יותר מ־{whole_digits} ספרות.",
            ar="قبل الفاصلة العشرية أكثر من {whole_digits} من الأرقام.",
            en="The number has more than {whole_digits} digits before the point.",
        ),
    ),
    **dict.fromkeys(("finite_number", "int_parsing_size"), ("out_of_range", _FINITE)),
    **dict.fromkeys(("date_past", "datetime_past"), ("out_of_range", _IN_PAST)),
    **dict.fromkeys(("date_future", "datetime_future"), ("out_of_range", _IN_FUTURE)),
    "string_pattern_mismatch": ("bad_format", _PATTERN),
    **dict.fromkeys(("uuid_parsing", "uuid_version"), ("bad_format", _UUID)),
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        ("bad_format", _DATE),
    ),
    **dict.fromkeys(
        (
            "datetime_type",
            "datetime_parsing",
            "datetime_object_invalid",
            "datetime_from_date_parsing",
            "timezone_naive",
            "timezone_aware",
            "timezone_offset",
        ),
        ("bad_format", _DATETIME),
    ),
    **dict.fromkeys(("time_type", "time_parsing"), ("bad_format", _TIME)),
    **dict.fromkeys(("decimal_type", "decimal_parsing"), ("bad_format", _DECIMAL)),
    **dict.fromkeys(
        ("url_parsing", "url_syntax_violation", "url_too_long", "url_scheme"), ("bad_format", _URL)
    ),
    **dict.fromkeys(
        ("literal_error", "enum"),
        (
            "not_one_of",
            Message(
                he="הערכים האפשריים: {expected}.",
                ar="القيم الممكنة: {expected}.",
                en="Possible values: {expected}.",
            ),
        ),
    ),
    "union_tag_invalid": (
        "not_one_of",
        Message(
            he="הערכים האפשריים: {expected_tags}.",
            ar="القيم الممكنة: {expected_tags}.",
            en="Possible values: {expected_tags}.",
        ),
    ),
}
