"""Facts of the templates by which files are read. What files call their columns is sealed for members."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

from services.registry.imports.events import Imported
from shared.eventlog.event_types import FOR_MEMBERS, OPEN, Event
from shared.localization.texts import LocalizedLine

_TEMPLATE = "01936f9a-0000-7000-8000-000000000092"


class ImportTemplateSaved(Event):
    """How files of a kind are read was kept, for the next ones."""

    type: ClassVar[str] = "registry.import_template.saved"
    subject: ClassVar[str] = "import-templates/{template_id}"
    example: ClassVar[dict[str, Any]] = {
        "template_id": _TEMPLATE,
        "imported": "organizations",
        "name": {"he": "קובץ של רשם העמותות"},
        "columns": ["שם העמותה:name"],
        "constants": ["sector:nonprofit"],
        "labels": [],
    }
    template_id: Annotated[UUID, OPEN]
    imported: Annotated[Imported, OPEN]
    name: Annotated[LocalizedLine, FOR_MEMBERS]
    columns: Annotated[list[str], FOR_MEMBERS]
    constants: Annotated[list[str], FOR_MEMBERS]
    labels: Annotated[list[str], FOR_MEMBERS]


class ImportTemplateDropped(Event):
    """A template serves no longer."""

    type: ClassVar[str] = "registry.import_template.dropped"
    subject: ClassVar[str] = "import-templates/{template_id}"
    example: ClassVar[dict[str, Any]] = {"template_id": _TEMPLATE}
    template_id: Annotated[UUID, OPEN]
