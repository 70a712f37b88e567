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
        he="בשיטות שמקבלות שאלה יש לציין choice של השיטה; ב־approval את approved, ב־score את scores "
        "וב־ranked את ranking, עם אפשרויות של ההחלטה הזאת, כל אחת פעם אחת, וציונים עד best_score.",
        ar="في الطرق التي تبتّ في سؤال يُذكر choice من الطريقة؛ وفي approval يُذكر approved، وفي score يُذكر "
        "scores، وفي ranked يُذكر ranking، بخيارات هذا القرار، كل منها مرة واحدة، وبدرجات حتى best_score.",
        en="Methods that adopt a question take a `choice` of theirs; approval takes `approved`, score "
        "`scores` and ranked `ranking`, with options of this decision, each once, and scores up to "
        "`best_score`.",
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
