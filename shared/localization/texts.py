"""Texts people write in one or more languages, as they stand in bodies, in jsonb columns and in the log.

Plain strings are in `plain_text`; what Shidra itself says, in `messages`.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, SkipValidation
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from typing_extensions import TypedDict

from shared.localization.input_rules import InputRule
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.localization.plain_text import Line, Text

NO_LANGUAGE = InputRule(
    "text_no_language",
    Message(
        he="נדרש טקסט בשפה אחת לפחות: he, ar או en.",
        ar="يلزم نص بلغة واحدة على الأقل: he أو ar أو en.",
        en="The text is needed in at least one language: he, ar or en.",
    ),
)


class _Shapes:
    """The objects as the API documents them. Nested, so that they give the components their names."""

    class LocalizedLine(TypedDict, total=False):
        """A single-line text in at least one language."""

        __pydantic_config__ = ConfigDict(  # type: ignore[misc]  # pydantic's documented place for it
            extra="forbid",
            json_schema_extra={
                "minProperties": 1,
                "examples": [{"he": "יוזמה לצמצום נשירה", "ar": "مبادرة للحد من التسرب"}],
            },
        )
        he: Line
        ar: Line
        en: Line

    class LocalizedText(TypedDict, total=False):
        """A text in at least one language."""

        __pydantic_config__ = ConfigDict(  # type: ignore[misc]  # pydantic's documented place for it
            extra="forbid",
            json_schema_extra={
                "minProperties": 1,
                "examples": [{"he": "כל ילדה וכל ילד ביישוב מסיימים שתים־עשרה שנות לימוד."}],
            },
        )
        he: Text
        ar: Text
        en: Text


class _ShapedAs:
    """Checks a `dict[str, str]` as one of the shapes; in the generated documents it is that shape."""

    def __init__(self, shape: type) -> None:
        self._shape = shape

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            _in_some_language, handler.generate_schema(self._shape)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        reference = handler(schema)
        # `json_schema_serialization_defaults_required` of the body around it would make every language
        # required in responses, and split the component in two.
        handler.resolve_ref_schema(reference).pop("required", None)
        return reference


def _in_some_language(text: dict[str, str]) -> dict[str, str]:
    if not text:
        raise NO_LANGUAGE.broken()
    return text


LocalizedLine = Annotated[dict[str, str], _ShapedAs(_Shapes.LocalizedLine)]
"""A name or title: `{"he": …, "ar": …, "en": …}`, at least one, each at most 300 characters on one line.

A plain dict, in the order he, ar, en: it goes into jsonb and into the log's canonical JSON as it is, and
comes out as it is; a model would have to be built and taken apart again on every way.
"""

LocalizedText = Annotated[dict[str, str], _ShapedAs(_Shapes.LocalizedText)]
"""Free text: the same object, each language at most 10,000 characters, line breaks allowed."""

CheckedLine = SkipValidation[LocalizedLine]
"""A localized line in a response: it was checked when it came in, and is not again on every way out."""

CheckedText = SkipValidation[LocalizedText]
"""A localized text in a response, likewise."""


def pick(text: Mapping[str, str], language: Language) -> str:
    """The text in the asked language, else in its leading one (Hebrew, Arabic, English), else in any.

    Raises ValueError for text in no language at all, which validation does not let in.
    """
    for candidate in (language, *Language):
        if (found := text.get(candidate)) is not None:
            return found
    for found in text.values():
        return found
    raise ValueError("localized text in no language")
