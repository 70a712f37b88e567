"""Problems of imports that a worker carries out."""

from collections.abc import Mapping
from typing import ClassVar

from shared.http.problem import Problem
from shared.localization.messages import Message


class ImportsWaiting(Problem):
    """As many files of the initiative wait to be imported as may. Send it when one of them has ended."""

    status = 429
    code = "imports-waiting"
    title = Message(he="קבצים אחרים עוד ממתינים", ar="ملفات أخرى ما زالت تنتظر", en="Other files wait")
    detail = Message(
        he="ביוזמה הזאת כבר ממתינים לייבוא {limit} קבצים, ויותר מזה אינו נשמר. "
        "אפשר לשלוח שוב כשאחד מהם יסתיים.",
        ar="في هذه المبادرة {limit} ملفات تنتظر الاستيراد، ولا يُحفظ أكثر من ذلك. "
        "يمكن الإرسال مجددًا عند انتهاء أحدها.",
        en="{limit} files of this initiative wait to be imported, and no more are kept. Send it again when "
        "one of them has ended.",
    )
    default_headers: ClassVar[Mapping[str, str]] = {"Retry-After": "10"}


class ImportHasEnded(Problem):
    """The import has ended; what has ended is not called off."""

    status = 409
    code = "import-has-ended"
    title = Message(he="הייבוא כבר הסתיים", ar="انتهى الاستيراد", en="The import has ended")
    detail = Message(
        he="הייבוא כבר הסתיים, ואי אפשר לבטל אותו. מה שיובא אפשר לתקן או לייבא מחדש.",
        ar="انتهى الاستيراد ولا يمكن إلغاؤه. يمكن تصحيح ما استُورد أو استيراده من جديد.",
        en="The import has ended and cannot be called off. Correct what it brought, or import it anew.",
    )
