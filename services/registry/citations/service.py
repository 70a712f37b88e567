"""The rules of the registry's citations: those of every service (`shared/citing`); assessments are hidden."""

from functools import partial

from services.registry.citations.events import TOLD
from services.registry.citations.repository import CITATIONS, serves
from services.registry.citations.schemas import RegistryCitingKind
from shared.citing.service import CitationCommands, CitationReading
from shared.commands import Caller, Command, Reading


def reading_citations(reading: Reading) -> CitationReading:
    """Reading what of the registry cites what."""
    return CitationReading(reading, CITATIONS, _hidden_from(reading.caller))


def citing(command: Command) -> CitationCommands:
    """Citing from the registry."""
    hidden = _hidden_from(command.caller)
    return CitationCommands(command, CITATIONS, partial(serves, command), TOLD, hidden)


def _hidden_from(caller: Caller) -> tuple[str, ...]:
    return () if caller.facilitates else (RegistryCitingKind.ASSESSMENT,)
