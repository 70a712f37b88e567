"""The agenda: WHAT was agreed."""

from pathlib import Path

from services.agenda.following_texts import follower
from services.agenda.personal_data import endpoints as personal_data
from services.agenda.sections import endpoints as sections
from services.agenda.sections import service as section_rules
from services.agenda.voices import endpoints as voices
from services.agenda.voices.service import erase_person
from shared.service import Service

SERVICE = Service.declare(
    "agenda",
    title="Shidra agenda",
    description="What was agreed, and out of what it grew: the voices partners and the community bring.",
    routers=(voices.reading, voices.writing, sections.reading, sections.writing, personal_data.reading),
    follower=follower,
    erasers=(erase_person, section_rules.erase_person),
    folder=Path(__file__).parent,
)
