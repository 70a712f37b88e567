"""The metrics: HOW it goes."""

from pathlib import Path

from services.metrics.following import follower
from services.metrics.indicators import endpoints as indicators
from services.metrics.indicators.service import erase_person
from services.metrics.personal_data import endpoints as personal_data
from shared.service import Service

SERVICE = Service.declare(
    "metrics",
    title="Shidra metrics",
    description="How it goes: the indicators partners draft and share.",
    routers=(indicators.reading, indicators.writing, personal_data.reading),
    follower=follower,
    erasers=(erase_person,),
    folder=Path(__file__).parent,
)
