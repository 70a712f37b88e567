"""The registry's events in words: who takes part, in what, and for whom."""

from services.events.story.sentences import CHARTER_REFUSED, Sentence, sentence, when

REGISTRY_WORDS: dict[str, Sentence] = {
    "registry.account.bound": sentence(
        he="חובר חשבון כניסה על שם {person_id}.",
        ar="رُبط حساب دخول باسم {person_id}.",
        en="An account to sign in with was connected to {person_id}.",
    ),
    "registry.account.unbound": sentence(
        he="נותק חשבון כניסה שהיה על שם {person_id}.",
        ar="فُصل حساب دخول كان باسم {person_id}.",
        en="An account to sign in with was disconnected from {person_id}.",
    ),
    "registry.affiliation.begun": sentence(
        he="נרשמה השתייכות של {person_id} אל {organization_id}.",
        ar="سُجّل انتماء {person_id} إلى {organization_id}.",
        en="{person_id} was recorded as belonging to {organization_id}.",
        otherwise=(
            when(
                "represents",
                True,
                he="הייצוג של {organization_id} הופקד בידי {person_id}.",
                ar="أُسند تمثيل {organization_id} إلى {person_id}.",
                en="{person_id} came to speak for {organization_id}.",
            ),
            when(
                "alternate",
                True,
                he="מילוי המקום בייצוג של {organization_id} הופקד בידי {person_id}.",
                ar="أُسندت النيابة في تمثيل {organization_id} إلى {person_id}.",
                en="{person_id} may act for whoever speaks for {organization_id}.",
            ),
        ),
    ),
    "registry.affiliation.ended": sentence(
        he="נקבע מועד לסיום ההשתייכות של {person_id} לארגון: {until}.",
        ar="حُدّد موعد لانتهاء انتماء {person_id} إلى منظمة: {until}.",
        en="A last day was set for {person_id} at an organization: {until}.",
    ),
    "registry.allocation.made": sentence(
        he="הוקצו {amount} לפעילות של {organization_id}.",
        ar="خُصّص {amount} لعمل {organization_id}.",
        en="{amount} was allocated to {organization_id}.",
        otherwise=(
            when(
                "to_backbone",
                True,
                he="הוקצו {amount} לעבודת השדרה: {organization_id}.",
                ar="خُصّص {amount} لعمل المنظمة الداعمة: {organization_id}.",
                en="{amount} was allocated to the backbone: {organization_id}.",
            ),
        ),
    ),
    "registry.allocation.withdrawn": sentence(
        he="הקצאה נמשכה, והכסף פנוי להקצאה חדשה.",
        ar="سُحب تخصيص، والمال متاح لتخصيص جديد.",
        en="An allocation was taken back; its money can be allocated anew.",
    ),
    "registry.charter.refused": CHARTER_REFUSED,
    "registry.budget_line.described": sentence(
        he="עודכן סעיף במה שנדרש ליוזמה: {needed}.",
        ar="حُدّث بند مما تحتاج إليه المبادرة: {needed}.",
        en="A line of what the initiative needs was updated: {needed}.",
    ),
    "registry.budget_line.drawn": sentence(
        he="נוסף סעיף למה שנדרש ליוזמה: {needed}.",
        ar="أُضيف بند إلى ما تحتاج إليه المبادرة: {needed}.",
        en="A line was added to what the initiative needs: {needed}.",
    ),
    "registry.budget_line.retired": sentence(
        he="נסגר סעיף במה שנדרש ליוזמה.",
        ar="أُغلق بند مما تحتاج إليه المبادرة.",
        en="A line of what the initiative needs was retired.",
    ),
    "registry.commitment.made": sentence(
        he="{commitment_id} נרשמה.",
        ar="سُجّل {commitment_id}.",
        en="{commitment_id} was recorded.",
    ),
    "registry.commitment.renegotiated": sentence(
        he="הוסכם על מועד חדש עבור {commitment_id}: {due_on}.",
        ar="اتُّفق على موعد جديد من أجل {commitment_id}: {due_on}.",
        en="Another day was agreed on for {commitment_id}: {due_on}.",
    ),
    "registry.commitment.renegotiation_proposed": sentence(
        he="התבקש מועד אחר עבור {commitment_id}: {due_on}.",
        ar="طُلب موعد آخر من أجل {commitment_id}: {due_on}.",
        en="Another day was asked for, for {commitment_id}: {due_on}.",
    ),
    "registry.commitment.viewed": sentence(
        he="לדברי אחד הצדדים, {commitment_id} קוימה.",
        ar="برأي أحد الطرفين، نُفّذ {commitment_id}.",
        en="One side says that {commitment_id} was kept.",
        otherwise=(
            when(
                "status",
                "kept",
                he="לדברי שני הצדדים, {commitment_id} קוימה.",
                ar="برأي الطرفين، نُفّذ {commitment_id}.",
                en="Both sides say that {commitment_id} was kept.",
            ),
            when(
                "status",
                "not_kept",
                he="לדברי שני הצדדים, {commitment_id} לא קוימה.",
                ar="برأي الطرفين، لم يُنفّذ {commitment_id}.",
                en="Both sides say that {commitment_id} was not kept.",
            ),
            when(
                "outcome",
                "not_kept",
                he="לדברי אחד הצדדים, {commitment_id} לא קוימה.",
                ar="برأي أحد الطرفين، لم يُنفّذ {commitment_id}.",
                en="One side says that {commitment_id} was not kept.",
            ),
        ),
    ),
    "registry.commitment.passed_on": sentence(
        he="{commitment_id}: מטעם {organization_id} עונים עליה מעתה {person_id}, וקודם {from_person_id}.",
        ar="{commitment_id}: يتولاه باسم {organization_id} من الآن {person_id}، وسابقًا {from_person_id}.",
        en="{person_id} answers for {commitment_id} at {organization_id} from now on, in the place of "
        "{from_person_id}.",
    ),
    "registry.commitment.withdrawn": sentence(
        he="{commitment_id} הוסרה ואינה נחשבת עוד.",
        ar="سُحب {commitment_id} ولم يعد يُحسب.",
        en="{commitment_id} was taken off and counts no more.",
    ),
    "registry.context_event.described": sentence(
        he="עודכן מה שנרשם על אירוע מחוץ ליוזמה.",
        ar="حُدّث ما سُجّل عن حدث خارج المبادرة.",
        en="What is recorded of an event outside the initiative was updated.",
    ),
    "registry.context_event.recorded": sentence(
        he="נרשם אירוע מחוץ ליוזמה שמשנה את התמונה. תחילתו: {starts_on}.",
        ar="سُجّل حدث خارج المبادرة يغيّر الصورة. بدايته: {starts_on}.",
        en="An event outside the initiative that changes the picture was recorded; it began on {starts_on}.",
    ),
    "registry.context_event.withdrawn": sentence(
        he="רישום של אירוע מחוץ ליוזמה נמשך.",
        ar="سُحب تسجيل حدث خارج المبادرة.",
        en="The record of an event outside the initiative was taken back.",
    ),
    "registry.contribution.confirmed": sentence(
        he="נמסר אישור של {organization_id} לתרומה שנרשמה בשמו.",
        ar="أكدت {organization_id} مساهمة سُجّلت باسمها.",
        en="{organization_id} confirmed a contribution that was entered for it.",
    ),
    "registry.contribution.recorded": sentence(
        he="נרשמה תרומה של {organization_id}: {kind}.",
        ar="سُجّلت مساهمة من {organization_id}: {kind}.",
        en="A contribution by {organization_id} was recorded: {kind}.",
    ),
    "registry.contribution.withdrawn": sentence(
        he="הוסרה תרומה של {organization_id}.",
        ar="أُزيلت مساهمة من {organization_id}.",
        en="A contribution by {organization_id} was taken off.",
    ),
    "registry.coverage_target.dropped": sentence(
        he="בוטל יעד כיסוי של המיפוי.",
        ar="أُلغي هدف لتغطية الخريطة.",
        en="A target of coverage was dropped.",
    ),
    "registry.coverage_target.set": sentence(
        he="נקבע יעד כיסוי למיפוי: {at_least} ארגונים לפחות.",
        ar="حُدّد هدف لتغطية الخريطة: {at_least} من المنظمات على الأقل.",
        en="A target of coverage was set: at least {at_least} organizations.",
    ),
    "registry.erasure.completed": sentence(
        he="הושלמה מחיקה של נתונים אישיים במרשם המשתתפים.",
        ar="اكتمل محو بيانات شخصية من سجل المشاركين.",
        en="Personal data was erased from the registry.",
    ),
    "registry.engagement_activity.corrected": sentence(
        he="תוקן רישום של פעילות עם הקהילה מיום {held_on}.",
        ar="صُحّح سجل نشاط مع المجتمع بتاريخ {held_on}.",
        en="The entry of an activity with the community, held on {held_on}, was corrected.",
    ),
    "registry.engagement_activity.recorded": sentence(
        he="נרשמה פעילות עם הקהילה מיום {held_on}; מספר המשתתפות והמשתתפים: {took_part}.",
        ar="سُجّل نشاط مع المجتمع بتاريخ {held_on}؛ عدد المشاركات والمشاركين: {took_part}.",
        en="An activity with the community, held on {held_on}, was recorded; people who took part: "
        "{took_part}.",
    ),
    "registry.engagement_activity.withdrawn": sentence(
        he="נמשך רישום של פעילות עם הקהילה.",
        ar="سُحب سجل نشاط مع المجتمع.",
        en="The entry of an activity with the community was taken back.",
    ),
    "registry.forum.described": sentence(
        he="עודכנו השם או הייעוד של {forum_id}.",
        ar="حُدّث اسم {forum_id} أو غرضه.",
        en="The name or purpose of {forum_id} was updated.",
    ),
    "registry.forum.formed": sentence(
        he="{forum_id} הוקם ({kind}).",
        ar="أُنشئ {forum_id} ({kind}).",
        en="{forum_id} was formed ({kind}).",
    ),
    "registry.funding_need.said": sentence(
        he="עודכן מה נדרש ליוזמה: {needed}. מספר החודשים: {months}.",
        ar="حُدّث ما تحتاج إليه المبادرة: {needed}. عدد الأشهر: {months}.",
        en="What the initiative needs was updated: {needed}. Months: {months}.",
    ),
    "registry.funding_source.described": sentence(
        he="עודכנו הפרטים של מקור מימון: {amount} ({state}).",
        ar="حُدّثت بيانات مصدر تمويل: {amount} ({state}).",
        en="What is recorded of a funding source was updated: {amount} ({state}).",
    ),
    "registry.funding_source.recorded": sentence(
        he="נרשם מקור מימון: {amount} ({state}).",
        ar="سُجّل مصدر تمويل: {amount} ({state}).",
        en="A funding source was recorded: {amount} ({state}).",
    ),
    "registry.funding_source.withdrawn": sentence(
        he="מקור מימון הוסר.",
        ar="سُحب مصدر تمويل.",
        en="A funding source was taken off.",
    ),
    "registry.grant.agreed": sentence(
        he="נרשם הסכם מענק: {amount}, מ־{starts_on} עד {ends_on}.",
        ar="سُجّلت اتفاقية منحة: {amount}، من {starts_on} إلى {ends_on}.",
        en="A grant agreement was recorded: {amount}, from {starts_on} to {ends_on}.",
    ),
    "registry.grant.amended": sentence(
        he="עודכן הסכם מענק: {amount}, מ־{starts_on} עד {ends_on}.",
        ar="عُدّلت اتفاقية منحة: {amount}، من {starts_on} إلى {ends_on}.",
        en="A grant agreement was amended: {amount}, from {starts_on} to {ends_on}.",
    ),
    "registry.grant.closed": sentence(
        he="נסגר מענק.",
        ar="أُغلقت منحة.",
        en="A grant was closed.",
    ),
    "registry.grouping.defined": sentence(
        he="היוזמה קבעה חלוקה משלה של הארגונים.",
        ar="وضعت المبادرة تصنيفًا خاصًا بها للمنظمات.",
        en="The initiative defined a grouping of its own.",
    ),
    "registry.grouping.redefined": sentence(
        he="השתנתה חלוקה של היוזמה: שמה או ערכיה.",
        ar="تغيّر تصنيف وضعته المبادرة: اسمه أو قيمه.",
        en="One of the initiative’s groupings was changed: its name or its values.",
    ),
    "registry.handover.begun": sentence(
        he="החלה העברה של עבודת השדרה אל {to_organization_ids}.",
        ar="بدأ تسليم عمل المنظمة الداعمة إلى {to_organization_ids}.",
        en="Handing over the backbone's work began, to {to_organization_ids}.",
    ),
    "registry.handover.ended": sentence(
        he="העברת עבודת השדרה הסתיימה: {status}.",
        ar="انتهى تسليم عمل المنظمة الداعمة: {status}.",
        en="Handing over the backbone's work ended: {status}.",
    ),
    "registry.handover.thing_accepted": sentence(
        he="התקבל מה שנמסר בהעברת עבודת השדרה.",
        ar="قُبل ما سُلّم ضمن تسليم عمل المنظمة الداعمة.",
        en="What was handed over of the backbone's work was accepted.",
    ),
    "registry.handover.thing_added": sentence(
        he="נוסף לרשימת ההעברה של עבודת השדרה: {kind}.",
        ar="أُضيف إلى قائمة تسليم عمل المنظمة الداعمة: {kind}.",
        en="Added to what is handed over of the backbone's work: {kind}.",
    ),
    "registry.handover.thing_handed": sentence(
        he="נמסר דבר מרשימת ההעברה של עבודת השדרה.",
        ar="سُلّم بند من قائمة تسليم عمل المنظمة الداعمة.",
        en="Something of the backbone's work was handed over.",
    ),
    "registry.handover.thing_returned": sentence(
        he="דבר שנמסר בהעברת עבודת השדרה הוחזר להשלמה.",
        ar="أُعيد بند سُلّم من عمل المنظمة الداعمة لاستكماله.",
        en="Something that was handed over was returned, to be completed.",
    ),
    "registry.initiative.described": sentence(
        he="עודכן התיאור של {initiative_id}.",
        ar="حُدّث وصف {initiative_id}.",
        en="The description of {initiative_id} was updated.",
    ),
    "registry.initiative.founded": sentence(
        he="{initiative_id} יצאה לדרך.",
        ar="انطلقت {initiative_id}.",
        en="{initiative_id} was set up.",
    ),
    "registry.initiative.abandoned": sentence(
        he="מפעילי המערכת ויתרו על היוזמה, משום שאין בה מי שיכולים להחליט. מ־{delete_on} הכול נמחק.",
        ar="تخلّى مشغّلو النظام عن المبادرة إذ ليس فيها من يستطيع أن يقرر. ابتداءً من {delete_on} يُحذف كل شيء.",
        en="The operator gave the initiative up, since nobody in it could decide. From {delete_on} on "
        "everything is deleted.",
    ),
    "registry.initiative.phase_begun": sentence(
        he="היוזמה עברה משלב {from_phase} לשלב {to_phase}.",
        ar="انتقلت المبادرة من مرحلة {from_phase} إلى مرحلة {to_phase}.",
        en="The initiative moved from {from_phase} to {to_phase}.",
    ),
    "registry.instalment.agreed": sentence(
        he="נקבע תשלום של מענק: {amount}, עד {due_on}.",
        ar="حُدّدت دفعة من منحة: {amount}، تستحق في {due_on}.",
        en="An instalment of a grant was agreed: {amount}, due on {due_on}.",
    ),
    "registry.instalment.missed": sentence(
        he="נרשם שתשלום של מענק לא התקבל.",
        ar="سُجّل أن دفعة من منحة لم تصل.",
        en="An instalment of a grant was recorded as not having arrived.",
    ),
    "registry.instalment.moved": sentence(
        he="השתנה המועד של תשלום של מענק, מ־{from_on} ל־{due_on}: {amount}.",
        ar="نُقل موعد دفعة من منحة من {from_on} إلى {due_on}: {amount}.",
        en="An instalment of a grant was moved from {from_on} to {due_on}: {amount}.",
    ),
    "registry.instalment.received": sentence(
        he="התקבל תשלום של מענק: {amount}, ב־{received_on}.",
        ar="وصلت دفعة من منحة: {amount}، في {received_on}.",
        en="An instalment of a grant arrived: {amount}, on {received_on}.",
    ),
    "registry.integration.registered": sentence(
        he="{integration_id} של {organization_id} קיבלה הרשאות: {scopes}.",
        ar="مُنح {integration_id} التابع إلى {organization_id} صلاحيات: {scopes}.",
        en="{integration_id} of {organization_id} was let in, to: {scopes}.",
    ),
    "registry.integration.revoked": sentence(
        he="בוטלו כל ההרשאות של {integration_id}, השייכת אל {organization_id}.",
        ar="أُلغيت كل صلاحيات {integration_id} التابع إلى {organization_id}.",
        en="{integration_id} of {organization_id} was shut out.",
    ),
    "registry.integration.secret_added": sentence(
        he="הונפק סוד חדש עבור {integration_id}.",
        ar="صدر مفتاح سري جديد من أجل {integration_id}.",
        en="{integration_id} was given a new secret.",
    ),
    "registry.integration.secret_ended": sentence(
        he="בוטל אחד הסודות של {integration_id}.",
        ar="أُبطل أحد المفاتيح السرية الخاصة بـ{integration_id}.",
        en="A secret of {integration_id} was ended.",
    ),
    "registry.interaction.answered": sentence(
        he="אחד הצדדים הגיב על מה שנרשם על אינטראקציה.",
        ar="ردّ أحد الأطراف على ما سُجّل عن تفاعل.",
        en="A party answered what was recorded of an interaction.",
    ),
    "registry.interaction.answered_confidentially": sentence(
        he="נמסרה תגובה על הרישום של שיחה שהתקיימה.",
        ar="ورد ردّ على ما سُجّل عن محادثة جرت.",
        en="The record of a conversation was answered.",
    ),
    "registry.interaction.corrected": sentence(
        he="תוקן הרישום של אינטראקציה ({interaction_type}).",
        ar="صُحّح ما سُجّل عن تفاعل ({interaction_type}).",
        en="The record of an interaction was corrected ({interaction_type}).",
    ),
    "registry.interaction.corrected_confidentially": sentence(
        he="תוקן הרישום של שיחה שהתקיימה.",
        ar="صُحّح ما سُجّل عن محادثة جرت.",
        en="The record of a conversation was corrected.",
    ),
    "registry.interaction.noted": sentence(
        he="נוספה הערה פרטית של הצוות המנחה על אינטראקציה.",
        ar="أُضيفت ملاحظة خاصة بفريق التيسير على تفاعل.",
        en="Facilitators added a private note to an interaction.",
    ),
    "registry.interaction.recorded": sentence(
        he="נרשמה אינטראקציה בין צדדים: {interaction_type}.",
        ar="سُجّل تفاعل بين أطراف: {interaction_type}.",
        en="An interaction between parties was recorded: {interaction_type}.",
    ),
    "registry.interaction.recorded_confidentially": sentence(
        he="התקיימה שיחה.",
        ar="جرت محادثة.",
        en="A conversation took place.",
    ),
    "registry.interaction.withdrawn": sentence(
        he="נמשך הרישום של אינטראקציה; הוא אינו נחשב עוד.",
        ar="سُحب ما سُجّل عن تفاعل، ولم يعد يُحسب.",
        en="The record of an interaction was taken back and counts no more.",
    ),
    "registry.interest.declared": sentence(
        he="נמסרה הצהרה על זיקות לקראת ההכרעה על מנדט.",
        ar="قُدّم إفصاح عن المصالح قبل البتّ في تفويض.",
        en="Interests were declared before a mandate is decided on.",
    ),
    "registry.invitation.issued": sentence(
        he="נשלחה הזמנה להתחבר למערכת: {person_id}.",
        ar="صدرت دعوة إلى الدخول إلى النظام: {person_id}.",
        en="{person_id} was invited to sign in.",
    ),
    "registry.invitation.revoked": sentence(
        he="בוטלה הזמנה להתחבר למערכת: {person_id}.",
        ar="أُلغيت دعوة إلى الدخول إلى النظام: {person_id}.",
        en="An invitation of {person_id} to sign in was revoked.",
    ),
    "registry.mandate.carrier_answered": sentence(
        he="נמסרה תשובה של {organization_id} על נשיאה בתפקידים שאינם של השדרה: {answer}.",
        ar="ورد جواب {organization_id} عن حمل أدوار ليست للمنظمة الداعمة: {answer}.",
        en="{organization_id} answered whether it carries roles that are not the backbone's: {answer}.",
    ),
    "registry.mandate.proposed": sentence(
        he="הוצע מנדט לשמש שדרה, מ־{starts_on} עד {ends_on}: {organization_ids}.",
        ar="اقتُرح تفويض بدور المنظمة الداعمة، من {starts_on} حتى {ends_on}: {organization_ids}.",
        en="A mandate as backbone was proposed, from {starts_on} to {ends_on}: {organization_ids}.",
    ),
    "registry.mandate.withdrawn": sentence(
        he="נמשכה הצעה למנדט: {organization_ids}.",
        ar="سُحب اقتراح تفويض: {organization_ids}.",
        en="The proposal of a mandate was taken back: {organization_ids}.",
    ),
    "registry.organization.assessed": sentence(
        he="נרשמה הערכה של {organization_id}, לעיני מי שמנחים את היוזמה.",
        ar="سُجّل تقييم لـ{organization_id} يطّلع عليه ميسّرو المبادرة.",
        en="An assessment of {organization_id} was recorded for those who facilitate.",
    ),
    "registry.organization.described": sentence(
        he="עודכנו הפרטים של {organization_id}.",
        ar="حُدّثت بيانات {organization_id}.",
        en="What is recorded of {organization_id} was updated.",
    ),
    "registry.organization.grouped": sentence(
        he="עודכן השיוך של {organization_id} באחת החלוקות של היוזמה.",
        ar="حُدّث موضع {organization_id} في أحد تصنيفات المبادرة.",
        en="Where {organization_id} stands in one of the initiative’s groupings was updated.",
    ),
    "registry.organization.kept_apart": sentence(
        he="נרשם ש{organization_id} ו{other_organization_id} הם שני ארגונים.",
        ar="سُجّل أن {organization_id} و{other_organization_id} منظمتان.",
        en="{organization_id} and {other_organization_id} were recorded as being two.",
    ),
    "registry.organization.mapped": sentence(
        he="{organization_id} נוסף למפת היוזמה.",
        ar="أُضيفت {organization_id} إلى خريطة المبادرة.",
        en="{organization_id} was put on the initiative's map.",
        otherwise=(
            when(
                "founding",
                True,
                he="{organization_id} נרשם כשותף מייסד.",
                ar="سُجّلت {organization_id} شريكةً مؤسِّسة.",
                en="{organization_id} was recorded as a founding partner.",
            ),
        ),
    ),
    "registry.organization.merged": sentence(
        he="{organization_id} מוזג לתוך {into_organization_id}: זה אותו ארגון.",
        ar="دُمجت {organization_id} في {into_organization_id}: هما منظمة واحدة.",
        en="{organization_id} was merged into {into_organization_id}: they are one.",
    ),
    "registry.organization.reconsidered": sentence(
        he="נפתחה מחדש השאלה אם {organization_id} ו{other_organization_id} הם ארגון אחד.",
        ar="أُعيد فتح السؤال عمّا إذا كانت {organization_id} و{other_organization_id} منظمة واحدة.",
        en="Whether {organization_id} and {other_organization_id} are one was opened again.",
    ),
    "registry.organization.separated": sentence(
        he="בוטל המיזוג של {organization_id} לתוך {into_organization_id}: אלה שני ארגונים.",
        ar="أُلغي دمج {organization_id} في {into_organization_id}: هما منظمتان.",
        en="The merging of {organization_id} into {into_organization_id} was undone: they are two.",
    ),
    "registry.organization.stage_changed": sentence(
        he="{organization_id} עבר משלב ״{from_stage}״ לשלב ״{to_stage}״.",
        ar="انتقلت {organization_id} من مرحلة «{from_stage}» إلى مرحلة «{to_stage}».",
        en="{organization_id} moved from the stage “{from_stage}” to “{to_stage}”.",
    ),
    "registry.person.described": sentence(
        he="עודכנו הפרטים של {person_id}.",
        ar="حُدّثت بيانات {person_id}.",
        en="What is recorded of {person_id} was updated.",
    ),
    "registry.person.joined": sentence(
        he="הצטרפות ליוזמה: {person_id}.",
        ar="انضمام إلى المبادرة: {person_id}.",
        en="{person_id} joined the initiative.",
        otherwise=(
            when(
                "part",
                "community_member",
                he="הצטרפות ליוזמה מן הקהילה: {person_id}.",
                ar="انضمام إلى المبادرة من المجتمع: {person_id}.",
                en="{person_id} joined the initiative from the community.",
            ),
            when(
                "part",
                "auditor",
                he="הצטרפות ליוזמה לביקורת היומן: {person_id}.",
                ar="انضمام إلى المبادرة لتدقيق السجل: {person_id}.",
                en="{person_id} joined the initiative to audit its log.",
            ),
        ),
    ),
    "registry.person.left": sentence(
        he="הסתיימה ההשתתפות של {person_id} ביוזמה.",
        ar="انتهت مشاركة {person_id} في المبادرة.",
        en="{person_id} left the initiative.",
    ),
    "registry.person.returned": sentence(
        he="חזרה ליוזמה: {person_id}.",
        ar="عودة إلى المبادرة: {person_id}.",
        en="{person_id} came back to the initiative.",
    ),
    "registry.participation_support.given": sentence(
        he="נרשם סיוע להשתתפות ({support}); מספר המסתייעות והמסתייעים: {number}.",
        ar="سُجّل دعم للمشاركة ({support})؛ عدد المستفيدات والمستفيدين: {number}.",
        en="Support for taking part was recorded ({support}); people: {number}.",
    ),
    "registry.participation_support.withdrawn": sentence(
        he="נמשך רישום של סיוע להשתתפות.",
        ar="سُحب قيد لدعم للمشاركة.",
        en="An entry of support for taking part was taken back.",
    ),
    "registry.report_format.defined": sentence(
        he="הוגדרה תבנית לדוחות לגוף מממן.",
        ar="عُرّف نموذج لتقارير تُرفع إلى مانح.",
        en="A format for reports to a funder was defined.",
    ),
    "registry.report_format.redefined": sentence(
        he="השתנתה תבנית לדוחות לגוף מממן.",
        ar="تغيّر نموذج لتقارير تُرفع إلى مانح.",
        en="A format for reports to a funder was changed.",
    ),
    "registry.report_format.retired": sentence(
        he="נסגרה תבנית לדוחות לגוף מממן.",
        ar="أُغلق نموذج لتقارير تُرفع إلى مانح.",
        en="A format for reports to a funder was retired.",
    ),
    "registry.reporting_date.delivered": sentence(
        he="נמסר לגוף המממן דיווח על מענק, ב־{delivered_on}.",
        ar="سُلّم إلى المانح تقرير عن منحة، في {delivered_on}.",
        en="A grant was reported on to its funder, on {delivered_on}.",
    ),
    "registry.reporting_date.dropped": sentence(
        he="בוטל מועד דיווח על מענק.",
        ar="أُلغي موعد تقرير عن منحة.",
        en="A date of reporting on a grant was dropped.",
    ),
    "registry.reporting_date.set": sentence(
        he="נקבע מועד דיווח על מענק: {due_on}, על התקופה שבין {covers_from} ל־{covers_until}.",
        ar="حُدّد موعد تقرير عن منحة: {due_on}، عن الفترة من {covers_from} إلى {covers_until}.",
        en="A grant is to be reported on by {due_on}, for {covers_from} to {covers_until}.",
    ),
    "registry.seat.accepted": sentence(
        he="נמסרה הסכמה של {person_id} למושב במסגרת {forum_id}.",
        ar="وردت موافقة {person_id} على مقعد في {forum_id}.",
        en="{person_id} would take a seat in {forum_id}.",
    ),
    "registry.seat.declined": sentence(
        he="נמסרה תשובה שלילית של {person_id} על מושב במסגרת {forum_id}.",
        ar="ورد اعتذار {person_id} عن مقعد في {forum_id}.",
        en="{person_id} declined a seat in {forum_id}.",
    ),
    "registry.representative.acknowledged": sentence(
        he="אושר בידי {person_id}: ידוע מה עבר עם הייצוג של {organization_id}.",
        ar="أكّد {person_id} العلم بما انتقل مع تمثيل {organization_id}.",
        en="{person_id} knows what passed on with representing {organization_id}.",
    ),
    "registry.representative.replaced": sentence(
        he="הייצוג של {organization_id} עבר: קודם {predecessor_id}, מעתה {successor_id}.",
        ar="انتقل تمثيل {organization_id}: سابقًا {predecessor_id}، ومن الآن {successor_id}.",
        en="{successor_id} represents {organization_id} from now on, in the place of {predecessor_id}.",
    ),
    "registry.seat.passed_on": sentence(
        he="המושב של {organization_id} במסגרת {forum_id} עבר: קודם {from_person_id}, מעתה {person_id}.",
        ar="انتقل مقعد {organization_id} في {forum_id}: سابقًا {from_person_id}، ومن الآن {person_id}.",
        en="{person_id} sits for {organization_id} in {forum_id} from now on, in the place of "
        "{from_person_id}.",
    ),
    "registry.seat.given_up": sentence(
        he="המושב של {person_id} במסגרת {forum_id} התפנה.",
        ar="شغر مقعد {person_id} في {forum_id}.",
        en="{person_id} gave up a seat in {forum_id}.",
    ),
    "registry.seat.proposed": sentence(
        he="הוצע מושב במסגרת {forum_id} עבור {person_id} ({role}).",
        ar="طُرح اسم {person_id} لمقعد في {forum_id} ({role}).",
        en="{person_id} was proposed for a seat in {forum_id} ({role}).",
    ),
    "registry.seat.renewal_asked": sentence(
        he="נמסרה נכונות של {person_id} להמשיך במושב במסגרת {forum_id} עד {ends_on}.",
        ar="أبدى {person_id} استعدادًا للاستمرار في المقعد في {forum_id} حتى {ends_on}.",
        en="{person_id} would keep the seat in {forum_id} until {ends_on}.",
    ),
    "registry.seat.taken": sentence(
        he="הצטרפות אל {forum_id}: {person_id}.",
        ar="انضمام إلى {forum_id}: {person_id}.",
        en="{person_id} joined {forum_id}.",
    ),
    "registry.seat.term_ended": sentence(
        he="תמה תקופת הכהונה של {person_id} במסגרת {forum_id}.",
        ar="انتهت مدة مقعد {person_id} في {forum_id}.",
        en="The term of {person_id} in {forum_id} is over.",
    ),
    "registry.seat.term_ending": sentence(
        he="תקופת הכהונה של {person_id} במסגרת {forum_id} מסתיימת ביום {ends_on}.",
        ar="تنتهي مدة مقعد {person_id} في {forum_id} يوم {ends_on}.",
        en="The term of {person_id} in {forum_id} ends on {ends_on}.",
    ),
    "registry.seat.withdrawn": sentence(
        he="נמשכה ההצעה למושב במסגרת {forum_id} עבור {person_id}.",
        ar="سُحب اقتراح مقعد في {forum_id} باسم {person_id}.",
        en="The proposal to seat {person_id} in {forum_id} was taken back.",
    ),
    "registry.seat_target.dropped": sentence(
        he="בוטל יעד להרכב של {forum_id}.",
        ar="أُلغي هدف لتركيب {forum_id}.",
        en="A target for who sits in {forum_id} was dropped.",
    ),
    "registry.seat_target.set": sentence(
        he="נקבע יעד להרכב של {forum_id}: {at_least} מושבים לפחות לקבוצה אחת.",
        ar="حُدّد هدف لتركيب {forum_id}: {at_least} من المقاعد على الأقل لمجموعة واحدة.",
        en="A target was set for who sits in {forum_id}: at least {at_least} seats of one group.",
    ),
    "registry.source.described": sentence(
        he="עודכנו הפרטים של {source_id}.",
        ar="حُدّثت بيانات {source_id}.",
        en="What is recorded of {source_id} was updated.",
    ),
    "registry.source.recorded": sentence(
        he="{source_id} נרשם ({kind}).",
        ar="سُجّل {source_id} ({kind}).",
        en="{source_id} was recorded ({kind}).",
    ),
    "registry.source.withdrawn": sentence(
        he="{source_id} אינו משמש עוד.",
        ar="لم يعد {source_id} مستخدمًا.",
        en="{source_id} serves no longer.",
    ),
    "registry.spending.corrected": sentence(
        he="תוקן רישום של הוצאה של {organization_id}: {amount} ({category}).",
        ar="صُحّح قيد لما صرفته {organization_id}: {amount} ({category}).",
        en="What {organization_id} spent was corrected: {amount} ({category}).",
    ),
    "registry.spending.recorded": sentence(
        he="נרשמה הוצאה של {organization_id}: {amount} ({category}).",
        ar="سُجّل ما صرفته {organization_id}: {amount} ({category}).",
        en="Spending by {organization_id} was recorded: {amount} ({category}).",
    ),
    "registry.spending.withdrawn": sentence(
        he="נמשך רישום של הוצאה של {organization_id}.",
        ar="سُحب قيد لما صرفته {organization_id}.",
        en="An entry of what {organization_id} spent was taken back.",
    ),
    "registry.staff.appointed": sentence(
        he="נרשם מינוי של {person_id} לצוות השדרה: {role}.",
        ar="سُجّل تعيين {person_id} في فريق المنظمة الداعمة: {role}.",
        en="{person_id} was appointed to the backbone's staff: {role}.",
    ),
    "registry.staff.ended": sentence(
        he="הסתיים תפקיד של {person_id} בצוות השדרה.",
        ar="انتهت مهمة {person_id} في فريق المنظمة الداعمة.",
        en="A role of {person_id} in the backbone's staff ended.",
    ),
    "registry.tie.answered": sentence(
        he="אושר הקשר מצד {organization_id}.",
        ar="أُكدت العلاقة من جهة {organization_id}.",
        en="{organization_id} confirmed a tie.",
        otherwise=(
            when(
                "view",
                "denied",
                he="הוכחש הקשר מצד {organization_id}.",
                ar="نُفيت العلاقة من جهة {organization_id}.",
                en="{organization_id} denied a tie.",
            ),
        ),
    ),
    "registry.tie.corrected": sentence(
        he="תוקן מה שנרשם על הקשר של {from_organization_id} אל {to_organization_id}.",
        ar="صُحّح ما سُجّل عن علاقة {from_organization_id} إلى {to_organization_id}.",
        en="What is recorded of the tie from {from_organization_id} to {to_organization_id} was corrected.",
    ),
    "registry.tie.ended": sentence(
        he="נקבע מועד לסיום הקשר של {from_organization_id} אל {to_organization_id}: {until}.",
        ar="حُدّد موعد لانتهاء علاقة {from_organization_id} إلى {to_organization_id}: {until}.",
        en="A last day was set for the tie from {from_organization_id} to {to_organization_id}: {until}.",
    ),
    "registry.tie.reported": sentence(
        he="נרשם קשר של {from_organization_id} אל {to_organization_id}.",
        ar="سُجّلت علاقة {from_organization_id} إلى {to_organization_id}.",
        en="A tie from {from_organization_id} to {to_organization_id} was recorded.",
        otherwise=(
            when(
                "direction",
                "mutual",
                he="נרשם קשר בין {from_organization_id} לבין {to_organization_id}.",
                ar="سُجّلت علاقة بين {from_organization_id} و{to_organization_id}.",
                en="A tie between {from_organization_id} and {to_organization_id} was recorded.",
            ),
        ),
    ),
    "registry.tie.withdrawn": sentence(
        he="רישום של קשר בין ארגונים נמשך.",
        ar="سُحب تسجيل علاقة بين منظمتين.",
        en="The record of a tie between organizations was taken back.",
    ),
    "registry.import.sent": sentence(
        he="נשלח קובץ שממתין לייבוא.",
        ar="أُرسل ملف ينتظر الاستيراد.",
        en="A file was sent and waits to be imported.",
        otherwise=(
            when(
                "dry_run",
                True,
                he="נשלח קובץ לניסיון של ייבוא.",
                ar="أُرسل ملف لتجربة استيراده.",
                en="A file was sent to try importing it.",
            ),
        ),
    ),
    "registry.import.ended": sentence(
        he="ייבוא של קובץ הסתיים ולא שינה דבר: הכול כבר היה רשום.",
        ar="انتهى استيراد ملف ولم يغيّر شيئًا: كان كل ما فيه مسجّلًا.",
        en="Importing a file ended without a change: all it says was there already.",
        otherwise=(
            when(
                "ending",
                "rehearsed",
                he="ניסיון של ייבוא הסתיים; דבר לא השתנה.",
                ar="انتهت تجربة استيراد، ولم يتغيّر شيء.",
                en="A trial of an import ended; nothing was changed.",
            ),
            when(
                "ending",
                "not_accepted",
                he="ייבוא של קובץ הסתיים ולא שינה דבר: חלק מהשורות לא התקבלו.",
                ar="انتهى استيراد ملف ولم يغيّر شيئًا: لم تُقبل بعض أسطره.",
                en="Importing a file ended without a change: some of its rows were not accepted.",
            ),
            when(
                "ending",
                "cancelled",
                he="ייבוא של קובץ בוטל; דבר לא השתנה.",
                ar="أُلغي استيراد ملف، ولم يتغيّر شيء.",
                en="Importing a file was called off; nothing was changed.",
            ),
        ),
    ),
    "registry.import.failed": sentence(
        he="ייבוא של קובץ לא צלח; דבר לא השתנה.",
        ar="لم ينجح استيراد ملف، ولم يتغيّر شيء.",
        en="Importing a file failed; nothing was changed.",
        otherwise=(
            when(
                "reason",
                "no_longer_allowed",
                he="קובץ לא יובא: מי ששלח אותו כבר אינו רשאי לכך.",
                ar="لم يُستورد ملف: لم يعد مسموحًا لمن أرسله باستيراده.",
                en="A file was not imported: whoever sent it may not do so any more.",
            ),
        ),
    ),
    "registry.import.made": sentence(
        he="יובא קובץ ארגונים: {created} נוספו למפה, {updated} עודכנו.",
        ar="استُورد ملف منظمات: أُضيف {created} إلى الخريطة وحُدّث {updated}.",
        en="A file of organizations was imported: {created} added to the map, {updated} updated.",
        otherwise=(
            when(
                "imported",
                "people",
                he="יובא קובץ אנשים: {created} נוספו, {updated} עודכנו.",
                ar="استُورد ملف أشخاص: أُضيف {created} وحُدّث {updated}.",
                en="A file of people was imported: {created} added, {updated} updated.",
            ),
            when(
                "imported",
                "ties",
                he="יובא קובץ קשרים בין ארגונים: {created} נוספו, {updated} תוקנו.",
                ar="استُورد ملف علاقات بين منظمات: أُضيف {created} وصُحّح {updated}.",
                en="A file of ties between organizations was imported: {created} added, {updated} corrected.",
            ),
        ),
    ),
    "registry.import_template.dropped": sentence(
        he="תבנית לקריאת קבצים הוסרה.",
        ar="أُزيل قالب لقراءة الملفات.",
        en="A template for reading files was dropped.",
    ),
    "registry.import_template.saved": sentence(
        he="נשמרה תבנית לקריאת קבצים.",
        ar="حُفظ قالب لقراءة الملفات.",
        en="A template for reading files was kept.",
    ),
}
