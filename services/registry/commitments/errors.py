"""Problems the commitments can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

SIDES_SAME = InputRule(
    "sides_same",
    Message(
        he="התחייבות היא בין שני צדדים שונים.",
        ar="الالتزام بين طرفين مختلفين.",
        en="A commitment is between two different sides.",
    ),
)


class NotASide(Problem):
    """Whoever is neither side of a commitment, nor on the backbone's staff, records none for others."""

    status = 403
    code = "not-a-side"
    title = Message(he="רק מי שהם צד בהתחייבות", ar="لطرفي الالتزام فقط", en="Only for its two sides")
    detail = Message(
        he="אפשר לרשום התחייבות של מי שרושמים, או כלפיהם, או של ארגון שהם מייצגים. צוות השדרה רושם גם "
        "התחייבויות בין אחרים.",
        ar="يُسجَّل التزام المسجِّل أو الالتزام تجاهه أو التزام منظمة يمثّلها. ويسجّل فريق المنظمة الداعمة أيضًا "
        "التزامات بين آخرين.",
        en="Record what you, or an organization you represent, promised or were promised. Backbone staff "
        "record commitments between others, too.",
    )


class OneVoiceForBothSides(Problem):
    """The same person spoke for the other side: it takes two to agree on how it went."""

    status = 409
    code = "one-voice-for-both-sides"
    title = Message(he="נדרשים שניים", ar="يلزم شخصان", en="It takes two")
    detail = Message(
        he="אותו אדם כבר דיבר בשם הצד האחר. נציגות או נציג אחר של אחד הצדדים יכולים לומר את דברו.",
        ar="الشخص نفسه تحدث باسم الطرف الآخر. يمكن لممثل آخر لأحد الطرفين أن يتحدث باسمه.",
        en="The same person has spoken for the other side. Another representative of one of the sides can "
        "speak for it.",
    )


class UnknownInteraction(Problem):
    """The interaction a commitment is said to come from is not there, or not to be seen."""

    status = 422
    code = "unknown-interaction"
    title = Message(he="אינטראקציה לא מוכרת", ar="تفاعل غير معروف", en="Unknown interaction")
    detail = Message(
        he="האינטראקציה שצוינה אינה מוכרת. אפשר לרשום את ההתחייבות בלי interaction_id.",
        ar="التفاعل المذكور غير معروف. يمكن تسجيل الالتزام دون interaction_id.",
        en="The interaction named is not known. The commitment can be recorded without `interaction_id`.",
    )


class UnknownMeeting(Problem):
    """The meeting a commitment is said to follow from is not part of this initiative."""

    status = 422
    code = "unknown-meeting"
    title = Message(he="מפגש לא מוכר", ar="لقاء غير معروف", en="Unknown meeting")
    detail = Message(
        he="המפגש שצוין אינו חלק מהיוזמה. אפשר לרשום את ההתחייבות בלי meeting_id.",
        ar="اللقاء المذكور ليس جزءًا من المبادرة. يمكن تسجيل الالتزام دون meeting_id.",
        en="The meeting named is not part of this initiative. The commitment can be recorded without "
        "`meeting_id`.",
    )


class InteractionIsConfidential(Problem):
    """A commitment is seen by all members: naming a confidential interaction would tell of it."""

    status = 422
    code = "interaction-is-confidential"
    title = Message(he="האינטראקציה חסויה", ar="التفاعل سري", en="The interaction is confidential")
    detail = Message(
        he="התחייבות גלויה לכל המשתתפים, וקישור אל אינטראקציה חסויה היה חושף אותה. אפשר לרשום בלי "
        "interaction_id.",
        ar="الالتزام ظاهر لجميع المشاركين، وربطه بتفاعل سري يكشفه. يمكن التسجيل دون interaction_id.",
        en="A commitment is seen by everybody who takes part, and a link to a confidential interaction would "
        "give it away. Record it without `interaction_id`.",
    )


class CommitmentClosed(Problem):
    """The commitment was taken off; it does not change any more."""

    status = 409
    code = "commitment-closed"
    title = Message(he="ההתחייבות הוסרה", ar="الالتزام أُلغي", en="The commitment was taken off")
    detail = Message(
        he="התחייבות שהוסרה אינה משתנה עוד. אפשר לרשום חדשה.",
        ar="الالتزام الذي أُلغي لا يتغير بعد ذلك. يمكن تسجيل التزام جديد.",
        en="A commitment that was taken off does not change any more. A new one can be recorded.",
    )


class RenegotiationClosed(Problem):
    """The proposal was accepted, or another day was agreed on since."""

    status = 409
    code = "renegotiation-closed"
    title = Message(he="ההצעה אינה פתוחה עוד", ar="الاقتراح لم يعد مفتوحًا", en="The proposal is closed")
    detail = Message(
        he="המועד כבר סוכם. אפשר להציע מועד אחר.",
        ar="جرى الاتفاق على الموعد. يمكن اقتراح موعد آخر.",
        en="A day has been agreed on. Propose another one.",
    )
