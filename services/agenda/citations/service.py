"""The rules of the agenda's citations: those of every service (`shared/citing`)."""

from functools import partial

from services.agenda.citations.events import TOLD
from services.agenda.citations.repository import CITABLE, CITATIONS
from shared.citing.service import CitationCommands, CitationReading
from shared.commands import Command, Reading


def reading_citations(reading: Reading) -> CitationReading:
    """Reading what of the agenda cites what."""
    return CitationReading(reading, CITATIONS)


def citing(command: Command) -> CitationCommands:
    """Citing from the agenda."""
    serves = partial(CITABLE.serves, command.connection, command.initiative_id)
    return CitationCommands(command, CITATIONS, serves, TOLD)
