"""Problems the templates of imports can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class UnknownTemplate(Problem):
    """The template named is not there, or is of something else."""

    status = 422
    code = "unknown-template"
    title = Message(he="תבנית לא מוכרת", ar="قالب غير معروف", en="Unknown template")
    detail = Message(
        he="template_id אינו תבנית של ייבוא מהסוג הזה. אפשר לבחור אחרת מהרשימה, או לציין את העמודות בעצמכם.",
        ar="template_id ليس قالبًا لاستيراد من هذا النوع. يمكن اختيار آخر من القائمة أو ذكر الأعمدة مباشرة.",
        en="`template_id` is no template of an import of this kind. Choose one from the list, or say the "
        "columns yourself.",
    )
