"""The agenda: WHAT was agreed."""

from pathlib import Path

from services.agenda.ballots import endpoints as ballots
from services.agenda.ballots.service import erase_person as erase_from_ballots
from services.agenda.decisions import endpoints as decisions
from services.agenda.decisions.service import erase_person as erase_from_decisions
from services.agenda.following_texts import follower
from services.agenda.personal_data import endpoints as personal_data
from services.agenda.sections import endpoints as sections
from services.agenda.sections.service import erase_person as erase_from_sections
from services.agenda.voices import endpoints as voices
from services.agenda.voices.service import erase_person
from services.agenda.worker import duties
from shared.service import Service

SERVICE = Service.declare(
    "agenda",
    title="Shidra agenda",
    description="What was agreed, and out of what it grew: voices, sections of the agenda, decisions.",
    routers=(
        ballots.writing,
        ballots.reading,
        decisions.reading,
        decisions.writing,
        voices.reading,
        voices.writing,
        sections.reading,
        sections.writing,
        personal_data.reading,
    ),
    follower=follower,
    erasers=(erase_person, erase_from_decisions, erase_from_ballots, erase_from_sections),
    duties=duties,
    folder=Path(__file__).parent,
)
