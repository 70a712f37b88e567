"""Facts of accounts at identity providers: bound to a person, unbound. They never say whose account it is."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import OPEN, Event

_EXAMPLE: dict[str, Any] = {
    "account_id": "01936f9a-0000-8000-8000-000000000009",
    "person_id": "01936f9a-0000-7000-8000-000000000003",
}


class AccountBound(Event):
    """Whoever signs in with an account acts as a person from now on. Its id is of this initiative alone."""

    type: ClassVar[str] = "registry.account.bound"
    subject: ClassVar[str] = "people/{person_id}"
    people: ClassVar[tuple[str, ...]] = ("person_id",)
    example: ClassVar[dict[str, Any]] = _EXAMPLE
    account_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]


class AccountUnbound(Event):
    """An account no longer acts as a person."""

    type: ClassVar[str] = "registry.account.unbound"
    subject: ClassVar[str] = "people/{person_id}"
    people: ClassVar[tuple[str, ...]] = ("person_id",)
    example: ClassVar[dict[str, Any]] = _EXAMPLE
    account_id: Annotated[UUID, OPEN]
    person_id: Annotated[UUID, OPEN]
