"""Problems the links to the stream can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class TooManyLinks(Problem):
    """The person has five live links already. Revoke one of them, or let one expire."""

    status = 409
    code = "too-many-links"
    title = Message(he="יש כבר חמישה קישורים בתוקף", ar="توجد خمسة روابط سارية", en="Five links are live")
    detail = Message(
        he="לכל אדם יכולים להיות לכל היותר חמישה קישורים אישיים בתוקף. אפשר לבטל אחד מהם.",
        ar="يمكن أن يكون لكل شخص خمسة روابط شخصية سارية على الأكثر. يمكن إلغاء أحدها.",
        en="A person can have at most five personal links live at once. One of them can be revoked.",
    )


class LinkEndNotAllowed(Problem):
    """A link ends in the time to come, and within 24 hours."""

    status = 422
    code = "link-end-not-allowed"
    title = Message(
        he="מועד הסיום אינו אפשרי", ar="موعد الانتهاء غير ممكن", en="The link cannot end at that time"
    )
    detail = Message(
        he="קישור אישי תקף עד 24 שעות. יש לציין ב־expires_at מועד עתידי בתוך פרק הזמן הזה.",
        ar="يسري الرابط الشخصي 24 ساعة على الأكثر. يجب أن يحدد expires_at موعدًا لاحقًا ضمن هذه المدة.",
        en="A personal link holds for 24 hours at most. Give a time to come within them as expires_at.",
    )
