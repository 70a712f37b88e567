"""The events of working together in words: mediations, recognition, reminders of commitments."""

from services.events.story.sentences import Sentence, sentence, when

WORKING_WORDS: dict[str, Sentence] = {
    "registry.commitment.reminded": sentence(
        he="נשלחה תזכורת על {commitment_id}, שמועדה מתקרב: {due_on}.",
        ar="أُرسل تذكير بشأن {commitment_id} الذي يقترب موعده: {due_on}.",
        en="A reminder was given of {commitment_id}, due soon: {due_on}.",
        otherwise=(
            when(
                "kind",
                "overdue",
                he="נשלחה תזכורת על {commitment_id}, שמועדה עבר: {due_on}.",
                ar="أُرسل تذكير بشأن {commitment_id} الذي انقضى موعده: {due_on}.",
                en="A reminder was given of {commitment_id}, overdue since {due_on}.",
            ),
        ),
    ),
    "registry.mediation.accepted": sentence(
        he="אחד הצדדים הסכים לגישור.",
        ar="وافق أحد الأطراف على وساطة.",
        en="A party accepted a mediation.",
        otherwise=(
            when(
                "status",
                "running",
                he="כל הצדדים הסכימו לגישור, והוא התחיל.",
                ar="وافق كل الأطراف على وساطة، وبدأت.",
                en="All parties accepted a mediation, and it began.",
            ),
        ),
    ),
    "registry.mediation.asked": sentence(
        he="התבקש גישור.",
        ar="طُلبت وساطة.",
        en="A mediation was asked for.",
    ),
    "registry.mediation.declined": sentence(
        he="מי שהתבקשו לגשר אינם מגשרים, ומתבקשים אחרים.",
        ar="اعتذر من طُلبت وساطته، وتُطلب وساطة غيره.",
        en="Whoever was asked to mediate does not, and somebody else is to be asked.",
    ),
    "registry.mediation.taken_on": sentence(
        he="מי שהתבקשו לגשר נענו לבקשה.",
        ar="قبل من طُلبت وساطته أن يتوسط.",
        en="Whoever was asked to mediate has taken it on.",
    ),
    "registry.mediation.ended": sentence(
        he="גישור הסתיים: {status}.",
        ar="انتهت وساطة: {status}.",
        en="A mediation ended: {status}.",
    ),
    "registry.mediation.step_taken": sentence(
        he="נעשה צעד בגישור.",
        ar="اتُّخذت خطوة في وساطة.",
        en="A step was taken in a mediation.",
    ),
    "registry.recognition.given": sentence(
        he="ניתנה הוקרה: {to_organization_id}.",
        ar="مُنح تقدير: {to_organization_id}.",
        en="Recognition was given to {to_organization_id}.",
    ),
    "registry.recognition.withdrawn": sentence(
        he="הוקרה נמשכה ואינה נחשבת עוד.",
        ar="سُحب تقدير ولم يعد يُحسب.",
        en="Recognition was taken back and counts no more.",
    ),
}
