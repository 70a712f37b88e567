"""Problems the integrations can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class TwoSecretsLive(Problem):
    """The integration has two secrets already. End one of them, or rotate with `overlap_hours` 0."""

    status = 409
    code = "two-secrets-live"
    title = Message(
        he="כבר יש שני סודות בתוקף", ar="يوجد سرّان ساريان بالفعل", en="Two secrets are live already"
    )
    detail = Message(
        he="לחיבור מערכת יכולים להיות לכל היותר שני סודות בתוקף. אפשר לבטל אחד מהם, או להחליף את שניהם "
        "בבת אחת עם overlap_hours בערך 0.",
        ar="يمكن أن يكون لربط النظام سرّان ساريان على الأكثر. يمكن إنهاء أحدهما، أو استبدالهما معًا "
        "فورًا بقيمة 0 في overlap_hours.",
        en="An integration can have at most two secrets live at once. End one of them, or replace both at "
        "once with `overlap_hours` 0.",
    )
