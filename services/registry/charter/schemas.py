"""Bodies of the charter's API."""

from pydantic import Field

from shared.http.bodies import ResponseBody
from shared.localization.languages import Language
from shared.localization.texts import CheckedLine, CheckedText


class CharterRule(ResponseBody):
    """One thing a backbone does not do, in Hebrew, Arabic and English."""

    code: str
    type: str = Field(description="`type` of the problem document with which the rule refuses.")
    title: CheckedLine
    text: CheckedText
    shown: str = Field(description="Title and text in the caller's language, for a page that shows one.")


class Charter(ResponseBody):
    """The rules this deployment keeps."""

    language: Language = Field(description="The caller's, by Accept-Language.")
    rules: list[CharterRule]
