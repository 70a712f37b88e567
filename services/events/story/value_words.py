"""Words for the codes that sentences show, by the name their list of values has in the catalogue of types.

The words agree with the public catalogues of the registry, in a form that fits inside a sentence. In what
capacity somebody acted is said here, too.
"""

from shared.charter_words import TITLES
from shared.localization.messages import Message


def _words(he: str, ar: str, en: str) -> Message:
    return Message(he=he, ar=ar, en=en)


_STAFF_ROLES = {
    "initiative_manager": _words("ניהול היוזמה", "إدارة المبادرة", "managing the initiative"),
    "partnerships_manager": _words("ניהול השותפויות", "إدارة الشراكات", "managing partnerships"),
    "project_coordinator": _words("ריכוז", "التنسيق", "coordinating"),
    "data_analyst": _words("ניתוח נתונים", "تحليل البيانات", "analysing data"),
    "community_engagement": _words("קשרי קהילה", "العلاقات المجتمعية", "engaging the community"),
    "fundraising": _words("פיתוח משאבים", "تنمية الموارد", "developing resources"),
}

VALUE_WORDS: dict[str, dict[str, Message]] = {
    "ActivityStatus": {
        "idea": _words("רעיון", "فكرة", "an idea"),
        "planned": _words("מתוכננת", "مخطط له", "planned"),
        "running": _words("מתנהלת", "قيد التنفيذ", "running"),
        "done": _words("הושלמה", "أُنجز", "done"),
        "stopped": _words("הופסקה", "أُوقف", "stopped"),
    },
    "Approval": {
        "silence": _words("באין הסתייגויות", "بعدم الاعتراض", "by silence"),
        "present": _words("בידי מי שנכחו", "من الحاضرين", "by those who were there"),
    },
    "AttendanceAnswer": {
        "coming": _words("הגעה", "حضور", "coming"),
        "online": _words("השתתפות מרחוק", "مشاركة عن بُعد", "online"),
        "excused": _words("היעדרות מוסברת", "غياب بعذر", "excused"),
    },
    "AttendanceStatus": {
        "present": _words("נוכחות", "حضور", "present"),
        "online": _words("השתתפות מרחוק", "مشاركة عن بُعد", "online"),
        "excused": _words("היעדרות מוסברת", "غياب بعذر", "excused"),
        "absent": _words("היעדרות", "غياب", "absent"),
    },
    "BackboneServiceStatus": {
        "planned": _words("מתוכנן", "مخطط لها", "planned"),
        "running": _words("מתנהל", "قيد التنفيذ", "running"),
        "done": _words("הושלם", "أُنجزت", "done"),
        "stopped": _words("הופסק", "أُوقفت", "stopped"),
    },
    "Change": {
        "drafting": _words("ניסוח", "صياغة", "drafting"),
        "template": _words("תבנית מוצעת", "قالب مقترح", "a template"),
        "translation": _words("תרגום", "ترجمة", "translation"),
        "spelling": _words("תיקון כתיב", "تصحيح إملائي", "spelling"),
        "arrangement": _words("סידור מחדש", "إعادة ترتيب", "arrangement"),
    },
    "Choice": {
        "yes": _words("בעד", "مع", "in favour"),
        "no": _words("נגד", "ضد", "against"),
        "abstain": _words("הימנעות", "امتناع", "abstention"),
        "consent": _words("הסכמה", "موافقة", "consent"),
        "object": _words("התנגדות", "اعتراض", "objection"),
        "endorse": _words("תמיכה מלאה", "تأييد تام", "whole-hearted endorsement"),
        "agree": _words("הסכמה עם הערה קטנה", "موافقة مع ملاحظة صغيرة", "agreement with a minor point"),
        "agree_with_reservations": _words(
            "הסכמה עם הסתייגויות", "موافقة مع تحفظات", "support with reservations"
        ),
        "stand_aside": _words("עמידה מן הצד", "تنحٍّ", "standing aside"),
        "discuss_more": _words("צורך בעוד דיון", "حاجة إلى مزيد من النقاش", "more discussion needed"),
        "dislike_but_support": _words(
            "אי־נחת, עם תמיכה", "عدم ارتياح مع دعم", "disliking it, but supporting"
        ),
        "disagree": _words("אי־הסכמה של ממש", "عدم موافقة جدي", "serious disagreement"),
        "block": _words("חסימה", "عرقلة", "a block"),
        "0": _words("אגרוף (0)", "قبضة (0)", "a fist (0)"),
        "1": _words("אצבע אחת", "إصبع واحدة", "one finger"),
        "2": _words("שתי אצבעות", "إصبعان", "two fingers"),
        "3": _words("שלוש אצבעות", "ثلاث أصابع", "three fingers"),
        "4": _words("ארבע אצבעות", "أربع أصابع", "four fingers"),
        "5": _words("חמש אצבעות", "خمس أصابع", "five fingers"),
    },
    "CarrierAnswer": {
        "asked": _words("טרם נענה", "لم يُجب بعد", "not answered yet"),
        "carries": _words("התפקיד נלקח", "يحمل الدور", "it does"),
        "declined": _words("התפקיד לא נלקח", "لا يحمل الدور", "it does not"),
    },
    "HandedKind": {
        "documents": _words("מסמכים", "وثائق", "documents"),
        "contacts": _words("קשרים", "علاقات", "contacts"),
        "commitments": _words("התחייבויות", "تعهدات", "commitments"),
        "funds": _words("כספים", "أموال", "funds"),
        "access": _words("גישה למערכות ולמקומות", "صلاحيات دخول", "access"),
        "other": _words("אחר", "غير ذلك", "something else"),
    },
    "HandoverStatus": {
        "running": _words("בעיצומה", "جارٍ", "running"),
        "done": _words("הושלמה", "اكتمل", "done"),
        "called_off": _words("בוטלה", "أُلغي", "called off"),
    },
    "ContributionKind": {
        "redirected": _words("כסף שמופנה אל המצע", "مال أُعيد توجيهه نحو الأجندة", "money redirected"),
        "in_kind": _words("תרומה בעין", "مساهمة عينية", "in kind"),
    },
    "CorrectionStatus": {
        "open": _words("פתוח", "مفتوح", "open"),
        "taken": _words("התקבל", "قُبل", "taken"),
        "declined": _words("לא התקבל", "لم يُقبل", "declined"),
        "withdrawn": _words("נמשך", "سُحب", "withdrawn"),
    },
    "DecisionKind": {
        "mandate": _words("מנדט", "التفويض", "a mandate"),
        "mandate_end": _words("סיום מנדט", "إنهاء التفويض", "ending a mandate"),
        "exemption": _words("השתתפות של השדרה כשותפה", "مشاركة المنظمة الداعمة كشريكة", "an exemption"),
        "funding_cap": _words("תקרת מימון", "سقف التمويل", "a cap on funding"),
        "seats": _words("מושבים", "المقاعد", "seats"),
        "forum_rules": _words("כללי הכרעה", "قواعد البتّ", "a forum's rules"),
        "delegation": _words("הסמכה", "التخويل", "delegation"),
        "agenda": _words("המצע המשותף", "الأجندة المشتركة", "the common agenda"),
        "principles": _words("עקרונות העבודה", "مبادئ العمل", "working principles"),
        "phase": _words("מעבר שלב", "الانتقال بين المراحل", "a change of phase"),
        "indicators": _words("מדדים משותפים", "المؤشرات المشتركة", "shared indicators"),
        "plan": _words("התוכנית המתואמת", "الخطة المنسّقة", "the coordinated plan"),
        "initiative_end": _words("סיום היוזמה", "إنهاء المبادرة", "the initiative's end"),
        "competence": _words("מי מחליטים במה", "من يقرر في ماذا", "who decides what"),
        "indicators_end": _words("הפסקת מדדים", "وقف مؤشرات", "the end of indicators"),
        "policy_option": _words("חלופת מדיניות", "بديل سياسات", "a policy option"),
        "partnership": _words("שותפות של ארגון", "شراكة منظمة", "an organization's partnership"),
        "own_matter": _words("עניין של הפורום", "شأن خاص بالمنتدى", "a matter of its own"),
    },
    "PolicyOptionStatus": {
        "proposed": _words("מוצעת", "مقترح", "proposed"),
        "chosen": _words("נבחרה", "اختير", "chosen"),
        "withdrawn": _words("נמשכה", "سُحب", "withdrawn"),
    },
    "DisqualifiedFor": {
        "staff": _words(
            "הצטרפות לצוות השדרה", "انضمام إلى فريق المنظمة الداعمة", "joined the backbone's staff"
        ),
        "backbone": _words(
            "החזקה במנדט או הצעה לו", "حمل التفويض أو الترشّح له", "holds the mandate or was proposed for it"
        ),
        "no_representative": _words(
            "אין עוד מי שידברו בשם הארגון", "لم يبقَ من يتحدث باسمها", "nobody is left to speak for it"
        ),
    },
    "EndpointReason": {
        "by_request": _words("לפי בקשה", "بناءً على طلب", "as was asked"),
        "failing": _words("המסירה נכשלה שוב ושוב", "تكرّر فشل التسليم", "delivering kept failing"),
        "gone": _words("הכתובת אינה קיימת עוד", "لم يعد العنوان موجودًا", "the address is gone"),
        "standing_lost": _words("ההרשאה בוטלה", "أُلغيت الصلاحية", "it is no longer let in"),
    },
    "ForumKind": {
        "steering_committee": _words("ועדת היגוי", "لجنة توجيهية", "steering committee"),
        "working_group": _words("קבוצת עבודה", "مجموعة عمل", "working group"),
        "network": _words("רשת השותפים", "شبكة الشركاء", "the network of partners"),
        "community_forum": _words("פורום קהילה", "منتدى مجتمعي", "community forum"),
        "action_circle": _words("מעגל פעולה", "دائرة عمل", "action circle"),
    },
    "FundingState": {
        "pledged": _words("הובטח", "وُعد به", "pledged"),
        "granted": _words("אושר", "مُنح", "granted"),
        "received": _words("התקבל", "وصل", "received"),
    },
    "Support": {
        "interpreting": _words("תרגום בעל פה", "ترجمة شفوية", "interpreting"),
        "childcare": _words("טיפול בילדים", "رعاية أطفال", "childcare"),
        "travel": _words("נסיעות", "تنقّل", "travel"),
        "pay": _words("תשלום על הזמן", "أجر مقابل الوقت", "pay for their time"),
        "meals": _words("ארוחות", "وجبات", "meals"),
        "accessible_place": _words("מקום נגיש", "مكان متاح للجميع", "an accessible place"),
        "convenient_time": _words("שעה נוחה", "وقت مناسب", "a convenient time"),
        "online": _words("השתתפות מרחוק", "مشاركة عن بُعد", "taking part online"),
    },
    "SpendingCategory": {
        "wages": _words("שכר", "أجور", "wages"),
        "services": _words("שירותים", "خدمات", "services"),
        "rent": _words("שכירות", "إيجار", "rent"),
        "equipment": _words("ציוד", "معدات", "equipment"),
        "materials": _words("חומרים", "مواد", "materials"),
        "travel": _words("נסיעות", "سفر", "travel"),
        "events": _words("אירועים ומפגשים", "فعاليات ولقاءات", "events"),
        "participation_support": _words("סיוע להשתתפות", "دعم للمشاركة", "support for taking part"),
        "communication": _words("הסברה ופרסום", "تواصل وإعلام", "communication"),
        "measurement": _words("מדידה והערכה", "قياس وتقييم", "measurement"),
        "overhead": _words("תקורה", "نفقات عامة", "overhead"),
        "other": _words("אחר", "غير ذلك", "something else"),
    },
    "ItemPurpose": {
        "inform": _words("עדכון", "إحاطة", "to inform"),
        "discuss": _words("דיון", "نقاش", "to discuss"),
        "decide": _words("הכרעה", "بتّ", "to decide"),
    },
    "TimeAnswer": {
        "yes": _words("מתאים", "مناسب", "suits"),
        "if_needed": _words("במידת הצורך", "عند الحاجة", "if needed"),
        "no": _words("לא מתאים", "غير مناسب", "does not suit"),
    },
    "InteractionType": {
        "introduction": _words("היכרות", "تعارف", "introduction"),
        "one_on_one": _words("שיחה אישית", "حديث ثنائي", "one-on-one"),
        "joint_activity": _words("פעילות משותפת", "نشاط مشترك", "joint activity"),
        "information_sharing": _words("שיתוף בידע", "تبادل المعرفة", "sharing knowledge"),
        "support": _words("תמיכה", "مساندة", "support"),
        "listening": _words("הקשבה", "إصغاء", "listening"),
        "recognition": _words("הוקרה", "تقدير", "recognition"),
        "conflict": _words("קונפליקט", "خلاف", "conflict"),
        "mediation": _words("גישור", "وساطة", "mediation"),
        "reconciliation": _words("יישוב", "تسوية", "reconciliation"),
        "principle_breach": _words(
            "הפרה של עקרונות העבודה", "إخلال بمبادئ العمل", "breach of working principles"
        ),
        "other": _words("אחר", "غير ذلك", "other"),
    },
    "MethodName": {
        "consent": _words("בהסכמה", "بالتوافق", "by consent"),
        "majority": _words("ברוב קולות", "بالأغلبية", "by majority"),
        "sector_balanced": _words(
            "ברוב מאוזן בין מגזרים", "بأغلبية متوازنة بين القطاعات", "by sectors in balance"
        ),
        "gradients": _words("בדרגות של הסכמה", "بدرجات الموافقة", "by gradients of agreement"),
        "fist_to_five": _words("מאגרוף עד חמש אצבעות", "من القبضة إلى الخمس", "by fist to five"),
        "approval": _words("באישור אפשרויות", "بإقرار الخيارات", "by approving options"),
        "score": _words("בציונים לאפשרויות", "بدرجات للخيارات", "by scoring options"),
        "ranked": _words("בדירוג אפשרויות", "بترتيب الخيارات", "by ranking options"),
    },
    "Outcome": {
        "adopted": _words("התקבלה", "اعتُمد", "adopted"),
        "not_adopted": _words("לא התקבלה", "لم يُعتمد", "not adopted"),
        "no_quorum": _words("לא היה מניין", "لم يكتمل النصاب", "no quorum"),
        "tied": _words("הקולות שקולים", "تعادل الأصوات", "a tie"),
        "withdrawn": _words("נמשכה", "سُحب", "withdrawn"),
    },
    "OfferKind": {
        "knowledge": _words("ידע וניסיון", "معرفة وخبرة", "knowledge and experience"),
        "data": _words("נתונים", "بيانات", "data"),
        "training": _words("הכשרה", "تدريب", "training"),
        "services": _words("שירותים", "خدمات", "services"),
        "staff_time": _words("זמן עבודה", "وقت عمل", "staff time"),
        "volunteers": _words("מתנדבות ומתנדבים", "متطوعات ومتطوعون", "volunteers"),
        "money": _words("כסף", "مال", "money"),
        "space": _words("מקום", "مكان", "space"),
        "equipment": _words("ציוד וטכנולוגיה", "معدات وتقنيات", "equipment and technology"),
        "contacts": _words("קשרים", "علاقات", "contacts"),
        "influence": _words("השפעה", "تأثير", "influence"),
        "publicity": _words("במה ציבורית", "منبر عام", "publicity"),
        "other": _words("אחר", "غير ذلك", "other"),
    },
    "LineEnd": {
        "met": _words("בא על סיפוקו", "تمت تلبيته", "it was met"),
        "withdrawn": _words("נמשך", "سُحب", "it was withdrawn"),
    },
    "CitedKind": {
        "source": _words("מקור", "مصدر", "a source"),
        "statement": _words("הצהרה", "تصريح", "a statement"),
        "context_event": _words("אירוע מחוץ ליוזמה", "حدث خارج المبادرة", "an event outside"),
    },
    "FileType": {
        "pdf": _words("PDF", "PDF", "PDF"),
        "docx": _words("מסמך Word", "مستند Word", "a Word document"),
        "xlsx": _words("גיליון Excel", "جدول Excel", "an Excel sheet"),
        "csv": _words("טבלת CSV", "جدول CSV", "a CSV table"),
        "txt": _words("טקסט", "نص", "text"),
        "png": _words("תמונה", "صورة", "a picture"),
        "jpeg": _words("תמונה", "صورة", "a picture"),
    },
    "StatementKind": {
        "support": _words("תמיכה", "تأييد", "support"),
        "endorsement": _words("גיבוי רשמי", "تبنٍّ رسمي", "an endorsement"),
        "position": _words("עמדה", "موقف", "a position"),
        "terms": _words("תנאים", "شروط", "terms"),
    },
    "MediationStatus": {
        "asked": _words("התבקש", "مطلوبة", "asked for"),
        "running": _words("מתנהל", "جارية", "running"),
        "agreed": _words("הושגה הסכמה", "باتفاق", "with an agreement"),
        "not_agreed": _words("לא הושגה הסכמה", "دون اتفاق", "without an agreement"),
        "called_off": _words("הופסק", "أُوقفت", "called off"),
    },
    "Phase": {
        "dialogue": _words("השיח", "الحوار", "dialogue"),
        "planning": _words("התכנון", "التخطيط", "planning"),
        "organizing": _words("ההתארגנות", "التنظيم", "organizing"),
        "acting": _words("הפעולה", "العمل", "acting"),
        "sustaining": _words("ההתמדה", "الاستدامة", "sustaining"),
    },
    "Position": {
        "support": _words("תמיכה", "تأييد", "support"),
        "support_with_reservations": _words(
            "תמיכה בהסתייגות", "تأييد مع تحفظات", "support with reservations"
        ),
        "concern": _words("חשש", "قلق", "concern"),
        "objection": _words("התנגדות", "اعتراض", "objection"),
    },
    "Rule": {
        # Titles stand alone; inside an English sentence they begin small.
        rule.value: Message(he=title.he, ar=title.ar, en=title.en[0].lower() + title.en[1:])
        for rule, title in TITLES.items()
    },
    "Reasons": {
        "optional": _words("נימוק לפי הרצון", "السبب اختياري", "reasons optional"),
        "required_for_objection": _words("נימוק להתנגדות", "سبب للاعتراض", "reasons for objections"),
        "required": _words("נימוק לכל קול", "سبب لكل صوت", "reasons required"),
    },
    "Scope": {
        "field:read": _words("קריאת היוזמה", "قراءة المبادرة", "read the initiative"),
        "figures:report": _words("דיווח נתונים", "الإبلاغ عن الأرقام", "report figures"),
        "log:read": _words("קריאת היומן", "قراءة السجل", "read its log"),
        "people:read": _words(
            "קריאת שמות ודברים של אנשים ביומן",
            "قراءة أسماء الأشخاص وأقوالهم في السجل",
            "read people's names in it",
        ),
        "webhooks:manage": _words("ניהול שליחת אירועים", "إدارة إرسال الأحداث", "say where events are sent"),
    },
    "SeatRole": {
        "chair": _words("ראשות", "رئاسة", "chair"),
        "member": _words("חברות", "عضوية", "member"),
        "observer": _words("השתתפות בלי הצבעה", "حضور دون تصويت", "observer"),
    },
    "SectionKind": {
        "problem": _words("הבעיה", "المشكلة", "the problem"),
        "vision": _words("חזון", "الرؤية", "vision"),
        "goals": _words("מטרות", "الأهداف", "goals"),
        "strategies": _words("אסטרטגיות", "الاستراتيجيات", "strategies"),
        "ways_of_working": _words("דרכי עבודה", "طرق العمل", "ways of working"),
        "success_measures": _words("מדדי הצלחה", "مقاييس النجاح", "measures of success"),
        "principles": _words("עקרונות עבודה", "مبادئ العمل", "working principles"),
    },
    "SourceKind": {
        "document": _words("מסמך", "وثيقة", "a document"),
        "study": _words("מחקר", "دراسة", "a study"),
        "data_set": _words("מאגר נתונים", "مجموعة بيانات", "a data set"),
        "minutes": _words("פרוטוקול מאושר", "محضر معتمد", "approved minutes"),
    },
    "StaffRole": _STAFF_ROLES,
    "Stage": {
        "mapped": _words("במפה", "على الخريطة", "mapped"),
        "approached": _words("נוצר קשר", "جرى التواصل", "approached"),
        "engaged": _words("בתהליך", "منخرطة", "engaged"),
        "partner": _words("שותף", "شريك", "partner"),
        "supporter": _words("תומך", "داعم", "supporter"),
        "paused": _words("בהפסקה", "متوقفة مؤقتًا", "paused"),
        "left": _words("פרש", "انسحبت", "left"),
    },
}

CAPACITY_WORDS: dict[str, Message] = {
    **_STAFF_ROLES,
    "operator": _words("תפעול המערכת", "تشغيل النظام", "running the system"),
    "founding_partner": _words("בשם שותף מייסד", "باسم شريك مؤسِّس", "for a founding partner"),
    "funder": _words("בשם גורם מממן", "باسم جهة ممولة", "for a funder"),
    "mandate_holder": _words("בשם מי שבידו המנדט", "باسم حامل التفويض", "for the holder of the mandate"),
    "representative": _words("בשם הארגון", "باسم المنظمة", "for the organization"),
    "proxy": _words("במילוי מקום", "بالإنابة", "by proxy"),
    "alternate": _words(
        "במילוי מקום בשם הארגון", "بالنيابة في تمثيل المنظمة", "standing in for the organization"
    ),
    "person": _words("באופן אישי", "بصفة شخصية", "as a person"),
    "auditor": _words("ביקורת היומן", "تدقيق السجل", "auditing the log"),
    "participant": _words("באופן אישי", "بصفة شخصية", "as a person"),
    "community_member": _words("מן הקהילה", "من المجتمع", "from the community"),
}

ACTOR_WORDS: dict[str, Message] = {
    "operator": _words("תפעול המערכת", "تشغيل النظام", "The system's operator"),
    "service": _words("המערכת", "النظام", "The system"),
    "integration": _words("מערכת של ארגון", "نظام تابع لمنظمة", "An organization's system"),
    "person": _words("מי ששמם אינו מוצג", "شخص لا يظهر اسمه", "A person whose name is not shown"),
}
"""Who acted, where there is no name to say."""

UNNAMED_ACTOR = _words("בלי ציון שם", "دون ذكر اسم", "Nobody is named")
"""The log itself does not say who: what the charter refused, what is confidential."""
