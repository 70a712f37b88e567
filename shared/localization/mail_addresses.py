"""Addresses of mailboxes, in bodies."""

import unicodedata
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, Field

# Whether an address reaches anybody is found out by writing to it: this keeps out what is no address at all.
Email = Annotated[
    str,
    Field(max_length=254, pattern=r"^[^@\s\x00-\x1f<>]+@[^@\s\x00-\x1f<>.]+(\.[^@\s\x00-\x1f<>.]+)+$"),
    AfterValidator(partial(unicodedata.normalize, "NFC")),  # the log takes one spelling of a letter
]
