"""Type annotations in words: `list[UUID] | None` reads `list of id`."""

from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from services.documents.markdown import code

_WORDS = {
    "str": "text",
    "SecretStr": "secret text",
    "int": "integer",
    "bool": "true or false",
    "Path": "path",
    "UUID": "id",
    "datetime": "moment",
    "Any": "any value",
}


def in_words(annotation: Any) -> str:
    """What values a field takes; whether it can be absent is not told."""
    origin, options = get_origin(annotation), get_args(annotation)
    if origin is Annotated or (origin is list or origin is tuple):
        inner = in_words(options[0])
        return inner if origin is Annotated else f"list of {inner}"
    if origin in (Union, UnionType):
        return " or ".join(in_words(option) for option in options if option is not NoneType)
    if origin is dict:
        return f"object of {in_words(options[1])}"
    return _plain(annotation)


def _plain(annotation: Any) -> str:
    values = get_args(annotation) if get_origin(annotation) is Literal else ()
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        values = tuple(member.value for member in annotation)
    if values:
        return ", ".join(code(str(value)) for value in values)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "object"
    return _WORDS.get(annotation.__name__, annotation.__name__)
