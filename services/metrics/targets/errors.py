"""Problems targets can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class TargetSetAlready(Problem):
    """The indicator has such a value for this period and place."""

    status = 409
    code = "target-set-already"
    title = Message(he="הערך כבר נקבע", ar="القيمة محدَّدة بالفعل", en="Set already")
    detail = Message(
        he="כבר נקבע ערך מסוג זה לתקופה ולמקום האלה. אפשר לשנות אותו ב־PATCH.",
        ar="حُدِّدت قيمة من هذا النوع لهذه الفترة وهذا المكان. يمكن تعديلها بـ PATCH.",
        en="A value of this kind is set for this period and place. Change it with PATCH.",
    )
