"""A document of the agenda as text that people read: Markdown in one language."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from services.agenda.sections.events import SectionKind
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.localization.texts import pick

TITLE = Message(he="המצע המשותף", ar="الأجندة المشتركة", en="The common agenda")
DRAFT = Message(
    he="טיוטת עבודה, שעדיין לא אומצה", ar="مسودة عمل لم تُعتمد بعد", en="Working draft, not adopted yet"
)
ADOPTED = Message(he="אומץ ב־{day}", ar="اعتُمدت في {day}", en="Adopted on {day}")
HEADINGS: dict[SectionKind, Message] = {
    SectionKind.PROBLEM: Message(he="הבעיה", ar="المشكلة", en="The problem"),
    SectionKind.VISION: Message(he="החזון", ar="الرؤية", en="The vision"),
    SectionKind.GOALS: Message(he="מטרות", ar="الأهداف", en="Goals"),
    SectionKind.STRATEGIES: Message(he="אסטרטגיות", ar="الاستراتيجيات", en="Strategies"),
    SectionKind.WAYS_OF_WORKING: Message(he="דרכי עבודה", ar="طرق العمل", en="Ways of working"),
    SectionKind.SUCCESS_MEASURES: Message(he="מדדי הצלחה", ar="مقاييس النجاح", en="Measures of success"),
    SectionKind.PRINCIPLES: Message(he="עקרונות עבודה", ar="مبادئ العمل", en="Working principles"),
}
_SYNTAX = re.compile(r"([\\`*_\[\]<>#|~])")
_UNDERLINE = re.compile(r"^(\s*)([=-]+\s*)$", re.MULTILINE)


def markdown(sections: Sequence[Mapping[str, Any]], language: Language, adopted_on: str | None) -> str:
    """The sections under headings by their kinds, in their order."""
    said = DRAFT.render(language) if adopted_on is None else ADOPTED.render(language, day=adopted_on)
    parts = [f"# {TITLE.render(language)}", f"*{said}*"]
    kind = None
    for section in sections:
        if section["kind"] != kind:
            kind = section["kind"]
            parts.append(f"## {HEADINGS[SectionKind(kind)].render(language)}")
        parts.append(f"### {plain(pick(section['title'], language))}")
        parts.append(plain(pick(section["text"], language)))
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """What people wrote, so that it is read as they wrote it: no heading, link or tag comes of it."""
    return _UNDERLINE.sub(r"\1\\\2", _SYNTAX.sub(r"\\\1", text))
