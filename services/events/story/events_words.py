"""The events service's own events in words: erasures, the log's signing, where events are sent."""

from services.events.story.sentences import CHARTER_REFUSED, Sentence, sentence, when

EVENTS_WORDS: dict[str, Sentence] = {
    "events.charter.refused": CHARTER_REFUSED,
    "events.erasure.completed": sentence(
        he="הושלמה מחיקה של נתונים אישיים שלצד היומן.",
        ar="اكتمل محو بيانات شخصية من جانب السجل.",
        en="Personal data was erased beside the log.",
    ),
    "events.erasure.requested": sentence(
        he="התבקשה מחיקה של נתונים אישיים.",
        ar="طُلب محو بيانات شخصية.",
        en="The erasure of somebody's personal data was asked for.",
    ),
    "events.log.alarm_ended": sentence(
        he="היומן שוב ממשיך את מה שכבר נחתם, והחתימה עליו התחדשה.",
        ar="عاد السجل امتدادًا لما سبق توقيعه، واستؤنف توقيعه.",
        en="The log continues again what was signed before, and is signed on.",
    ),
    "events.log.alarm_raised": sentence(
        he="החתימה על היומן נעצרה: מה שכתוב בו אינו המשך של מה שכבר נחתם.",
        ar="توقّف توقيع السجل: ما فيه ليس امتدادًا لما سبق توقيعه.",
        en="Signing the log was stopped: what it holds does not continue what was signed before.",
        otherwise=(
            when(
                "reason",
                "key_changed",
                he="החתימה על היומן נעצרה: המפתח שבו נחתם היומן עד כה אינו המפתח שבידי המערכת.",
                ar="توقّف توقيع السجل: المفتاح الموجود لدى النظام ليس المفتاح الذي وُقّع به السجل حتى الآن.",
                en="Signing the log was stopped: the key at hand is not the one it was signed with so far.",
            ),
            *(
                when(
                    "reason",
                    lost,
                    he="החתימה על היומן נעצרה: הרישום הנפרד של מה שנחתם לאחרונה חסר או פגום.",
                    ar="توقّف توقيع السجل: القيد المنفصل لآخر ما وُقّع مفقود أو تالف.",
                    en="Signing the log was stopped: the note kept apart of what was signed last is missing "
                    "or damaged.",
                )
                for lost in ("memory_damaged", "memory_missing")
            ),
        ),
    ),
    "events.log.succeeded": sentence(
        he="היומן נפגע, ויומן ממשיך נפתח במקומו.",
        ar="تضرّر السجل، وفُتح مكانه سجل يخلفه.",
        en="The log was broken, and a successor was begun in its place.",
    ),
    "events.stream_link.made": sentence(
        he="נוצר קישור אישי למעקב אחר היומן.",
        ar="أُنشئ رابط شخصي لمتابعة السجل.",
        en="A personal link to follow the log was made.",
    ),
    "events.stream_link.revoked": sentence(
        he="בוטל קישור אישי למעקב אחר היומן.",
        ar="أُلغي رابط شخصي لمتابعة السجل.",
        en="A personal link to follow the log was revoked.",
    ),
    "events.webhook_endpoint.changed": sentence(
        he="שונו ההגדרות של שליחת אירועים אל מערכת של {organization_id}.",
        ar="عُدّلت إعدادات إرسال الأحداث إلى نظام تابع إلى {organization_id}.",
        en="What is sent to a system of {organization_id}, or how, was changed.",
        otherwise=(
            when(
                "moved",
                True,
                he="הוחלפה הכתובת שאליה נשלחים אירועים של {organization_id}.",
                ar="تغيّر العنوان الذي تُرسل إليه الأحداث الخاصة بـ{organization_id}.",
                en="The address that events are sent to for {organization_id} was changed.",
            ),
        ),
    ),
    "events.webhook_endpoint.created": sentence(
        he="התבקשה שליחת אירועים אל מערכת של {organization_id}.",
        ar="طُلب إرسال الأحداث إلى نظام تابع إلى {organization_id}.",
        en="Events are to be sent to a system of {organization_id}.",
    ),
    "events.webhook_endpoint.ended": sentence(
        he="הופסקה לתמיד שליחת אירועים אל מערכת של {organization_id} ({reason}).",
        ar="أُوقف نهائيًا إرسال الأحداث إلى نظام تابع إلى {organization_id} ({reason}).",
        en="Nothing more is sent to a system of {organization_id} ({reason}).",
    ),
    "events.webhook_endpoint.failing": sentence(
        he="כבר יממה לא ניתן למסור אירועים אל מערכת של {organization_id}.",
        ar="تعذّر منذ يوم تسليم الأحداث إلى نظام تابع إلى {organization_id}.",
        en="Nothing could be delivered to a system of {organization_id} for a day.",
    ),
    "events.webhook_endpoint.paused": sentence(
        he="הושהתה שליחת אירועים אל מערכת של {organization_id} ({reason}).",
        ar="عُلّق إرسال الأحداث إلى نظام تابع إلى {organization_id} ({reason}).",
        en="Sending events to a system of {organization_id} was paused ({reason}).",
    ),
    "events.webhook_endpoint.replay_requested": sentence(
        he="התבקשה שליחה חוזרת של אירועים אל מערכת של {organization_id}.",
        ar="طُلبت إعادة إرسال أحداث إلى نظام تابع إلى {organization_id}.",
        en="Earlier events are to be sent again to a system of {organization_id}.",
    ),
    "events.webhook_endpoint.resumed": sentence(
        he="חודשה שליחת אירועים אל מערכת של {organization_id}.",
        ar="استُؤنف إرسال الأحداث إلى نظام تابع إلى {organization_id}.",
        en="Sending events to a system of {organization_id} was resumed.",
    ),
    "events.webhook_endpoint.secret_rotated": sentence(
        he="הוחלף הסוד שבו נחתמים אירועים הנשלחים אל {organization_id}.",
        ar="استُبدل المفتاح السري الذي تُوقّع به الأحداث المرسلة إلى {organization_id}.",
        en="What is sent to {organization_id} is signed with a new secret.",
    ),
    "events.webhook_endpoint.verified": sentence(
        he="אומתה הכתובת של מערכת של {organization_id}; מעתה נשלחים אליה אירועים.",
        ar="جرى التحقق من عنوان نظام تابع إلى {organization_id}، وتُرسل إليه الأحداث من الآن.",
        en="The address of a system of {organization_id} was verified: from now on it gets events.",
    ),
    "events.witness_policy.set": sentence(
        he="נקבעו העדים לחתימות על היומן. מספר החתימות הנדרש: {threshold}.",
        ar="حُدّد الشهود على توقيعات السجل. عدد التوقيعات المطلوب: {threshold}.",
        en="Witnesses to the log's signatures were named. How many have to sign: {threshold}.",
    ),
}
