"""Decimals as they stand in bodies: text, exact, without exponents."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from services.metrics.figures import DECIMAL

DecimalIn = Annotated[str, Field(pattern=f"^{DECIMAL}$", max_length=40, examples=["12.5"])]
"""A decimal number somebody sends."""


def _as_text(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value


DecimalOut = Annotated[str, BeforeValidator(_as_text)]
"""A decimal number we send."""
