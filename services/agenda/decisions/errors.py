"""Problems the decisions can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

OPTIONS_OF_ANOTHER_METHOD = InputRule(
    "options_of_another_method",
    Message(
        he="בשיטות approval, score ו־ranked יש לציין שתי אפשרויות לפחות; בשיטות אחרות אין אפשרויות.",
        ar="في الطرق approval و score و ranked يجب ذكر خيارين على الأقل؛ وفي غيرها لا خيارات.",
        en="Approval, score and ranked take two options at least; other methods take none.",
    ),
)
ORDER_HAS_NO_EFFECT = InputRule(
    "order_has_no_effect",
    Message(
        he="סדר בין אפשרויות אפשר לקבוע רק ב־own_matter: מסדר לא נובע דבר מעצמו.",
        ar="لا يُحدَّد ترتيب بين خيارات إلا في own_matter: لا يترتب على ترتيب شيء بذاته.",
        en="Options are put in order in `own_matter` alone: nothing follows from an order by itself.",
    ),
)
SUBJECT_OF_ANOTHER_KIND = InputRule(
    "subject_of_another_kind",
    Message(
        he="הנושא אינו מתאים לסוג ההחלטה: חסר בו שדה, או שיש בו שדה ששייך לסוג אחר.",
        ar="الموضوع لا يناسب نوع القرار: ينقصه حقل، أو فيه حقل يخص نوعًا آخر.",
        en="The subject does not fit the kind of decision: a field is missing, or one belongs to another "
        "kind.",
    ),
)


class UnknownForum(Problem):
    """The body names a forum that this initiative does not have."""

    status = 422
    code = "unknown-forum"
    title = Message(he="פורום לא מוכר", ar="منتدى غير معروف", en="Unknown forum")
    detail = Message(
        he="הפורום שצוין אינו קיים ביוזמה. אפשר להקים אותו קודם.",
        ar="المنتدى المذكور غير موجود في المبادرة. يمكن تشكيله أولًا.",
        en="The forum named does not exist in the initiative. Form it first.",
    )


class LaxerThanStanding(Problem):
    """Method, quorum or notice is laxer than the forum's standing rules."""

    status = 422
    code = "laxer-than-standing"
    title = Message(
        he="מקל מכללי הפורום", ar="أيسر من قواعد المنتدى", en="Laxer than the forum's standing rules"
    )
    detail = Message(
        he="החלטה יכולה להחמיר עם השיטה, המניין וזמן ההודעה של הפורום, ולא להקל. את כללי הפורום משנה החלטה "
        "מסוג forum_rules.",
        ar="يمكن للقرار أن يشدّد طريقة المنتدى ونصابه ومهلة الإشعار، لا أن ييسّرها. قواعد المنتدى يغيّرها "
        "قرار من نوع forum_rules.",
        en="A decision may be stricter than the forum's method, quorum and notice, never laxer. A decision "
        "of kind `forum_rules` changes the forum's rules.",
    )


class NoticeTooShort(Problem):
    """The decision would close before the notice the forum's members are due."""

    status = 422
    code = "notice-too-short"
    title = Message(he="זמן ההודעה קצר מדי", ar="مهلة الإشعار قصيرة", en="Notice too short")
    detail = Message(
        he="החלטה פתוחה לפחות {hours} שעות מרגע פתיחתה, ולכל היותר שנה. יש לקבוע מועד סגירה אחר.",
        ar="يبقى القرار مفتوحًا {hours} ساعة على الأقل من لحظة فتحه، وسنة على الأكثر. يجب تحديد موعد إغلاق "
        "آخر.",
        en="A decision is open for at least {hours} hours from its opening, and for a year at most. Set "
        "another closing time.",
    )


class ExtensionTooShort(Problem):
    """An extension leaves a decision open for longer than it is."""

    status = 422
    code = "extension-too-short"
    title = Message(he="החלטה אינה מתקצרת", ar="لا يُقصَّر القرار", en="A decision is never made shorter")
    detail = Message(
        he="הארכה היא עד מועד מאוחר מן המועד הנוכחי שבו ההחלטה נסגרת. אפשר לסגור קודם רק אחרי שכולם הצביעו.",
        ar="التمديد إلى موعد بعد موعد إغلاق القرار الحالي. لا يُغلق قبل ذلك إلا بعد أن يصوّت الجميع.",
        en="An extension ends after the time at which the decision closes now. Earlier it closes only once "
        "everybody has voted.",
    )


class ExtensionTooLong(Problem):
    """A decision is open for a year at most, extensions included."""

    status = 422
    code = "extension-too-long"
    title = Message(he="ההארכה ארוכה מדי", ar="التمديد طويل جدًا", en="The extension is too long")
    detail = Message(
        he="החלטה פתוחה לכל היותר שנה מפתיחתה, כולל הארכות. אפשר להאריך לכל המאוחר עד {latest}.",
        ar="يبقى القرار مفتوحًا سنة على الأكثر من فتحه، بما في ذلك التمديد. أقصى موعد ممكن هو {latest}.",
        en="A decision is open for a year at most, extensions included. {latest} is the latest it can be "
        "extended to.",
    )


class CorrectionsRunning(Problem):
    """A show of hands was recorded, and its voters can still correct it."""

    status = 409
    code = "corrections-running"
    title = Message(
        he="עוד אפשר לתקן את ההצבעה בהרמת ידיים",
        ar="ما زال تصحيح التصويت برفع الأيدي ممكنًا",
        en="The show of hands can still be corrected",
    )
    detail = Message(
        he="מי שידם נרשמה יכולים לתקן במשך 72 שעות, ועד אז ההחלטה אינה נסגרת. המועד מופיע ב־"
        "corrections_until.",
        ar="من سُجّلت أيديهم يمكنهم التصحيح خلال 72 ساعة، ولا يُغلق القرار قبل ذلك. الموعد مبيّن في "
        "corrections_until.",
        en="Those whose hands were recorded have 72 hours to correct that, and the decision does not close "
        "before. See its `corrections_until`.",
    )


class SubjectNotReady(Problem):
    """What the decision is about is not there, or not at a stage at which it can be decided."""

    status = 409
    code = "subject-not-ready"
    title = Message(
        he="הנושא עוד לא מוכן להחלטה",
        ar="الموضوع غير جاهز للقرار",
        en="The subject is not ready for decision",
    )
    detail = Message(
        he="מה שההחלטה עוסקת בו אינו קיים, הוכרע כבר או טרם הגיע לשלב הנכון: מושב צריך אישור של מי שיישב בו, "
        "מדד צריך להיות מוצע, מנדט צריך להיות ממתין להחלטה.",
        ar="ما يتناوله القرار غير موجود أو حُسم أو لم يبلغ المرحلة المناسبة: المقعد يحتاج إلى قبول من "
        "سيشغله، والمؤشر يجب أن يكون مقترحًا، والتفويض بانتظار القرار.",
        en="What the decision is about is not there, is settled, or is not at the right stage: a seat needs "
        "its holder's consent, an indicator has to be proposed, a mandate has to await decision.",
    )


class ForumNotCompetent(Problem):
    """The initiative decided that other forums decide on this."""

    status = 409
    code = "forum-not-competent"
    title = Message(he="פורום אחר מחליט בזה", ar="منتدى آخر يقرر في هذا", en="Another forum decides on this")
    detail = Message(
        he="היוזמה החליטה שבעניין הזה מחליטים רק: {forums}. אפשר להביא את ההחלטה לשם; ועדת ההיגוי או הרשת "
        "יכולות לשנות זאת בהחלטה מסוג competence.",
        ar="قررت المبادرة ألا يقرر في هذا إلا: {forums}. يمكن طرح القرار هناك؛ ويمكن للجنة التوجيهية أو "
        "الشبكة تغيير ذلك بقرار من نوع competence.",
        en="The initiative decided that only these decide on this: {forums}. Bring the decision there; the "
        "steering committee or the network can change that by a decision of kind `competence`.",
    )


class ConsentIsOpen(Problem):
    """Consent asks for objections that others can see and answer."""

    status = 422
    code = "consent-is-open"
    title = Message(he="הסכמה היא גלויה", ar="التوافق علني", en="Consent is open")
    detail = Message(
        he="בשיטת consent עונים להתנגדויות, ולכן הן גלויות. להצבעה מוסתרת או חשאית אפשר לבחור ב־method "
        "שיטה אחרת, כמו majority או gradients.",
        ar="في طريقة consent يُردّ على الاعتراضات، ولذلك فهي علنية. للتصويت المخفي أو السري يمكن اختيار طريقة "
        "أخرى في method، مثل majority أو gradients.",
        en="By consent objections are answered, and so they are seen. For hidden or secret ballots choose "
        "another `method`, such as majority or gradients.",
    )


class SecretWithoutReasons(Problem):
    """Secret ballots give no reasons."""

    status = 422
    code = "secret-without-reasons"
    title = Message(he="חשאי הוא בלי נימוק", ar="السري بلا سبب", en="Secret is without reasons")
    detail = Message(
        he="קולות חשאיים הם בלי נימוק, כי נימוק מגלה מי כתבו אותו: reasons הוא none, או חסר.",
        ar="الأصوات السرية بلا أسباب، لأن السبب يكشف كاتبه: reasons تكون none أو تُترك.",
        en="Secret ballots give no reasons, which would tell who wrote them: `reasons` is `none`, or absent.",
    )


class TooFewForSecrecy(Problem):
    """The electorate, or a sector of it that is counted apart, is too small for secret ballots."""

    status = 409
    code = "too-few-for-secrecy"
    title = Message(
        he="מעט מדי מצביעים לחשאיות", ar="عدد الناخبين لا يكفي للسرية", en="Too few voters for secrecy"
    )
    detail = Message(
        he="עם פחות מ־{fewest} מצביעים, בסך הכול או במגזר שנספר לעצמו בשיטת sector_balanced, הספירה הייתה "
        "מגלה מי אמרו מה. אפשר להצביע בגלוי או במוסתר, או להביא את ההחלטה לפורום רחב יותר.",
        ar="مع أقل من {fewest} ناخبين، في المجموع أو في قطاع يُحسب وحده بطريقة sector_balanced، يكشف العدّ من "
        "قال ماذا. يمكن التصويت علنًا أو خفية، أو طرح القرار في هيئة أوسع.",
        en="With fewer than {fewest} voters, in all or in a sector that `sector_balanced` counts apart, the "
        "count would tell who said what. Vote openly or hidden, or bring the decision to a wider forum.",
    )


class NoElectorate(Problem):
    """Nobody in the forum may vote on this."""

    status = 409
    code = "no-electorate"
    title = Message(he="אין מי שיצביע", ar="لا أحد يحق له التصويت", en="Nobody may vote on this")
    detail = Message(
        he="אין בפורום מי שרשאי להצביע בהחלטה הזאת. אפשר להביא אותה לרשת, או למלא קודם מושבים בפורום.",
        ar="لا يوجد في المنتدى من يحق له التصويت في هذا القرار. يمكن طرحه في الشبكة، أو شغل مقاعد في المنتدى "
        "أولًا.",
        en="Nobody in the forum may vote on this decision. Bring it to the network, or fill seats in the "
        "forum first.",
    )


class TooFewSectors(Problem):
    """The method asks for more sectors than the electorate has."""

    status = 409
    code = "too-few-sectors"
    title = Message(he="פחות מדי מגזרים", ar="قطاعات أقل من المطلوب", en="Too few sectors")
    detail = Message(
        he="במניין המצביעים יש {sectors} מגזרים, פחות ממה שהשיטה או המניין דורשים. אפשר לצרף שותפים ממגזרים "
        "נוספים או להביא את ההחלטה לפורום רחב יותר.",
        ar="في هيئة التصويت {sectors} من القطاعات، أقل مما تتطلبه الطريقة أو النصاب. يمكن ضم شركاء من قطاعات "
        "أخرى أو طرح القرار في منتدى أوسع.",
        en="The electorate has {sectors} sectors, fewer than the method or the quorum asks for. Bring in "
        "partners of other sectors, or bring the decision to a wider forum.",
    )


class DecisionNotDraft(Problem):
    """The decision has been opened, and is no draft any more."""

    status = 409
    code = "decision-not-draft"
    title = Message(he="ההחלטה כבר נפתחה", ar="فُتح القرار", en="The decision was opened")
    detail = Message(
        he="החלטה שנפתחה אינה משתנה, כדי שכולם יצביעו על אותו הדבר. אפשר למשוך אותה ולנסח אחרת.",
        ar="القرار المفتوح لا يتغير كي يصوّت الجميع على الشيء نفسه. يمكن سحبه وصياغة غيره.",
        en="A decision that was opened does not change, so that all vote on the same. Withdraw it and draft "
        "another.",
    )


class DecisionNotOpen(Problem):
    """The decision is a draft, or closed."""

    status = 409
    code = "decision-not-open"
    title = Message(he="ההחלטה אינה פתוחה", ar="القرار غير مفتوح", en="The decision is not open")
    detail = Message(
        he="אפשר להצביע בין פתיחת ההחלטה לסגירתה. המצב והמועדים מופיעים בהחלטה עצמה.",
        ar="يمكن التصويت بين فتح القرار وإغلاقه. الحالة والمواعيد مبيّنة في القرار نفسه.",
        en="Ballots are cast between its opening and its closing. The decision itself says where it stands.",
    )


class NotEverybodyVoted(Problem):
    """The decision cannot be closed by hand yet."""

    status = 409
    code = "not-everybody-voted"
    title = Message(he="עוד לא כולם הצביעו", ar="لم يصوّت الجميع بعد", en="Not everybody has voted")
    detail = Message(
        he="לפני המועד אפשר לסגור החלטה רק אחרי שכל בעלי הזכות הצביעו. היא תיסגר מעצמה במועד שנקבע.",
        ar="قبل الموعد لا يُغلق القرار إلا بعد أن يصوّت كل من يحق له ذلك. وسيُغلق تلقائيًا في موعده.",
        en="Before its time a decision can be closed only once all who have a vote have cast it. It closes "
        "by itself at the time set.",
    )


class DecisionNotClosed(Problem):
    """The decision has no outcome yet."""

    status = 409
    code = "decision-not-closed"
    title = Message(he="עוד אין תוצאה", ar="لا نتيجة بعد", en="No outcome yet")
    detail = Message(
        he="תוצאה יש רק להחלטה שהקולות בה נספרו: לא לטיוטה, לא להחלטה פתוחה ולא להחלטה שנמשכה.",
        ar="النتيجة فقط لقرار عُدّت أصواته: لا لمسودة ولا لقرار مفتوح ولا لقرار سُحب.",
        en="Only a decision whose ballots were counted has an outcome: no draft, none that is open, and none "
        "that was withdrawn.",
    )


class SupportedAlready(Problem):
    """The caller has supported this already; somebody else of the forum has to."""

    status = 409
    code = "supported-already"
    title = Message(he="התמיכה כבר נרשמה", ar="سُجّل التأييد", en="Supported already")
    detail = Message(
        he="נדרשת עוד תמיכה, של מישהי או מישהו אחר מחברי הפורום.",
        ar="يلزم تأييد آخر من عضو غيرك في المنتدى.",
        en="One more member of the forum has to support it.",
    )


class NoLongerVoter(Problem):
    """The voter was recused or disqualified."""

    status = 409
    code = "no-longer-voter"
    title = Message(he="כבר לא במניין המצביעים", ar="خارج هيئة التصويت", en="No longer in the electorate")
    detail = Message(
        he="מי שנמנעו מהשתתפות בשל ניגוד עניינים, או הפכו לחלק מארגון השדרה, אינם מצביעים בהחלטה הזאת.",
        ar="من تنحّى بسبب تضارب مصالح، أو صار من المنظمة الداعمة، لا يصوّت في هذا القرار.",
        en="Whoever stepped aside over a conflict of interest, or came to belong to the backbone, does not "
        "vote on this decision.",
    )
