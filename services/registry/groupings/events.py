"""Facts of the initiative's own groupings: defined, redefined, and where an organization stands in one."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine

_GROUPING = "01936f9a-0000-7000-8000-000000000071"
_VALUES = ["01936f9a-0000-7000-8000-000000000072", "01936f9a-0000-7000-8000-000000000073"]
_DEFINITION: dict[str, Any] = {
    "grouping_id": _GROUPING,
    "value_ids": _VALUES,
    "name": {"he": "מרכז ופריפריה", "ar": "المركز والأطراف"},
    "value_names": [{"he": "מרכז", "ar": "المركز"}, {"he": "פריפריה", "ar": "الأطراف"}],
}


class GroupingDefined(Event):
    """The initiative has a grouping of its own, with these values, in this order."""

    type: ClassVar[str] = "registry.grouping.defined"
    subject: ClassVar[str] = "groupings/{grouping_id}"
    example: ClassVar[dict[str, Any]] = _DEFINITION
    grouping_id: Annotated[UUID, OPEN]
    value_ids: Annotated[list[UUID], OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    value_names: Annotated[list[LocalizedLine], FOR_MEMBERS]


class GroupingRedefined(Event):
    """A grouping was changed: the name and the values that hold from now on."""

    type: ClassVar[str] = "registry.grouping.redefined"
    subject: ClassVar[str] = "groupings/{grouping_id}"
    example: ClassVar[dict[str, Any]] = _DEFINITION
    grouping_id: Annotated[UUID, OPEN]
    value_ids: Annotated[list[UUID], OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    value_names: Annotated[list[LocalizedLine], FOR_MEMBERS]


class OrganizationGrouped(Event):
    """An organization stands at a value of a grouping from now on; without one, it is not said where."""

    type: ClassVar[str] = "registry.organization.grouped"
    subject: ClassVar[str] = "organizations/{organization_id}"
    example: ClassVar[dict[str, Any]] = {
        "organization_id": "01936f9a-0000-7000-8000-000000000002",
        "grouping_id": _GROUPING,
        "value_id": _VALUES[1],
    }
    organization_id: Annotated[UUID, OPEN]
    grouping_id: Annotated[UUID, OPEN]
    value_id: Annotated[UUID | None, OPEN] = None
