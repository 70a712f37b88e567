"""Facts of report formats: defined, redefined, retired."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.languages import Language
from shared.localization.texts import LocalizedLine

_FORMAT = "01936f9a-0000-7000-8000-00000000006a"
_DEFINITION: dict[str, Any] = {
    "report_format_id": _FORMAT,
    "funder_organization_id": "01936f9a-0000-7000-8000-000000000002",
    "language": "he",
    "name": {"he": "דוח ביצוע של קרן תקווה"},
    "lines": [
        {
            "code": "A1",
            "name": {"he": "כוח אדם"},
            "budget_line_ids": [],
            "categories": ["wages", "services"],
        }
    ],
    "conversion": {
        "from_currency": "ILS",
        "to_currency": "USD",
        "rate": {"numerator": 27, "denominator": 100},
    },
}


class ReportFormatDefined(Event):
    """How a funder wants its reports: its own lines, and which of the initiative's belong to each."""

    type: ClassVar[str] = "registry.report_format.defined"
    subject: ClassVar[str] = "report-formats/{report_format_id}"
    example: ClassVar[dict[str, Any]] = _DEFINITION
    report_format_id: Annotated[UUID, OPEN]
    funder_organization_id: Annotated[UUID | None, OPEN] = None
    language: Annotated[Language, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    lines: Annotated[list[dict[str, Any]], FOR_MEMBERS]
    conversion: Annotated[dict[str, Any] | None, FOR_MEMBERS] = None


class ReportFormatRedefined(ReportFormatDefined):
    """A funder wants its reports otherwise: the values that hold from now on."""

    type: ClassVar[str] = "registry.report_format.redefined"
    example: ClassVar[dict[str, Any]] = _DEFINITION


class ReportFormatRetired(Event):
    """No report is made in a format any more."""

    type: ClassVar[str] = "registry.report_format.retired"
    subject: ClassVar[str] = "report-formats/{report_format_id}"
    example: ClassVar[dict[str, Any]] = {"report_format_id": _FORMAT}
    report_format_id: Annotated[UUID, OPEN]
