"""Problems of webhook endpoints, and what is refused of what describes one."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

UNKNOWN_EVENT_TYPE = InputRule(
    "unknown_event_type",
    Message(
        he="אין סוג אירוע כזה. הסוגים הקיימים מופיעים ב־/events/v1/event-types.",
        ar="لا يوجد نوع حدث كهذا. الأنواع الموجودة في ‎/events/v1/event-types.",
        en="There is no such type of event. Those there are stand in /events/v1/event-types.",
    ),
)
UNTIL_BEFORE_AFTER = InputRule(
    "until_before_after",
    Message(
        he="סוף הטווח קודם לתחילתו.",
        ar="نهاية المدى تسبق بدايته.",
        en="The range ends before it begins.",
    ),
)


class AddressNotAllowed(Problem):
    """The URL leads where webhooks are not sent: only HTTPS, to public addresses, on the ports allowed."""

    status = 422
    code = "webhook-address-not-allowed"
    title = Message(
        he="אין לשלוח לכתובת הזאת", ar="لا يُرسل إلى هذا العنوان", en="Nothing is sent to this address"
    )
    detail = Message(
        he="אפשר לשלוח רק ב־HTTPS, לשם ציבורי באינטרנט, בפורט 443 או בפורט אחר שהותר, בכתיב הרגיל "
        "של כתובות ובלי שם משתמש. לכתובות פנימיות נדרש אישור של מי שמפעילים את המערכת.",
        ar="يُرسل عبر HTTPS فقط، إلى اسم عام على الإنترنت، على المنفذ 443 أو منفذ آخر مسموح به، بالكتابة "
        "المعتادة للعناوين ودون اسم مستخدم. العناوين الداخلية تحتاج إلى إذن ممن يشغّلون النظام.",
        en="Sending is possible by HTTPS only, to a public name on the Internet, on port 443 or another one "
        "that is allowed, in the usual spelling of addresses and without a user name. Internal addresses "
        "take the permission of whoever runs the system.",
    )


class IntegrationMayNotReceive(Problem):
    """The integration is unknown, of another organization, or has no scope `log:read`."""

    status = 422
    code = "integration-may-not-receive"
    title = Message(
        he="המערכת הזאת אינה רשאית לקבל אירועים",
        ar="لا يحق لهذا النظام استلام الأحداث",
        en="This system may not receive events",
    )
    detail = Message(
        he="אירועים נשלחים רק למערכת רשומה של הארגון שלכם, עם ההרשאה log:read. אפשר לרשום מערכת "
        "כזאת ברשימת המערכות של היוזמה.",
        ar="تُرسل الأحداث فقط إلى نظام مسجّل لمنظمتكم لديه الصلاحية log:read. يمكن تسجيل نظام كهذا في قائمة "
        "أنظمة المبادرة.",
        en="Events are sent only to a registered system of your organization that has the scope log:read. "
        "Such a system can be registered with the initiative's integrations.",
    )


class TooManyEndpoints(Problem):
    """The integration has as many endpoints as one can have. Remove one first."""

    status = 409
    code = "too-many-webhook-endpoints"
    title = Message(
        he="למערכת הזאת כבר יש די נקודות קבלה",
        ar="لدى هذا النظام ما يكفي من نقاط الاستلام",
        en="This system has enough endpoints",
    )
    detail = Message(
        he="למערכת אחת יכולות להיות לכל היותר 20 נקודות קבלה. אפשר להסיר אחת, או להרחיב את מה שנשלח לאחרת.",
        ar="يمكن أن يكون لنظام واحد 20 نقطة استلام على الأكثر. يمكن إزالة إحداها، أو توسيع ما يُرسل إلى أخرى.",
        en="One system can have at most 20 endpoints. Remove one, or let another one receive more.",
    )


class EndpointNotReady(Problem):
    """The endpoint's status does not allow it: verify it, resume it, or make a new one where it has ended."""

    status = 409
    code = "webhook-endpoint-not-ready"
    title = Message(
        he="מצב נקודת הקבלה אינו מאפשר זאת",
        ar="حالة نقطة الاستلام لا تسمح بذلك",
        en="The endpoint's status does not allow it",
    )
    detail = Message(
        he="כתובת חדשה מקבלת אירועים רק אחרי שענתה לאתגר, נקודה מושהית רק אחרי חידוש, ונקודה שהסתיימה אינה "
        "חוזרת: אפשר ליצור חדשה במקומה.",
        ar="العنوان الجديد يستلم الأحداث بعد أن يجيب عن التحدي، والنقطة المعلّقة بعد استئنافها، والنقطة "
        "المنتهية لا تعود: يمكن إنشاء نقطة جديدة مكانها.",
        en="A new address gets events once it has answered the challenge, a paused endpoint once it is "
        "resumed; one that has ended does not come back: make a new one in its place.",
    )


class TwoWebhookSecretsLive(Problem):
    """The endpoint signs with two secrets already. Wait until one ends, or rotate with `overlap_hours` 0."""

    status = 409
    code = "two-webhook-secrets-live"
    title = Message(
        he="כבר יש שני סודות חתימה בתוקף",
        ar="يوجد سرّا توقيع ساريان",
        en="Two signing secrets are live already",
    )
    detail = Message(
        he="נקודת קבלה יכולה לחתום בשני סודות לכל היותר. אפשר להמתין עד שאחד מהם יפוג, או להחליף "
        "את שניהם בבת אחת עם overlap_hours בערך 0.",
        ar="يمكن لنقطة استلام أن توقّع بسرّين على الأكثر. يمكن الانتظار حتى ينتهي أحدهما، أو استبدالهما معًا "
        "فورًا بقيمة 0 في overlap_hours.",
        en="An endpoint signs with at most two secrets. Wait until one has ended, or replace both at once "
        "with `overlap_hours` 0.",
    )
