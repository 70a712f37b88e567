"""Problems the proxies can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

DECISION_OR_PERIOD = InputRule(
    "decision_or_period",
    Message(
        he="יש לציין decision_id לבדו, או forum_id יחד עם until.",
        ar="يُذكر decision_id وحده، أو forum_id مع until.",
        en="Give either `decision_id`, or `forum_id` together with `until`.",
    ),
)


class ProxyPeriodOutOfRange(Problem):
    """A proxy for a time ends between today and a year from now."""

    status = 422
    code = "proxy-period-out-of-range"
    title = Message(he="תקופה לא אפשרית", ar="مدة غير ممكنة", en="The period is not possible")
    detail = Message(
        he="מילוי מקום לתקופה מסתיים לא לפני היום ולא יותר משנה מהיום. אפשר לחדש אותו.",
        ar="الإنابة لمدة تنتهي بين اليوم وسنة من اليوم. ويمكن تجديدها.",
        en="A proxy for a time ends no earlier than today and no later than a year from now. It can be given "
        "again.",
    )


class NotVoterThere(Problem):
    """Giver or holder has no vote where the proxy is to be used."""

    status = 422
    code = "not-voter-there"
    title = Message(he="בלי זכות הצבעה שם", ar="لا حق في التصويت هناك", en="No vote there")
    detail = Message(
        he="גם למי שממנים ממלאי מקום וגם למי שממלאים מקום צריכה להיות זכות הצבעה בפורום או בהחלטה, בעצמם או "
        "בשם ארגון. אפשר לבחור באחרים מן הפורום.",
        ar="لكل من المُنيب والنائب يجب أن يكون حق تصويت في المنتدى أو في القرار، لنفسه أو باسم منظمة. يمكن "
        "اختيار غيره من المنتدى.",
        en="Both the voter and whoever is to vote for them need a vote in the forum or the decision, of "
        "their own or for an organization. Choose somebody else of the forum.",
    )


class ProxyToOneself(Problem):
    """Whoever is named votes for that voter already."""

    status = 422
    code = "proxy-to-oneself"
    title = Message(he="אין צורך במילוי מקום", ar="لا حاجة إلى إنابة", en="No proxy needed")
    detail = Message(
        he="מי שצוינו כבר מצביעים בשם עצמם או בשם הארגון. מילוי מקום ניתן למישהו אחר.",
        ar="المذكور يصوّت أصلًا لنفسه أو باسم المنظمة. الإنابة تُعطى لغيره.",
        en="Whoever is named votes for themself or for the organization already. Name somebody else.",
    )


class ProxyGivenAlready(Problem):
    """The voter has given a proxy for the same decision or forum."""

    status = 409
    code = "proxy-given-already"
    title = Message(he="כבר מונו ממלאי מקום", ar="الإنابة معطاة", en="A proxy is given already")
    detail = Message(
        he="לכל החלטה, ולכל פורום, אפשר למנות ממלאי מקום אחת או אחד. קודם יש לבטל את המינוי הקודם.",
        ar="لكل قرار ولكل منتدى إنابة واحدة. يجب إلغاء السابقة أولًا.",
        en="For each decision, and each forum, there is one proxy at a time. Revoke the earlier one first.",
    )


class TooManyProxies(Problem):
    """Somebody would vote for more others than one person may."""

    status = 409
    code = "too-many-proxies"
    title = Message(he="יותר מדי מילויי מקום", ar="إنابات أكثر من المسموح", en="Too many proxies")
    detail = Message(
        he="אפשר למלא את מקומם של {most} מצביעים אחרים לכל היותר, כדי שהקולות לא יתרכזו. אפשר למנות מישהו "
        "אחר, או להצביע בעצמכם.",
        ar="لا ينوب شخص عن أكثر من {most} من أصحاب التصويت، كي لا تتركّز الأصوات. يمكن إنابة غيره أو التصويت "
        "مباشرة.",
        en="One person votes for {most} others at the most, so that votes do not gather in few hands. Name "
        "somebody else, or vote yourself.",
    )


class ProxyEnded(Problem):
    """The proxy was revoked or declined, its time is over, or its decision is closed."""

    status = 409
    code = "proxy-ended"
    title = Message(he="מילוי המקום הסתיים", ar="انتهت الإنابة", en="The proxy has ended")
    detail = Message(
        he="מילוי המקום בוטל או שסורב, תקופתו עברה, או שההחלטה נסגרה.",
        ar="أُلغيت الإنابة أو رُفضت، أو انقضت مدتها، أو أُغلق القرار.",
        en="The proxy was revoked or declined, its time is over, or its decision is closed.",
    )


class ProxyUsed(Problem):
    """A ballot was cast by a proxy for one decision: the voter's own supersedes it."""

    status = 409
    code = "proxy-used"
    title = Message(he="כבר הצביעו במילוי מקום", ar="استُعملت الإنابة", en="The proxy was used")
    detail = Message(
        he="כבר נרשם קול במילוי המקום. הקול שלכם יחליף אותו, כל עוד ההחלטה פתוחה.",
        ar="أُدلي بصوت بالإنابة. صوتكم يحلّ محله ما دام القرار مفتوحًا.",
        en="A ballot was cast by it. Your own replaces that one for as long as the decision is open.",
    )
