"""How a file is read for an import: which column is which field, and what its words mean."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from services.registry.import_templates.service import ImportTemplates
from services.registry.imports.events import Imported
from services.registry.imports.fields import KUMU, NEEDED, is_field, is_needed, words_of
from services.registry.imports.schemas import FileOptions
from shared.commands import Reading
from shared.http.problems import FieldError
from shared.imports.cells import Cells, constants_of, labels_of
from shared.imports.columns import fields_of
from shared.imports.errors import FIELD_MISSING, setting_error, settings_refused
from shared.imports.sent_files import SentFile
from shared.imports.suggesting import suggested_fields
from shared.imports.tables import Table


async def table_of(sent: SentFile, options: FileOptions) -> Table:
    """The file as a table; raises UnreadableTable."""
    return await sent.table(
        options.encoding, options.delimiter, sheet=options.sheet, kumu=KUMU.get(options.imported)
    )


async def counted(table: Table, sent: SentFile, options: FileOptions) -> int:
    """How many rows a file has, as far as an import reads; raises UnreadableTable."""
    if table.size is not None:
        return table.size
    again = await table_of(sent, options)
    return await asyncio.to_thread(sum, (1 for _ in again.rows))


async def with_template(reading: Reading, options: FileOptions) -> FileOptions:
    """What a template says of a file, and what is said beside it; raises UnknownTemplate."""
    if options.template_id is None:
        return options
    template = await ImportTemplates(reading).to_read_by(options.template_id, options.imported)
    return replace(
        options,
        template_id=None,
        columns=[*template["columns"], *options.columns],
        constants=[*template["constants"], *options.constants],
        labels=[*template["labels"], *options.labels],
    )


def cells_of(header: Sequence[str], options: FileOptions) -> Cells:
    """What reads the file's rows; raises ValidationFailed where a column or a setting leads nowhere."""
    fields = _fields(header, options)
    constants = constants_of(options.constants)
    labels = labels_of(options.labels)
    wrong = [
        setting_error(pointer, "unknown_field", number)
        for pointer, named in (("query:constant", constants), ("query:value", labels))
        for number, name in enumerate(named, 1)
        if not is_field(options.imported, name)
    ]
    if wrong:
        raise settings_refused(wrong)
    for group in NEEDED[options.imported]:
        if not any(is_needed(name, group) for name in (*fields, *constants)):
            raise settings_refused([FieldError("query:column", FIELD_MISSING.code, FIELD_MISSING.message)])
    return Cells(fields, constants, labels)


def suggestions(imported: Imported, header: Sequence[str]) -> list[str | None]:
    """The field that each column probably is."""
    return suggested_fields(header, words_of(imported))


def _fields(header: Sequence[str], options: FileOptions) -> list[str]:
    """The field of every column: as mapped, as named, or as suggested where that is asked for."""

    def known(name: str) -> bool:
        return is_field(options.imported, name)

    mapped = list(options.columns)
    if options.suggested:
        said = {one.rpartition(":")[0].strip() for one in mapped}
        taken = {one.rpartition(":")[2].strip() for one in mapped} | {name for name in header if known(name)}
        for name, field in zip(header, suggestions(options.imported, header), strict=True):
            if field and field not in taken and name not in said and not known(name):
                mapped.append(f"{name}:{field}")
    return fields_of(header, mapped, known)
