"""Problems of invitations and of redeeming them."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class OperatorInvitesFounders(Problem):
    """The operator invites only to set up: people who speak for a founding partner."""

    status = 403
    code = "operator-invites-founders"
    title = Message(
        he="בהקמה מזמינים רק נציגי מייסדים",
        ar="عند التأسيس يُدعى ممثلو المؤسسين فقط",
        en="Set-up invites founders' representatives only",
    )
    detail = Message(
        he="אסימון המפעיל מאפשר להזמין רק אנשים שמייצגים שותף מייסד. אנשים אחרים מזמינים המייסדים או צוות "
        "השדרה.",
        ar="رمز المشغّل يتيح دعوة من يمثّلون شريكًا مؤسسًا فقط. أما غيرهم فيدعوهم المؤسسون أو فريق "
        "المنظمة الداعمة.",
        en="The operator's token invites only people who represent a founding partner. Founders and "
        "facilitators invite everybody else.",
    )


class InvitationClosed(Problem):
    """The invitation was redeemed, revoked or has expired: there is nothing to revoke."""

    status = 409
    code = "invitation-closed"
    title = Message(
        he="ההזמנה כבר אינה פתוחה", ar="لم تعد الدعوة مفتوحة", en="The invitation is no longer open"
    )
    detail = Message(
        he="ההזמנה כבר מומשה, בוטלה או שתוקפה פג. אם מומשה, אפשר לנתק את החשבון שנקשר בעזרתה.",
        ar="سبق استخدام الدعوة أو إلغاؤها أو انتهت صلاحيتها. إذا كانت قد استُخدمت فيمكن فصل الحساب الذي "
        "رُبط بها.",
        en="The invitation was redeemed, revoked or has expired. If it was redeemed, the account it bound "
        "can "
        "be unbound.",
    )


class InvitationNotValid(Problem):
    """No invitation can be redeemed with this secret: unknown, expired, revoked or redeemed before."""

    status = 404
    code = "invitation-not-valid"
    title = Message(he="ההזמנה אינה בתוקף", ar="الدعوة غير صالحة", en="The invitation is not valid")
    detail = Message(
        he="אי אפשר לממש הזמנה עם הסוד הזה. ייתכן שתוקפה פג, שבוטלה או שכבר מומשה. אפשר לבקש הזמנה חדשה.",
        ar="لا يمكن استخدام دعوة بهذا السرّ. ربما انتهت صلاحيتها أو أُلغيت أو سبق استخدامها. يمكن طلب "
        "دعوة جديدة.",
        en="No invitation can be redeemed with this secret. It may have expired, been revoked or been "
        "redeemed "
        "before. Ask for a new one.",
    )


class AccountBoundAlready(Problem):
    """The account acts as a person of this initiative already, and can act as one only."""

    status = 409
    code = "account-bound-already"
    title = Message(
        he="החשבון כבר קשור לאדם ביוזמה",
        ar="الحساب مرتبط بشخص في المبادرة",
        en="The account is bound already",
    )
    detail = Message(
        he="כל חשבון קשור ביוזמה לאדם אחד בלבד. אפשר להזדהות בחשבון אחר, או לנתק קודם את הקשר הקיים.",
        ar="كل حساب يرتبط في المبادرة بشخص واحد فقط. يمكن تسجيل الدخول بحساب آخر، أو فصل الارتباط القائم "
        "أولًا.",
        en="An account acts as one person of an initiative only. Sign in with another account, or unbind "
        "this "
        "one first.",
    )
