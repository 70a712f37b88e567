"""Who leads, who speaks for a lead, who counts in an action circle: plain values."""

from uuid import UUID

from services.agenda.activities.leading import UNKNOWN, Leadership, acting_together

ONE, OTHER, THIRD = (UUID(int=number) for number in (1, 2, 3))
RUTH, DANA = UUID(int=8), UUID(int=9)


def organization(
    *, holds: bool = False, exempt: bool = False, partner: bool = True, ties: dict[UUID, bool] | None = None
) -> Leadership:
    return Leadership(holds, exempt, partner, {RUTH: False} if ties is None else ties)


def test_a_front_is_an_organization_all_of_whose_representatives_are_tied() -> None:
    assert not organization().of_the_backbone
    assert organization(holds=True).of_the_backbone
    assert organization(ties={RUTH: True, DANA: True}).of_the_backbone
    assert not organization(ties={RUTH: True, DANA: False}).of_the_backbone
    # An organization that nobody represents yet is no front, and nobody speaks for it.
    assert not organization(ties={}).of_the_backbone
    assert not UNKNOWN.of_the_backbone


def test_an_exemption_lets_a_holder_lead() -> None:
    assert organization(holds=True).in_conflict
    assert not organization(holds=True, exempt=True).in_conflict


def test_only_free_representatives_speak_for_it() -> None:
    lead = organization(ties={RUTH: True, DANA: False})
    assert not lead.is_spoken_for_by(RUTH)
    assert lead.is_spoken_for_by(DANA)
    assert not lead.is_spoken_for_by(None)
    assert not lead.is_spoken_for_by(ONE)


def test_in_a_circle_count_partners_that_sit_in_it_and_are_not_the_backbone() -> None:
    known = {ONE: organization(), OTHER: organization(), THIRD: organization(holds=True)}
    assert acting_together([ONE, OTHER, ONE], [ONE, OTHER], known) == 2
    assert acting_together([ONE, OTHER], [ONE], known) == 1
    assert acting_together([ONE, THIRD], [ONE, THIRD], known) == 1
    known[THIRD] = organization(ties={RUTH: True})
    assert acting_together([ONE, THIRD], [ONE, THIRD], known) == 1
    known[THIRD] = organization(holds=True, exempt=True)
    assert acting_together([ONE, THIRD], [ONE, THIRD], known) == 2
    known[THIRD] = organization(partner=False)
    assert acting_together([ONE, THIRD], [ONE, THIRD], known) == 1
