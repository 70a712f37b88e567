"""Problems that reacting to a voice can raise."""

from shared.http.problems import Problem
from shared.localization.messages import Message


class VoiceNotConfirmed(Problem):
    """Nobody stands by the voice yet, so that there is nothing to agree or disagree with."""

    status = 409
    code = "voice-not-confirmed"
    title = Message(he="ההיגד עדיין לא אושר", ar="القول لم يؤكَّد بعد", en="Not confirmed yet")
    detail = Message(
        he="אפשר להגיב להיגד אחרי שמי שהביא אותו אישר אותו.",
        ar="يمكن التفاعل مع القول بعد أن يؤكده من طرحه.",
        en="A voice can be reacted to once whoever brought it has confirmed it.",
    )
