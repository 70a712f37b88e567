"""Bodies of the catalogues' API: the same for all catalogues; what does not apply is null or empty."""

from pydantic import Field

from shared.http.bodies import ResponseBody
from shared.localization.texts import CheckedLine, CheckedText


class RoleTitles(ResponseBody):
    """A role's title for a woman and for a man."""

    feminine: CheckedLine
    masculine: CheckedLine


class CatalogueEntry(ResponseBody):
    """One thing a catalogue lists, in Hebrew, Arabic and English."""

    number: int = Field(description="Its place in the catalogue, from 1.")
    code: str = Field(description="What other fields of the API call it.")
    name: CheckedLine
    description: CheckedText | None
    group: str | None = Field(description="For an indicator: the code of the backbone's role it belongs to.")
    titles: RoleTitles | None = Field(description="For a role of the staff.")
    roles: list[str] = Field(description="For a role of the staff: codes of the backbone's roles it serves.")
    advantages: list[CheckedText] = Field(description="For a kind of backbone.")
    disadvantages: list[CheckedText] = Field(description="For a kind of backbone.")
    example: str | None = Field(description="For a kind of backbone: one that serves or served.")
    source: str = Field(description="Where it comes from. The words are Shidra's own.")


class CatalogueAnswer(ResponseBody):
    """A catalogue, whole."""

    name: str
    title: CheckedLine
    entries: list[CatalogueEntry]
