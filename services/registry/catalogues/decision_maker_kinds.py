"""Kinds of decision makers: who can change rules, budgets and minds on the issue."""

from services.registry.catalogues.entries import SHIDRA, Catalogue, Entry
from services.registry.organizations.events import DecisionMakerKind
from shared.localization.messages import Message


def _kind(code: DecisionMakerKind, name: Message, description: Message) -> Entry:
    return Entry(code, name, SHIDRA, description)


DECISION_MAKER_KINDS = Catalogue(
    Message(he="סוגי מקבלי ומקבלות החלטות", ar="فئات صنّاع القرار", en="Kinds of decision makers"),
    (
        _kind(
            DecisionMakerKind.NATIONAL_GOVERNMENT,
            Message(he="ממשלה ומשרדיה", ar="الحكومة ووزاراتها", en="National government"),
            Message(
                he="שרים ושרות, הנהלות של משרדי ממשלה ויחידות מטה.",
                ar="وزراء ووزيرات وإدارات الوزارات ووحداتها.",
                en="Ministers, the management of ministries and their units.",
            ),
        ),
        _kind(
            DecisionMakerKind.PARLIAMENT,
            Message(he="כנסת", ar="البرلمان", en="Parliament"),
            Message(
                he="חברות וחברי כנסת, ועדות והשדולות שבהן.",
                ar="أعضاء البرلمان ولجانه ومجموعات الضغط فيه.",
                en="Members of parliament, its committees and caucuses.",
            ),
        ),
        _kind(
            DecisionMakerKind.LOCAL_AUTHORITY,
            Message(he="שלטון מקומי", ar="الحكم المحلي", en="Local authorities"),
            Message(
                he="ראשות וראשי רשויות, מועצות ומחלקות.",
                ar="رؤساء السلطات المحلية ومجالسها وأقسامها.",
                en="Heads of local authorities, councils and departments.",
            ),
        ),
        _kind(
            DecisionMakerKind.PUBLIC_AGENCY,
            Message(he="גופים ציבוריים", ar="هيئات عامة", en="Public agencies"),
            Message(
                he="גופים שהחוק הקים, רשויות פיקוח ורגולציה.",
                ar="هيئات أنشأها القانون وسلطات الرقابة والتنظيم.",
                en="Bodies set up by law, those that regulate and supervise.",
            ),
        ),
        _kind(
            DecisionMakerKind.COURTS,
            Message(he="מערכת המשפט", ar="القضاء", en="Courts"),
            Message(
                he="בתי משפט, בתי דין וייעוץ משפטי לממשלה.",
                ar="محاكم وهيئات قضائية والاستشارة القضائية للحكومة.",
                en="Courts, tribunals and those who advise governments on the law.",
            ),
        ),
        _kind(
            DecisionMakerKind.FUNDERS,
            Message(he="גורמים מממנים", ar="جهات مموّلة", en="Funders"),
            Message(
                he="מי שמחליטים על מענקים ותקציבים מחוץ לממשלה.",
                ar="من يقررون المنح والميزانيات خارج الحكومة.",
                en="Those who decide on grants and budgets outside government.",
            ),
        ),
        _kind(
            DecisionMakerKind.BUSINESS_LEADERSHIP,
            Message(he="הנהגה עסקית", ar="قيادة قطاع الأعمال", en="Business leadership"),
            Message(
                he="הנהלות של חברות גדולות, ארגוני מעסיקים ואיגודים.",
                ar="إدارات الشركات الكبيرة ومنظمات المشغّلين واتحاداتها.",
                en="The management of large companies, employers and their associations.",
            ),
        ),
        _kind(
            DecisionMakerKind.COMMUNITY_LEADERSHIP,
            Message(he="הנהגה קהילתית ודתית", ar="قيادة مجتمعية ودينية", en="Community leadership"),
            Message(
                he="מי שקהילה הולכת אחריהם: ועדים, הנהגה מסורתית או דתית.",
                ar="من يتبعهم المجتمع: لجان وقيادة تقليدية أو دينية.",
                en="Those whom a community follows: committees, traditional or religious leaders.",
            ),
        ),
        _kind(
            DecisionMakerKind.PROFESSIONAL_BODY,
            Message(he="גופים מקצועיים", ar="هيئات مهنية", en="Professional bodies"),
            Message(
                he="איגודים מקצועיים, לשכות ומועצות שקובעות כללים למקצוע.",
                ar="نقابات مهنية وهيئات ومجالس تضع قواعد المهنة.",
                en="Unions, chambers and councils that set the rules of a profession.",
            ),
        ),
    ),
)
