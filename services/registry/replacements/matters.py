"""What passes on when a representative is replaced, and what does not, each with its reason: plain rules.

A seat is the organization's to pass on where its forum says so, and in an action circle, which nobody's
decision fills. Elsewhere the forum decides. What a person signed, cast or promised for themself stays theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.registry.seats.events import SeatStatus
from shared.governance import ForumKind, SeatRole
from shared.localization.messages import Message

Row = Mapping[str, Any]


class MatterKind(StrEnum):
    """What may pass on."""

    SEAT = "seat"
    """A seat that the predecessor holds."""
    SEAT_PROPOSAL = "seat_proposal"
    """A seat for which the predecessor was proposed, or which they accepted."""
    COMMITMENT = "commitment"
    """A commitment that is not settled, on one of its sides."""
    REQUEST = "request"
    """Something asked, of the organization or of the predecessor."""


class MatterReason(StrEnum):
    """Why something passes on, or does not."""

    ORGANIZATION_NAMES = "organization_names"
    CHAIR_AS_MEMBER = "chair_as_member"
    PROPOSED_ANEW = "proposed_anew"
    FORUM_DECIDES = "forum_decides"
    SEATED_ALREADY = "seated_already"
    SUCCESSOR_IS_STAFF = "successor_is_staff"
    HELD_FOR_ANOTHER = "held_for_another"
    FOR_THE_ORGANIZATION = "for_the_organization"
    SUCCESSOR_IS_OTHER_SIDE = "successor_is_other_side"
    OWN_PROMISE = "own_promise"
    ASKED_OF_THE_ORGANIZATION = "asked_of_the_organization"
    ASKED_OF_THE_PERSON = "asked_of_the_person"


PASSING = frozenset(
    {
        MatterReason.ORGANIZATION_NAMES,
        MatterReason.CHAIR_AS_MEMBER,
        MatterReason.PROPOSED_ANEW,
        MatterReason.FOR_THE_ORGANIZATION,
        MatterReason.ASKED_OF_THE_ORGANIZATION,
    }
)
"""The reasons for which something does pass on."""

EXPLAINED: dict[MatterReason, Message] = {
    MatterReason.ORGANIZATION_NAMES: Message(
        he="המושב הוא של הארגון, והארגון קובע מי יושבים בו.",
        ar="المقعد للمنظمة، وهي تحدد من يشغله.",
        en="The seat is the organization's, which says who sits there.",
    ),
    MatterReason.CHAIR_AS_MEMBER: Message(
        he="המושב עובר, והתפקיד של ניהול הפורום אינו עובר איתו: עליו מחליט הפורום.",
        ar="ينتقل المقعد دون رئاسة المنتدى: فهي يقررها المنتدى.",
        en="The seat passes on, the chair does not: the forum decides who chairs it.",
    ),
    MatterReason.PROPOSED_ANEW: Message(
        he="ההצעה למושב נמשכת, ובמקומה מוצע המושב מחדש. נדרשת הסכמה, ואחריה החלטת הפורום.",
        ar="يُسحب الاقتراح ويُطرح المقعد من جديد؛ يلزم القبول ثم قرار المنتدى.",
        en="The proposal is taken back and made anew; it is to be accepted, then the forum decides.",
    ),
    MatterReason.FORUM_DECIDES: Message(
        he="על המושב מחליט הפורום. המושב מוצע כעת, ואחרי ההסכמה החלטה אחת מסוג seats ממלאת אותו ומפנה את "
        "הקודם. עד אז המושב נשאר כפי שהוא.",
        ar="يقرر المنتدى في المقعد. يُقترح الآن، وبعد القبول يشغله قرار واحد من نوع seats ويُخلي السابق. "
        "وحتى ذلك الحين يبقى كما هو.",
        en="The forum decides on the seat. It is proposed now; once accepted, one decision of kind `seats` "
        "fills it and vacates the one of before. Until then that one stays as it is.",
    ),
    MatterReason.SEATED_ALREADY: Message(
        he="למי שמקבלים את הייצוג כבר יש מושב או הצעה בפורום הזה, ולאדם אחד יש בו מושב אחד.",
        ar="لمن يتسلّم التمثيل مقعد أو اقتراح في هذا المنتدى، وللشخص فيه مقعد واحد.",
        en="Whoever takes over has a seat in this forum, or was proposed for one; a person has one.",
    ),
    MatterReason.SUCCESSOR_IS_STAFF: Message(
        he="אנשי צוות השדרה אינם יושבים בפורומים עם זכות הצבעה.",
        ar="أفراد فريق المنظمة الداعمة لا يشغلون مقاعد لها حق التصويت.",
        en="Backbone staff sit in forums without a vote.",
    ),
    MatterReason.HELD_FOR_ANOTHER: Message(
        he="המושב אינו מטעם הארגון הזה.", ar="المقعد ليس باسم هذه المنظمة.", en="The seat is not held for it."
    ),
    MatterReason.FOR_THE_ORGANIZATION: Message(
        he="ההתחייבות היא של הארגון.", ar="الالتزام باسم المنظمة.", en="The commitment is the organization's."
    ),
    MatterReason.SUCCESSOR_IS_OTHER_SIDE: Message(
        he="הצד השני של ההתחייבות הוא מי שמקבלים את הייצוג, ואין שני צדדים באדם אחד.",
        ar="الطرف الآخر في الالتزام هو من يتسلّم التمثيل، ولا يكون شخص واحد طرفين.",
        en="Whoever takes over is the commitment's other side, and nobody is both.",
    ),
    MatterReason.OWN_PROMISE: Message(
        he="ההתחייבות אישית ואינה מטעם הארגון.",
        ar="الالتزام شخصي وليس باسم المنظمة.",
        en="The commitment is personal, not the organization's.",
    ),
    MatterReason.ASKED_OF_THE_ORGANIZATION: Message(
        he="הפנייה היא אל הארגון, ועונים לה מי שמייצגים אותו. מה שכבר נענה עומד בעינו עד שישונה.",
        ar="الطلب موجّه إلى المنظمة ويجيب عنه من يمثّلها. وما أُجيب عنه يبقى حتى يُغيَّر.",
        en="It is asked of the organization, and whoever represents it answers. What was answered stands "
        "until it is changed.",
    ),
    MatterReason.ASKED_OF_THE_PERSON: Message(
        he="הפנייה אישית, ותשובה או קול אישיים אינם עוברים לאחרים.",
        ar="الطلب شخصي، ولا ينتقل جواب شخصي أو صوت شخصي إلى غيره.",
        en="It is asked of the person, and nobody's own answer or vote becomes another's.",
    ),
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What has to be known to judge: whose word it is, and who is to take over."""

    organization_id: UUID
    successor_id: UUID | None
    """None for somebody who is not recorded yet."""
    successor_is_staff: bool
    by_staff: bool
    """Whether the backbone replaces, which passes on no seat."""
    sits_in: frozenset[UUID]
    """Forums in which the successor has a seat, or was proposed for one."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing, and what becomes of it."""

    kind: MatterKind
    id: UUID
    reason: MatterReason
    within: UUID | None = None
    """Of seats their forum."""
    detail: str | None = None
    """Of commitments the side, of requests their kind."""
    into: UUID | None = None
    """The seat, or proposal, that takes its place."""

    @property
    def passes(self) -> bool:
        """Whether it passes on at once."""
        return self.reason in PASSING

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "kind": self.kind.value,
            "id": str(self.id),
            "reason": self.reason.value,
            "within": None if self.within is None else str(self.within),
            "detail": self.detail,
            "into": None if self.into is None else str(self.into),
        }


def of_seat(seat: Row, there: Situation) -> Matter:
    """What becomes of a seat that the predecessor holds, accepted or was proposed for."""
    held = seat["status"] == SeatStatus.SEATED
    kind = MatterKind.SEAT if held else MatterKind.SEAT_PROPOSAL
    return Matter(kind, seat["id"], _seat_reason(seat, there, held=held), within=seat["forum_id"])


def _seat_reason(seat: Row, there: Situation, *, held: bool) -> MatterReason:
    if seat["organization_id"] != there.organization_id:
        return MatterReason.HELD_FOR_ANOTHER
    if seat["forum_id"] in there.sits_in:
        return MatterReason.SEATED_ALREADY
    if there.successor_is_staff and seat["votes"]:
        return MatterReason.SUCCESSOR_IS_STAFF
    if not held:
        return MatterReason.PROPOSED_ANEW
    its_own = seat["seats_pass_on"] or seat["forum_kind"] == ForumKind.ACTION_CIRCLE
    if there.by_staff or not its_own:
        return MatterReason.FORUM_DECIDES
    return MatterReason.CHAIR_AS_MEMBER if seat["role"] == SeatRole.CHAIR else MatterReason.ORGANIZATION_NAMES


def of_commitment(commitment: Row, side: str, other: str, there: Situation) -> Matter:
    """What becomes of a commitment that is not settled, on the side on which the predecessor stands."""
    if commitment[f"{side}_organization_id"] != there.organization_id:
        reason = MatterReason.OWN_PROMISE
    elif there.successor_id is not None and commitment[f"{other}_person_id"] == there.successor_id:
        reason = MatterReason.SUCCESSOR_IS_OTHER_SIDE
    else:
        reason = MatterReason.FOR_THE_ORGANIZATION
    return Matter(MatterKind.COMMITMENT, commitment["id"], reason, detail=side)


def of_request(request: Row, there: Situation) -> Matter:
    """Who answers what is asked: of the organization its representatives, of the predecessor nobody else."""
    of_organization = request["addressee_id"] == there.organization_id
    reason = MatterReason.ASKED_OF_THE_ORGANIZATION if of_organization else MatterReason.ASKED_OF_THE_PERSON
    return Matter(MatterKind.REQUEST, request["subject_id"], reason, detail=request["kind"])
