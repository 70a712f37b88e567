"""The words of mails to owners of endpoints, in every language: nobody knows who reads the mailbox."""

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from services.events.webhook_dispatcher.schedule import PAUSED_AFTER
from shared.localization.languages import Language
from shared.localization.messages import Message


class MailKind(StrEnum):
    """What the owner of an endpoint is told."""

    FAILING = "failing"
    PAUSED = "paused"


_SUBJECTS = {
    MailKind.FAILING: Message(
        he="לכתובת שלכם לא מגיעים אירועים משדרה",
        ar="لا تصل أحداث شدرا إلى عنوانكم",
        en="Shidra cannot deliver events to your address",
    ),
    MailKind.PAUSED: Message(
        he="משלוח האירועים משדרה אליכם הושהה",
        ar="توقّف مؤقتًا إرسال أحداث شدرا إليكم",
        en="Shidra has paused sending events to you",
    ),
}
_TEXTS = {
    MailKind.FAILING: Message(
        he="מאז {since} לא הצלחנו למסור אירועים לכתובת:\n{url}\nאם כך יימשך, המשלוח יושהה ב־{until}. "
        "שום אירוע לא יאבד: הכול ממתין ביומן. מה נכשל ומדוע מופיע במשלוחים של נקודת הקצה {endpoint}.",
        ar="منذ {since} لم نتمكن من تسليم الأحداث إلى العنوان:\n{url}\nإن استمر ذلك فسيتوقف الإرسال مؤقتًا "
        "في {until}. لن يضيع أي حدث: كل شيء ينتظر في السجل. ما فشل ولماذا يظهر في إرساليات نقطة الاستقبال "
        "{endpoint}.",
        en="Since {since} nothing could be delivered to the address:\n{url}\nIf that goes on, sending will "
        "be paused on {until}. No event is lost: all of them wait in the log. What failed, and why, is in "
        "the deliveries of the endpoint {endpoint}.",
    ),
    MailKind.PAUSED: Message(
        he="מאז {since} לא הצלחנו למסור אירועים לכתובת:\n{url}\nהמשלוח הושהה ב־{until}. שום אירוע לא אבד: "
        "כשתבקשו לחדש את נקודת הקצה {endpoint} (resume), יימסר כל מה שהמתין.",
        ar="منذ {since} لم نتمكن من تسليم الأحداث إلى العنوان:\n{url}\nتوقّف الإرسال مؤقتًا في {until}. لم "
        "يضع أي حدث: عند طلب استئناف نقطة الاستقبال {endpoint} (resume) يُسلَّم كل ما انتظر.",
        en="Since {since} nothing could be delivered to the address:\n{url}\nSending was paused on {until}. "
        "No event is lost: when you ask for the endpoint {endpoint} to be resumed, all that waited is "
        "delivered.",
    ),
}


def mail(row: Mapping[str, Any], sender: str) -> EmailMessage:
    """A mail as it is sent. Its id is the same at every attempt."""
    kind = MailKind(row["kind"])
    values = {
        "since": _moment(row["failing_since"]),
        "until": _moment(row["failing_since"] + PAUSED_AFTER),
        "url": row["url"],
        "endpoint": str(row["endpoint_id"]),
    }
    message = EmailMessage()
    message["From"] = sender
    message["To"] = row["contact_email"]
    message["Subject"] = " | ".join(_SUBJECTS[kind].render(language) for language in Language)
    message["Message-ID"] = f"<{row['id']}@{sender.rpartition('@')[2].rstrip('>')}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n\n".join(_TEXTS[kind].render(language, **values) for language in Language))
    return message


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")
