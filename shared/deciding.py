"""A forum's rules for deciding, and a decision's: in bodies of the API, in jsonb, in fields of events."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, model_validator

from shared.eventlog.event_types import OPEN, Event
from shared.http.bodies import RequestBody, ResponseBody
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message
from shared.orderings import Counting
from shared.outcomes import THREE_QUARTERS, Method, MethodName, Quorum

PARAMETER_OF_ANOTHER_METHOD = InputRule(
    "parameter_of_another_method",
    Message(
        he="הפרמטר אינו שייך לשיטה. threshold: majority, sector_balanced, gradients, fist_to_five; "
        "sectors_required: sector_balanced; best_score: score; counting: ranked.",
        ar="المعيار لا يخص هذه الطريقة. threshold: majority و sector_balanced و gradients و fist_to_five؛ "
        "sectors_required: sector_balanced؛ best_score: score؛ counting: ranked.",
        en="The method has no such parameter. `threshold`: majority, sector_balanced, gradients, "
        "fist_to_five; `sectors_required`: sector_balanced; `best_score`: score; `counting`: ranked.",
    ),
)
ORDERS_NOTHING_STANDING = InputRule(
    "orders_nothing_standing",
    Message(
        he="approval, score ו־ranked מסדרות אפשרויות של שאלה אחת, ואינן שיטה קבועה של פורום.",
        ar="approval و score و ranked ترتّب خيارات سؤال واحد، وليست طريقة ثابتة لهيئة.",
        en="`approval`, `score` and `ranked` order the options of one question; a forum has none as its "
        "standing method.",
    ),
)
THRESHOLD_OUT_OF_RANGE = InputRule(
    "threshold_out_of_range",
    Message(
        he="הסף הוא לפחות חצי; בהצבעות רוב הוא פחות מאחד, בסולמות לכל היותר אחד.",
        ar="العتبة نصف على الأقل؛ في الأغلبيات أقل من واحد، وفي السلالم واحد على الأكثر.",
        en="A threshold is at least one half; of majorities it is less than one, on scales at most one.",
    ),
)
SHARE_OUT_OF_RANGE = InputRule(
    "share_out_of_range",
    Message(
        he="החלק גדול מאפס ואינו עולה על אחד.",
        ar="الحصة أكبر من صفر ولا تتجاوز واحدًا.",
        en="A share is greater than zero and at most one.",
    ),
)
Part = Annotated[int, Field(ge=0, le=1_000_000)]
Whole = Annotated[int, Field(ge=1, le=1_000_000)]


class FractionGiven(RequestBody):
    """An exact fraction, such as two thirds."""

    numerator: Part
    denominator: Whole

    def value(self) -> Fraction:
        """The number it is."""
        return Fraction(self.numerator, self.denominator)


class ExactFraction(ResponseBody):
    """An exact fraction in lowest terms."""

    numerator: int
    denominator: int


_THRESHOLDS = {
    MethodName.MAJORITY: Fraction(1, 2),
    MethodName.SECTOR_BALANCED: Fraction(1, 2),
    MethodName.GRADIENTS: THREE_QUARTERS,
    MethodName.FIST_TO_FIVE: THREE_QUARTERS,
}
"""Methods with a threshold, and the usual one of each."""
_SCALES = (MethodName.GRADIENTS, MethodName.FIST_TO_FIVE)


class MethodGiven(RequestBody):
    """How ballots become an outcome."""

    name: MethodName
    threshold: FractionGiven | None = Field(
        None,
        description="Of majority and sector_balanced, which yes has to pass: absent or null, one half. Of "
        "gradients and fist_to_five, which the share that agrees has to reach: three quarters.",
    )
    sectors_required: int | None = Field(
        None, ge=1, le=20, description="Of sector_balanced: in how many sectors, too; absent or null: 2."
    )
    counting: Counting | None = Field(None, description="Of ranked; absent or null: schulze.")
    best_score: int | None = Field(
        None, ge=1, le=100, description="Of score: scores go from 0 to this; absent or null: 5."
    )

    @model_validator(mode="after")
    def _own_parameters(self) -> Self:
        name = self.name
        others = (
            (self.threshold, name in _THRESHOLDS),
            (self.sectors_required, name is MethodName.SECTOR_BALANCED),
            (self.counting, name is MethodName.RANKED),
            (self.best_score, name is MethodName.SCORE),
        )
        if any(given is not None and not own for given, own in others):
            raise PARAMETER_OF_ANOTHER_METHOD.broken()
        if self.threshold is not None:
            given = self.threshold.value()
            if not Fraction(1, 2) <= given <= 1 or (given == 1 and name not in _SCALES):
                raise THRESHOLD_OUT_OF_RANGE.broken()
        return self

    def method(self) -> Method:
        """The method it names, with all its parameters."""
        name = self.name
        return Method(
            name,
            self.threshold.value() if self.threshold else _THRESHOLDS.get(name),
            (self.sectors_required or 2) if name is MethodName.SECTOR_BALANCED else None,
            (self.counting or Counting.SCHULZE) if name is MethodName.RANKED else None,
            (self.best_score or 5) if name is MethodName.SCORE else None,
        )


def _adopts(given: MethodGiven) -> MethodGiven:
    if given.name.orders:
        raise ORDERS_NOTHING_STANDING.broken()
    return given


StandingMethodGiven = Annotated[MethodGiven, AfterValidator(_adopts)]
"""A forum's standing method: one that adopts."""


class QuorumGiven(RequestBody):
    """How much of the electorate has to cast a ballot; abstentions count."""

    share: FractionGiven
    sectors: int = Field(0, ge=0, le=20, description="In how many sectors the share has to be reached, too.")

    @model_validator(mode="after")
    def _a_share(self) -> Self:
        if not 0 < self.share.value() <= 1:
            raise SHARE_OUT_OF_RANGE.broken()
        return self

    def quorum(self) -> Quorum:
        """The quorum it names."""
        return Quorum(self.share.value(), self.sectors)


class MethodShown(ResponseBody):
    """How ballots become an outcome."""

    name: MethodName
    threshold: ExactFraction | None
    sectors_required: int | None
    counting: Counting | None = None
    best_score: int | None = None


class QuorumShown(ResponseBody):
    """How much of the electorate has to cast a ballot; abstentions count."""

    share: ExactFraction
    sectors: int


NoticeHours = Annotated[int, Field(ge=0, le=24 * 90)]


class RulesOfDeciding(Event):
    """The open fields by which events state method, quorum and notice."""

    method: Annotated[MethodName, OPEN]
    threshold_numerator: Annotated[int | None, OPEN] = None
    threshold_denominator: Annotated[int | None, OPEN] = None
    sectors_required: Annotated[int | None, OPEN] = None
    counting: Annotated[Counting | None, OPEN] = None
    best_score: Annotated[int | None, OPEN] = None
    quorum_numerator: Annotated[int, OPEN]
    quorum_denominator: Annotated[int, OPEN]
    quorum_sectors: Annotated[int, OPEN]
    notice_hours: Annotated[int, OPEN]


EXAMPLE_RULES: dict[str, Any] = {
    "method": "sector_balanced",
    "threshold_numerator": 2,
    "threshold_denominator": 3,
    "sectors_required": 3,
    "quorum_numerator": 1,
    "quorum_denominator": 2,
    "quorum_sectors": 0,
    "notice_hours": 168,
}


def rules_as_fields(method: Method, quorum: Quorum, notice_hours: int) -> dict[str, Any]:
    """Method, quorum and notice as the fields of an event."""
    threshold = method.threshold
    return {
        "method": method.name,
        "threshold_numerator": threshold.numerator if threshold else None,
        "threshold_denominator": threshold.denominator if threshold else None,
        "sectors_required": method.sectors_required,
        "counting": method.counting,
        "best_score": method.best_score,
        "quorum_numerator": quorum.share.numerator,
        "quorum_denominator": quorum.share.denominator,
        "quorum_sectors": quorum.sectors,
        "notice_hours": notice_hours,
    }


def rules_from_fields(data: Mapping[str, Any]) -> tuple[Method, Quorum, int]:
    """Method, quorum and notice from the fields of an event."""
    return (
        method_from_fields(data),
        Quorum(Fraction(data["quorum_numerator"], data["quorum_denominator"]), data["quorum_sectors"]),
        data["notice_hours"],
    )


def method_from_fields(data: Mapping[str, Any]) -> Method:
    """A method from the fields of an event; raises ValueError for one this version does not know."""
    threshold, counting = None, data.get("counting")
    if data.get("threshold_numerator") is not None:
        threshold = Fraction(data["threshold_numerator"], data["threshold_denominator"])
    return Method(
        MethodName(data["method"]),
        threshold,
        data.get("sectors_required"),
        None if counting is None else Counting(counting),
        data.get("best_score"),
    )


def method_as_json(method: Method) -> dict[str, Any]:
    """A method as jsonb and as the API shows it."""
    return {
        "name": method.name.value,
        "threshold": fraction_as_json(method.threshold) if method.threshold is not None else None,
        "sectors_required": method.sectors_required,
        "counting": method.counting,
        "best_score": method.best_score,
    }


def method_from_json(kept: Mapping[str, Any]) -> Method:
    """A method from jsonb."""
    threshold = kept["threshold"]
    return Method(
        MethodName(kept["name"]),
        fraction_from_json(threshold) if threshold is not None else None,
        kept["sectors_required"],
        Counting(kept["counting"]) if kept.get("counting") else None,
        kept.get("best_score"),
    )


def quorum_as_json(quorum: Quorum) -> dict[str, Any]:
    """A quorum as jsonb and as the API shows it."""
    return {"share": fraction_as_json(quorum.share), "sectors": quorum.sectors}


def quorum_from_json(kept: Mapping[str, Any]) -> Quorum:
    """A quorum from jsonb."""
    return Quorum(fraction_from_json(kept["share"]), kept["sectors"])


def fraction_as_json(fraction: Fraction) -> dict[str, int]:
    """A fraction as jsonb and as the API shows it."""
    return {"numerator": fraction.numerator, "denominator": fraction.denominator}


def fraction_from_json(kept: Mapping[str, int]) -> Fraction:
    """A fraction from jsonb."""
    return Fraction(kept["numerator"], kept["denominator"])
