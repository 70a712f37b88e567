"""Problems that comparing organizations can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class SameOrganization(Problem):
    """The two organizations named are one and the same."""

    status = 422
    code = "same-organization"
    title = Message(he="אותו ארגון פעמיים", ar="المنظمة نفسها مرتين", en="The same organization twice")
    detail = Message(
        he="יש לציין שני ארגונים שונים.",
        ar="يجب ذكر منظمتين مختلفتين.",
        en="Name two different organizations.",
    )
