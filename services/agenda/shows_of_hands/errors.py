"""Problems that recording a show of hands can raise."""

from shared.http.problems import Problem
from shared.localization.input_rules import InputRule
from shared.localization.messages import Message

VOTER_TWICE = InputRule(
    "voter_twice",
    Message(
        he="כל בעלי זכות הצבעה מופיעים ברשימה פעם אחת.",
        ar="يظهر كل صاحب حق تصويت في القائمة مرة واحدة.",
        en="Each voter is listed once.",
    ),
)


class NotMeetingOfForum(Problem):
    """The body names no meeting of the decision's forum."""

    status = 422
    code = "not-meeting-of-forum"
    title = Message(he="לא מפגש של הפורום", ar="ليس لقاءً للمنتدى", en="Not a meeting of the forum")
    detail = Message(
        he="הצבעה בהרמת ידיים מתקיימת במפגש של הפורום שההחלטה שייכת לו, שזומן ולא בוטל.",
        ar="يجري التصويت برفع الأيدي في لقاء للمنتدى الذي يخصه القرار، دُعي إليه ولم يُلغَ.",
        en="Hands are shown in a meeting of the decision's forum that was called and not cancelled.",
    )


class HandOfAnother(Problem):
    """A hand was shown by somebody who does not cast that voter's ballot."""

    status = 422
    code = "hand-of-another"
    title = Message(he="היד אינה של בעלי הזכות", ar="اليد ليست لصاحب الحق", en="Not that voter's hand")
    detail = Message(
        he="בקולו של ארגון יש לציין ב־shown_by מי הרימו יד, וצריך שייצגו אותו היום או ימלאו את מקום נציגו. "
        "אדם מרים יד בעצמו.",
        ar="في صوت منظمة يُذكر في shown_by من رفع يده، ويجب أن يمثّلها اليوم أو ينوب عن ممثلها. والشخص يرفع "
        "يده بنفسه.",
        en="For an organization, say in `shown_by` who showed the hand; they have to represent it today, or "
        "be an alternate. People show their own.",
    )
