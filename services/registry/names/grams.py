"""Names as sets of numbers that an index holds: trigrams to search by, marks to compare by.

PostgreSQL's own trigrams (pg_trgm) are not in every PostgreSQL, the embedded one among them. A trigram is
hashed with the initiative's id, so that one index serves all initiatives and each is searched alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit
from uuid import UUID

from services.registry.names.forms import essence, stem, stems, words

FORM = 3
"""Which forms and grams these are. Whoever changes what this module or `forms` answers raises it: the worker
then makes the rows of all organizations anew."""

_MOST_LEFT_OUT = 6
"""How many trigrams of what is sought may be missing in a name, of any length: two wrong letters cost six."""
_VOWELS = frozenset("ויاويaeiouy")
_FEWEST_BONES = 4
_SHARED_HOSTS = frozenset(
    {
        "facebook.com",
        "instagram.com",
        "linkedin.com",
        "sites.google.com",
        "guidestar.org.il",
        "gov.il",
        "x.com",
        "twitter.com",
        "youtube.com",
        "linktr.ee",
    }
)
"""Sites where many are at home: there the path tells who it is."""


@dataclass(frozen=True, slots=True)
class NameRow:
    """What the index holds of one organization."""

    grams: list[int]
    """Trigrams of its names in all languages, with and without prefixes, and of its identifiers."""
    length: int
    """Trigrams of its shortest name: of two names that hold what is sought, the shorter is nearer."""
    marks: list[int]
    """One number each for its identifiers, its site, its whole names and their bones."""


def name_row(
    initiative_id: UUID,
    name: Mapping[str, str],
    identifiers: Iterable[Mapping[str, str]] = (),
    website: str | None = None,
    *,
    merged: Iterable[NameRow] = (),
) -> NameRow:
    """The index's row of an organization, which holds what those have that were merged into it."""
    languages = [words(text) for text in name.values()]
    numbers = [words(identifier["value"]) for identifier in identifiers]
    grams = {gram for language in languages for word in language for gram in _all_readings(word)}
    grams |= {gram for number in numbers for word in number for gram in trigrams(word)}
    also = list(merged)
    return NameRow(
        sorted({*hashed(initiative_id, grams), *(gram for row in also for gram in row.grams)}),
        min((sum(len(word) + 1 for word in language) for language in languages), default=0),
        sorted(
            {
                *marks(initiative_id, name, identifiers, website),
                *(mark for row in also for mark in row.marks),
            }
        ),
    )


def trigrams(word: str) -> list[str]:
    """The trigrams of a word, its beginning marked by two spaces and its end by one."""
    padded = f"  {word} "
    return [padded[at : at + 3] for at in range(len(word) + 1)]


def _all_readings(word: str) -> Iterable[str]:
    yield from trigrams(word)
    for reading in stems(word):
        yield f"  {reading[:1]}"
        yield f" {reading[:2]}"


def hashed(initiative_id: UUID, grams: Iterable[str]) -> list[int]:
    """Trigrams as numbers of 32 bits, in order."""
    key = initiative_id.bytes
    return sorted(
        {
            int.from_bytes(blake2b(gram.encode(), digest_size=4, key=key).digest(), signed=True)
            for gram in grams
        }
    )


def marks(
    initiative_id: UUID,
    name: Mapping[str, str],
    identifiers: Iterable[Mapping[str, str]],
    website: str | None,
) -> list[int]:
    """One number of 64 bits for each thing by which two organizations are the same, in order."""
    said = [f"identifier {identifier_key(identifier)}" for identifier in identifiers]
    for text in name.values():
        if found := essence(text):
            said += [f"name {' '.join(found)}", f"bones {' '.join(bones(found))}"]
    if (site := site_of(website)) is not None:
        said.append(f"site {site}")
    key = initiative_id.bytes
    return sorted(
        {int.from_bytes(blake2b(one.encode(), digest_size=8, key=key).digest(), signed=True) for one in said}
    )


def bones(found: Iterable[str]) -> tuple[str, ...]:
    """Words in any order without the letters of vowels: כתיב מלא and חסר, `center` and `centre`, are one.

    Where too little would be left to know a name by (BMI, BAM), nothing is taken away.
    """
    inorder = sorted(found)
    bare = sorted(word[0] + "".join(filter(_consonant, word[1:])) for word in inorder)
    return tuple(bare if sum(map(len, bare)) >= _FEWEST_BONES else inorder)


def _consonant(letter: str) -> bool:
    return letter not in _VOWELS


def identifier_key(identifier: Mapping[str, str]) -> str:
    """An identifier as registers compare it: capitals, hyphens and slashes do not matter."""
    value = identifier["value"].replace("-", "").replace("/", "").replace(".", "")
    return f"{identifier['scheme']} {value}".upper()


def site_of(website: str | None) -> str | None:
    """Whose site it is: the host, and the path where many are at home; None where there is no site."""
    if website is None:
        return None
    address = urlsplit(website.casefold())
    host = (address.hostname or "").removeprefix("www.").removeprefix("m.")
    if not host:
        return None
    return host + address.path.rstrip("/") if host in _SHARED_HOSTS else host


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search asks of the index."""

    readings: tuple[list[int], ...]
    """The trigrams of what is sought as it is written, and as it would be without prefixes."""
    groups: tuple[list[int], ...]
    """Whoever lacks no more trigrams of a reading than may be missing has all of one of these groups."""


def sought(initiative_id: UUID, text: str) -> Sought | None:
    """What to ask of the index for a text; None where it has nothing to search by."""
    found = words(text)
    if not found:
        return None
    bare = tuple(map(stem, found))
    readings = [_sought_trigrams(reading) for reading in dict.fromkeys((found, bare))]
    numbers = tuple(hashed(initiative_id, reading) for reading in readings)
    groups = {tuple(group): group for reading in numbers for group in split(reading)}
    return Sought(numbers, tuple(groups.values()))


def _sought_trigrams(found: Sequence[str]) -> set[str]:
    """Of the last word its end is not asked for: somebody may still be writing it."""
    *whole, last = found
    grams = {gram for word in whole for gram in trigrams(word)}
    return grams | set(trigrams(last)[:-1])


def may_lack(count: int) -> int:
    """How many of so many trigrams may be missing. A wrong letter costs three, two swapped ones four."""
    if count < 6:
        return (count - 1) // 2
    return min(max(count * 4 // 9, 3), _MOST_LEFT_OUT)


def split(grams: Sequence[int]) -> list[list[int]]:
    """Share trigrams out over one group more than may be missing: a name that lacks no more has one whole."""
    groups = may_lack(len(grams)) + 1
    return [list(grams[at::groups]) for at in range(groups)]
