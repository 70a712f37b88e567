"""The words of the charter: what each rule says, and what is said when it refuses. `charter` keeps them."""

from dataclasses import dataclass
from enum import StrEnum

from shared.localization.messages import Message


class Rule(StrEnum):
    """The rules by their codes."""

    AGENDA_BELONGS_TO_PARTNERS = "agenda-belongs-to-partners"
    BACKBONE_DOES_NOT_DECIDE = "backbone-does-not-decide"
    BACKBONE_DOES_NOT_APPOINT_ITSELF = "backbone-does-not-appoint-itself"
    BACKBONE_DOES_NOT_RUN_PROJECTS = "backbone-does-not-run-projects"
    BACKBONE_ROUTES_FUNDING = "backbone-routes-funding"
    PLAN_FOLLOWS_AGENDA = "plan-follows-agenda"
    MEASUREMENT_FOLLOWS_AGENDA = "measurement-follows-agenda"


TITLES: dict[Rule, Message] = {
    Rule.AGENDA_BELONGS_TO_PARTNERS: Message(
        he="המצע שייך לשותפים", ar="الأجندة ملك للشركاء", en="The agenda belongs to the partners"
    ),
    Rule.BACKBONE_DOES_NOT_DECIDE: Message(
        he="ארגון השדרה אינו מחליט", ar="المنظمة الداعمة لا تقرّر", en="The backbone does not decide"
    ),
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF: Message(
        he="ארגון השדרה אינו ממנה את עצמו",
        ar="المنظمة الداعمة لا تعيّن نفسها",
        en="The backbone does not appoint itself",
    ),
    Rule.BACKBONE_DOES_NOT_RUN_PROJECTS: Message(
        he="ארגון השדרה אינו מפעיל פרויקטים",
        ar="المنظمة الداعمة لا تدير مشاريع",
        en="The backbone does not run projects",
    ),
    Rule.BACKBONE_ROUTES_FUNDING: Message(
        he="הכסף עובר אל השותפים", ar="التمويل يصل إلى الشركاء", en="The backbone routes funding to partners"
    ),
    Rule.PLAN_FOLLOWS_AGENDA: Message(
        he="התוכנית באה אחרי המצע", ar="الخطة تأتي بعد الأجندة", en="The plan follows the agenda"
    ),
    Rule.MEASUREMENT_FOLLOWS_AGENDA: Message(
        he="המדידה באה אחרי המצע", ar="القياس يأتي بعد الأجندة", en="Measurement follows the agenda"
    ),
}

TEXTS: dict[Rule, Message] = {
    Rule.AGENDA_BELONGS_TO_PARTNERS: Message(
        he="צוות השדרה אוסף, מקבץ ומנסח את מה שאחרים הביאו, וכל נוסח שלו נשען על היגדים שאושרו או על מקורות. "
        "רק החלטה של ועדת ההיגוי או של הרשת מאמצת מצע.",
        ar="يجمع فريق المنظمة الداعمة ما طرحه الآخرون ويرتّبه ويصوغه، وكل صياغة له تستند إلى أقوال مؤكَّدة "
        "أو إلى مصادر. ولا تُعتمد الأجندة إلا بقرار من اللجنة التوجيهية أو من الشبكة.",
        en="Staff gather, cluster and word what others brought, and whatever they draft rests on confirmed "
        "voices or on sources. Only a decision of the steering committee or the network adopts an agenda.",
    ),
    Rule.BACKBONE_DOES_NOT_DECIDE: Message(
        he="אנשי הצוות, ומי שפועלים בשם ארגון שמחזיק במנדט או מוצע לו, אינם נמנים עם המצביעים ועם המניין, "
        "אינם מצביעים ואינם מתנגדים. כשארגון השדרה הוא גם שותף, ועדת ההיגוי יכולה לאפשר לנציגיו שאינם אנשי "
        "צוות להצביע כשותפים עד תאריך שנקבע, אך לעולם לא על מנדט. צוות השדרה גם אינו קובע מי יצביעו: שותפים "
        "משהים את חברותם או עוזבים במילתם או בהחלטה של ועדת ההיגוי, ומי שהצוות צירף אינם מצביעים ברשת על מה "
        "שנוסח לפני שהצטרפו.",
        ar="أفراد الفريق، ومن يعملون باسم منظمة تحمل التفويض أو مرشحة له، لا يُحسبون بين أصحاب التصويت ولا "
        "في النصاب، ولا يصوّتون ولا يعترضون. وحين تكون المنظمة الداعمة شريكة أيضًا، يمكن للجنة التوجيهية أن "
        "تسمح لممثليها من غير الفريق بالتصويت كشركاء حتى تاريخ محدد، لكن ليس على تفويض أبدًا. ولا يحدد الفريق "
        "من يصوّت: يعلّق الشركاء شراكتهم أو يغادرون بكلمتهم أو بقرار من اللجنة التوجيهية، ومن ضمّهم الفريق لا "
        "يصوّتون في الشبكة على ما صيغ قبل انضمامهم.",
        en="Staff, and people acting for an organization that holds a mandate or is proposed for one, are in "
        "no electorate, count for no quorum, cast no ballot and raise no objection. Where the backbone is "
        "also a partner, the steering committee can let its representatives who are not staff vote as "
        "partners until a day it sets; never on a mandate. Nor do staff settle who votes: a partner pauses "
        "or leaves by its own word or by a decision of the steering committee, and whom staff let in has no "
        "vote in the network on what was drafted before they came.",
    ),
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF: Message(
        he="מנדט מתחיל, מתחדש ומסתיים רק בהחלטה של ועדת ההיגוי. בלי מנדט בתוקף הצוות ממפה, מכנס ומתעד, ואינו "
        "פותח החלטות מלבד החלטה על המנדט. את המושבים בפורום ממלאת החלטה של הפורום, בהסכמת מי שמתמנה.",
        ar="لا يبدأ التفويض ولا يُجدَّد ولا ينتهي إلا بقرار من اللجنة التوجيهية. ومن دون تفويض سارٍ يقوم "
        "الفريق بالمسح والدعوة والتوثيق، ولا يفتح قرارًا سوى القرار بشأن التفويض. ومقاعد المنتدى تُشغل بقرار "
        "من المنتدى وبقبول من يشغلها.",
        en="A mandate begins, is renewed and ends only by a decision of the steering committee. Without one "
        "in force, staff map, convene and record, and open no decision except on the mandate. Seats in a "
        "forum are filled by the forum's own decision and with the consent of whoever takes them.",
    ),
    Rule.BACKBONE_DOES_NOT_RUN_PROJECTS: Message(
        he="פעילות מובלת בידי שותף, לעולם לא בידי ארגון השדרה או צוותו.",
        ar="يقود النشاط شريك، ولا تقوده المنظمة الداعمة أو فريقها أبدًا.",
        en="An activity is led by a partner, never by the backbone or its staff.",
    ),
    Rule.BACKBONE_ROUTES_FUNDING: Message(
        he="כסף שגויס ליוזמה מגיע לפעילויות ולשירותים של השותפים. חלקו של ארגון השדרה גלוי תמיד; ממקור שלא "
        "יועד לשדרה אפשר להקצות לה עד מחצית; ומעבר לתקרה שקבעה ועדת ההיגוי נדרשת החלטה.",
        ar="الأموال التي جُمعت للمبادرة تذهب إلى أنشطة الشركاء وخدماتهم. حصة المنظمة الداعمة ظاهرة دائمًا؛ "
        "ومن مصدر غير مخصص لها لا تنال أكثر من النصف؛ وتجاوز السقف الذي حددته اللجنة التوجيهية يحتاج إلى "
        "قرار.",
        en="Money raised for the initiative goes to partners' activities and services. The backbone's share "
        "is always visible; of a source not earmarked for it, it gets half at most; and going past the cap "
        "that the steering committee set needs a decision.",
    ),
    Rule.PLAN_FOLLOWS_AGENDA: Message(
        he="התוכנית המתואמת מתחילה אחרי אימוץ המצע. מה ששותפים כבר עושים אפשר לרשום תמיד, ושני שותפים או "
        "יותר במעגל פעולה יכולים להקדים ולפעול יחד.",
        ar="تبدأ الخطة المنسّقة بعد اعتماد الأجندة. ما يقوم به الشركاء أصلًا يمكن تسجيله دائمًا، ويمكن "
        "لشريكين أو أكثر في دائرة عمل أن يبادروا إلى عمل مشترك مبكر.",
        en="The coordinated plan starts after the agenda is adopted. What partners already do can be "
        "recorded at any time, and two or more partners in an action circle may start an early joint action.",
    ),
    Rule.MEASUREMENT_FOLLOWS_AGENDA: Message(
        he="מדדים אפשר לנסח, לדון בהם ולחקור אותם תמיד; כמדדים משותפים מאמצים אותם רק בהחלטה שנפתחה אחרי "
        "אימוץ המצע.",
        ar="يمكن صياغة المؤشرات ومناقشتها وبحثها في أي وقت، ولا تُعتمد مؤشراتٍ مشتركةً إلا بقرار فُتح بعد "
        "اعتماد الأجندة.",
        en="Indicators may be drafted, discussed and researched at any time; they are adopted as shared only "
        "by a decision opened after the agenda was adopted.",
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said when a rule refuses: why, and what would be allowed instead."""

    rule: Rule
    detail: Message


STAFF_BRING_NO_VOICE = Refusal(
    Rule.AGENDA_BELONGS_TO_PARTNERS,
    Message(
        he="צוות השדרה אוסף את מה שאחרים מביאים ואינו מביא היגד משלו. אפשר לרשום היגד בשם מי שהביא "
        "אותו, ולבקש ממנו לאשר.",
        ar="فريق المنظمة الداعمة يجمع ما يطرحه الآخرون ولا يطرح قولًا من عنده. يمكن تسجيل قول باسم من "
        "طرحه، وطلب تأكيده.",
        en="Backbone staff gather what others bring and bring no voice of their own. Record the "
        "voice for whoever brought it, and they will be asked to confirm it.",
    ),
)
STAFF_CITE_WHAT_THEY_WORD = Refusal(
    Rule.AGENDA_BELONGS_TO_PARTNERS,
    Message(
        he="נוסח של צוות השדרה נשען על מה שאחרים הביאו. יש לצטט היגד אחד לפחות שמי שהביא אותו אישר, או מקור. "
        "תיקון כתיב ותרגום אינם צריכים ציטוט.",
        ar="كل صياغة لفريق المنظمة الداعمة تستند إلى ما طرحه الآخرون. يجب الاستشهاد بقول واحد على الأقل "
        "أكّده صاحبه أو بمصدر. تصحيح الإملاء والترجمة لا يحتاجان إلى استشهاد.",
        en="What backbone staff draft rests on what others brought. Cite at least one voice that its bringer "
        "has confirmed, or a source. Corrections of spelling and translations need no citation.",
    ),
)
STAFF_CITE_CONFIRMED_VOICES = Refusal(
    Rule.AGENDA_BELONGS_TO_PARTNERS,
    Message(
        he="אחד ההיגדים שצוטטו עדיין לא אושר בידי מי שהביא אותו. אפשר לבקש את אישורו, או לצטט היגדים שאושרו.",
        ar="أحد الأقوال المستشهد بها لم يؤكده صاحبه بعد. يمكن طلب تأكيده أو الاستشهاد بأقوال مؤكَّدة.",
        en="One of the voices cited has not been confirmed by whoever brought it. Ask them to confirm it, or "
        "cite voices that are confirmed.",
    ),
)
STAFF_DISCARD_NO_TEXT_OF_PARTNERS = Refusal(
    Rule.AGENDA_BELONGS_TO_PARTNERS,
    Message(
        he="שותפים ניסחו את הסעיף, וצוות השדרה אינו מסיר אותו. כל מי שמשתתפים ביוזמה ואינם אנשי צוות יכולים "
        "להסיר אותו.",
        ar="صاغ شركاء هذا القسم، وفريق المنظمة الداعمة لا يحذفه. يمكن لأي مشارك في المبادرة ليس من الفريق أن "
        "يحذفه.",
        en="Partners worded this section, and backbone staff do not discard it. Anybody who takes part and "
        "is not on the staff can.",
    ),
)
STAFF_REACT_TO_NO_VOICE = Refusal(
    Rule.AGENDA_BELONGS_TO_PARTNERS,
    Message(
        he="צוות השדרה אוסף את מה שאחרים הביאו ואינו אומר אם הוא מסכים. התגובות הן של השותפים ושל הקהילה.",
        ar="فريق المنظمة الداعمة يجمع ما طرحه الآخرون ولا يبدي موافقته أو رفضه. التفاعل مع الأقوال للشركاء "
        "وللمجتمع.",
        en="Backbone staff gather what others brought and do not say whether they agree. Reactions are for "
        "the partners and the community.",
    ),
)
AGENDA_IN_COMMITTEE_OR_NETWORK = Refusal(
    Rule.AGENDA_BELONGS_TO_PARTNERS,
    Message(
        he="מצע ועקרונות עבודה מתקבלים רק בהחלטה של ועדת ההיגוי או של הרשת. אפשר להביא את ההחלטה לאחד משני "
        "הפורומים האלה.",
        ar="لا تُعتمد الأجندة ومبادئ العمل إلا بقرار من اللجنة التوجيهية أو من الشبكة. يمكن طرح القرار في "
        "أحد هذين المنتديين.",
        en="An agenda and working principles are adopted only by the steering committee or the network. "
        "Bring the decision to one of them.",
    ),
)
BACKBONE_CASTS_NO_BALLOT = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="אנשי צוות השדרה, ומי שפועלים בשם ארגון שמחזיק במנדט או מוצע לו, אינם מצביעים. נציגות או נציג אחר "
        "של השותף, שאינם קשורים לשדרה, יכולים להצביע במקומם.",
        ar="أفراد فريق المنظمة الداعمة، ومن يعملون باسم منظمة تحمل التفويض أو مرشحة له، لا يصوّتون. يمكن "
        "لممثل آخر للشريك، لا صلة له بالمنظمة الداعمة، أن يصوّت.",
        en="Backbone staff, and people acting for an organization that holds the mandate or is proposed for "
        "it, cast no ballot. Another representative of the partner, who has no tie to the backbone, can.",
    ),
)
BACKBONE_HOLDS_NO_PROXY = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="אנשי צוות השדרה, ומי שפועלים בשם ארגון שמחזיק במנדט או מוצע לו, אינם ממלאים מקום של מצביעים. "
        "אפשר למנות חברים אחרים בפורום.",
        ar="أفراد فريق المنظمة الداعمة، ومن يعملون باسم منظمة تحمل التفويض أو مرشحة له، لا ينوبون عن أصحاب "
        "التصويت. يمكن إنابة أعضاء آخرين في المنتدى.",
        en="Backbone staff, and people acting for an organization that holds the mandate or is proposed for "
        "it, vote for nobody by proxy. Other members of the forum can be named.",
    ),
)
BACKBONE_STEERS_AS_NO_MEMBER = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="מי שאינם מצביעים בהחלטה בשל קשר לשדרה, גם אם נוצר אחרי שנפתחה, אינם פותחים, מאריכים או מושכים "
        "אותה כחברי הפורום. חברים אחרים בפורום יכולים.",
        ar="من لا يصوّت في القرار بسبب صلة بالمنظمة الداعمة، ولو نشأت بعد فتحه، لا يفتحه ولا يمدّده ولا "
        "يسحبه بصفته عضوًا في المنتدى. يمكن ذلك لأعضاء آخرين.",
        en="Whoever has no vote on a decision for a tie to the backbone, even one that came about after it "
        "was opened, neither opens, extends nor withdraws it as a member of the forum. Other members can.",
    ),
)
BACKBONE_HOLDS_NO_VOTE = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="אנשי צוות השדרה אינם יושבים בפורום עם זכות הצבעה. אפשר להציע להם מושב של משקיפים.",
        ar="لا يشغل أفراد فريق المنظمة الداعمة مقعدًا ذا حق تصويت. يمكن اقتراح مقعد مراقب لهم.",
        en="Backbone staff hold no seat with a vote. Propose them a seat as observers.",
    ),
)
EXEMPTION_BY_COMMITTEE = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="רק ועדת ההיגוי יכולה לאפשר לארגון שמחזיק במנדט להצביע כשותף, ואם אין בה מי שרשאי להצביע, הרשת. "
        "אפשר להביא את ההחלטה לשם.",
        ar="اللجنة التوجيهية وحدها تستطيع السماح لمنظمة تحمل التفويض بالتصويت كشريك، وإن لم يكن فيها من يحق "
        "له التصويت فالشبكة. يمكن طرح القرار هناك.",
        en="Only the steering committee, or the network where the committee has no electorate, can let an "
        "organization that holds the mandate vote as a partner. Bring the decision there.",
    ),
)
MANDATE_BY_COMMITTEE = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="מנדט מתחיל, מתחדש ומסתיים רק בהחלטה של ועדת ההיגוי, ואם אין בה מי שרשאי להצביע, של הרשת. אפשר "
        "להביא את ההחלטה לשם.",
        ar="لا يبدأ التفويض ولا يُجدَّد ولا ينتهي إلا بقرار من اللجنة التوجيهية، وإن لم يكن فيها من يحق له "
        "التصويت فمن الشبكة. يمكن طرح القرار هناك.",
        en="A mandate begins, is renewed and ends only by a decision of the steering committee, or of the "
        "network where the committee has no electorate. Bring the decision there.",
    ),
)
STAFF_END_NO_PARTNERSHIP = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="צוות השדרה אינו מוציא שותף מן הרשת. נציגי הארגון יכולים לרשום שהוא משהה את חברותו או עוזב; אם "
        "אין מי שישיבו בשמו, אפשר להביא לוועדת ההיגוי החלטה מסוג partnership.",
        ar="فريق المنظمة الداعمة لا يُخرج شريكًا من الشبكة. يمكن لممثلي المنظمة تسجيل أنها تعلّق شراكتها أو "
        "تغادر؛ وإن لم يكن من يجيب باسمها فيمكن طرح قرار من نوع partnership في اللجنة التوجيهية.",
        en="Backbone staff take no partner out of the network. The organization's representatives can record "
        "that it pauses or leaves; where nobody answers for it, bring a decision of the kind `partnership` "
        "to the steering committee.",
    ),
)
PARTNERS_ARE_NOT_MERGED_AWAY = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="שותף ברשת אינו מתמזג לתוך ארגון אחר, כי קולו היה אובד. אפשר למזג את האחר לתוכו; ואם שניהם "
        "שותפים, נציגי אחד מהם רושמים קודם שהוא עוזב, או שהשותפים מחליטים על כך (partnership).",
        ar="لا يُدمج شريك في الشبكة في منظمة أخرى، إذ يضيع صوته. يمكن دمج الأخرى فيه؛ وإن كانتا شريكتين "
        "فيسجّل ممثلو إحداهما أولًا أنها تغادر، أو يقرر الشركاء ذلك (partnership).",
        en="A partner is not merged into another organization: its vote would be lost. The other can be "
        "merged into it; where both are partners, the representatives of one first record that it leaves, or "
        "the partners decide so (`partnership`).",
    ),
)
STAFF_REPLACE_NO_VOTER = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="צוות השדרה צירף אתכם לנציגי הארגון אחרי שההחלטה נפתחה, ובשם הארגון מצביעים בה מי שייצגו אותו "
        "בפתיחתה. בהחלטות שייפתחו מכאן והלאה תוכלו להצביע גם אתם.",
        ar="أضافكم فريق المنظمة الداعمة إلى ممثلي المنظمة بعد فتح القرار، ويصوّت باسمها فيه من مثّلوها عند "
        "فتحه. يمكنكم التصويت في القرارات التي تُفتح من الآن فصاعدًا.",
        en="Backbone staff named you to speak for the organization after the decision was opened, and those "
        "who spoke for it then cast its ballot. In decisions opened from now on you can vote, too.",
    ),
)
STAFF_REPLACE_NO_REPRESENTATIVE = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="מי ייצגו שותף קובע השותף עצמו: כל מי שמייצגים אותו ואינם אנשי צוות יכולים למסור את הייצוג. "
        "אם אין עוד מי שמייצג אותו, אפשר לרשום לו ייצוג חדש, והמושבים שלו בפורומים הם עניין להחלטת הפורומים.",
        ar="من يمثّل شريكًا يحدده الشريك نفسه: يمكن لكل من يمثّله وليس من الفريق أن يسلّم التمثيل. وإن لم يبقَ "
        "من يمثّله، يمكن تسجيل تمثيل جديد له، أما مقاعده في المنتديات فتقررها المنتديات.",
        en="Who speaks for a partner is the partner's to say: whoever represents it and is not staff can "
        "hand that on. Where nobody represents it any more, record a new representative; its seats in "
        "forums are for the forums to decide on.",
    ),
)
NAMED_LATELY_REPLACE_NOBODY = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="צוות השדרה צירף אתכם לנציגי הארגון בשלושים הימים האחרונים, ולצדכם יש מי שייצגו אותו קודם. בתקופה "
        "הזאת רק הם יכולים להעביר את הייצוג.",
        ar="أضافكم فريق المنظمة الداعمة إلى ممثلي المنظمة خلال الثلاثين يومًا الأخيرة، وإلى جانبكم من مثّلها "
        "قبلكم. في هذه الفترة هم وحدهم من يسلّم التمثيل.",
        en="Backbone staff named you to speak for the organization within the last thirty days, beside "
        "somebody who spoke for it before. For that time they alone can hand it on.",
    ),
)
PARTNERSHIP_BY_COMMITTEE = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="על שותפות של ארגון מחליטה ועדת ההיגוי, ואם אין בה מי שרשאי להצביע, הרשת. אפשר להביא את ההחלטה "
        "לשם.",
        ar="تقرر اللجنة التوجيهية في شراكة منظمة، وإن لم يكن فيها من يحق له التصويت فالشبكة. يمكن طرح القرار "
        "هناك.",
        en="The steering committee, or the network where nobody in the committee may vote, decides on an "
        "organization's partnership. Bring the decision there.",
    ),
)
POLICY_BY_COMPETENT_FORUM = Refusal(
    Rule.BACKBONE_DOES_NOT_DECIDE,
    Message(
        he="בין חלופות מדיניות מחליטות ועדת ההיגוי, הרשת או קבוצת עבודה שהדבר הואצל לה. אפשר להביא את "
        "ההחלטה לשם.",
        ar="تقرر بين بدائل السياسات اللجنة التوجيهية أو الشبكة أو مجموعة عمل فُوّض إليها ذلك. يمكن طرح القرار "
        "هناك.",
        en="The steering committee, the network, or a working group it was delegated to decides between "
        "policy options. Bring the decision there.",
    ),
)
SEATS_BY_THE_FORUM = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="את המושבים בפורום ממלא הפורום עצמו; את ועדת ההיגוי הראשונה ממנה הרשת, ואת המושבים הראשונים "
        "בפורום אחר ועדת ההיגוי או הרשת. אפשר להביא את ההחלטה לשם.",
        ar="المنتدى نفسه يشغل مقاعده؛ واللجنة التوجيهية الأولى تعيّنها الشبكة، والمقاعد الأولى في منتدى آخر "
        "تشغلها اللجنة التوجيهية أو الشبكة. يمكن طرح القرار هناك.",
        en="A forum fills its seats itself; the network seats the first steering committee, and the "
        "committee or the network the first members of any other forum. Bring the decision there.",
    ),
)
GUIDANCE_BY_COMMITTEE_OR_NETWORK = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="על שלב של היוזמה ועל מה שמואצל לקבוצת עבודה מחליטות ועדת ההיגוי או הרשת. אפשר להביא את ההחלטה "
        "לשם.",
        ar="مرحلة المبادرة وما يُفوَّض إلى مجموعة عمل تقررهما اللجنة التوجيهية أو الشبكة. يمكن طرح القرار هناك.",
        en="The steering committee or the network decides on a phase of the initiative and on what is "
        "delegated to a working group. Bring the decision there.",
    ),
)
COMPETENCE_BY_COMMITTEE_OR_NETWORK = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="אילו פורומים מחליטים בעניין מסוים קובעות ועדת ההיגוי או הרשת. אפשר להביא את ההחלטה לשם.",
        ar="أي المنتديات تقرر في شأن ما تحدده اللجنة التوجيهية أو الشبكة. يمكن طرح القرار هناك.",
        en="The steering committee or the network decides which forums decide on a matter. Bring the "
        "decision there.",
    ),
)
END_BY_COMMITTEE_OR_NETWORK = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="על סיום היוזמה מחליטות ועדת ההיגוי או הרשת, ולא אחרים: לא צוות השדרה ולא מפעילי המערכת. אפשר "
        "להביא את ההחלטה לשם.",
        ar="إنهاء المبادرة تقرره اللجنة التوجيهية أو الشبكة لا سواهما: لا فريق المنظمة الداعمة ولا مشغّلو "
        "النظام. يمكن طرح القرار هناك.",
        en="The steering committee or the network decides that the initiative ends, and nobody else: not the "
        "backbone's staff, not the operators. Bring the decision there.",
    ),
)
PARTNERS_END_THEIR_INITIATIVE = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="יש ביוזמה מי שיכולים להחליט על סיומה, או שכבר הוחלט בה דבר. לכן היא מסתיימת רק בהחלטה של ועדת "
        "ההיגוי או של הרשת, ואפשר לבקש מן השותפים להעלות אותה.",
        ar="في المبادرة من يستطيع أن يقرر إنهاءها، أو سبق أن تقرر فيها شيء. لذلك لا "
        "تنتهي إلا بقرار من اللجنة التوجيهية أو من الشبكة، ويمكن أن يُطلب من الشركاء طرحه.",
        en="There is somebody in the initiative who can decide on its end, or something was decided in it. "
        "So it ends only by a decision of the steering committee or the network; ask the partners to bring "
        "it.",
    ),
)
NO_MANDATE_NO_OPENING = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="בלי מנדט בתוקף צוות השדרה אינו פותח החלטות, מלבד החלטה על המנדט. יושבי ראש הפורום, או שתיים או "
        "שניים מחבריו, יכולים לפתוח אותה.",
        ar="من دون تفويض سارٍ لا يفتح فريق المنظمة الداعمة قرارًا سوى القرار بشأن التفويض. يمكن لرئاسة "
        "المنتدى أو لعضوين فيه فتحه.",
        en="Without a mandate in force, backbone staff open no decision except on the mandate. The forum's "
        "chair, or two of its members, can open it.",
    ),
)
FACILITATORS_DO_NOT_STEER = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="צוות השדרה אינו מאריך החלטה פתוחה ואינו מושך אותה. יושבי ראש הפורום, או שתיים או שניים מחבריו, "
        "יכולים.",
        ar="فريق المنظمة الداعمة لا يمدّد قرارًا مفتوحًا ولا يسحبه. يمكن ذلك لرئاسة المنتدى أو لعضوين فيه.",
        en="Backbone staff neither extend nor withdraw an open decision. The forum's chair, or two of its "
        "members, can.",
    ),
)
STAFF_AMEND_NO_QUESTION = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="צוות השדרה אינו משנה שאלה שנפתחה להצבעה, גם אם ניסח אותה. יושבי ראש הפורום, או שתיים או שניים "
        "מחבריו, יכולים. הצוות יכול להשיב להתנגדויות.",
        ar="فريق المنظمة الداعمة لا يعدّل سؤالًا فُتح للتصويت، ولو صاغه. يمكن ذلك لرئاسة المنتدى أو لعضوين فيه. "
        "ويمكن للفريق الرد على الاعتراضات.",
        en="Backbone staff do not amend a question that is open, even one they drafted. The forum's chair, "
        "or two of its members, can. Staff can answer objections.",
    ),
)
STAFF_NAMED_BY_FOUNDERS = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="כל עוד אין מנדט בתוקף, את צוות השדרה ממנים נציגי השותפים המייסדים. אפשר לבקש מהם למנות, או להביא "
        "החלטה על מנדט לוועדת ההיגוי.",
        ar="ما دام لا يوجد تفويض سارٍ، يعيّن ممثلو الشركاء المؤسسين فريق المنظمة الداعمة. يمكن أن يُطلب منهم "
        "التعيين، أو طرح قرار بشأن التفويض في اللجنة التوجيهية.",
        en="While no mandate is in force, those who speak for the founding partners appoint the backbone's "
        "staff. Ask them, or bring a decision on the mandate to the steering committee.",
    ),
)
STAFF_NAMED_BY_BACKBONE = Refusal(
    Rule.BACKBONE_DOES_NOT_APPOINT_ITSELF,
    Message(
        he="תחת מנדט בתוקף את צוות השדרה ממנה ארגון השדרה. נציגי ארגון שמחזיק במנדט, או מי שמנחים את היוזמה, "
        "יכולים למנות.",
        ar="في ظل تفويض سارٍ تعيّن المنظمة الداعمة فريقها. يمكن التعيين لممثلي المنظمة الحاملة للتفويض أو "
        "للميسّرين.",
        en="Under a mandate in force the backbone appoints its own staff: representatives of an organization "
        "that holds it, or facilitators.",
    ),
)
BACKBONE_LEADS_NO_ACTIVITY = Refusal(
    Rule.BACKBONE_DOES_NOT_RUN_PROJECTS,
    Message(
        he="ארגון השדרה, ומי שכל נציגיו פועלים מטעמו, אינם מובילים פעילות. אפשר לציין שותף מוביל, או לרשום "
        "את עבודת השדרה כ־backbone_services.",
        ar="المنظمة الداعمة، ومن يعمل كل ممثليه باسمها، لا تقود نشاطًا. يمكن ذكر شريك يقوده، أو تسجيل عمل "
        "المنظمة الداعمة كـ backbone_services.",
        en="The backbone, and whoever has no representatives but the backbone's people, leads no activity. "
        "Name a partner as its lead, or record the backbone's own work as `backbone_services`.",
    ),
)
HALF_OF_A_SOURCE_AT_MOST = Refusal(
    Rule.BACKBONE_ROUTES_FUNDING,
    Message(
        he="ממקור שלא יועד לשדרה אפשר להקצות לה, בסך כל ההקצאות, עד מחצית. אפשר להקצות סכום קטן יותר, או "
        "להקצות לשותפים. ארגון שאין מי שמדבר בשמו בלי להיות קשור לשדרה נחשב כשדרה.",
        ar="من مصدر غير مخصص للمنظمة الداعمة لا يتجاوز مجموع ما يُخصص لها النصف. يمكن تخصيص مبلغ أصغر أو "
        "التخصيص للشركاء. والمنظمة التي لا يتحدث باسمها أحد مستقل عن المنظمة الداعمة تُحسب منها.",
        en="Of a source that is not earmarked for the backbone, all its allocations together come to half at "
        "most. Allocate less to it, or to partners. An organization nobody speaks for who is free of the "
        "backbone counts as the backbone.",
    ),
)
CAP_PASSED = Refusal(
    Rule.BACKBONE_ROUTES_FUNDING,
    Message(
        he="ההקצאה עוברת את התקרה שקבעה ועדת ההיגוי לחלקו של ארגון השדרה במה שגויס. אפשר להקצות פחות, או "
        "להביא לוועדת ההיגוי החלטה על תקרה אחרת.",
        ar="يتجاوز التخصيص السقف الذي حددته اللجنة التوجيهية لحصة المنظمة الداعمة مما جُمع. يمكن تخصيص أقل، "
        "أو طرح قرار بسقف آخر في اللجنة التوجيهية.",
        en="The allocation goes past the cap that the steering committee set for the backbone's share of "
        "what was raised. Allocate less, or bring another cap to the steering committee for decision.",
    ),
)
CAP_BY_COMMITTEE = Refusal(
    Rule.BACKBONE_ROUTES_FUNDING,
    Message(
        he="תקרה לחלקו של ארגון השדרה קובעת ועדת ההיגוי, ואם אין בה מי שרשאי להצביע, הרשת. אפשר להביא את "
        "ההחלטה לשם.",
        ar="تحدد اللجنة التوجيهية سقف حصة المنظمة الداعمة، وإن لم يكن فيها من يحق له التصويت فالشبكة. يمكن "
        "طرح القرار هناك.",
        en="The steering committee, or the network where the committee has no electorate, sets the cap of "
        "the backbone's share. Bring the decision there.",
    ),
)
NO_PLAN_BEFORE_AGENDA = Refusal(
    Rule.PLAN_FOLLOWS_AGENDA,
    Message(
        he="המצע המשותף עדיין לא אומץ, והתוכנית המתואמת באה אחריו. אפשר לרשום מה ששותפים כבר עושים, או פעולה "
        "משותפת מוקדמת של שני שותפים לפחות במעגל פעולה.",
        ar="لم تُعتمد الأجندة المشتركة بعد، والخطة المنسّقة تأتي بعدها. يمكن تسجيل ما يقوم به الشركاء أصلًا، "
        "أو عمل مشترك مبكر لشريكين على الأقل في دائرة عمل.",
        en="The common agenda has not been adopted yet, and the coordinated plan comes after it. Record what "
        "partners already do, or an early joint action of at least two partners in an action circle.",
    ),
)
PLAN_BY_COMPETENT_FORUM = Refusal(
    Rule.PLAN_FOLLOWS_AGENDA,
    Message(
        he="על התוכנית מחליטות ועדת ההיגוי, הרשת או קבוצת עבודה שהדבר הואצל לה. אפשר להביא את ההחלטה לשם.",
        ar="تقرر في الخطة اللجنة التوجيهية أو الشبكة أو مجموعة عمل فُوّض إليها ذلك. يمكن طرح القرار هناك.",
        en="The steering committee, the network, or a working group it was delegated to decides on the plan. "
        "Bring the decision there.",
    ),
)
NO_SHARED_MEASURES_BEFORE_AGENDA = Refusal(
    Rule.MEASUREMENT_FOLLOWS_AGENDA,
    Message(
        he="המצע המשותף עדיין לא אומץ, ולכן עוד אי אפשר לאמץ מדדים משותפים. אפשר להמשיך לנסח מדדים ולדון "
        "בהם, ולהביא את ההחלטה אחרי אימוץ המצע.",
        ar="لم تُعتمد الأجندة المشتركة بعد، لذلك لا يمكن اعتماد مؤشرات مشتركة الآن. يمكن مواصلة صياغة "
        "المؤشرات ومناقشتها، وطرح القرار بعد اعتماد الأجندة.",
        en="The common agenda has not been adopted yet, so no indicators can be adopted as shared. Go on "
        "drafting and discussing them, and bring the decision once the agenda is adopted.",
    ),
)
INDICATORS_BY_COMPETENT_FORUM = Refusal(
    Rule.MEASUREMENT_FOLLOWS_AGENDA,
    Message(
        he="על מדדים משותפים מחליטות ועדת ההיגוי, הרשת או קבוצת עבודה שהדבר הואצל לה. אפשר להביא את ההחלטה "
        "לשם.",
        ar="تقرر في المؤشرات المشتركة اللجنة التوجيهية أو الشبكة أو مجموعة عمل فُوّض إليها ذلك. يمكن طرح "
        "القرار هناك.",
        en="The steering committee, the network, or a working group it was delegated to decides on shared "
        "indicators. Bring the decision there.",
    ),
)
