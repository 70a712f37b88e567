"""Problems the targets of coverage can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

ONE_GROUP = InputRule(
    "coverage_one_group",
    Message(
        he="יעד הוא לקבוצה אחת: sector, או grouping_id עם value_id, או population_group, או place, "
        "או decision_maker_kind.",
        ar="الهدف لمجموعة واحدة: sector، أو grouping_id مع value_id، أو population_group، أو place، "
        "أو decision_maker_kind.",
        en="A target is for one group: sector, or grouping_id with value_id, or population_group, or place, "
        "or decision_maker_kind.",
    ),
)


class TargetExists(Problem):
    """There is a target for this group and this way of counting."""

    status = 409
    code = "coverage-target-exists"
    title = Message(he="כבר נקבע יעד", ar="الهدف محدد من قبل", en="There is a target already")
    detail = Message(
        he="לקבוצה הזו כבר נקבע יעד באותה דרך ספירה. אפשר לבטל אותו ולקבוע חדש.",
        ar="لهذه المجموعة هدف محدد بطريقة العدّ نفسها. يمكن إلغاؤه وتحديد هدف جديد.",
        en="This group has a target counted in the same way. It can be dropped and another one set.",
    )


class TooManyTargets(Problem):
    """The initiative has as many targets of coverage as there can be."""

    status = 409
    code = "too-many-coverage-targets"
    title = Message(he="אין מקום ליעד נוסף", ar="لا متسع لهدف آخر", en="No room for another target")
    detail = Message(
        he="ליוזמה יכולים להיות {most} יעדי כיסוי. אפשר לבטל יעד שאינו נחוץ.",
        ar="يمكن أن يكون للمبادرة {most} من أهداف التغطية. يمكن إلغاء هدف لم يعد لازمًا.",
        en="An initiative can have {most} targets of coverage. One no longer needed can be dropped.",
    )
