"""How JSON bodies are read: UTF-8, one meaning only, and at a bounded cost.

Stricter than `json.loads`, which takes NaN, duplicate keys and lone surrogates, and breaks on deep nesting
and on integers of 5,000 digits. What the values must be is not decided here but by the schemas.
"""

import codecs
import json
import re
from collections.abc import Iterator
from itertools import islice
from math import isfinite
from typing import Any, NoReturn

from starlette.requests import Request

from shared.http.json_pointers import json_pointer
from shared.http.problems import FieldError, MalformedBody, ValidationFailed
from shared.localization.messages import Message, MessageValue
from shared.localization.plain_text import CONTROL_CHARACTER, NOT_UNICODE

MAX_DEPTH = 32
MAX_MEMBERS = 1_000
"""Members of one object. An unknown key costs an error each, so that a body of keys alone would be dear."""
MAX_INTEGER = 2**53 - 1
"""Beyond it, JavaScript reads another number than was sent (RFC 8259, section 6)."""
MAX_ERRORS = 50

_MAX_INTEGER_LENGTH = len(str(-MAX_INTEGER))
# NUL, which PostgreSQL cannot store, and surrogates, which may be lone: only escapes bring them past UTF-8.
_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_REASONS = {
    "not_utf8": Message(
        he="הבתים אינם טקסט בקידוד UTF-8.",
        ar="البايتات ليست نصًا بترميز UTF-8.",
        en="The bytes are not text in UTF-8.",
    ),
    "not_json": Message(
        he="זה אינו JSON תקין: שורה {line}, עמודה {column}.",
        ar="هذا ليس JSON صالحًا: السطر {line}، العمود {column}.",
        en="This is not valid JSON: line {line}, column {column}.",
    ),
    "duplicate_key": Message(
        he="מפתח מופיע יותר מפעם אחת באותו אובייקט.",
        ar="يتكرر أحد المفاتيح في الكائن نفسه.",
        en="A key occurs more than once in the same object.",
    ),
    "number_out_of_range": Message(
        he="מספר חורג מהטווח שאפשר לייצג במדויק: שלמים עד ±(2^53-1), ובלי NaN ו־Infinity.",
        ar="عدد خارج النطاق الذي يمكن تمثيله بدقة: الأعداد الصحيحة حتى ±(2^53-1)، ودون NaN وInfinity.",
        en="A number is out of range: integers up to ±(2^53-1), no NaN and no Infinity.",
    ),
    "too_deep": Message(
        he="המבנה מקונן יותר מ־{limit} רמות.",
        ar="البنية متداخلة لأكثر من {limit} مستوى.",
        en="The structure is nested more than {limit} levels deep.",
    ),
    "too_many_members": Message(
        he="באחד האובייקטים יש יותר מ־{limit} מפתחות.",
        ar="يحتوي أحد الكائنات على أكثر من {limit} مفتاح.",
        en="An object has more than {limit} keys.",
    ),
}


def parse_json(body: bytes) -> Any:
    """The value of a JSON document.

    Raises MalformedBody for what is not one JSON document in UTF-8 (a byte order mark is passed over), has
    duplicate keys, numbers no double can hold exactly or at all, more than 32 levels or 1,000 keys an object;
    ValidationFailed where a string or key holds NUL or a lone surrogate.
    """
    try:
        text = body.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        _refuse("not_utf8")
    try:
        value = _decode(text)
    except json.JSONDecodeError as error:
        _refuse("not_json", line=error.lineno, column=error.colno)
    except RecursionError:
        _refuse("too_deep", limit=MAX_DEPTH)
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH:
        _check_depth(value)
    if _SUSPECT.search(text) and (errors := list(islice(_unusable_texts(value), MAX_ERRORS))):
        raise ValidationFailed(errors=errors)
    return value


class ShidraRequest(Request):
    """A request whose `json()` is strict; the route classes hand it to FastAPI."""

    async def json(self) -> Any:
        """The body's value; raises MalformedBody and ValidationFailed."""
        if not hasattr(self, "_json"):
            self._json = parse_json(await self.body())
        return self._json


def _refuse(reason: str, **values: MessageValue) -> NoReturn:
    raise MalformedBody(errors=[FieldError("", reason, _REASONS[reason], values)]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAX_MEMBERS:
        _refuse("too_many_members", limit=MAX_MEMBERS)
    value = dict(pairs)
    if len(value) != len(pairs):
        _refuse("duplicate_key")
    return value


def _integer(text: str) -> int:
    # The length comes first: int() takes quadratic time, and raises ValueError from 4,300 digits on.
    if len(text) > _MAX_INTEGER_LENGTH or abs(value := int(text)) > MAX_INTEGER:
        _refuse("number_out_of_range")
    return value


def _float(text: str) -> float:
    value = float(text)
    if not isfinite(value):
        _refuse("number_out_of_range")
    return value


def _constant(_: str) -> NoReturn:
    _refuse("number_out_of_range")


_decode = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_constant
).decode


def _check_depth(value: Any) -> None:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAX_DEPTH):
        level = [
            item
            for container in level
            for item in (container.values() if isinstance(container, dict) else container)
            if isinstance(item, dict | list)
        ]
        if not level:
            return
    _refuse("too_deep", limit=MAX_DEPTH)


def _unusable_texts(value: Any) -> Iterator[FieldError]:
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while pending:
        path, item = pending.pop()
        if isinstance(item, str):
            yield from _unusable(item, path)
        elif isinstance(item, dict):
            for key, member in item.items():
                yield from _unusable(key, (*path, key))
                pending.append(((*path, key), member))
        elif isinstance(item, list):
            pending.extend(((*path, index), member) for index, member in enumerate(item))


def _unusable(text: str, path: tuple[str | int, ...]) -> Iterator[FieldError]:
    if _LONE_SURROGATE.search(text):
        yield FieldError(json_pointer(path), NOT_UNICODE.code, NOT_UNICODE.message)
    elif "\0" in text:
        yield FieldError(json_pointer(path), CONTROL_CHARACTER.code, CONTROL_CHARACTER.message)
