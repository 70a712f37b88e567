"""Problems the agenda templates can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class TooManyTemplates(Problem):
    """A forum keeps twenty agenda templates at most."""

    status = 409
    code = "too-many-templates"
    title = Message(he="יש כבר עשרים תבניות", ar="يوجد عشرون قالبًا", en="There are twenty templates")
    detail = Message(
        he="פורום שומר לכל היותר עשרים תבניות לסדר יום. אפשר למחוק אחת מהן.",
        ar="تحتفظ الهيئة بعشرين قالبًا لجدول الأعمال على الأكثر. يمكن حذف أحدها.",
        en="A forum keeps at most twenty agenda templates. Delete one of them.",
    )
