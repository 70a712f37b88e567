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


class NotInElectorate(Problem):
    """The voter named has no vote in this decision: who has was frozen at its opening."""

    status = 403
    code = "not-in-electorate"
    title = Message(he="בלי זכות הצבעה כאן", ar="لا حق في التصويت هنا", en="No vote in this decision")
    detail = Message(
        he="מי שצוין אינו ברשימת בעלי זכות ההצבעה, שנקבעה כשההחלטה נפתחה. הרשימה מופיעה ב־voters. ברשת "
        "מצביעים ארגונים, בפורומים אחרים אנשים.",
        ar="المذكور ليس في قائمة أصحاب حق التصويت التي حُدّدت عند فتح القرار. تظهر القائمة في voters. في "
        "الشبكة تصوّت منظمات، وفي سائر الهيئات أشخاص.",
        en="Whoever is named is not in the electorate, which was frozen when the decision was opened: see "
        "its `voters`. In the network organizations vote, in other forums people.",
    )


class ReasonRequired(Problem):
    """In this decision every ballot says why."""

    status = 422
    code = "reason-required"
    title = Message(he="נדרש נימוק", ar="السبب مطلوب", en="A reason is required")
    detail = Message(
        he="בהחלטה הזאת כל קול צריך נימוק ב־reason.",
        ar="في هذا القرار يحتاج كل صوت إلى سبب في reason.",
        en="In this decision every ballot says why, in `reason`.",
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


class ReasonNotTaken(Problem):
    """In this decision no ballot says why."""

    status = 422
    code = "reason-not-taken"
    title = Message(he="בלי נימוק", ar="بلا سبب", en="No reason is taken")
    detail = Message(
        he="בהחלטה הזאת אין נימוקים לקולות: נימוק היה מגלה של מי הקול. אפשר להצביע בלי reason, ולנמק בדיון.",
        ar="في هذا القرار لا أسباب للأصوات: فالسبب يكشف صاحب الصوت. يمكن التصويت دون reason وبيان السبب في "
        "النقاش.",
        en="In this decision ballots give no reasons, which would tell whose they are. Vote without "
        "`reason`, and say why in the discussion.",
    )


class BallotsNotSeen(Problem):
    """Nobody may know what others say in this decision, and so nobody writes it down for them."""

    status = 409
    code = "ballots-not-seen"
    title = Message(
        he="איש אינו רואה קולות של אחרים", ar="لا أحد يرى أصوات غيره", en="Nobody sees others' ballots"
    )
    detail = Message(
        he="הקולות בהחלטה הזאת מוסתרים או חשאיים, ולכן אין רושמים אותם בשם אחרים ולא בהרמת ידיים. כל אחת "
        "ואחד מצביעים בעצמם, או באמצעות מי שמייצגים את ארגונם.",
        ar="الأصوات في هذا القرار مخفية أو سرية، فلا تُسجّل باسم آخرين ولا برفع الأيدي. يصوّت كلٌّ بنفسه أو "
        "عبر من يمثّل منظمته.",
        en="Ballots in this decision are hidden or secret, and so nobody writes them down for others or from "
        "a show of hands. All vote themselves, or through whoever represents their organization.",
    )


class VoterHasVoted(Problem):
    """The voter gave a ballot themself, which nobody else's record replaces."""

    status = 409
    code = "voter-has-voted"
    title = Message(
        he="יש כבר קול שניתן בידי בעליו", ar="أدلى صاحب الصوت بصوته", en="The voter has voted already"
    )
    detail = Message(
        he="רישום בשם אחרים אינו מחליף קול שבעליו נתנו בעצמם או אישרו. לשנות אותו יכולים רק הם.",
        ar="التسجيل باسم الآخرين لا يحلّ محل صوت أدلى به صاحبه بنفسه أو أكّده. لا يغيّره إلا صاحبه.",
        en="What is recorded for others never replaces a ballot that its voter cast or confirmed. Only the "
        "voter changes that.",
    )


class BallotCounts(Problem):
    """The ballot awaits no confirmation."""

    status = 409
    code = "ballot-counts"
    title = Message(he="הקול כבר נספר", ar="الصوت محسوب", en="The ballot counts already")
    detail = Message(
        he="הקול אינו ממתין לאישור. כל עוד ההחלטה פתוחה אפשר לשנות אותו.",
        ar="الصوت لا ينتظر تأكيدًا. يمكن تغييره ما دام القرار مفتوحًا.",
        en="The ballot awaits no confirmation. It can be changed for as long as the decision is open.",
    )


class QuestionAmended(Problem):
    """The ballot is about what the question said before it was amended."""

    status = 409
    code = "question-amended"
    title = Message(he="נוסח השאלה שונה", ar="عُدّل نص السؤال", en="The question was amended")
    detail = Message(
        he="השאלה שונתה בזמן שהיתה פתוחה. יש לקרוא את הנוסח החדש ולציין ב־amendment_id את ה־amendment_id של "
        "ההחלטה.",
        ar="عُدّل السؤال وهو مفتوح. يُقرأ النص الجديد ويُذكر في amendment_id ما في amendment_id القرار.",
        en="The question was amended while it was open. Read what it says now, and give the decision's "
        "`amendment_id` as `amendment_id`.",
    )
