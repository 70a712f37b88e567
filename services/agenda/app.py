"""The agenda: WHAT was agreed."""

from pathlib import Path

from services.agenda.activities import endpoints as activities
from services.agenda.activities.service import erase_person as erase_from_activities
from services.agenda.amendments import endpoints as amendments
from services.agenda.amendments.service import erase_person as erase_from_amendments
from services.agenda.backbone_services import endpoints as backbone_services
from services.agenda.ballots import endpoints as ballots
from services.agenda.ballots.service import erase_person as erase_from_ballots
from services.agenda.citations import endpoints as citations
from services.agenda.citations.repository import CITATIONS
from services.agenda.competences import endpoints as competences
from services.agenda.decisions import endpoints as decisions
from services.agenda.decisions.service import erase_person as erase_from_decisions
from services.agenda.following_texts import follower
from services.agenda.interest_declarations import endpoints as interest_declarations
from services.agenda.objections import endpoints as objections
from services.agenda.objections.service import erase_person as erase_from_objections
from services.agenda.personal_data import endpoints as personal_data
from services.agenda.plan import endpoints as plan
from services.agenda.policy_options import endpoints as policy_options
from services.agenda.proxies import endpoints as proxies
from services.agenda.proxies.service import erase_person as erase_from_proxies
from services.agenda.public_reactions import endpoints as public_reactions
from services.agenda.public_reactions.service import erase_person as erase_reaction_links
from services.agenda.published_ballots import endpoints as published_ballots
from services.agenda.sections import endpoints as sections
from services.agenda.sections.service import erase_person as erase_from_sections
from services.agenda.shows_of_hands import endpoints as shows_of_hands
from services.agenda.trace import endpoints as trace
from services.agenda.versions import endpoints as versions
from services.agenda.voice_reactions import endpoints as reactions
from services.agenda.voice_reactions.service import erase_person as erase_from_reactions
from services.agenda.voices import endpoints as voices
from services.agenda.voices.service import erase_person
from services.agenda.worker import duties
from shared.service import Service

SERVICE = Service.declare(
    "agenda",
    title="Shidra agenda",
    description="What was agreed, and out of what it grew: voices, the agenda, decisions, activities.",
    routers=(
        ballots.casting,
        ballots.writing,
        ballots.reading,
        shows_of_hands.writing,
        objections.reading,
        objections.writing,
        amendments.reading,
        amendments.writing,
        proxies.reading,
        proxies.writing,
        decisions.reading,
        decisions.writing,
        published_ballots.reading,
        interest_declarations.reading,
        competences.reading,
        voices.reading,
        voices.writing,
        reactions.writing,
        reactions.reading,
        public_reactions.reading,
        public_reactions.writing,
        public_reactions.looking,
        public_reactions.reacting,
        sections.reading,
        sections.writing,
        versions.reading,
        activities.reading,
        activities.writing,
        plan.reading,
        trace.reading,
        backbone_services.reading,
        backbone_services.writing,
        policy_options.reading,
        policy_options.writing,
        citations.reading,
        citations.writing,
        personal_data.reading,
    ),
    follower=follower,
    erasers=(
        erase_person,
        erase_from_decisions,
        erase_from_ballots,
        erase_from_proxies,
        erase_from_objections,
        erase_from_amendments,
        erase_from_sections,
        erase_from_reactions,
        erase_from_activities,
        erase_reaction_links,
        CITATIONS.erase,
    ),
    duties=duties,
    folder=Path(__file__).parent,
)
