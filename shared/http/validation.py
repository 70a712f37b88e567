"""pydantic's errors as a small set of stable codes, in the caller's language, without what was sent.

The codes: `missing`, `unknown_field`, `wrong_type`, `too_short`, `too_long`, `too_few`, `too_many`,
`out_of_range`, `bad_format`, `not_one_of`, `invalid`, and those of `InputRule`s. What is said for each is in
`validation_messages`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from shared.http.json_bodies import MAX_ERRORS
from shared.http.json_pointers import json_pointer, printable
from shared.http.problem import FieldError
from shared.http.validation_messages import FALLBACK, SAID
from shared.localization.input_rules import input_rule
from shared.localization.messages import MessageValue

_QUOTED = re.compile(r"'([^']*)'")
_NAMES_ABSENT_FIELD = frozenset({"missing", "extra_forbidden"})
_NAMES_DISCRIMINATOR = frozenset({"union_tag_invalid", "union_tag_not_found"})


def field_errors(errors: Sequence[Mapping[str, Any]], body: Any) -> list[FieldError]:
    """The errors of a RequestValidationError, at most 50; `body` is what was validated.

    Keys the caller made up appear in pointers, as they have to; the problem goes back to that caller only.
    """
    return [_field_error(error, body) for error in errors[:MAX_ERRORS]]


def unknown_parameters(names: Iterable[str]) -> list[FieldError]:
    """The errors of query parameters that an operation does not take, at most 50."""
    code, message = SAID["extra_forbidden"]
    return [FieldError(f"query:{printable(name)}", code, message) for name in sorted(names)[:MAX_ERRORS]]


def _field_error(error: Mapping[str, Any], body: Any) -> FieldError:
    kind: str = error["type"]
    context: Mapping[str, Any] = error.get("ctx") or {}
    location = error["loc"]
    if kind in _NAMES_DISCRIMINATOR:
        location = (*location, *_QUOTED.findall(context["discriminator"])[:1])
    pointer = _pointer(location, body, kind)
    if (rule := input_rule(kind)) is not None:
        values = {name: context[name] for name in rule.message.placeholders}
        return FieldError(pointer, rule.code, rule.message, values)
    code, message = SAID.get(kind, FALLBACK)
    return FieldError(pointer, code, message, {name: _limit(context[name]) for name in message.placeholders})


def _limit(value: Any) -> MessageValue:
    """A limit of the schema as it is shown: pydantic quotes allowed values as Python does."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value)
    return ", ".join(_QUOTED.findall(text)) or text


def _pointer(location: Sequence[str | int], body: Any, kind: str) -> str:
    source, *parts = location
    if source == "body":
        return json_pointer(_inside(parts, body, kind))
    return f"{source}:{printable(str(parts[0]))}" if parts else str(source)


def _inside(parts: Sequence[str | int], body: Any, kind: str) -> list[str | int]:
    """The parts that are in the body: pydantic's locations also name the branches of unions it tried."""
    inside: list[str | int] = []
    node = body
    for number, part in enumerate(parts, start=1):
        if isinstance(node, dict):
            if part in node:
                node = node[part]
                inside.append(part)
            elif number == len(parts) and kind in (_NAMES_ABSENT_FIELD | _NAMES_DISCRIMINATOR):
                inside.append(part)
        elif isinstance(node, list) and isinstance(part, int) and 0 <= part < len(node):
            node = node[part]
            inside.append(part)
    return inside
