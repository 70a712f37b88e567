"""Problems the ballots can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class ChoiceOfAnotherMethod(Problem):
    """The decision's method has no such choice."""

    status = 422
    code = "choice-of-another-method"
    title = Message(
        he="הבחירה אינה של השיטה", ar="الخيار ليس من هذه الطريقة", en="Not a choice of this method"
    )
    detail = Message(
        he="בהסכמה (consent) בוחרים consent, abstain או object; בהצבעת רוב בוחרים yes, no או abstain.",
        ar="في التوافق (consent) الخيارات consent أو abstain أو object؛ وفي الأغلبية yes أو no أو abstain.",
        en="In `consent` the choices are consent, abstain and object; in majorities yes, no and abstain.",
    )


class ObjectionNeedsReason(Problem):
    """An objection says what harm it sees."""

    status = 422
    code = "objection-needs-reason"
    title = Message(he="התנגדות צריכה נימוק", ar="الاعتراض يحتاج إلى سبب", en="An objection needs a reason")
    detail = Message(
        he="כדי שיהיה אפשר לענות להתנגדות יש לכתוב ב־reason איזה נזק היא רואה. בלי נימוק אפשר להימנע.",
        ar="كي يمكن الرد على الاعتراض يجب أن يبيّن reason الضرر الذي يراه. ومن دون سبب يمكن الامتناع.",
        en="So that it can be answered, say in `reason` what harm it sees. Without a reason, abstain.",
    )
