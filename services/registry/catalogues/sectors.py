"""The sectors of organizations."""

from services.registry.catalogues.entries import GUIDE, Catalogue, Entry
from services.registry.organizations.events import Sector
from shared.localization.messages import Message

SECTORS = Catalogue(
    Message(he="מגזרים", ar="القطاعات", en="Sectors"),
    (
        Entry(
            Sector.PUBLIC,
            Message(he="ציבורי", ar="القطاع العام", en="Public"),
            GUIDE,
            Message(
                he="משרדי ממשלה, רשויות מקומיות וגופים שהחוק הקים.",
                ar="وزارات وسلطات محلية وهيئات أنشأها القانون.",
                en="Ministries, local authorities, bodies set up by law.",
            ),
        ),
        Entry(
            Sector.NONPROFIT,
            Message(he="חברתי", ar="القطاع الأهلي", en="Nonprofit"),
            GUIDE,
            Message(
                he="עמותות, חברות לתועלת הציבור וארגונים ללא כוונת רווח.",
                ar="جمعيات وشركات للمنفعة العامة ومنظمات لا تبتغي الربح.",
                en="Associations, public benefit companies, organizations not for profit.",
            ),
        ),
        Entry(
            Sector.BUSINESS,
            Message(he="עסקי", ar="قطاع الأعمال", en="Business"),
            GUIDE,
            Message(
                he="חברות, עסקים ואיגודים שלהם.",
                ar="شركات ومصالح تجارية واتحاداتها.",
                en="Companies, businesses and their associations.",
            ),
        ),
        Entry(
            Sector.COMMUNITY,
            Message(he="קהילתי", ar="القطاع المجتمعي", en="Community"),
            GUIDE,
            Message(
                he="קבוצות, ועדים והתארגנויות של מי שהסוגיה נוגעת להם.",
                ar="مجموعات ولجان ومبادرات لمن تمسّهم القضية.",
                en="Groups, committees and gatherings of those whom the issue concerns.",
            ),
        ),
        Entry(
            Sector.PHILANTHROPY,
            Message(he="פילנתרופי", ar="العمل الخيري", en="Philanthropy"),
            GUIDE,
            Message(
                he="קרנות, תורמות ותורמים.",
                ar="صناديق ومانحون ومانحات.",
                en="Foundations and donors.",
            ),
        ),
        Entry(
            Sector.ACADEMIA,
            Message(he="אקדמיה", ar="الأكاديميا", en="Academia"),
            GUIDE,
            Message(
                he="אוניברסיטאות, מכללות ומכוני מחקר.",
                ar="جامعات وكليات ومعاهد بحث.",
                en="Universities, colleges, research institutes.",
            ),
        ),
        Entry(
            Sector.OTHER,
            Message(he="אחר", ar="غير ذلك", en="Other"),
            GUIDE,
            Message(
                he="גוף שאינו שייך לאף אחד מהמגזרים האלה.",
                ar="جهة لا تنتمي إلى أي من هذه القطاعات.",
                en="A body that belongs to none of these sectors.",
            ),
        ),
    ),
)
