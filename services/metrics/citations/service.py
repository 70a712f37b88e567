"""The rules of the metrics' citations: those of every service (`shared/citing`)."""

from functools import partial

from services.metrics.citations.events import TOLD
from services.metrics.citations.repository import CITABLE, CITATIONS
from shared.citing.service import CitationCommands, CitationReading
from shared.commands import Command, Reading


def reading_citations(reading: Reading) -> CitationReading:
    """Reading what of the metrics cites what."""
    return CitationReading(reading, CITATIONS)


def citing(command: Command) -> CitationCommands:
    """Citing from the metrics."""
    serves = partial(CITABLE.serves, command.connection, command.initiative_id)
    return CitationCommands(command, CITATIONS, serves, TOLD)
