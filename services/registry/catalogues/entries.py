"""What an entry of a catalogue is. The catalogues are a module each, in our own words, with their sources."""

from dataclasses import dataclass

from shared.localization.messages import Message

GUIDE = "Sheatufim, guide for backbone organizations of joint initiatives (Hebrew)"
FSG_INDICATORS = "FSG and Greater Cincinnati Foundation, Backbone Effectiveness: 27 Indicators (2012)"
FSG_TYPES = "Hanleybrown, Kania and Kramer, Channeling Change (Stanford Social Innovation Review, 2012)"
FSG_FUNCTIONS = (
    "Turner, Merchant, Kania and Martin, Understanding the Value of Backbone Organizations in Collective "
    "Impact (Stanford Social Innovation Review, 2012)"
)
SHIDRA = "Shidra"


@dataclass(frozen=True, slots=True)
class Titles:
    """A role's title for a woman and for a man, in the languages that tell them apart."""

    feminine: Message
    masculine: Message


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a catalogue lists. What does not apply is empty or None."""

    code: str
    name: Message
    source: str
    """Where it comes from; the words are ours."""
    description: Message | None = None
    group: str | None = None
    """Code of what it belongs to: an indicator to a function of the backbone."""
    titles: Titles | None = None
    roles: tuple[str, ...] = ()
    """Codes of the backbone's roles that it serves."""
    advantages: tuple[Message, ...] = ()
    disadvantages: tuple[Message, ...] = ()
    example: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A list of entries under a title, in the order in which people know it."""

    title: Message
    entries: tuple[Entry, ...]
