"""Problems of what is read of a log's tree."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class NotSealedYet(Problem):
    """The log is not sealed that far: sealing follows a change within two seconds."""

    status = 404
    code = "not-sealed-yet"
    title = Message(he="עדיין לא נחתם", ar="لم يُختم بعد", en="Not sealed yet")
    detail = Message(
        he="היומן עוד לא נחתם עד לשם. חתימה באה בתוך שתי שניות אחרי שינוי.",
        ar="لم يُختم السجل حتى هذا الموضع بعد. يأتي الختم في غضون ثانيتين بعد كل تغيير.",
        en="The log is not sealed that far yet. Sealing follows a change within two seconds.",
    )
    default_headers = {"Retry-After": "2"}  # noqa: RUF012 - as every problem declares them


class NoSuchTile(Problem):
    """The tree has no such tile, or not as wide: tiles are there once a checkpoint covers them."""

    status = 404
    code = "no-such-tile"
    title = Message(he="אין אריח כזה", ar="لا توجد بلاطة كهذه", en="No such tile")
    detail = Message(
        he="לעץ של היומן אין אריח כזה, או שאינו רחב כל כך. גודל העץ כתוב בנקודת הביקורת.",
        ar="ليس في شجرة السجل بلاطة كهذه، أو أنها ليست بهذا العرض. حجم الشجرة مكتوب في نقطة التحقق.",
        en="The log's tree has no such tile, or none that wide. The checkpoint says how large the tree is.",
    )
