"""The charter: what a backbone does not do. Every rule is here, and nothing else is.

The functions are plain: they take what is known and raise `CharterRefusal` or return. Who calls them, and how
the refusal reaches the caller and the log, is not decided here.
"""

from enum import StrEnum

from shared.localization.messages import Message


class Rule(StrEnum):
    """The rules by their codes."""

    AGENDA_BELONGS_TO_PARTNERS = "agenda-belongs-to-partners"


class CharterRefusal(Exception):  # a refusal is what the charter calls it; nothing went wrong
    """A request the charter does not allow; says why, and what would be allowed instead."""

    def __init__(self, rule: Rule, detail: Message) -> None:
        super().__init__(rule.value)
        self.rule = rule
        self.detail = detail


TITLES: dict[Rule, Message] = {
    Rule.AGENDA_BELONGS_TO_PARTNERS: Message(
        he="המצע שייך לשותפים",
        ar="الأجندة ملك للشركاء",
        en="The agenda belongs to the partners",
    ),
}


def bring_voice(*, staff: bool, own: bool) -> None:
    """Staff gather what others bring; a voice of their own they do not bring."""
    if staff and own:
        raise CharterRefusal(
            Rule.AGENDA_BELONGS_TO_PARTNERS,
            Message(
                he="צוות השדרה אוסף את מה שאחרים מביאים ואינו מביא היגד משלו. אפשר לרשום היגד בשם מי שהביא "
                "אותו, ולבקש ממנו לאשר.",
                ar="فريق المنظمة الداعمة يجمع ما يطرحه الآخرون ولا يطرح قولًا من عنده. يمكن تسجيل قول باسم من "
                "طرحه، وطلب تأكيده.",
                en="Backbone staff gather what others bring and bring no voice of their own. Record the "
                "voice for whoever brought it, and they will be asked to confirm it.",
            ),
        )
