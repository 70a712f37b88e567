"""The problems any operation can answer with. Those of one slice are in its `errors.py`."""

from collections.abc import Mapping
from typing import ClassVar

from shared.http.open_to import OpenTo, said_to
from shared.http.problem import FieldError, Problem, all_problems
from shared.localization.messages import Message

__all__ = [
    "BodyTooLarge",
    "BodyTooSlow",
    "Busy",
    "Conflict",
    "DatabaseAway",
    "FieldError",
    "Forbidden",
    "IdempotencyKeyReused",
    "IdempotentAnswerErased",
    "InitiativeDeleted",
    "InitiativeEnded",
    "InternalError",
    "InvalidCursor",
    "InvalidIdempotencyKey",
    "MalformedBody",
    "MethodNotAllowed",
    "NotFound",
    "OpenTo",
    "PersonErased",
    "PreconditionFailed",
    "PreconditionRequired",
    "Problem",
    "RefusedByCharter",
    "TooManyRequests",
    "Unauthenticated",
    "UnsupportedMediaType",
    "ValidationFailed",
    "all_problems",
]


class MalformedBody(Problem):
    """The body cannot be read as JSON: its `errors` say why. Nothing in it was looked at."""

    status = 400
    code = "malformed-body"
    title = Message(he="גוף הבקשה אינו קריא", ar="متن الطلب غير مقروء", en="The body cannot be read")
    detail = Message(
        he="גוף הבקשה צריך להיות מסמך JSON אחד בקידוד UTF-8. הסיבה מופיעה ב־errors.",
        ar="يجب أن يكون متن الطلب مستند JSON واحدًا بترميز UTF-8. السبب مبيّن في errors.",
        en="The body must be one JSON document in UTF-8. The reason is given in errors.",
    )


class InvalidCursor(Problem):
    """The `cursor` is not one this list has handed out. Begin again without a cursor."""

    status = 400
    code = "invalid-cursor"
    title = Message(he="סמן לא תקין", ar="مؤشر غير صالح", en="Invalid cursor")
    detail = Message(
        he="הערך של cursor לא התקבל מרשימה זו. יש להתחיל מהעמוד הראשון, בלי cursor.",
        ar="قيمة cursor لم تصدر عن هذه القائمة. يُرجى البدء من الصفحة الأولى دون cursor.",
        en="This cursor does not come from this list. Begin with the first page, without a cursor.",
    )


class InvalidIdempotencyKey(Problem):
    """The `Idempotency-Key` is empty, longer than 255 characters, or not printable ASCII."""

    status = 400
    code = "invalid-idempotency-key"
    title = Message(
        he="Idempotency-Key לא תקין", ar="قيمة Idempotency-Key غير صالحة", en="Invalid Idempotency-Key"
    )
    detail = Message(
        he="הכותרת Idempotency-Key צריכה להכיל בין תו אחד ל־255 תווי ASCII הניתנים להדפסה, למשל UUID.",
        ar="يجب أن تحتوي الترويسة Idempotency-Key على 1 إلى 255 محرف ASCII قابلًا للطباعة، مثل UUID.",
        en="Idempotency-Key must be 1 to 255 printable ASCII characters, for example a UUID.",
    )


class Unauthenticated(Problem):
    """There is no valid access token in the request: none, an expired one, or one for another audience."""

    status = 401
    code = "unauthenticated"
    title = Message(he="נדרשת הזדהות", ar="يلزم إثبات الهوية", en="Sign-in required")
    detail = Message(
        he="הבקשה הגיעה בלי אסימון גישה תקף. יש להזדהות ולשלוח Authorization: Bearer עם אסימון בתוקף.",
        ar="وصل الطلب دون رمز وصول صالح. يُرجى تسجيل الدخول وإرسال Authorization: Bearer مع رمز ساري المفعول.",
        en="The request has no valid access token. Sign in and send Authorization: Bearer with a current "
        "token.",
    )
    default_headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": "Bearer"}


class TwoCredentials(Problem):
    """The request has both an access token and a capability link: whose it is would be anybody's guess."""

    status = 400
    code = "two-credentials"
    title = Message(he="הזדהות בשתי דרכים", ar="إثبات الهوية بطريقتين", en="Two credentials")
    detail = Message(
        he="בבקשה יש גם אסימון גישה וגם קישור אישי. יש לשלוח רק אחד מהם.",
        ar="في الطلب رمز وصول ورابط شخصي معًا. يُرجى إرسال واحد منهما فقط.",
        en="The request has both an access token and a personal link. Send only one of them.",
    )


class Forbidden(Problem):
    """The caller is known, but this operation is not open to them here; `detail` says to whom it is."""

    status = 403
    code = "forbidden"
    title = Message(he="אין הרשאה", ar="لا توجد صلاحية", en="Not permitted")
    detail = Message(
        he="התפקיד במהלך המשותף אינו מאפשר את הפעולה הזו.",
        ar="الدور في المبادرة لا يتيح تنفيذ هذا الإجراء.",
        en="The caller's part in the initiative does not allow this operation.",
    )

    def __init__(self, *open_to: OpenTo) -> None:
        if open_to:
            self.detail = said_to(open_to)
        super().__init__()


class RefusedByCharter(Problem):
    """The charter does not allow it. `code` is the rule's; `detail` says what would be allowed instead."""

    status = 403
    namespace = "charter"

    def __init__(self, rule: str, title: Message, detail: Message) -> None:
        self.code = rule
        self.title = title
        self.detail = detail
        super().__init__()


class NotFound(Problem):
    """There is nothing at this address, or nothing the caller may know of."""

    status = 404
    code = "not-found"
    title = Message(he="לא נמצא", ar="غير موجود", en="Not found")
    detail = Message(
        he="אין בכתובת הזו דבר, או שאין אליו גישה.",
        ar="لا يوجد شيء في هذا العنوان، أو أنّ الوصول إليه غير متاح.",
        en="There is nothing at this address, or it is not accessible to the caller.",
    )


class MethodNotAllowed(Problem):
    """The address exists, but not for this method; `Allow` lists those it has."""

    status = 405
    code = "method-not-allowed"
    title = Message(he="השיטה אינה נתמכת", ar="الطريقة غير مدعومة", en="Method not allowed")
    detail = Message(
        he="הכתובת קיימת, אך לא בשיטת HTTP זו. השיטות האפשריות מופיעות בכותרת Allow.",
        ar="العنوان موجود، لكنه لا يقبل طريقة HTTP هذه. الطرق المتاحة مذكورة في الترويسة Allow.",
        en="The address exists, but not for this HTTP method. The Allow header lists those it has.",
    )


class Conflict(Problem):
    """The request contradicts the present state, for example something that exists already."""

    status = 409
    code = "conflict"
    title = Message(he="סתירה למצב הקיים", ar="تعارض مع الحالة القائمة", en="Conflict")
    detail = Message(
        he="הבקשה סותרת את המצב הנוכחי. כדאי לקרוא את המצב מחדש ולבדוק אם היא עדיין נחוצה.",
        ar="يتعارض الطلب مع الحالة الراهنة. يُستحسن قراءة الحالة من جديد والتحقق مما إذا كان الطلب لا يزال "
        "لازمًا.",
        en="The request contradicts the present state. Read it again and see whether the request is still "
        "needed.",
    )


class InitiativeEnded(Problem):
    """The initiative has ended: it is read and exported until it is deleted, people
    are erased and access is shut, and nothing else changes any more. `detail` says since and until when."""

    status = 409
    code = "initiative-ended"
    title = Message(he="היוזמה הסתיימה", ar="انتهت المبادرة", en="The initiative has ended")
    detail = Message(
        he="היוזמה הסתיימה ב־{since}. מאז אי אפשר לשנות בה דבר, ואת הסיום אי אפשר לבטל. עד "
        "{until} אפשר לקרוא ולייצא הכול, לבקש מחיקה של מידע על אנשים ולסגור גישה שניתנה.",
        ar="انتهت المبادرة في {since}. منذ ذلك الحين لا يمكن تغيير أي شيء فيها ولا التراجع "
        "عن إنهائها. حتى {until} يمكن قراءة كل شيء وتصديره، وطلب محو بيانات الأشخاص، وإغلاق ما أُتيح من وصول.",
        en="The initiative ended on {since}. Since then nothing in it can be "
        "changed, and the end cannot be undone. Until {until} everything can be read and exported, people's "
        "data can be erased, and access that was given can be shut.",
    )


class InitiativeDeleted(Problem):
    """The initiative ended, and its time was over: it is deleted. Of its log the last signed checkpoint is
    kept, at the address in `kept`, with when and by which decision; nothing else, and nothing of people."""

    status = 410
    code = "initiative-deleted"
    title = Message(he="היוזמה נמחקה", ar="حُذفت المبادرة", en="The initiative was deleted")
    detail = Message(
        he="היוזמה הסתיימה ב־{ended}, ונמחקה ב־{deleted}. נשמרה רק נקודת הביקורת החתומה "
        "האחרונה של היומן, ובו היו {size} רשומות. היא מופיעה בכתובת שב־kept, ולפיה אפשר לבדוק כל עותק שנשמר "
        "של היומן.",
        ar="انتهت المبادرة في {ended}، وحُذفت في {deleted}. لم تُحفظ سوى نقطة التحقق "
        "الموقّعة الأخيرة لسجلها الذي ضم {size} من القيود. وهي في العنوان المذكور في kept، ويمكن بها "
        "التحقق من أي نسخة محفوظة من السجل.",
        en="The initiative ended on {ended} and was deleted on {deleted}. Only the "
        "last signed checkpoint of its log, of {size} entries, is kept: at the address in kept, and any copy "
        "of the log can be checked against it.",
    )

    def __init__(self, *, kept: str, ended: str, deleted: str, size: int) -> None:
        super().__init__(ended=ended, deleted=deleted, size=size)
        self.addresses = {"kept": kept}


class PersonErased(Problem):
    """The request says something about a person who has been erased; nothing about them is recorded again."""

    status = 409
    code = "person-erased"
    title = Message(he="המידע על האדם נמחק", ar="حُذفت بيانات الشخص", en="The person was erased")
    detail = Message(
        he="המידע על האדם שהבקשה עוסקת בו נמחק לבקשתו, ואי אפשר לרשום עליו מידע חדש.",
        ar="حُذفت بيانات الشخص الذي يتعلق به الطلب بناءً على طلبه، ولا يمكن تسجيل بيانات جديدة عنه.",
        en="The person this request is about has been erased, and nothing about them can be recorded again.",
    )


class IdempotentAnswerErased(Problem):
    """Carried out before under this `Idempotency-Key`; the answer is not kept: it held a secret that is shown
    once, or personal data erased since."""

    status = 410
    code = "idempotent-answer-erased"
    title = Message(he="התשובה אינה שמורה", ar="الرد لم يعد محفوظًا", en="The answer is not kept")
    detail = Message(
        he="הבקשה עם Idempotency-Key זה כבר בוצעה, ולא בוצעה שוב. התשובה שניתנה לה אינה שמורה, כי הכילה סוד "
        "שמוצג פעם אחת בלבד או מידע אישי שנמחק מאז.",
        ar="سبق تنفيذ الطلب الذي يحمل Idempotency-Key هذا، ولم يُنفَّذ مجددًا. الرد عليه غير محفوظ لأنه احتوى "
        "على سرّ يُعرض مرة واحدة فقط أو على بيانات شخصية حُذفت منذ ذلك الحين.",
        en="The request with this Idempotency-Key was carried out, and not again. Its answer is not kept: it "
        "held a secret that is shown only once, or personal data that has been erased since.",
    )


class BodyTooSlow(Problem):
    """The body did not arrive in time; nothing was changed."""

    status = 408
    code = "body-too-slow"
    title = Message(he="גוף הבקשה לא הגיע בזמן", ar="لم يصل متن الطلب في الوقت المحدد", en="Body too slow")
    detail = Message(
        he="גוף הבקשה לא הגיע במלואו בזמן, ולא בוצע שום שינוי. אפשר לשלוח את הבקשה שוב.",
        ar="لم يصل متن الطلب كاملًا في الوقت المحدد، ولم يُجرَ أي تغيير. يمكن إرسال الطلب مجددًا.",
        en="The body did not arrive in full in time, and nothing was changed. Send the request again.",
    )


class PreconditionFailed(Problem):
    """The thing has changed since the version named in `If-Match`. Read it again before changing it."""

    status = 412
    code = "precondition-failed"
    title = Message(he="הגרסה אינה עדכנית", ar="الإصدار لم يعد حديثًا", en="Stale version")
    detail = Message(
        he="חל שינוי מאז הגרסה שצוינה ב־If-Match. יש לקרוא את הגרסה הנוכחית ולנסות שוב עם ה־ETag שלה.",
        ar="طرأ تغيير منذ الإصدار المذكور في If-Match. يُرجى قراءة الإصدار الحالي والمحاولة مجددًا باستخدام "
        "ETag الخاص به.",
        en="It has changed since the version named in If-Match. Read the current one and try again with its "
        "ETag.",
    )


class BodyTooLarge(Problem):
    """The body is larger than the service reads (`SHIDRA_MAX_BODY_BYTES`)."""

    status = 413
    code = "body-too-large"
    title = Message(he="גוף הבקשה גדול מדי", ar="متن الطلب كبير جدًا", en="Body too large")
    detail = Message(
        he="גוף הבקשה חורג מהגודל המרבי שהשירות קורא. אפשר לחלק את הנתונים לכמה בקשות.",
        ar="يتجاوز متن الطلب الحجم الأقصى الذي تقرؤه الخدمة. يمكن تقسيم البيانات على عدة طلبات.",
        en="The body exceeds the size this service reads. Divide the data over several requests.",
    )


class UnsupportedMediaType(Problem):
    """The body's `Content-Type` is missing, or not one this operation reads."""

    status = 415
    code = "unsupported-media-type"
    title = Message(he="סוג תוכן לא נתמך", ar="نوع محتوى غير مدعوم", en="Unsupported media type")
    detail = Message(
        he="יש לשלוח את גוף הבקשה עם Content-Type: application/json, אלא אם בתיעוד הפעולה צוין סוג אחר.",
        ar="يُرجى إرسال متن الطلب مع Content-Type: application/json، ما لم يذكر توثيق العملية نوعًا آخر.",
        en="Send the body with Content-Type: application/json, unless the operation documents another type.",
    )


class ValidationFailed(Problem):
    """The request can be read, but some values in it are not acceptable; `errors` lists them, at most 50."""

    status = 422
    code = "validation-failed"
    title = Message(he="יש ערכים שאינם תקינים", ar="توجد قيم غير صالحة", en="Some values are not valid")
    detail = Message(
        he="חלק מהערכים בבקשה אינם תקינים. הם מפורטים ב־errors, ודבר לא נשמר.",
        ar="بعض القيم في الطلب غير صالحة. تفاصيلها في errors، ولم يُحفظ أي شيء.",
        en="Some values in the request are not valid. They are listed in errors, and nothing was saved.",
    )


class IdempotencyKeyReused(Problem):
    """This `Idempotency-Key` was used for another request within 24 hours. A new request needs a new key."""

    status = 422
    code = "idempotency-key-reused"
    title = Message(
        he="Idempotency-Key כבר בשימוש", ar="سبق استخدام Idempotency-Key", en="Idempotency-Key reused"
    )
    detail = Message(
        he="ה־Idempotency-Key הזה שימש ב־24 השעות האחרונות בבקשה אחרת. לבקשה חדשה דרוש מפתח חדש.",
        ar="استُخدم Idempotency-Key هذا خلال الساعات الأربع والعشرين الماضية في طلب آخر. يلزم مفتاح جديد "
        "للطلب الجديد.",
        en="This Idempotency-Key was used for another request in the last 24 hours. A new request needs a "
        "new key.",
    )


class PreconditionRequired(Problem):
    """The operation changes or deletes something that others may change too: `If-Match` is required."""

    status = 428
    code = "precondition-required"
    title = Message(he="חסרה הכותרת If-Match", ar="الترويسة If-Match مفقودة", en="If-Match required")
    detail = Message(
        he="כדי שלא לדרוס שינויים של אחרים, הפעולה דורשת את הכותרת If-Match עם ה־ETag של הגרסה שנקראה.",
        ar="حفاظًا على تعديلات الآخرين، تتطلب هذه العملية الترويسة If-Match مع ETag الإصدار الذي قُرئ.",
        en="So that nobody's changes are overwritten, this operation requires If-Match with the ETag that "
        "was read.",
    )


class TooManyRequests(Problem):
    """The caller's requests came faster than allowed; `Retry-After` says how many seconds to wait."""

    status = 429
    code = "too-many-requests"
    title = Message(he="יותר מדי בקשות", ar="طلبات كثيرة جدًا", en="Too many requests")
    detail = Message(
        he="הבקשות מגיעות בקצב גבוה מהמותר. אפשר לנסות שוב אחרי מספר השניות שבכותרת Retry-After.",
        ar="تصل الطلبات بوتيرة أعلى من المسموح به. يمكن المحاولة مجددًا بعد عدد الثواني المذكور في الترويسة "
        "Retry-After.",
        en="Requests come faster than allowed. Try again after the seconds given in the Retry-After header.",
    )
    default_headers: ClassVar[Mapping[str, str]] = {"Retry-After": "1"}


class InternalError(Problem):
    """A fault of ours, in the log under the `request_id`. The request may or may not have taken effect."""

    status = 500
    code = "internal-error"
    title = Message(he="תקלה בשירות", ar="عطل في الخدمة", en="Internal error")
    detail = Message(
        he="אירעה תקלה בשירות. בפנייה לתמיכה כדאי לציין את request_id.",
        ar="حدث عطل في الخدمة. عند التواصل مع الدعم يُستحسن ذكر request_id.",
        en="Something failed on our side. Mention the request_id when asking for support.",
    )


class Busy(Problem):
    """The service is behind or contended and gave up in time; nothing was changed. Wait for `Retry-After`."""

    status = 503
    code = "busy"
    title = Message(he="השירות עמוס", ar="الخدمة مشغولة", en="Busy")
    detail = Message(
        he="השירות עמוס כרגע ולא בוצע שום שינוי. אפשר לנסות שוב אחרי מספר השניות שבכותרת Retry-After.",
        ar="الخدمة مشغولة حاليًا ولم يُجرَ أي تغيير. يمكن المحاولة مجددًا بعد عدد الثواني المذكور في "
        "الترويسة Retry-After.",
        en="The service is busy and nothing was changed. Try again after the seconds given in Retry-After.",
    )
    default_headers: ClassVar[Mapping[str, str]] = {"Retry-After": "1"}


class DatabaseAway(Problem):
    """The database did not answer in time. A change may or may not have taken effect: send it again under its
    `Idempotency-Key`."""

    status = 503
    code = "database-away"
    title = Message(he="מסד הנתונים אינו זמין", ar="قاعدة البيانات غير متاحة", en="The database is away")
    detail = Message(
        he="מסד הנתונים לא ענה בזמן. אם הבקשה משנה משהו, לא ידוע אם השינוי בוצע: כדאי לשלוח אותה שוב עם אותו "
        "Idempotency-Key.",
        ar="لم تُجب قاعدة البيانات في الوقت المحدد. إذا كان الطلب يغيّر شيئًا فمن غير المعروف إن كان التغيير قد "
        "نُفّذ: يُستحسن إرساله مجددًا مع Idempotency-Key نفسه.",
        en="The database did not answer in time. If the request changes something, it is not known whether "
        "it took effect: send it again with the same Idempotency-Key.",
    )
    default_headers: ClassVar[Mapping[str, str]] = {"Retry-After": "5"}
