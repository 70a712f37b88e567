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
    VOTE_AS_PROXY = "vote_as_proxy"
    """To vote for another, who named one to do so; or to decline, by the proxy itself."""
    ANSWER_OBJECTION = "answer_objection"
    """To answer an objection to an open question: who leads the forum."""
    ACCEPT_ANSWER = "accept_answer"
    """To say whether an answer settles an objection one raised."""
    SUPPORT_AMENDMENT = "support_amendment"
    """To bring about, as a second member of the forum, an amendment that another proposed."""
    CONFIRM_VOICE = "confirm_voice"
    """To stand by a voice that another entered, or to reword it."""
    CONFIRM_ACTIVITY = "confirm_activity"
    """To stand by leading an activity that another entered."""
    REPORT_FIGURES = "report_figures"
    """To report a shared indicator for a period that has ended."""
    RENEW_POSITION = "renew_position"
    """To say where an organization stands on an indicator that was defined anew since it did."""
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
    """To say whether one is coming to a meeting; as alternate, where whoever sits there cannot."""
    CHOOSE_TIME = "choose_time"
    """To say which of the times offered for a meeting suit."""
    WRITE_MINUTES = "write_minutes"
    """To write the minutes of a meeting that was held, and put them before those who were there."""
    ANSWER_CORRECTION = "answer_correction"
    """To take a correction of minutes that was asked for, or decline it."""
    APPROVE_MINUTES = "approve_minutes"
    """To agree to the minutes of a meeting one attended, or ask for a correction."""
    ANSWER_INTERACTION = "answer_interaction"
    """To answer what another recorded of an interaction one was party to."""
    ACCEPT_MEDIATION = "accept_mediation"
    """To accept who mediates in a conflict one is party to."""
    MEDIATE = "mediate"
    """To mediate between others, or to decline."""
    CHOOSE_MEDIATOR = "choose_mediator"
    """To ask somebody else to mediate in a conflict one is party to, since nobody does."""
    CONFIRM_TIE = "confirm_tie"
    """To say whether a tie to another organization, that another reported, is so."""
    CONFIRM_CONTRIBUTION = "confirm_contribution"
    """To stand by a contribution that another entered for an organization."""
    NOTE_INSTALMENT = "note_instalment"
    """To say whether an instalment of a grant that is due has arrived."""
    DELIVER_GRANT_REPORT = "deliver_grant_report"
    """To report to the funder of a grant, and say that it was done."""
    CONFIRM_PROFILE = "confirm_profile"
    """To stand by the profile that others drafted of an organization, or changed."""
    CONFIRM_STATEMENT = "confirm_statement"
    """To say whether a statement that others recorded of an organization is its own."""
    VIEW_COMMITMENT = "view_commitment"
    """To say, as one of its two sides, how a commitment went."""
    AGREE_DAY = "agree_day"
    """To agree to another day for a commitment."""
    ACKNOWLEDGE_REPLACEMENT = "acknowledge_replacement"
    """To say that one knows what passed on when an organization's representative was replaced."""


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


BALLOTS = (RequestKind.VOTE, RequestKind.CONFIRM_BALLOT)
"""What voters are asked."""
VOTING = (*BALLOTS, RequestKind.ACCEPT_ANSWER)
"""What only those are asked who may cast the voter's ballot."""


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
    RequestKind.VOTE_AS_PROXY: Answering(
        "agenda", "decisions/{subject}", "cast_ballot", "PUT", "decisions/{subject}/ballots/{parent}"
    ),
    RequestKind.ANSWER_OBJECTION: Answering(
        "agenda",
        "decisions/{subject}",
        "answer_objection",
        "POST",
        "decisions/{subject}/objections/{occasion}/answers",
    ),
    RequestKind.ACCEPT_ANSWER: Answering(
        "agenda",
        "decisions/{subject}",
        "accept_answer",
        "POST",
        "decisions/{subject}/objections/{occasion}/accept",
    ),
    RequestKind.SUPPORT_AMENDMENT: Answering(
        "agenda",
        "decisions/{subject}",
        "support_amendment",
        "POST",
        "decisions/{subject}/amendments/{occasion}/support",
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
    RequestKind.RENEW_POSITION: Answering(
        "metrics",
        "indicators/{subject}",
        "take_indicator_position",
        "PUT",
        "indicators/{subject}/positions/{addressee}",
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
    RequestKind.WRITE_MINUTES: Answering(
        "registry", "meetings/{subject}", "write_minutes", "PUT", "meetings/{subject}/minutes"
    ),
    RequestKind.ANSWER_CORRECTION: Answering(
        "registry",
        "meetings/{parent}",
        "answer_correction",
        "POST",
        "meetings/{parent}/minutes/corrections/{subject}/answer",
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
    RequestKind.MEDIATE: Answering(
        "registry", "mediations/{subject}", "accept_mediation", "POST", "mediations/{subject}/accept"
    ),
    RequestKind.CHOOSE_MEDIATOR: Answering(
        "registry", "mediations/{subject}", "set_mediator", "PUT", "mediations/{subject}/mediator"
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
    RequestKind.NOTE_INSTALMENT: Answering(
        "registry",
        "grants/{parent}",
        "receive_instalment",
        "POST",
        "grants/{parent}/instalments/{subject}/receive",
    ),
    RequestKind.DELIVER_GRANT_REPORT: Answering(
        "registry",
        "grants/{parent}",
        "deliver_grant_report",
        "POST",
        "grants/{parent}/reporting-dates/{subject}/deliver",
    ),
    RequestKind.CONFIRM_PROFILE: Answering(
        "registry", "profiles/{subject}", "confirm_profile", "POST", "profiles/{subject}/confirm"
    ),
    RequestKind.CONFIRM_STATEMENT: Answering(
        "registry", "statements/{subject}", "confirm_statement", "POST", "statements/{subject}/confirm"
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
    RequestKind.ACKNOWLEDGE_REPLACEMENT: Answering(
        "registry",
        "organizations/{parent}",
        "acknowledge_replacement",
        "POST",
        "organizations/{parent}/replacements/{subject}/acknowledge",
    ),
}
