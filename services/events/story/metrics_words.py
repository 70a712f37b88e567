"""The metrics' events in words: what is measured, and how it goes."""

from services.events.story.sentences import CHARTER_REFUSED, Sentence, sentence, when

METRICS_WORDS: dict[str, Sentence] = {
    "metrics.charter.refused": CHARTER_REFUSED,
    "metrics.erasure.completed": sentence(
        he="הושלמה מחיקה של נתונים אישיים במדידה.",
        ar="اكتمل محو بيانات شخصية من القياس.",
        en="Personal data was erased from the metrics.",
    ),
    "metrics.figures.published": sentence(
        he="{organization_id} פרסם את נתוניו, עד {through_on}: {indicator_id}.",
        ar="نشرت {organization_id} أرقامها حتى {through_on}: {indicator_id}.",
        en="{organization_id} published its figures through {through_on}: {indicator_id}.",
    ),
    "metrics.indicator.discarded": sentence(
        he="הטיוטה של {indicator_id} הוסרה.",
        ar="حُذفت مسودة {indicator_id}.",
        en="The draft of {indicator_id} was discarded.",
    ),
    "metrics.indicator.drafted": sentence(
        he="{indicator_id} נוסח כטיוטה.",
        ar="صيغ {indicator_id} كمسودة.",
        en="{indicator_id} was drafted.",
    ),
    "metrics.indicator.proposal_withdrawn": sentence(
        he="נמשכה ההצעה לשתף את {indicator_id}.",
        ar="سُحب اقتراح اعتماد {indicator_id} مؤشرًا مشتركًا.",
        en="The proposal to share {indicator_id} was taken back.",
    ),
    "metrics.indicator.proposed": sentence(
        he="{indicator_id} הוצע כמדד משותף.",
        ar="اقتُرح {indicator_id} مؤشرًا مشتركًا.",
        en="{indicator_id} was proposed as a shared indicator.",
    ),
    "metrics.indicator.redefined": sentence(
        he="{indicator_id} הוגדר מחדש (הגדרה {definition_version}).",
        ar="عُرّف {indicator_id} من جديد (التعريف {definition_version}).",
        en="{indicator_id} was defined anew (definition {definition_version}).",
    ),
    "metrics.indicator.retired": sentence(
        he="{indicator_id} אינו נמדד עוד.",
        ar="لم يعد {indicator_id} يُقاس.",
        en="{indicator_id} is measured no more.",
    ),
    "metrics.indicator_limit.noted": sentence(
        he="נרשמה מגבלה של {indicator_id}.",
        ar="سُجّل حدّ من حدود {indicator_id}.",
        en="Something that {indicator_id} cannot tell was written down.",
    ),
    "metrics.indicator_limit.struck": sentence(
        he="נמחקה מגבלה של {indicator_id} שאינה נכונה עוד.",
        ar="شُطب حدّ من حدود {indicator_id} لم يعد قائمًا.",
        en="A limit of {indicator_id} that no longer holds was struck out.",
    ),
    "metrics.indicator_position.taken": sentence(
        he="נרשמה עמדה של {organization_id} על {indicator_id}: {position}.",
        ar="سُجّل موقف {organization_id} من {indicator_id}: {position}.",
        en="{organization_id} took a position on {indicator_id}: {position}.",
    ),
    "metrics.observations.reported": sentence(
        he="דווחו נתונים. חדשים: {created}, תיקונים: {corrected}.",
        ar="أُبلغ عن أرقام. الجديدة: {created}، التصحيحات: {corrected}.",
        en="Figures were reported. New: {created}, corrections: {corrected}.",
        otherwise=(
            when(
                "kind",
                "import",
                he="נקלט קובץ נתונים. חדשים: {created}, תיקונים: {corrected}.",
                ar="استُورد ملف أرقام. الجديدة: {created}، التصحيحات: {corrected}.",
                en="A file of figures was imported. New: {created}, corrections: {corrected}.",
            ),
        ),
    ),
    "metrics.report.due": sentence(
        he="הגיע מועד הדיווח של {organization_id} על {indicator_id}, לתקופה שהסתיימה ביום {period_end}.",
        ar="حان موعد تقرير {organization_id} عن {indicator_id} للفترة المنتهية في {period_end}.",
        en="A report by {organization_id} on {indicator_id} is due, for the period that ended on "
        "{period_end}.",
    ),
    "metrics.report.received": sentence(
        he="{organization_id} דיווח על {indicator_id} לתקופה {period}, כפי שהתבקש.",
        ar="قدّمت {organization_id} التقرير المطلوب عن {indicator_id} للفترة {period}.",
        en="{organization_id} reported {indicator_id} for {period}, as was due.",
    ),
    "metrics.target.dropped": sentence(
        he="ערך להשוואה של {indicator_id} אינו תקף עוד.",
        ar="لم تعد قيمة مرجعية لـ{indicator_id} سارية.",
        en="A baseline or target of {indicator_id} holds no more.",
    ),
    "metrics.target.set": sentence(
        he="נקבע יעד עבור {indicator_id}, לתקופה שמתחילה ב־{period_start}.",
        ar="حُدّد هدف من أجل {indicator_id}، للفترة التي تبدأ في {period_start}.",
        en="A target of {indicator_id} was set for the period from {period_start}.",
        otherwise=(
            when(
                "kind",
                "baseline",
                he="נקבע קו בסיס עבור {indicator_id}, לתקופה שמתחילה ב־{period_start}.",
                ar="حُدّد خط أساس من أجل {indicator_id}، للفترة التي تبدأ في {period_start}.",
                en="A baseline of {indicator_id} was set for the period from {period_start}.",
            ),
        ),
    ),
}
