"""What an import into the registry says of rows, and what it refuses as a whole."""

from enum import StrEnum

from shared.localization.input_rules import InputRule
from shared.localization.messages import Message


class RowFault(StrEnum):
    """Why a row is rejected or held, or what is noted of it. `bad_<field>` besides, by the field's rules."""

    WRONG_CELL_COUNT = "wrong_cell_count"
    """It has more or fewer cells than the header."""
    MISSING = "missing"
    """It lacks a field that what is new has to have."""
    DUPLICATE = "duplicate"
    """Another row of the file is about the same, and says otherwise: neither is taken."""
    REPEATED = "repeated"
    """An earlier row of the file says the same. The row is unchanged."""
    THERE_ALREADY = "there_already"
    """It is there and differs, and the mode is `create`."""
    NOT_THERE = "not_there"
    """It is not there, and the mode is `update`, or the row names it by an id."""
    KEPT = "kept"
    """It is there and differs in a field that the import leaves as it is. The row is not rejected for it."""
    SEVERAL_IDENTIFIED = "several_identified"
    """Its identifiers are those of several organizations."""
    SAME_NAME = "same_name"
    """Others have the name, of whom it cannot be told whether one is meant. The row is a merge candidate."""
    CHECK_DIGIT = "check_digit"
    """The check digit of an identifier is wrong. The row is not rejected for it: registers err, too."""
    NOT_IMPORTED = "not_imported"
    """It has a field that only people change, such as the stage. The row is not rejected for it."""
    UNKNOWN_ORGANIZATION = "unknown_organization"
    SEVERAL_ORGANIZATIONS = "several_organizations"
    """Several organizations have the name: name it by an identifier or an id."""
    SEVERAL_TIES = "several_ties"
    """Several ties are those that the row may be about: name it by its id."""


NOT_A_FIELD = InputRule(
    "unknown_field",
    Message(
        he="הערך או התווית מפנים לשדה שאינו קיים בייבוא הזה.",
        ar="القيمة أو التسمية تشير إلى حقل غير موجود في هذا الاستيراد.",
        en="The value or label leads to a field that this import does not have.",
    ),
)
FIELD_MISSING = InputRule(
    "field_without_column",
    Message(
        he="לשדה נדרש אין עמודה בקובץ, ולא צוין לו ערך אחד לכל השורות.",
        ar="ليس لحقل لازم عمود في الملف، ولم تُذكر له قيمة واحدة لكل الأسطر.",
        en="A field that is needed has no column in the file, and no value was given for all rows.",
    ),
)
