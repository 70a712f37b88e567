"""What an import of observations says of rows it rejects, and of imports it refuses as a whole."""

from enum import StrEnum

from shared.localization.input_rules import InputRule
from shared.localization.messages import Message


class RowFault(StrEnum):
    """Why a row was rejected, besides what makes it no figure (`figures.Fault`)."""

    WRONG_CELL_COUNT = "wrong_cell_count"
    """It has more or fewer cells than the header."""
    UNKNOWN_INDICATOR = "unknown_indicator"
    INDICATOR_RETIRED = "indicator_retired"
    UNKNOWN_ORGANIZATION = "unknown_organization"
    NOT_YOUR_ORGANIZATION = "not_your_organization"
    BAD_REMARK = "bad_remark"
    DUPLICATE = "duplicate"
    """Another row of the file is for the same indicator, organization, period and place."""
    THERE_ALREADY = "there_already"
    """There is another figure for it, and the mode is `create`."""
    NOT_THERE = "not_there"
    """There is no figure for it, and the mode is `update`."""
    NOT_SEEN = "not_seen"
    """There is a figure for it that the importer does not see, and so cannot compare or correct."""


KEPT = "kept"
"""Rows that are unchanged although they differ: the mode is `fill`, and there is no gap."""

REASON_MISSING = InputRule(
    "reason_missing",
    Message(
        he="הייבוא מתקן נתונים קיימים, ולכן נדרש נימוק: reason_he, reason_ar או reason_en.",
        ar="الاستيراد يصحح أرقامًا قائمة، لذلك يلزم تعليل: reason_he أو reason_ar أو reason_en.",
        en="The import corrects figures that are there, so it needs a reason: reason_he, reason_ar or "
        "reason_en.",
    ),
)
BAD_STATE_LABEL = InputRule(
    "bad_state_label",
    Message(
        he="תווית של מצב נכתבת כך: הטקסט שבקובץ, נקודתיים, ואחד מ־reported, missing, waived, suppressed.",
        ar="تُكتب تسمية الحالة هكذا: النص كما في الملف، نقطتان، وإحدى القيم reported وmissing وwaived "
        "وsuppressed.",
        en="A label of a state is the text in the file, a colon, and one of reported, missing, waived, "
        "suppressed.",
    ),
)
