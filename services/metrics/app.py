"""The metrics: HOW it goes."""

from pathlib import Path

from services.metrics.citations import endpoints as citations
from services.metrics.citations.repository import CITATIONS
from services.metrics.completeness import endpoints as completeness
from services.metrics.discussion import endpoints as discussion
from services.metrics.discussion.service import erase_person as erase_discussion
from services.metrics.following import follower
from services.metrics.imports import endpoints as imports
from services.metrics.indicators import endpoints as indicators
from services.metrics.indicators.service import erase_person as erase_indicators
from services.metrics.observations import endpoints as observations
from services.metrics.observations.service import erase_person as erase_reporters
from services.metrics.personal_data import endpoints as personal_data
from services.metrics.publications import endpoints as publications
from services.metrics.publications.service import erase_person as erase_publishers
from services.metrics.series import endpoints as series
from services.metrics.targets import endpoints as targets
from services.metrics.targets.service import erase_person as erase_targets
from services.metrics.worker import duties
from shared.service import Service

SERVICE = Service.declare(
    "metrics",
    title="Shidra metrics",
    description="How it goes: the indicators partners draft and share, and what is reported of them.",
    routers=(
        publications.reading,
        publications.writing,
        imports.writing,
        series.reading,
        completeness.reading,
        observations.reading,
        observations.writing,
        indicators.reading,
        indicators.writing,
        targets.reading,
        targets.writing,
        discussion.reading,
        discussion.writing,
        citations.reading,
        citations.writing,
        personal_data.reading,
    ),
    follower=follower,
    erasers=(
        erase_indicators,
        erase_discussion,
        erase_targets,
        erase_reporters,
        erase_publishers,
        CITATIONS.erase,
    ),
    duties=duties,
    folder=Path(__file__).parent,
)
