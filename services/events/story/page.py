"""The story as a page to read or print: one HTML document with its style in it, and no script.

The style is that of the page at `/` (`deploy/gateway/site/style.css`).
"""

import base64
import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from services.events.story.service import StoryOrder
from services.events.story.telling import actor_in_words
from services.events.story.thing_words import day_in_words
from shared.localization.languages import Language
from shared.localization.messages import Message
from shared.localization.texts import pick

_STYLE: Final = Path(__file__).with_name("page.css").read_text("utf-8")
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Vary": "Accept-Language",
}
_RIGHT_TO_LEFT: Final = frozenset({Language.HEBREW, Language.ARABIC})

_TITLE = Message(he="מה קרה ביוזמה", ar="ما جرى في المبادرة", en="What happened")
_OLDEST = Message(
    he="לפי סדר האירועים. השעות הן לפי UTC.",
    ar="بحسب تسلسل الأحداث. الأوقات بتوقيت UTC.",
    en="In the order of events. Times are in UTC.",
)
_NEWEST = Message(
    he="מן החדש אל הישן. השעות הן לפי UTC.",
    ar="من الأحدث إلى الأقدم. الأوقات بتوقيت UTC.",
    en="The newest first. Times are in UTC.",
)
_ENTRY = Message(he="רשומה {position}", ar="قيد {position}", en="Entry {position}")
_CLOSED = Message(
    he="חלק מהפרטים אינם מוצגים כאן.",
    ar="بعض التفاصيل غير معروضة هنا.",
    en="Some details are not shown here.",
)
_ERASED = Message(he="חלק מהפרטים נמחקו.", ar="مُحيت بعض التفاصيل.", en="Some details were erased.")
_EMPTY = Message(he="אין כאן אירועים.", ar="لا أحداث هنا.", en="Nothing to tell here.")
_MORE = Message(
    he="הסיפור נמשך בעמוד הבא, אחרי רשומה {position}.",
    ar="تتمة القصة في الصفحة التالية، بعد القيد {position}.",
    en="The story goes on on the next page, after entry {position}.",
)
_MARK: Final = (
    '<svg class="mark" viewBox="0 0 64 64" aria-hidden="true"><path class="trunk" d="M32 6v54"/>'
    '<path class="leaf" d="M32 18c-3-8-11-11-19-10 1 8 8 14 19 10z"/>'
    '<path class="leaf" d="M32 18c3-8 11-11 19-10-1 8-8 14-19 10z"/>'
    '<path class="leaf" d="M32 35c-4-9-13-12-23-11 2 10 11 16 23 11z"/>'
    '<path class="leaf" d="M32 35c4-9 13-12 23-11-2 10-11 16-23 11z"/>'
    '<path class="leaf" d="M32 52c-4-9-13-12-23-11 2 10 11 16 23 11z"/>'
    '<path class="leaf" d="M32 52c4-9 13-12 23-11-2 10-11 16-23 11z"/></svg>'
)


def story_page(page: Mapping[str, Any], order: StoryOrder, language: Language) -> str:
    """The document for a page of the story."""
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    title = _TITLE.render(language)
    named = pick(page["initiative"], language) if page["initiative"] else ""
    days = "".join(
        _day(day, list(items), language)
        for day, items in groupby(page["items"], lambda item: _at(item["time"]).date())
    )
    note = (_NEWEST if order is StoryOrder.NEWEST else _OLDEST).render(language)
    more = _MORE.render(language, position=page["next_cursor"]) if page["next_cursor"] else ""
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(f'{title} – {named}')}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f'<body>\n<header><div class="inner">{_MARK}<div><h1>{title}</h1>'
        f'<p class="initiative" dir="auto">{escape(named)}</p></div></div></header>\n'
        f'<main>\n<p class="note">{note}</p>\n{days or _paragraph("note", _EMPTY.render(language))}'
        f"{_paragraph('note', more) if more else ''}</main>\n</body>\n</html>\n"
    )


def _at(time: str) -> datetime:
    return datetime.fromisoformat(time).astimezone(UTC)


def _paragraph(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(text)}</p>\n'


def _day(day: date, items: list[Mapping[str, Any]], language: Language) -> str:
    told = "".join(_item(item, language) for item in items)
    return f"<section>\n<h2>{day_in_words(day, language)}</h2>\n<ol>\n{told}</ol>\n</section>\n"


def _item(item: Mapping[str, Any], language: Language) -> str:
    marks = [
        message.render(language)
        for message, mark in ((_CLOSED, item["closed"]), (_ERASED, item["erased"]))
        if mark
    ]
    entry = _ENTRY.render(language, position=item["position"])
    return (
        f'<li>\n<time datetime="{item["time"]}">{_at(item["time"]):%H:%M}</time>\n<div>\n'
        f"{_paragraph('sentence', item['sentence'][language])}"
        f'<p class="who">{_who(item["actor"], language)}<span class="entry">{entry}</span></p>\n'
        f"{_said(item, language)}{''.join(_paragraph('mark-note', mark) for mark in marks)}"
        "</div>\n</li>\n"
    )


def _who(actor: Mapping[str, Any], language: Language) -> str:
    """Who acted: a name, in what capacity, for which organization."""
    parts = [actor_in_words(actor, language)]
    if actor["capacity_in_words"] is not None and actor["kind"] == "person":
        parts.append(actor["capacity_in_words"][language])
    if actor["organization_name"] is not None:
        parts.append(pick(actor["organization_name"], language))
    shown = list(dict.fromkeys(parts))
    return "".join(f"<bdi>{escape(part)}</bdi>" for part in shown)


def _said(item: Mapping[str, Any], language: Language) -> str:
    """What was said with it, unless the sentence quotes the whole of it."""
    reason = item["reason"]
    if reason is None:
        return ""
    text = pick(reason, language)
    if f"\u2068{text.removesuffix('.')}\u2069" in item["sentence"][language]:
        return ""
    spoken = next(code for code, one in reason.items() if one == text)
    return f'<blockquote lang="{spoken}" dir="auto">{escape(text)}</blockquote>\n'
