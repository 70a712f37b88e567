"""What a problem is: an exception that knows its status, code and words, and the register of all of them.

The general problems are in `problems`, a slice's own in its `errors.py`; `problem_documents` turns them into
responses (RFC 9457), `problem_handlers` catches them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from shared.localization.messages import Message, MessageValue

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_registered: dict[str, type["Problem"]] = {}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with the input: where, which rule, and what to say about it.

    `pointer` is a JSON Pointer (RFC 6901) into the body; what is not in the body is named `query:<name>`,
    `path:<name>`, `header:<name>` or `cookie:<name>`, which no JSON Pointer begins with.
    """

    pointer: str
    code: str
    detail: Message
    values: Mapping[str, MessageValue] = field(default_factory=dict)


class Problem(Exception):
    """A refusal the caller is told about.

    A subclass names `status`, `code` (unique, kebab-case), `title` and `detail`, and its docstring says what
    it means, for the generated documentation. One without a `code` is a base of others. `values` fill the
    detail's placeholders and are numbers, codes or dates of ours, never input.
    """

    status: int
    code: str
    title: Message
    detail: Message
    namespace: ClassVar[str] = "problem"
    """The part of `type` before the code; `charter` for refusals by the charter."""
    default_headers: ClassVar[Mapping[str, str]] = {}
    """Headers every response with this problem has, unless the instance says otherwise."""
    members: ClassVar[Mapping[str, str]] = {}
    """Members of the document besides those every problem has (RFC 9457, 3.2): codes of ours."""
    addresses: Mapping[str, str] = {}
    """Further members, which each instance has of its own: addresses of this API."""

    def __init__(
        self,
        *,
        headers: Mapping[str, str] | None = None,
        errors: Sequence[FieldError] = (),
        **values: MessageValue,
    ) -> None:
        super().__init__(self.code)
        self.headers = {**self.default_headers, **(headers or {})}
        self.errors = tuple(errors)
        self.values = values
        if values.keys() != self.detail.placeholders:
            raise TypeError(f"the problem {self.code} needs values for {sorted(self.detail.placeholders)}")

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" not in cls.__dict__:
            return
        if not _CODE.fullmatch(cls.code):
            raise TypeError(f"{cls.__name__}: codes of problems are kebab-case")
        if not cls.__doc__:
            raise TypeError(f"{cls.__name__}: the docstring says what the problem means")
        if not 400 <= cls.status <= 599 or cls.title.placeholders or not isinstance(cls.detail, Message):
            raise TypeError(f"{cls.__name__}: a problem has an error status, a fixed title and a detail")
        if cls.code in _registered:
            raise TypeError(f"{cls.__name__}: the code {cls.code} is taken")
        _registered[cls.code] = cls

    @property
    def type(self) -> str:
        """The stable identifier of this kind of problem, a URN."""
        return f"urn:shidra:{self.namespace}:{self.code}"


def all_problems() -> list[type[Problem]]:
    """Every problem declared in the modules imported so far, by code."""
    return [_registered[code] for code in sorted(_registered)]
