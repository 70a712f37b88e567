"""The agenda's events in words: what people brought, and what was agreed."""

from services.events.story.sentences import CHARTER_REFUSED, Sentence, sentence, when

AGENDA_WORDS: dict[str, Sentence] = {
    "agenda.activity.changed": sentence(
        he="{activity_id} עודכנה ({status}).",
        ar="حُدّث {activity_id} ({status}).",
        en="{activity_id} was updated ({status}).",
    ),
    "agenda.activity.joined": sentence(
        he="אושרה ההשתתפות של {organization_id}: {activity_id}.",
        ar="تأكدت مشاركة {organization_id}: {activity_id}.",
        en="{organization_id} confirmed that it takes part: {activity_id}.",
    ),
    "agenda.activity.lead_confirmed": sentence(
        he="אושרה ההובלה של {lead_organization_id}: {activity_id}.",
        ar="تأكدت قيادة {lead_organization_id}: {activity_id}.",
        en="{lead_organization_id} confirmed that it leads: {activity_id}.",
    ),
    "agenda.activity.left": sentence(
        he="{organization_id} אינו משתתף: {activity_id}.",
        ar="لا تشارك {organization_id}: {activity_id}.",
        en="{organization_id} does not take part: {activity_id}.",
    ),
    "agenda.activity.recorded": sentence(
        he="{activity_id} נרשמה, בהובלה של {lead_organization_id}.",
        ar="سُجّل {activity_id} بقيادة {lead_organization_id}.",
        en="{activity_id} was recorded, led by {lead_organization_id}.",
        otherwise=(
            when(
                "lead_confirmed",
                False,
                he="{activity_id} נרשמה; ההובלה של {lead_organization_id} ממתינה לאישור.",
                ar="سُجّل {activity_id}، وقيادة {lead_organization_id} بانتظار التأكيد.",
                en="{activity_id} was recorded; {lead_organization_id} has yet to confirm that it leads.",
            ),
        ),
    ),
    "agenda.agenda.adopted": sentence(
        he="המצע המשותף אומץ, לפי {decision_id}.",
        ar="اعتُمدت الأجندة المشتركة، وفق {decision_id}.",
        en="The common agenda was adopted, by {decision_id}.",
    ),
    "agenda.backbone_service.changed": sentence(
        he="{backbone_service_id} עודכן ({status}).",
        ar="حُدّثت {backbone_service_id} ({status}).",
        en="{backbone_service_id} was updated ({status}).",
    ),
    "agenda.backbone_service.recorded": sentence(
        he="{backbone_service_id} נרשם ({status}).",
        ar="سُجّلت {backbone_service_id} ({status}).",
        en="{backbone_service_id} was recorded ({status}).",
    ),
    "agenda.amendment.proposed": sentence(
        he="הוצע לשנות את הנוסח של {decision_id} כדי לענות להתנגדויות.",
        ar="اقتُرح تعديل نص {decision_id} للرد على اعتراضات.",
        en="A member proposed to amend {decision_id}, to meet objections.",
    ),
    "agenda.decision.amended": sentence(
        he="הנוסח של {decision_id} שונה כדי לענות להתנגדויות. הקולות שניתנו קודם ייספרו רק אם יחודשו.",
        ar="عُدّل نص {decision_id} للرد على اعتراضات. الأصوات السابقة لا تُحسب إلا إذا جُدّدت.",
        en="{decision_id} was amended to meet objections. Earlier ballots count only if they are renewed.",
    ),
    "agenda.objection.answered": sentence(
        he="ניתנה תשובה להתנגדות על {decision_id}.",
        ar="رُدّ على اعتراض على {decision_id}.",
        en="An objection to {decision_id} was answered.",
    ),
    "agenda.objection.raised": sentence(
        he="התנגדות של {voter_id} על {decision_id}.",
        ar="اعترض {voter_id} على {decision_id}.",
        en="{voter_id} objects to {decision_id}.",
    ),
    "agenda.objection.resolved": sentence(
        he="התנגדות של {voter_id} על {decision_id} יושבה: התשובה התקבלה.",
        ar="حُلّ اعتراض {voter_id} على {decision_id}: قُبل الرد.",
        en="{voter_id} accepted an answer, and objects to {decision_id} no more.",
    ),
    "agenda.objection.withdrawn": sentence(
        he="ההתנגדות של {voter_id} על {decision_id} נמשכה.",
        ar="سُحب اعتراض {voter_id} على {decision_id}.",
        en="The objection of {voter_id} to {decision_id} was withdrawn.",
    ),
    "agenda.ballot.confirmed": sentence(
        he="הקול של {voter_id} על {decision_id} אושר, והוא נספר.",
        ar="أُكّد صوت {voter_id} على {decision_id}، وصار محسوبًا.",
        en="The ballot of {voter_id} on {decision_id} was confirmed, and counts.",
    ),
    "agenda.ballot.given_for_confirmation": sentence(
        he="נרשם קול של {voter_id} על {decision_id}, שייספר אם יאושר.",
        ar="سُجّل صوت {voter_id} على {decision_id}، ويُحسب إذا أُكّد.",
        en="A ballot of {voter_id} on {decision_id} was recorded. It counts if it is confirmed.",
        otherwise=(
            when(
                "awaits",
                "approval",
                he="נרשם קול של {voter_id} על {decision_id}, שייספר אם הארגון יאשר.",
                ar="أُعطي صوت {voter_id} على {decision_id} رهن موافقة المنظمة.",
                en="{voter_id} voted on {decision_id}, subject to the organization's approval.",
            ),
        ),
    ),
    "agenda.ballot.rejected": sentence(
        he="הקול שנרשם בשם {voter_id} על {decision_id} לא אושר.",
        ar="لم يُؤكَّد الصوت المسجّل باسم {voter_id} على {decision_id}.",
        en="The ballot recorded for {voter_id} on {decision_id} was not confirmed.",
    ),
    "agenda.proxy.declined": sentence(
        he="{holder_id}: אין עוד מילוי מקום של {voter_id} בהצבעות.",
        ar="لم يعد {holder_id} ينوب عن {voter_id} في التصويت.",
        en="{holder_id} does not vote for {voter_id} any more.",
    ),
    "agenda.proxy.given": sentence(
        he="מילוי מקום בהצבעות של {forum_id}: {holder_id} במקום {voter_id}.",
        ar="إنابة في تصويتات {forum_id}: {holder_id} عن {voter_id}.",
        en="{holder_id} can vote for {voter_id} in {forum_id}.",
    ),
    "agenda.proxy.revoked": sentence(
        he="בוטל מילוי המקום של {voter_id} בידי {holder_id}.",
        ar="أُلغيت إنابة {holder_id} عن {voter_id}.",
        en="{voter_id} took back the proxy given to {holder_id}.",
    ),
    "agenda.show_of_hands.recorded": sentence(
        he="נרשמה הצבעה בהרמת ידיים על {decision_id}. ידיים: {hands}. אפשר לתקן עד {correct_until}.",
        ar="سُجّل تصويت برفع الأيدي على {decision_id}. الأيدي: {hands}. يمكن التصحيح حتى {correct_until}.",
        en="A show of hands on {decision_id} was recorded. Hands: {hands}. It can be corrected until "
        "{correct_until}.",
    ),
    "agenda.ballot.cast": sentence(
        he="נרשם קול של {voter_id} על {decision_id}: {choice}.",
        ar="سُجّل صوت {voter_id} على {decision_id}: {choice}.",
        en="{voter_id} voted on {decision_id}: {choice}.",
    ),
    "agenda.ballot.given": sentence(
        he="נרשם שניתן קול של {voter_id} על {decision_id}.",
        ar="سُجّل أن {voter_id} أدلى بصوته على {decision_id}.",
        en="{voter_id} voted on {decision_id}.",
    ),
    "agenda.ballot.published": sentence(
        he="פורסמו הקולות שניתנו על {decision_id}.",
        ar="نُشرت الأصوات التي أُدلي بها على {decision_id}.",
        en="The ballots on {decision_id} were published.",
    ),
    "agenda.ballot.reason_published": sentence(
        he="פורסם הנימוק של {voter_id} לקול על {decision_id}.",
        ar="نُشر سبب {voter_id} لصوته على {decision_id}.",
        en="Why {voter_id} voted as they did on {decision_id} was published.",
    ),
    "agenda.ballot.preferences_cast": sentence(
        he="נרשמו ההעדפות של {voter_id} בין האפשרויות של {decision_id}.",
        ar="سُجّلت تفضيلات {voter_id} بين خيارات {decision_id}.",
        en="{voter_id} said which options of {decision_id} they prefer.",
    ),
    "agenda.ballot.set_aside": sentence(
        he="הקול של {voter_id} על {decision_id} אינו נספר: מי שנתנו אותו משתייכים מאז לשדרה.",
        ar="صوت {voter_id} على {decision_id} لا يُحسب: من أدلى به صار منتميًا إلى المنظمة الداعمة.",
        en="The ballot of {voter_id} on {decision_id} does not count: who cast it belongs to the backbone "
        "now.",
    ),
    "agenda.charter.refused": CHARTER_REFUSED,
    "agenda.competence.set": sentence(
        he="נקבע אילו פורומים מחליטים, לפי {decision_id}: {matters} – {forum_kinds}.",
        ar="تحدّد أي المنتديات تقرر، وفق {decision_id}: {matters} – {forum_kinds}.",
        en="Which forums decide was set, by {decision_id}: {matters} – {forum_kinds}.",
    ),
    "agenda.decision.act_supported": sentence(
        he="נרשמה תמיכה בפתיחה של {decision_id}.",
        ar="سُجّل تأييد لفتح {decision_id}.",
        en="Opening {decision_id} was supported by a member.",
        otherwise=(
            when(
                "act",
                "withdraw",
                he="נרשמה תמיכה במשיכה של {decision_id}.",
                ar="سُجّل تأييد لسحب {decision_id}.",
                en="Withdrawing {decision_id} was supported by a member.",
            ),
            when(
                "act",
                "extend",
                he="נרשמה תמיכה בהארכה של {decision_id}.",
                ar="سُجّل تأييد لتمديد {decision_id}.",
                en="Extending {decision_id} was supported by a member.",
            ),
        ),
    ),
    "agenda.decision.closed": sentence(
        he="{decision_id} הסתיימה: {outcome}. קולות שנרשמו: {cast} מתוך {electorate}.",
        ar="انتهى {decision_id}: {outcome}. الأصوات المسجّلة: {cast} من {electorate}.",
        en="{decision_id} was closed: {outcome}. Ballots cast: {cast} of {electorate}.",
        otherwise=(
            when(
                "outcome",
                "adopted",
                he="{decision_id} התקבלה. קולות שנרשמו: {cast} מתוך {electorate}.",
                ar="اعتُمد {decision_id}. الأصوات المسجّلة: {cast} من {electorate}.",
                en="{decision_id} was adopted. Ballots cast: {cast} of {electorate}.",
            ),
            when(
                "outcome",
                "not_adopted",
                he="{decision_id} לא התקבלה. קולות שנרשמו: {cast} מתוך {electorate}.",
                ar="لم يُعتمد {decision_id}. الأصوات المسجّلة: {cast} من {electorate}.",
                en="{decision_id} was not adopted. Ballots cast: {cast} of {electorate}.",
            ),
            when(
                "outcome",
                "no_quorum",
                he="{decision_id} נסגרה בלי מניין: קולות שנרשמו {cast}, ונדרשו {quorum_needed}.",
                ar="أُغلق {decision_id} دون نصاب: الأصوات المسجّلة {cast}، والمطلوب {quorum_needed}.",
                en="{decision_id} closed without a quorum: ballots cast {cast}, needed {quorum_needed}.",
            ),
        ),
    ),
    "agenda.decision.drafted": sentence(
        he="{decision_id} נוסחה, להכרעה של {forum_id}.",
        ar="صيغ {decision_id}، والبتّ فيه من شأن {forum_id}.",
        en="{decision_id} was drafted, for {forum_id} to decide.",
    ),
    "agenda.decision.effect_reduced": sentence(
        he="{decision_id} התקבלה, וחלק ממה שהיא עוסקת בו אינו עומד עוד; מן השאר נבע מה שהוחלט.",
        ar="اعتُمد {decision_id}، وبعض ما يتناوله لم يعد قائمًا؛ أما الباقي فترتّب عليه ما تقرّر.",
        en="{decision_id} was adopted; some of what it is about no longer holds, and the rest took effect.",
    ),
    "agenda.decision.effect_refused": sentence(
        he="{decision_id} התקבלה, אך לא נבע ממנה דבר: מה שהיא עוסקת בו אינו עומד עוד.",
        ar="اعتُمد {decision_id} ولم يترتب عليه شيء: ما يتناوله لم يعد قائمًا.",
        en="{decision_id} was adopted, but nothing follows: what it is about no longer holds.",
    ),
    "agenda.decision.extended": sentence(
        he="הוארך המועד של {decision_id}: {closes_at}.",
        ar="مُدّد موعد {decision_id}: {closes_at}.",
        en="{decision_id} stays open for longer: until {closes_at}.",
    ),
    "agenda.decision.review_due": sentence(
        he="הגיע המועד לבחון מחדש את {decision_id}.",
        ar="حان موعد إعادة النظر في {decision_id}.",
        en="{decision_id} is to be looked at again.",
    ),
    "agenda.decision.voters_reminded": sentence(
        he="נשלחה תזכורת להצביע על {decision_id}: {voter_ids}.",
        ar="أُرسل تذكير بالتصويت على {decision_id}: {voter_ids}.",
        en="Reminded to vote on {decision_id}: {voter_ids}.",
        otherwise=(
            when(
                "kind",
                "renew",
                he="נשלחה תזכורת לחדש את הקול על {decision_id}, שנוסחה שונה: {voter_ids}.",
                ar="أُرسل تذكير بتجديد الصوت على {decision_id} بعد تعديل نصه: {voter_ids}.",
                en="Reminded to renew their ballots on {decision_id}, which was amended: {voter_ids}.",
            ),
        ),
    ),
    "agenda.decision.opened": sentence(
        he="{decision_id} נפתחה להצבעה במסגרת {forum_id}, עד {closes_at}, {method}.",
        ar="فُتح {decision_id} للتصويت في {forum_id} حتى {closes_at}، {method}.",
        en="{decision_id} was opened in {forum_id}, until {closes_at}, {method}.",
        otherwise=(
            when(
                "secrecy",
                "hidden",
                he="{decision_id} נפתחה להצבעה מוסתרת במסגרת {forum_id}, עד {closes_at}, {method}.",
                ar="فُتح {decision_id} لتصويت مخفي في {forum_id} حتى {closes_at}، {method}.",
                en="{decision_id} was opened in {forum_id} with hidden ballots, until {closes_at}, {method}.",
            ),
            when(
                "secrecy",
                "secret",
                he="{decision_id} נפתחה להצבעה חשאית במסגרת {forum_id}, עד {closes_at}, {method}.",
                ar="فُتح {decision_id} لتصويت سري في {forum_id} حتى {closes_at}، {method}.",
                en="{decision_id} was opened in {forum_id} with secret ballots, until {closes_at}, {method}.",
            ),
        ),
    ),
    "agenda.decision.withdrawn": sentence(
        he="{decision_id} נמשכה לפני שהוכרעה.",
        ar="سُحب {decision_id} قبل البتّ فيه.",
        en="{decision_id} was withdrawn before it was decided.",
    ),
    "agenda.delegation.given": sentence(
        he="{forum_id} הוסמך להחליט על: {kinds}.",
        ar="خُوّل {forum_id} البتَّ في: {kinds}.",
        en="{forum_id} may decide on: {kinds}.",
        otherwise=(
            when(
                "kinds",
                [],
                he="בוטלה ההסמכה של {forum_id} להחליט.",
                ar="أُلغي تخويل {forum_id} بالبتّ.",
                en="What was delegated to {forum_id} was taken back.",
            ),
        ),
    ),
    "agenda.electorate.frozen": sentence(
        he="נקבע מי מצביעים על {decision_id}.",
        ar="حُدّد من لهم حق التصويت على {decision_id}.",
        en="It was fixed who has a vote on {decision_id}.",
    ),
    "agenda.erasure.completed": sentence(
        he="הושלמה מחיקה של נתונים אישיים במצע ובהחלטות.",
        ar="اكتمل محو بيانات شخصية من الأجندة والقرارات.",
        en="Personal data was erased from the agenda and its decisions.",
    ),
    "agenda.exemption.given": sentence(
        he="{organization_id} ישתתף גם כשותף, אף שהמנדט בידיו, עד {until}.",
        ar="تشارك {organization_id} كشريكة أيضًا، مع أنها تحمل التفويض، حتى {until}.",
        en="{organization_id} takes part as a partner too, though it holds the mandate, until {until}.",
    ),
    "agenda.forum_rules.set": sentence(
        he="נקבעו כללי הכרעה של {forum_id}: {method}.",
        ar="حُدّدت قواعد البتّ في {forum_id}: {method}.",
        en="{forum_id} decides by other rules from now on: {method}.",
    ),
    "agenda.funding_cap.set": sentence(
        he="נקבעה תקרה לחלקו של ארגון השדרה במה שמגויס: {numerator}/{denominator}.",
        ar="حُدّد سقف لحصة المنظمة الداعمة مما يُجمع: {numerator}/{denominator}.",
        en="The backbone's share of what is raised was capped at {numerator}/{denominator}.",
    ),
    "agenda.indicators.retired": sentence(
        he="הוחלט לא למדוד עוד: {indicator_ids}.",
        ar="تقرّر وقف قياس: {indicator_ids}.",
        en="Retired by decision, and measured no more: {indicator_ids}.",
    ),
    "agenda.indicators.shared": sentence(
        he="אומצו כמדדים משותפים: {indicator_ids}.",
        ar="اعتُمدت مؤشراتٍ مشتركة: {indicator_ids}.",
        en="Adopted as shared indicators: {indicator_ids}.",
    ),
    "agenda.mandate.ended": sentence(
        he="הוחלט לסיים את המנדט ב־{until}, לפי {decision_id}.",
        ar="تقرّر إنهاء التفويض في {until}، وفق {decision_id}.",
        en="The mandate is to end on {until}, by {decision_id}.",
    ),
    "agenda.mandate.granted": sentence(
        he="ניתן מנדט לשמש שדרה, מ־{since} עד {until}: {organization_ids}.",
        ar="مُنح تفويض بدور المنظمة الداعمة، من {since} حتى {until}: {organization_ids}.",
        en="A mandate as backbone was granted, from {since} to {until}: {organization_ids}.",
    ),
    "agenda.mandate.refused": sentence(
        he="המנדט שהוצע לא ניתן, לפי {decision_id}.",
        ar="لم يُمنح التفويض المقترح، وفق {decision_id}.",
        en="The mandate that was proposed was not granted, by {decision_id}.",
    ),
    "agenda.mandate.renewed": sentence(
        he="המנדט חודש, לפי {decision_id}.",
        ar="جُدّد التفويض، وفق {decision_id}.",
        en="The mandate was renewed, by {decision_id}.",
    ),
    "agenda.initiative.ended": sentence(
        he="היוזמה הסתיימה, לפי {decision_id}. מ־{delete_on} הכול נמחק, ונשמרת רק נקודת הביקורת האחרונה של "
        "היומן.",
        ar="انتهت المبادرة، وفق {decision_id}. ابتداءً من {delete_on} يُحذف كل شيء، ولا تُحفظ سوى نقطة التحقق "
        "الأخيرة للسجل.",
        en="The initiative ended, by {decision_id}. From {delete_on} on everything is deleted, and only the "
        "log's last checkpoint is kept.",
    ),
    "agenda.partnership.settled": sentence(
        he="הוחלט על השותפות של {organization_id}: ״{to_stage}״, לפי {decision_id}.",
        ar="تقرّر بشأن شراكة {organization_id}: «{to_stage}»، وفق {decision_id}.",
        en="The partners settled the partnership of {organization_id}: “{to_stage}”, by {decision_id}.",
    ),
    "agenda.phase.begun": sentence(
        he="היוזמה עוברת לשלב {phase}, לפי {decision_id}.",
        ar="تنتقل المبادرة إلى مرحلة {phase}، وفق {decision_id}.",
        en="The initiative enters the phase of {phase}, by {decision_id}.",
    ),
    "agenda.policy_option.changed": sentence(
        he="{policy_option_id} עודכנה ({status}).",
        ar="حُدّث {policy_option_id} ({status}).",
        en="{policy_option_id} was updated ({status}).",
    ),
    "agenda.policy_option.recorded": sentence(
        he="{policy_option_id} הובאה לפני השותפים.",
        ar="عُرض {policy_option_id} على الشركاء.",
        en="{policy_option_id} was laid before the partners.",
    ),
    "agenda.policy_option.withdrawn": sentence(
        he="{policy_option_id} נמשכה.",
        ar="سُحب {policy_option_id}.",
        en="{policy_option_id} was withdrawn.",
    ),
    "agenda.policy_options.chosen": sentence(
        he="השותפים בחרו, לפי {decision_id}: {policy_option_ids}.",
        ar="اختار الشركاء، وفق {decision_id}: {policy_option_ids}.",
        en="The partners chose, by {decision_id}: {policy_option_ids}.",
    ),
    "agenda.plan.adopted": sentence(
        he="נכנסו לתוכנית המתואמת: {activity_ids}.",
        ar="دخلت الخطة المنسّقة: {activity_ids}.",
        en="Part of the coordinated plan from now on: {activity_ids}.",
    ),
    "agenda.principles.adopted": sentence(
        he="עקרונות העבודה המשותפת אומצו, לפי {decision_id}.",
        ar="اعتُمدت مبادئ العمل المشترك، وفق {decision_id}.",
        en="Working principles were adopted, by {decision_id}.",
    ),
    "agenda.seats.filled": sentence(
        he="מושבים במסגרת {forum_id} אוישו: {person_ids}.",
        ar="شُغلت مقاعد في {forum_id}: {person_ids}.",
        en="Seats in {forum_id} were filled: {person_ids}.",
    ),
    "agenda.seats.vacated": sentence(
        he="מושבים במסגרת {forum_id} התפנו.",
        ar="شغرت مقاعد في {forum_id}.",
        en="Seats in {forum_id} were vacated.",
    ),
    "agenda.section.discarded": sentence(
        he="{section_id} הוסר מטיוטת המצע.",
        ar="حُذف {section_id} من مسودة الأجندة.",
        en="{section_id} was taken out of the draft agenda.",
    ),
    "agenda.section.drafted": sentence(
        he="{section_id} נוסף לטיוטת המצע ({kind}).",
        ar="أُضيف {section_id} إلى مسودة الأجندة ({kind}).",
        en="{section_id} was added to the draft agenda ({kind}).",
    ),
    "agenda.section.redrafted": sentence(
        he="{section_id} שונה בטיוטת המצע ({change}).",
        ar="عُدّل {section_id} في مسودة الأجندة ({change}).",
        en="{section_id} was changed in the draft agenda ({change}).",
    ),
    "agenda.voice.brought": sentence(
        he="{voice_id} הובא ליוזמה.",
        ar="طُرح {voice_id} في المبادرة.",
        en="{voice_id} was brought to the initiative.",
        otherwise=(
            when(
                "status",
                "unconfirmed",
                he="{voice_id} נרשם בשם מי שהביאו אותו, וממתין לאישורם.",
                ar="سُجّل {voice_id} باسم من طرحه، وهو بانتظار التأكيد.",
                en="{voice_id} was entered for whoever brought it, and waits to be confirmed.",
            ),
        ),
    ),
    "agenda.voice.confirmed": sentence(
        he="{voice_id} אושר בידי מי שהביאו אותו.",
        ar="أُكّد {voice_id} من قِبل من طرحه.",
        en="{voice_id} was confirmed by whoever brought it.",
    ),
    "agenda.reaction_link.discarded": sentence(
        he="תגובות של הציבור שהגיעו בקישור הוצאו מן הספירה. מספר המשתתפים: {participants}.",
        ar="أُخرجت من العدّ تفاعلات الجمهور التي وردت عبر رابط. عدد المشاركين: {participants}.",
        en="The public's reactions by a link were taken out of the counts. Participants: {participants}.",
    ),
    "agenda.reaction_link.made": sentence(
        he="נוצר קישור לתגובות של הציבור.",
        ar="أُنشئ رابط لتفاعل الجمهور.",
        en="A link for the public to react by was made.",
    ),
    "agenda.reaction_link.revoked": sentence(
        he="בוטל קישור לתגובות של הציבור.",
        ar="أُلغي رابط لتفاعل الجمهور.",
        en="A link for the public to react by was revoked.",
    ),
    "agenda.voice.hidden_from_public": sentence(
        he="{voice_id} אינו מוצג עוד לציבור.",
        ar="لم يعد {voice_id} معروضًا للجمهور.",
        en="{voice_id} is not shown to the public any more.",
    ),
    "agenda.voice.reacted_publicly": sentence(
        he="נרשמה תגובה של הציבור על {voice_id}.",
        ar="سُجّل تفاعل من الجمهور مع {voice_id}.",
        en="Somebody of the public reacted to {voice_id}.",
    ),
    "agenda.voice.shown_publicly": sentence(
        he="{voice_id} מוצג מעתה לציבור, בלי לומר מי הביא אותו.",
        ar="صار {voice_id} معروضًا للجمهور دون ذكر من طرحه.",
        en="{voice_id} is shown to the public, without saying who brought it.",
    ),
    "agenda.voice.reacted": sentence(
        he="נרשמה תגובה על {voice_id}.",
        ar="سُجّل تفاعل مع {voice_id}.",
        en="Somebody reacted to {voice_id}.",
    ),
    "agenda.voice.reworded": sentence(
        he="{voice_id} נוסח מחדש.",
        ar="أُعيدت صياغة {voice_id}.",
        en="{voice_id} was reworded.",
    ),
    "agenda.voice.withdrawn": sentence(
        he="{voice_id} נמשך בידי מי שהביאו אותו.",
        ar="سُحب {voice_id} من قِبل من طرحه.",
        en="{voice_id} was taken back by whoever brought it.",
    ),
    "agenda.voter.disqualified": sentence(
        he="זכות ההצבעה של {voter_id} על {decision_id} פקעה: {reason}.",
        ar="سقط حق {voter_id} في التصويت على {decision_id}: {reason}.",
        en="{voter_id} lost the vote on {decision_id}: {reason}.",
    ),
    "agenda.voter.recused": sentence(
        he="{voter_id} – הימנעות מהשתתפות בשל ניגוד עניינים: {decision_id}.",
        ar="تنحٍّ بسبب تضارب المصالح عن {decision_id}: {voter_id}.",
        en="{voter_id} stepped aside from {decision_id} because of a conflict of interest.",
    ),
}
