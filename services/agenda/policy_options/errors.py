"""Problems the policy options can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class PolicyOptionSettled(Problem):
    """The option was chosen or withdrawn."""

    status = 409
    code = "policy-option-settled"
    title = Message(
        he="החלופה כבר נבחרה או נמשכה",
        ar="اختير البديل أو سُحب بالفعل",
        en="The option was chosen or withdrawn already",
    )
    detail = Message(
        he="נוסח של חלופה משתנה כל עוד היא מוצעת. אפשר לרשום חלופה חדשה; בחלופה שנבחרה אפשר לרשום מה יצא "
        "ממנה.",
        ar="يتغير نص البديل ما دام مقترحًا. يمكن تسجيل بديل جديد؛ وفي بديل اختير يمكن تسجيل ما نتج عنه.",
        en="An option's wording changes while it is proposed. Record a new option; of one that was chosen, "
        "record what came of it.",
    )


class PolicyOptionInDecision(Problem):
    """A decision about the option is open."""

    status = 409
    code = "policy-option-in-decision"
    title = Message(
        he="החלטה על החלופה פתוחה",
        ar="هناك قرار مفتوح بشأن البديل",
        en="A decision about the option is open",
    )
    detail = Message(
        he="מי שמצביעים צריכים לדעת על מה. אפשר לשנות את החלופה או למשוך אותה אחרי שההחלטה תיסגר.",
        ar="يجب أن يعرف المصوّتون على ماذا يصوّتون. يمكن تعديل البديل أو سحبه بعد إغلاق القرار.",
        en="Whoever votes has to know on what. Change or withdraw the option once the decision is closed.",
    )


class NothingCameYet(Problem):
    """What came of an option is told once it was chosen."""

    status = 409
    code = "policy-option-not-chosen"
    title = Message(he="החלופה עדיין לא נבחרה", ar="لم يُختر البديل بعد", en="The option was not chosen yet")
    detail = Message(
        he="מה שיצא מחלופה רושמים אחרי שהשותפים החליטו עליה.",
        ar="ما نتج عن بديل يُسجَّل بعد أن يقرره الشركاء.",
        en="What came of an option is recorded after the partners decided for it.",
    )
