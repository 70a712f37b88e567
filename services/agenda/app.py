"""The agenda: WHAT was agreed."""

from pathlib import Path

from services.agenda.ballots import endpoints as ballots
from services.agenda.ballots.service import erase_person as erase_from_ballots
from services.agenda.decisions import endpoints as decisions
from services.agenda.decisions.service import erase_person as erase_from_decisions
from services.agenda.following import follower
from services.agenda.personal_data import endpoints as personal_data
from services.agenda.voices import endpoints as voices
from services.agenda.voices.service import erase_person
from services.agenda.worker import duties
from shared.service import Service

SERVICE = Service.declare(
    "agenda",
    title="Shidra agenda",
    description="What was agreed, and out of what it grew: voices, decisions, ballots.",
    routers=(
        ballots.writing,
        ballots.reading,
        decisions.reading,
        decisions.writing,
        voices.reading,
        voices.writing,
        personal_data.reading,
    ),
    follower=follower,
    erasers=(erase_person, erase_from_decisions, erase_from_ballots),
    duties=duties,
    folder=Path(__file__).parent,
)
