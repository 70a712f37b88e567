"""A ballot as the API shows it."""

from collections.abc import Mapping
from typing import Any

from shared.outcomes import MethodName


def described(row: Mapping[str, Any], method: MethodName) -> dict[str, Any]:
    """A ballot as the API shows it; what it says is null where nobody may see that."""
    options, scores = row["option_ids"], row["scores"]
    listed = None
    if method is MethodName.SCORE and options is not None:
        pairs = zip(options, scores, strict=True)
        listed = [{"option_id": option, "score": score} for option, score in pairs]
    return {
        **row,
        "approved": options if method is MethodName.APPROVAL else None,
        "scores": listed,
        "ranking": options if method is MethodName.RANKED else None,
    }
