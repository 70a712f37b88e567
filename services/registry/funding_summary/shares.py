"""How money stands in one currency: shares and months, as exact fractions of integers.

Plain functions: amounts are in minor units of one currency, and nothing is ever converted.
"""

from fractions import Fraction


def share(part: int, whole: int) -> Fraction | None:
    """What part of the whole it is; None where there is no whole."""
    return Fraction(part, whole) if whole else None


def months_funded(to_backbone: int, needed_for_backbone: int, months: int) -> Fraction | None:
    """For how many months the backbone has what it needs: its funds by its monthly need.

    The monthly need is `needed_for_backbone` over `months`; None where it needs nothing. It counts from the
    first month of the need, whatever is spent since. `to_backbone` is what is allocated to it, or the part of
    that which was received: both are said.
    """
    return Fraction(to_backbone * months, needed_for_backbone) if needed_for_backbone else None
