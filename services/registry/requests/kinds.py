"""What can be asked of somebody, by which service, and the operation that answers it.

Whoever adds a kind says here where it is answered; a test looks for the operation.
"""

from dataclasses import dataclass
from enum import StrEnum


class RequestKind(StrEnum):
    """What is asked."""

    VOTE = "vote"
    """To vote in an open decision, for oneself or for an organization."""
    CONFIRM_BALLOT = "confirm_ballot"
    """To confirm or reject a ballot that was recorded for an absent voter, or awaits an approval."""
    CONFIRM_VOICE = "confirm_voice"
    """To stand by a voice that another entered, or to reword it."""
    CONFIRM_ACTIVITY = "confirm_activity"
    """To stand by leading an activity that another entered."""
    REPORT_FIGURES = "report_figures"
    """To report a shared indicator for a period that has ended."""
    ACCEPT_SEAT = "accept_seat"
    """To accept a seat in a forum, or decline it."""
    RENEW_SEAT = "renew_seat"
    """To say, before the term of a seat ends, that one would stay for another; or to let it end."""
    CARRY_ROLE = "carry_role"
    """To say whether an organization carries the roles a mandate names it for."""
    DECLARE_INTERESTS = "declare_interests"
    """To declare, before a mandate is decided on, what ties one to it."""
    ACCEPT_HANDOVER = "accept_handover"
    """To say whether what was handed over with a mandate is there, or what is missing."""
    ATTEND = "attend"
    """To say whether one is coming to a meeting."""
    CHOOSE_TIME = "choose_time"
    """To say which of the times offered for a meeting suit."""
    APPROVE_MINUTES = "approve_minutes"
    """To agree to the minutes of a meeting one attended, or ask for a correction."""
    ANSWER_INTERACTION = "answer_interaction"
    """To answer what another recorded of an interaction one was party to."""
    ACCEPT_MEDIATION = "accept_mediation"
    """To accept who mediates in a conflict one is party to."""
    CONFIRM_TIE = "confirm_tie"
    """To say whether a tie to another organization, that another reported, is so."""
    CONFIRM_CONTRIBUTION = "confirm_contribution"
    """To stand by a contribution that another entered for an organization."""
    CONFIRM_PROFILE = "confirm_profile"
    """To stand by the profile that others drafted of an organization, or changed."""
    VIEW_COMMITMENT = "view_commitment"
    """To say, as one of its two sides, how a commitment went."""
    AGREE_DAY = "agree_day"
    """To agree to another day for a commitment."""


class RequestState(StrEnum):
    """Whether it is still asked."""

    OPEN = "open"
    DONE = "done"
    """It was answered, whatever the answer."""
    LAPSED = "lapsed"
    """It was not answered, and cannot be any more."""


class AddressedTo(StrEnum):
    """Of whom it is asked."""

    PERSON = "person"
    ORGANIZATION = "organization"
    """Whoever represents it at the moment."""


VOTING = (RequestKind.VOTE, RequestKind.CONFIRM_BALLOT)
"""What only those are asked who may cast a ballot."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Where a kind of request is answered. Paths are within the initiative, with what they name in braces."""

    service: str
    subject: str
    operation: str
    method: str
    path: str


ANSWERING: dict[RequestKind, Answering] = {
    RequestKind.VOTE: Answering(
        "agenda", "decisions/{subject}", "cast_ballot", "PUT", "decisions/{subject}/ballots/{addressee}"
    ),
    RequestKind.CONFIRM_BALLOT: Answering(
        "agenda",
        "decisions/{subject}",
        "confirm_ballot",
        "POST",
        "decisions/{subject}/ballots/{addressee}/confirm",
    ),
    RequestKind.CONFIRM_VOICE: Answering(
        "agenda", "voices/{subject}", "confirm_voice", "POST", "voices/{subject}/confirm"
    ),
    RequestKind.CONFIRM_ACTIVITY: Answering(
        "agenda", "activities/{subject}", "confirm_activity", "POST", "activities/{subject}/confirm"
    ),
    RequestKind.REPORT_FIGURES: Answering(
        "metrics", "indicators/{subject}", "report_observation", "POST", "observations"
    ),
    RequestKind.ACCEPT_SEAT: Answering(
        "registry", "forums/{parent}", "accept_seat", "POST", "forums/{parent}/members/{subject}/accept"
    ),
    RequestKind.RENEW_SEAT: Answering(
        "registry",
        "forums/{parent}",
        "ask_seat_renewal",
        "POST",
        "forums/{parent}/members/{subject}/ask-renewal",
    ),
    RequestKind.CARRY_ROLE: Answering(
        "registry",
        "mandates/{subject}",
        "carry_role",
        "POST",
        "mandates/{subject}/carriers/{parent}/carry",
    ),
    RequestKind.DECLARE_INTERESTS: Answering(
        "registry",
        "mandates/{subject}",
        "declare_interests",
        "POST",
        "mandates/{subject}/interest-declarations",
    ),
    RequestKind.ACCEPT_HANDOVER: Answering(
        "registry",
        "handovers/{parent}",
        "accept_handed_thing",
        "POST",
        "handovers/{parent}/things/{subject}/accept",
    ),
    RequestKind.ATTEND: Answering(
        "registry",
        "meetings/{subject}",
        "announce_attendance",
        "PUT",
        "meetings/{subject}/attendance/{addressee}/answer",
    ),
    RequestKind.CHOOSE_TIME: Answering(
        "registry",
        "meetings/{subject}",
        "answer_meeting_time",
        "PUT",
        "meetings/{subject}/offered-times/{parent}/answer",
    ),
    RequestKind.APPROVE_MINUTES: Answering(
        "registry",
        "meetings/{subject}",
        "consent_to_minutes",
        "POST",
        "meetings/{subject}/minutes/consents",
    ),
    RequestKind.ANSWER_INTERACTION: Answering(
        "registry",
        "interactions/{subject}",
        "answer_interaction",
        "POST",
        "interactions/{subject}/answers",
    ),
    RequestKind.ACCEPT_MEDIATION: Answering(
        "registry", "mediations/{subject}", "accept_mediation", "POST", "mediations/{subject}/accept"
    ),
    RequestKind.CONFIRM_TIE: Answering(
        "registry", "ties/{subject}", "confirm_tie", "POST", "ties/{subject}/confirm"
    ),
    RequestKind.CONFIRM_CONTRIBUTION: Answering(
        "registry",
        "contributions/{subject}",
        "confirm_contribution",
        "POST",
        "contributions/{subject}/confirm",
    ),
    RequestKind.CONFIRM_PROFILE: Answering(
        "registry", "profiles/{subject}", "confirm_profile", "POST", "profiles/{subject}/confirm"
    ),
    RequestKind.VIEW_COMMITMENT: Answering(
        "registry",
        "commitments/{subject}",
        "view_commitment",
        "PUT",
        "commitments/{subject}/views/{occasion}",
    ),
    RequestKind.AGREE_DAY: Answering(
        "registry",
        "commitments/{parent}",
        "accept_renegotiation",
        "POST",
        "commitments/{parent}/renegotiations/{subject}/accept",
    ),
}
