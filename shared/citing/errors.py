"""Problems the citations of every service can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class NothingThatCites(Problem):
    """There is nothing of the kind and id that is to cite."""

    status = 422
    code = "nothing-that-cites"
    title = Message(he="אין דבר כזה ביוזמה", ar="لا يوجد شيء كهذا في المبادرة", en="No such thing here")
    detail = Message(
        he="מה שאמור לצטט (citing_kind, citing_id) אינו רשום ביוזמה, או שהוא חסוי.",
        ar="ما يُراد له أن يستشهد (citing_kind وciting_id) غير مسجّل في المبادرة أو سرّي.",
        en="What is to cite (`citing_kind`, `citing_id`) is not recorded in the initiative, or is "
        "confidential.",
    )


class NotCitable(Problem):
    """What is to be cited is not there, was withdrawn, or nobody stands by it yet."""

    status = 422
    code = "not-citable"
    title = Message(he="אי אפשר לצטט", ar="لا يمكن الاستشهاد به", en="It cannot be cited")
    detail = Message(
        he="אפשר לצטט מקור, הצהרה או אירוע שרשומים ביוזמה ולא נמשכו; הצהרה של ארגון – אחרי שאישר אותה.",
        ar="يمكن الاستشهاد بمصدر أو تصريح أو حدث مسجّل في المبادرة ولم يُسحب؛ وبتصريح منظمة بعد أن تؤكده.",
        en="A source, a statement or a context event can be cited that is recorded in the initiative and not "
        "withdrawn; an organization's statement, once the organization has confirmed it.",
    )


class CitedAlready(Problem):
    """The one cites the other already."""

    status = 409
    code = "cited-already"
    title = Message(he="כבר צוטט", ar="سبق الاستشهاد به", en="Cited already")
    detail = Message(
        he="הציטוט הזה כבר רשום. כדי לשנות את מראה המקום אפשר למשוך אותו ולצטט מחדש.",
        ar="هذا الاستشهاد مسجّل. لتغيير الموضع يمكن سحبه والاستشهاد من جديد.",
        en="This citation is there already. To change the passage, withdraw it and cite anew.",
    )
