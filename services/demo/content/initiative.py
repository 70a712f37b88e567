"""The demo's initiative, its first forums and the organization that asks to be its backbone."""

from typing import Any

from services.demo.content.decisions import BY_MAJORITY, HALF

NAME: dict[str, str] = {
    "he": "דרך בטוחה – יוזמה משותפת למניעת אלימות בזוגיות",
    "ar": "طريق آمن – مبادرة مشتركة لمنع العنف في العلاقة الزوجية",
    "en": "A safe way – a shared initiative to prevent violence in intimate relationships",
}
ISSUE: dict[str, str] = {
    "he": "במחוז שקמה נשים רבות מחפשות עזרה רק אחרי שנים, ופוגשות גופים שאינם מדברים זה עם זה. היוזמה מכנסת "
    "את מי שנוגעים בדבר, מכל המגזרים, כדי שאלימות בזוגיות תזוהה מוקדם, תיענה בכל שפה ותימנע.",
    "ar": "في لواء شكما تطلب نساء كثيرات المساعدة بعد سنوات فقط، ويقابلن جهات لا تتحدث مع بعضها. تجمع "
    "المبادرة كل من له صلة، من جميع القطاعات، كي يُكتشف العنف في العلاقة الزوجية مبكرًا، ويُستجاب له بكل "
    "لغة، ويُمنع.",
}
GEOGRAPHY: dict[str, str] = {
    "he": "מחוז שקמה: נווה שקמה, כפר אל־ואחה ומעלה ארזים",
    "ar": "لواء شكما: نفيه شكما، كفر الواحة ومعاليه أرازيم",
}
PLANNING_TARGET = 60

BACKBONE = "hulia"

NETWORK: dict[str, Any] = {
    "kind": "network",
    "name": {"he": "רשת השותפים", "ar": "شبكة الشركاء"},
    "purpose": {
        "he": "כל השותפים, קול לכל ארגון. כאן מאמצים את המצע ואת מה שכולם מודדים.",
        "ar": "جميع الشركاء، ولكل منظمة صوت. هنا يُعتمد البرنامج وما نقيسه جميعًا.",
    },
    "method": BY_MAJORITY,
    "quorum": HALF,
    "notice_hours": 0,
}
COMMITTEE: dict[str, Any] = {
    "kind": "steering_committee",
    "name": {"he": "ועדת ההיגוי", "ar": "اللجنة التوجيهية"},
    "purpose": {
        "he": "מובילה את היוזמה, מעניקה לארגון השדרה את המנדט ובוחנת אותו.",
        "ar": "تقود المبادرة، وتمنح المنظمة المحورية تفويضها وتراجعه.",
    },
    "method": BY_MAJORITY,
    "quorum": HALF,
    "notice_hours": 0,
}
WORKING_GROUP: dict[str, Any] = {
    "kind": "working_group",
    "name": {"he": "קבוצת עבודה: השעות הראשונות", "ar": "مجموعة عمل: الساعات الأولى"},
    "purpose": {"he": "ממפה מה קורה בין הפנייה הראשונה ובין המענה הראשון, ומציעה כיצד לקצר."},
    "method": BY_MAJORITY,
    "quorum": HALF,
    "notice_hours": 0,
}

MANDATE_AT_FIRST: dict[str, Any] = {
    "backbone_type": "existing_nonprofit",
    "roles": [
        "convene_engage",
        "vision_strategy",
        "aligned_activities",
        "shared_measurement",
        "dialogue_trust",
    ],
    "authority": {"he": "לכנס, לאסוף ולנסח מה שהשותפים מביאים, לתאם ולמדוד. לא להחליט במקומם."},
    "consulted": {"he": "ארבעת הארגונים המייסדים."},
    "ends_on": 3 * 365,
}
MANDATE: dict[str, Any] = {
    "backbone_type": "existing_nonprofit",
    "roles": [
        "convene_engage",
        "vision_strategy",
        "aligned_activities",
        "shared_measurement",
        "mobilize_resources",
        "dialogue_trust",
    ],
    "authority": {
        "he": "לכנס, לאסוף ולנסח מה שהשותפים מביאים, לתאם ולמדוד, בעברית ובערבית. לא להחליט במקומם.",
        "ar": "أن تجمع، وتصوغ ما يأتي به الشركاء، وتنسّق وتقيس، بالعربية والعبرية. ألا تقرّر بدلًا منهم.",
    },
    "consulted": {"he": "המייסדים, נציגות הקהילה, ראשי מחלקות הרווחה בשלוש הרשויות."},
    "ends_on": 540,
}
PLANNING_BEGINS = "שלושה מפגשי דיאלוג מאחורינו, ויש די היכרות כדי להתחיל לנסח יחד."
