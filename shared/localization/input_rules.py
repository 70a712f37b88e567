"""The rules input is checked by beyond its type, and what is said when one is broken.

A slice declares its rules at module level and raises them from its pydantic validators:

    ENDS_BEFORE_START = InputRule("ends_before_start", Message(he=…, ar=…, en=…))
    …
    raise ENDS_BEFORE_START.broken()

`shared.http.validation` turns them, and pydantic's own errors, into the `errors` of a problem document.
"""

import re
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from shared.localization.messages import Message, MessageValue

_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_rules: dict[str, "InputRule"] = {}


@dataclass(frozen=True, slots=True)
class InputRule:
    """A rule with its stable code. A second rule with the same code and other words raises ValueError."""

    code: str
    message: Message

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError("codes of input rules are lower_snake_case")
        if _rules.setdefault(self.code, self).message != self.message:
            raise ValueError(f"the input rule {self.code} exists already with other words")

    def broken(self, **values: MessageValue) -> PydanticCustomError:
        """The error a validator raises; `values` fill the message and are never input."""
        if values.keys() != self.message.placeholders:
            raise TypeError(
                f"the input rule {self.code} needs values for {sorted(self.message.placeholders)}"
            )
        # The template is ours to render, in the caller's language; pydantic's rendering is never shown.
        return PydanticCustomError(self.code, self.code, dict(values))


def input_rule(code: str) -> InputRule | None:
    """The rule of this code, if it is one of ours."""
    return _rules.get(code)


def all_input_rules() -> list[InputRule]:
    """Every rule declared so far, by code; the generated documentation lists them."""
    return [_rules[code] for code in sorted(_rules)]
