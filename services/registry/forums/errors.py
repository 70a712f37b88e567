"""Problems the forums can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class ForumExists(Problem):
    """An initiative has one network and one steering committee, and this one has it already."""

    status = 409
    code = "forum-exists"
    title = Message(he="כבר יש פורום כזה", ar="يوجد منتدى كهذا بالفعل", en="There is one already")
    detail = Message(
        he="ליוזמה יש רשת אחת וועדת היגוי אחת. אפשר להקים קבוצות עבודה, פורומים קהילתיים ומעגלי פעולה.",
        ar="للمبادرة شبكة واحدة ولجنة توجيهية واحدة. يمكن تشكيل مجموعات عمل ومنتديات مجتمعية ودوائر عمل.",
        en="An initiative has one network and one steering committee. Form working groups, community forums "
        "or action circles.",
    )


class FormedByFounders(Problem):
    """The network and the steering committee, with their rules, are formed by founding partners."""

    status = 403
    code = "formed-by-founders"
    title = Message(
        he="את הפורום הזה מקימים המייסדים",
        ar="المؤسسون يشكّلون هذا المنتدى",
        en="Formed by the founding partners",
    )
    detail = Message(
        he="את הרשת ואת ועדת ההיגוי, עם כללי ההחלטה שלהן, מקימים נציגי השותפים המייסדים.",
        ar="الشبكة واللجنة التوجيهية، مع قواعد القرار فيهما، يشكّلهما ممثلو الشركاء المؤسسين.",
        en="Those who speak for a founding partner form the network and the steering committee, and set "
        "their rules for deciding.",
    )
