"""Problems that replacing a representative can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

ONE_SUCCESSOR = InputRule(
    "one_successor",
    Message(
        he="יש לציין או את successor_id או את new_person, ורק אחד מהם.",
        ar="يُذكر إما successor_id وإما new_person، واحد منهما فقط.",
        en="Name either `successor_id` or `new_person`, one of them.",
    ),
)


class NotItsRepresentative(Problem):
    """The person named as predecessor does not represent the organization today."""

    status = 409
    code = "not-its-representative"
    title = Message(he="אין כאן ייצוג להעביר", ar="لا تمثيل هنا لنقله", en="Nothing to hand on")
    detail = Message(
        he="מי שצוינו ב־predecessor_id אינם מייצגים את הארגון היום, ואולי הייצוג כבר הועבר. ההשתייכויות "
        "מופיעות אצל כל אדם.",
        ar="من ذُكر في predecessor_id لا يمثّل المنظمة اليوم، وربما نُقل التمثيل بالفعل. الانتماءات مبيّنة "
        "عند كل شخص.",
        en="The person in `predecessor_id` does not represent the organization today; it may have been "
        "handed on already. Affiliations are shown with each person.",
    )


class CannotSucceed(Problem):
    """The person named as successor is not here, has left, is an auditor, or is the predecessor."""

    status = 422
    code = "cannot-succeed"
    title = Message(he="אין אפשרות לקבל את הייצוג", ar="لا يمكن تسلّم التمثيل", en="Cannot take over")
    detail = Message(
        he="את הייצוג אפשר למסור למי שרשומים ביוזמה, לא עזבו אותה ואינם מבקרים. את מי שעדיין אינם רשומים "
        "אפשר לצרף באותה קריאה, ב־new_person.",
        ar="يُسلَّم التمثيل إلى شخص آخر مسجَّل في المبادرة لم يغادرها وليس مدققًا. ومن ليس مسجَّلًا بعد يمكن "
        "ضمّه في الطلب نفسه عبر new_person.",
        en="Whoever takes over is another person of the initiative who has not left it and is no auditor. "
        "Somebody who is not recorded yet can be added in the same call, as `new_person`.",
    )
