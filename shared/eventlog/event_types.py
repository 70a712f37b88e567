"""How a slice declares the facts it records: one class per event type, every field open or sealed.

Open fields can be read by whoever reads the log: ids, enums, integers, dates, booleans. Everything else is
sealed: the log holds a salted commitment, the value lies beside it for an audience and can be erased.
"""

import types
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, cast, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from shared.eventlog.canonical import JSONValue


class Audience(StrEnum):
    """Who may open a sealed value."""

    MEMBERS = "members"
    """Everybody who takes part in the initiative."""
    FACILITATORS = "facilitators"
    """Staff in the roles that facilitate."""
    CONCERNED = "concerned"
    """The people and organizations the event names as its readers, and facilitators."""


@dataclass(frozen=True, slots=True)
class Open:
    """Marks a field that stands in the log for everybody who reads it."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Marks a field whose value only an audience may open."""

    audience: Audience


OPEN = Open()
FOR_MEMBERS = Sealed(Audience.MEMBERS)
FOR_FACILITATORS = Sealed(Audience.FACILITATORS)
FOR_CONCERNED = Sealed(Audience.CONCERNED)

_CODE_PATTERN = r"^[a-z0-9][a-z0-9_./:-]{0,199}$"
CODE = Field(pattern=_CODE_PATTERN)
"""Marks an open field that is a code of ours: nothing people typed, nothing that could name anybody."""

_registry: dict[str, type["Event"]] = {}


class Event(BaseModel):
    """A fact of the log. Subclasses name its type and subject, mark every field, and carry an example."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: ClassVar[str]
    """`<service>.<thing>.<what happened>`; its meaning never changes, a new meaning is a new type."""
    version: ClassVar[int] = 1
    """Raised when an optional field is added."""
    subject: ClassVar[str]
    """Path of what the fact is about, with open fields in braces: `organizations/{organization_id}`."""
    people: ClassVar[tuple[str, ...]] = ()
    """Fields that name the people whose data the sealed values are: their erasure erases the values.

    They are open, or, of a fact that is confidential, ids sealed for those concerned; so are `readers`.
    """
    readers: ClassVar[tuple[str, ...]] = ()
    """Fields that name the people and organizations who may open values sealed for those concerned."""
    example: ClassVar[dict[str, Any]]
    """Values for every field, for the catalogue of event types."""

    open_fields: ClassVar[frozenset[str]]
    sealed_fields: ClassVar[dict[str, Audience]]

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        cls.open_fields = frozenset(name for name, field in cls.model_fields.items() if _is_open(field))
        cls.sealed_fields = {
            name: _audience(field) for name, field in cls.model_fields.items() if name not in cls.open_fields
        }
        for name in cls.open_fields:
            field = cls.model_fields[name]
            if not (_is_code(field) or _may_be_open(field.annotation)):
                raise TypeError(f"{cls.__name__}.{name} is free text or a structure and cannot be open")
        for name in {*cls.people, *cls.readers}:
            if not (name in cls.open_fields or cls._is_secret_id(name)):
                raise TypeError(
                    f"{cls.__name__}: people and readers name open fields, or ids for those concerned"
                )
        if "type" not in cls.__dict__:
            return  # facts that every service records under a type of its own
        if _registry.setdefault(cls.type, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"event type {cls.type} is declared twice")

    @classmethod
    def _is_secret_id(cls, name: str) -> bool:
        """Whether a field holds ids that only those concerned may know, of a fact that is confidential."""
        field = cls.model_fields.get(name)
        concerned = cls.sealed_fields.get(name) is Audience.CONCERNED
        return concerned and field is not None and _may_be_open(field.annotation)

    def facts(self) -> tuple[dict[str, JSONValue], dict[str, JSONValue]]:
        """The open and the sealed values as JSON; fields without a value are left out."""
        values = self.model_dump(mode="json", exclude_none=True)
        sealed = {name: values.pop(name) for name in self.sealed_fields if name in values}
        return values, sealed

    def ids(self, names: tuple[str, ...]) -> list[UUID]:
        """The ids in the fields named, those of lists included."""
        found: list[UUID] = []
        for name in names:
            value = getattr(self, name)
            if value is not None:
                found.extend(value if isinstance(value, list | tuple) else [value])
        return found


Common = TypeVar("Common", bound="Event")


def each_services_own(common: type[Common], service: str, name: str) -> type[Common]:
    """The type `<service>.<name>` of a fact that every service records."""

    def body(namespace: dict[str, Any]) -> None:
        namespace |= {"type": f"{service}.{name}", "__doc__": common.__doc__, "__module__": __name__}

    return cast(
        type[Common], types.new_class(f"{service.title()}{common.__name__}", (common,), exec_body=body)
    )


def event_types() -> dict[str, type[Event]]:
    """Every event type of the services imported so far, by name."""
    return dict(sorted(_registry.items()))


def _is_open(field: FieldInfo) -> bool:
    return any(isinstance(mark, Open) for mark in field.metadata)


def _is_code(field: FieldInfo) -> bool:
    return any(getattr(mark, "pattern", None) == _CODE_PATTERN for mark in field.metadata)


def _audience(field: FieldInfo) -> Audience:
    marks = [mark.audience for mark in field.metadata if isinstance(mark, Sealed)]
    return marks[0] if marks else Audience.FACILITATORS


def _may_be_open(annotation: Any) -> bool:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _may_be_open(get_args(annotation)[0]) or any(
            isinstance(mark, FieldInfo) and _is_code(mark) for mark in annotation.__metadata__
        )
    if origin is Literal:
        return True
    if origin in (Union, types.UnionType, list, tuple):
        return all(_may_be_open(part) for part in get_args(annotation) if part not in (type(None), Ellipsis))
    return isinstance(annotation, type) and issubclass(annotation, bool | int | UUID | date | datetime | Enum)
