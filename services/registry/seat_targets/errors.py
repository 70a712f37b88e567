"""Problems with how a forum is to be composed."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

SECTOR_OR_VALUE = InputRule(
    "seat_target_of_one_group",
    Message(
        he="יעד הוא לקבוצה אחת: sector, או grouping_id עם value_id.",
        ar="الهدف لمجموعة واحدة: sector، أو grouping_id مع value_id.",
        en="A target is for one group: sector, or grouping_id with value_id.",
    ),
)


class SeatTargetExists(Problem):
    """The forum has a target for this group, counted in this way."""

    status = 409
    code = "seat-target-exists"
    title = Message(he="כבר נקבע יעד לקבוצה", ar="للمجموعة هدف محدد", en="There is a target already")
    detail = Message(
        he="לקבוצה הזו כבר נקבע יעד בפורום, באותה דרך ספירה. אפשר לבטל אותו ולקבוע חדש.",
        ar="لهذه المجموعة هدف محدد في الهيئة بطريقة العدّ نفسها. يمكن إلغاؤه وتحديد هدف جديد.",
        en="This group has a target in the forum, counted in the same way. Drop it, and set another one.",
    )


class TooManySeatTargets(Problem):
    """The forum has as many targets as there can be."""

    status = 409
    code = "too-many-seat-targets"
    title = Message(he="אין מקום ליעד נוסף", ar="لا متسع لهدف آخر", en="No room for another target")
    detail = Message(
        he="לפורום יכולים להיות {most} יעדים להרכב שלו. אפשר לבטל יעד שאינו נחוץ.",
        ar="يمكن أن يكون للهيئة {most} من أهداف التركيب. يمكن إلغاء هدف لم يعد لازمًا.",
        en="A forum can have {most} targets for who sits in it. One no longer needed can be dropped.",
    )
