"""Words of governing that services share: kinds of forums and decisions, phases, the mandate's state."""

from datetime import timedelta
from enum import StrEnum


class ForumKind(StrEnum):
    """What kind of body of the initiative a forum is."""

    STEERING_COMMITTEE = "steering_committee"
    """Leads the initiative; one at most."""
    WORKING_GROUP = "working_group"
    """Works on a part, by what was delegated to it."""
    NETWORK = "network"
    """All partners; one at most. Nobody is seated in it: whoever represents a partner belongs to it."""
    COMMUNITY_FORUM = "community_forum"
    """The community the initiative is about."""
    ACTION_CIRCLE = "action_circle"
    """A few partners acting together; those who come form it."""


class SeatRole(StrEnum):
    """What the holder of a seat is in a forum."""

    CHAIR = "chair"
    MEMBER = "member"
    OBSERVER = "observer"
    """Is there and speaks, and has no vote."""


class DecisionKind(StrEnum):
    """What a decision brings about, beyond having been taken."""

    MANDATE = "mandate"
    """A proposed mandate begins, or is renewed."""
    MANDATE_END = "mandate_end"
    """A mandate in force ends."""
    EXEMPTION = "exemption"
    """An organization that holds the mandate takes part as a partner too, until a day."""
    FUNDING_CAP = "funding_cap"
    """The largest share of what is raised that may go to the backbone."""
    SEATS = "seats"
    """People are seated in a forum, or leave it."""
    FORUM_RULES = "forum_rules"
    """A forum's standing method, quorum and notice."""
    DELEGATION = "delegation"
    """A working group may decide on some kinds of matters."""
    COMPETENCE = "competence"
    """Which forums decide on some kinds of matters, within what the charter allows."""
    AGENDA = "agenda"
    """The common agenda is adopted, as its sections stood when the decision was opened."""
    PRINCIPLES = "principles"
    """Working principles are adopted ahead of the agenda."""
    PHASE = "phase"
    """The initiative enters a phase."""
    INDICATORS = "indicators"
    """Proposed indicators become shared."""
    INDICATORS_END = "indicators_end"
    """Shared indicators are retired: measured no more."""
    PLAN = "plan"
    """Activities become part of the coordinated plan."""
    INITIATIVE_END = "initiative_end"
    """The initiative ends: nothing in it changes any more, and after a time it is deleted."""
    POLICY_OPTION = "policy_option"
    """The partners choose what to do about a policy."""
    PARTNERSHIP = "partnership"
    """An organization is a partner, pauses or leaves, by the partners' word."""
    OWN_MATTER = "own_matter"
    """A matter of the forum's own; nothing follows from it by itself."""


SHORTEST_RETENTION, USUAL_RETENTION, LONGEST_RETENTION = 30, 365, 3_650
"""Days from an initiative's end to its deletion: at least, unless said otherwise, and at most ten years."""


class Phase(StrEnum):
    """Where an initiative stands; it can go back when reality asks for it."""

    DIALOGUE = "dialogue"
    PLANNING = "planning"
    ORGANIZING = "organizing"
    ACTING = "acting"
    SUSTAINING = "sustaining"


class MandateState(StrEnum):
    """Whether the backbone works under a mandate."""

    NONE = "none"
    IN_FORCE = "in_force"
    CARETAKING = "caretaking"
    """The mandate has expired; for some time what is running goes on."""


CARETAKING = timedelta(days=90)
"""How long after its last day an expired mandate leaves the backbone caretaking."""
