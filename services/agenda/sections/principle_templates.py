"""Templates for working principles: texts of ours that anybody can offer the partners, word for word.

The guide (seed/backbone-guide.he.txt, role 1) names listening, respect and transparency, everybody's right to
be heard, and a way to handle conflicts; the wording is ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from shared.localization.messages import Message


@dataclass(frozen=True, slots=True)
class PrincipleTemplate:
    """One working principle as it can be offered."""

    code: str
    title: Message
    text: Message

    def is_said_by(self, title: Mapping[str, str], text: Mapping[str, str]) -> bool:
        """Whether texts are this template, in whichever of its languages, word for word."""
        ours = self.title.in_all_languages(), self.text.in_all_languages()
        return title.items() <= ours[0].items() and text.items() <= ours[1].items()


TEMPLATES: tuple[PrincipleTemplate, ...] = (
    PrincipleTemplate(
        "listening",
        Message(he="הקשבה", ar="الإصغاء", en="Listening"),
        Message(
            he="מקשיבים כדי להבין, גם כשלא מסכימים. לפני שעונים, מוודאים שהדברים הובנו כפי שנאמרו.",
            ar="نُصغي لنفهم، حتى حين نختلف. وقبل أن نجيب نتأكد من أننا فهمنا الكلام كما قيل.",
            en="We listen in order to understand, also where we disagree. Before we answer, we make sure "
            "that we understood what was said.",
        ),
    ),
    PrincipleTemplate(
        "respect",
        Message(he="כבוד", ar="الاحترام", en="Respect"),
        Message(
            he="לכל שותף ידע שאין לאחרים. חולקים על דעות, לא על אנשים, ולא מדברים בשמם של מי שאינם בחדר.",
            ar="لدى كل شريك معرفة ليست لدى غيره. نختلف مع الآراء لا مع الأشخاص، ولا نتحدث باسم الغائبين.",
            en="Every partner knows something that the others do not. We argue with opinions, not with "
            "people, and do not speak for those who are not in the room.",
        ),
    ),
    PrincipleTemplate(
        "transparency",
        Message(he="שקיפות", ar="الشفافية", en="Transparency"),
        Message(
            he="אומרים מה האינטרס שלנו ומה לא נוכל לעשות. החלטות, נימוקים ומידע שכולם צריכים גלויים לכל "
            "השותפים.",
            ar="نقول ما مصلحتنا وما لا نستطيع فعله. القرارات وأسبابها والمعلومات التي يحتاجها الجميع متاحة "
            "لكل الشركاء.",
            en="We say what our interest is and what we cannot do. Decisions, their reasons, and information "
            "that everybody needs are open to all partners.",
        ),
    ),
    PrincipleTemplate(
        "every_voice",
        Message(he="מקום לכל קול", ar="مكان لكل صوت", en="Room for every voice"),
        Message(
            he="לארגון קטן ולמי שמכירים את הנושא מחייהם יש מקום שווה לזה של ארגון גדול. מי שלא דיבר נשאל.",
            ar="للمنظمة الصغيرة ولمن يعرفون القضية من حياتهم مكان مساوٍ لمكان المنظمة الكبيرة. ومن لم يتكلم "
            "يُسأل.",
            en="A small organization, and those who know the issue from their own lives, have as much room "
            "as a large organization. Whoever has not spoken is asked.",
        ),
    ),
    PrincipleTemplate(
        "keeping_promises",
        Message(he="עמידה במילה", ar="الوفاء بالوعد", en="Keeping our word"),
        Message(
            he="מבטיחים מה שאפשר לקיים. כשמשהו משתנה אומרים זאת מוקדם, ומסכמים מחדש.",
            ar="نعد بما نستطيع الوفاء به. وحين يتغير شيء نقول ذلك مبكرًا ونتفق من جديد.",
            en="We promise what we can keep. When something changes, we say so early and agree anew.",
        ),
    ),
    PrincipleTemplate(
        "conflicts",
        Message(he="מחלוקות", ar="الخلافات", en="Conflicts"),
        Message(
            he="מחלוקת מעלים מוקדם ולפני מי שנוגעת להם. כשקשה ליישב אותה לבד, מבקשים עזרה של מי שמקובלים על "
            "כולם.",
            ar="نطرح الخلاف مبكرًا وأمام من يخصّه. وحين يصعب حلّه وحدنا نطلب مساعدة من يقبل به الجميع.",
            en="We raise a conflict early and with those it concerns. Where it is hard to settle alone, we "
            "ask somebody whom all accept for help.",
        ),
    ),
)


def is_template(title: Mapping[str, str], text: Mapping[str, str]) -> bool:
    """Whether texts are one of the templates, word for word."""
    return any(template.is_said_by(title, text) for template in TEMPLATES)
