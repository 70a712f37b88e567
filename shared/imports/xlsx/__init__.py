"""XLSX workbooks as tables of text, read in one pass within limits (docs/decisions/0045).

Nothing is loaded as a tree and no entity is ever expanded: a document type refuses the file. What a file may
cost is known before it is unpacked: the directory says how long each part is, and no more of it is read.
"""

import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from shared.imports.xlsx.parts import Parts, archive_of, refuse
from shared.imports.xlsx.sheets import rows_of
from shared.imports.xlsx.workbooks import Workbook


def read_sheet(body: bytes, sheet: int, max_columns: int) -> Iterator[list[str]]:
    """The rows of a workbook's sheet that have something in them, by its number among the visible, from 1.

    Rows are as long as their last cell that is not blank. Dates are ISO 8601, numbers are written out, of
    formulas there is the result that was stored. Raises UnreadableTable, also while rows are read.
    """
    try:
        with archive_of(body) as archive:
            workbook = Workbook(Parts(archive))
            yield from rows_of(workbook, workbook.part_of(sheet), max_columns)
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, UnicodeError):
        refuse()
    except NotImplementedError:  # an archive of a later version, or packed in a way the library does not know
        refuse()
