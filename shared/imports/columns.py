"""Which column of a file is which field: by name, or as the importer says it is."""

from collections.abc import Callable, Sequence

from shared.imports.errors import column_error, columns_refused

IGNORED = "ignored"
"""The field of columns that the importer leaves out, knowing it."""


def fields_of(header: Sequence[str], mapped: Sequence[str], is_field: Callable[[str], bool]) -> list[str]:
    """The field of every column.

    `mapped` says `<column>:<field>`; the last colon divides. A column that is neither mapped nor named like a
    field is refused, so that nothing is left out unseen. Raises ValidationFailed.
    """
    errors = []
    given: dict[str, str] = {}
    for number, one in enumerate(mapped, 1):
        name, _, field = one.rpartition(":")
        name, field = name.strip(), field.strip()
        if field != IGNORED and not is_field(field):
            errors.append(column_error("unknown_field", number))
        elif name not in header:
            errors.append(column_error("column_not_in_file", number))
        given[name] = field
    fields: list[str] = []
    for number, name in enumerate(header, 1):
        field = given.get(name, name)
        if field != IGNORED and not is_field(field):
            if name not in given:
                errors.append(column_error("unknown_column", number))
        elif field != IGNORED and field in fields:
            errors.append(column_error("field_twice", number))
        fields.append(field)
    if errors:
        raise columns_refused(errors)
    return fields
