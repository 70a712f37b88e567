"""Problems the links to calendars can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class TooManyCalendarLinks(Problem):
    """The person has five live links already. Revoke one of them."""

    status = 409
    code = "too-many-calendar-links"
    title = Message(he="יש כבר חמישה קישורים בתוקף", ar="توجد خمسة روابط سارية", en="Five links are live")
    detail = Message(
        he="לכל אדם יכולים להיות לכל היותר חמישה קישורים ללוחות שנה. אפשר לבטל אחד מהם.",
        ar="يمكن أن يكون لكل شخص خمسة روابط إلى التقاويم على الأكثر. يمكن إلغاء أحدها.",
        en="A person can have at most five links to calendars. One of them can be revoked.",
    )
