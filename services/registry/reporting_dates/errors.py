"""Problems the reporting dates can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

COVERS_REVERSED = InputRule(
    "covers_reversed",
    Message(
        he="covers_until קודם ל־covers_from.",
        ar="covers_until يسبق covers_from.",
        en="covers_until is before covers_from.",
    ),
)


class ReportSettled(Problem):
    """The report was delivered already, or is asked for no more."""

    status = 409
    code = "report-settled"
    title = Message(he="כבר נמסר או בוטל", ar="سُلّم أو أُلغي", en="Delivered or dropped already")
    detail = Message(
        he="הדיווח כבר נמסר, או שכבר אין צורך בו. אפשר לקבוע מועד דיווח חדש.",
        ar="التقرير سُلّم بالفعل أو لم يعد مطلوبًا. يمكن تحديد موعد جديد.",
        en="The report was delivered already, or is asked for no more. Another reporting date can be set.",
    )
