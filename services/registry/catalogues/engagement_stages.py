"""The stages of an organization's engagement."""

from services.registry.catalogues.entries import GUIDE, SHIDRA, Catalogue, Entry
from shared.localization.messages import Message
from shared.partnership import Stage

ENGAGEMENT_STAGES = Catalogue(
    Message(he="שלבי מעורבות", ar="مراحل المشاركة", en="Stages of engagement"),
    (
        Entry(
            Stage.MAPPED,
            Message(he="במפה", ar="على الخريطة", en="Mapped"),
            GUIDE,
            Message(
                he="זוהתה זיקה לסוגיה; עוד לא נוצר קשר.",
                ar="تبيّنت صلتها بالقضية ولم يُتواصل معها بعد.",
                en="Known to have a stake; nobody has been in touch yet.",
            ),
        ),
        Entry(
            Stage.APPROACHED,
            Message(he="נוצר קשר", ar="جرى التواصل", en="Approached"),
            GUIDE,
            Message(
                he="נעשתה פנייה, והתשובה עוד פתוחה.",
                ar="جرى التواصل ولم يُحسم الجواب بعد.",
                en="Somebody has been in touch; the answer is still open.",
            ),
        ),
        Entry(
            Stage.ENGAGED,
            Message(he="בתהליך", ar="منخرطة", en="Engaged"),
            GUIDE,
            Message(
                he="משתתף במפגשים ובשיח, עוד לא כשותף.",
                ar="تشارك في اللقاءات والحوار، وليست شريكة بعد.",
                en="Comes to meetings and talks along, not yet as a partner.",
            ),
        ),
        Entry(
            Stage.PARTNER,
            Message(he="שותף", ar="شريك", en="Partner"),
            GUIDE,
            Message(
                he="נושא חלק במהלך המשותף ונמנה עם הרשת.",
                ar="يتحمل نصيبًا في المبادرة ويُعدّ من الشبكة.",
                en="Carries a part of the initiative and belongs to its network.",
            ),
        ),
        Entry(
            Stage.SUPPORTER,
            Message(he="תומך", ar="داعم", en="Supporter"),
            GUIDE,
            Message(
                he="מהרשת הרחבה: תומך ומסייע בלי לשאת חלק קבוע.",
                ar="من الشبكة الأوسع: يدعم ويساعد دون نصيب ثابت.",
                en="Of the wider network: helps and supports without a lasting part.",
            ),
        ),
        Entry(
            Stage.PAUSED,
            Message(he="בהפסקה", ar="متوقفة مؤقتًا", en="Paused"),
            SHIDRA,
            Message(
                he="המעורבות נעצרה לזמן מה.",
                ar="توقفت المشاركة لفترة.",
                en="Takes no part for the time being.",
            ),
        ),
        Entry(
            Stage.LEFT,
            Message(he="פרש", ar="انسحبت", en="Left"),
            SHIDRA,
            Message(
                he="אינו משתתף עוד; מה שנעשה עד כה נשאר רשום.",
                ar="لم تعد تشارك؛ ويبقى ما جرى حتى الآن مسجَّلًا.",
                en="Takes no part any more; what happened so far stays on record.",
            ),
        ),
    ),
)
