"""A longer text as treaties are written, in our own words: nothing is found in it."""

from __future__ import annotations

import pytest

from analysis.wording.linting import found

TREATY = """---
agreement: nothing is agreed until everything is agreed
---

# Agreement between the Republic of North and the State of East on the Ister Strait

The Republic of North and the State of East (each a “Party” and together the “Parties”),

Recalling Article 2, paragraph 4, of the Charter of the United Nations and Security Council resolution 1234 (2031), in particular
paragraph 7 thereof,

Convinced that shipping in the Ister Strait (hereinafter referred to as “the Strait”) should be free,

Mindful of the Vienna Convention on the Law of Treaties, including its Articles 60 and 62,

Have agreed as follows:

## Article 1. Definitions {#definitions}

For the purposes of this Agreement:

   (a) “Zone” means the area within five (5) kilometres of the line shown on map 1 of Annex A;

   (b) “Commission” means the Joint Commission established under Article [5](#commission);

   (c) “Withdrawal” means the movement of all forces and heavy weapons out of the Zone;

   (d) “Vessel” means any ship, other than a warship, whatever flag she flies.

## Article 2. Withdrawal {#withdrawal}

1. [Each Party | North]{who: each by east; north by north} shall complete its Withdrawal within ninety (90) days of the entry into force
of this Agreement.
> who: each by east: forces stand on both banks

2. The first phase of the Withdrawal shall be completed by 1 March 2032.

3. The second phase of the Withdrawal shall be completed by 1 May 2032.

4. Should a Party be prevented by weather or flood from keeping to these dates, it shall inform the Commission at once, stating why (and
for how long) it expects to be late.[^late]

## Article 3. The Zone {#zone}

1. No armed forces shall enter the Zone after the Withdrawal.

2. Alt-1 {patrols: joint by east} The Parties shall patrol the Zone jointly.

2. Alt-2 {patrols: none by north} [ ]

3. Paragraph 1 does not apply to the rescue of persons in distress.

4. Civil police may carry:

   (a) side arms; and

   (b) no more than twenty (20) rifles [in all | in each district]{rifles: all by north; district by east}.

## Article 4. Passage {#passage}

1. Vessels enjoy freedom of passage through the Strait at all times, as the Parties accepted under Article 51 of the 1930 Convention.

2. Neither Party shall levy a charge on a Vessel other than for a service rendered, and no charge may exceed [#]{charge: 10 by east; 40 by north}
dollars.

3. Whatever the Parties will later agree on pilots, paragraph 1 of Article 4 remains as it is.

## Article 5. The Commission {#commission}

1. A Joint Commission is established. It consists of three members named by each Party and of a chair.

2. The Commission shall meet within thirty (30) days of the entry into force of this Agreement and every three months thereafter.

3. The chair is named by [the Secretary-General | lot]{chair: un by east; lot by north}. The chair has no vote.

4. Decisions of the Commission are taken by consensus; they bind the Parties, and “consensus” is the absence of an objection.

## Article 6. The Reconstruction Fund {#fund}

1. There is established a fund to rebuild the ports (the “Fund”).

2. East shall pay 40 million dollars into the Fund by 1 June 2032 and North shall pay 60 million dollars by the same day, in total
100 million dollars.

3. Contributions of other States are welcome. A contribution of 5 million dollars gives a seat on the board of the Fund; a contribution
of 10 million dollars gives two.

4. The accounts of the Fund are open to the Commission under Articles 5 and 6.

## Article 7. Disputes {#disputes}

1. The Parties shall settle a dispute about this Agreement in the Commission.

2. If the Commission has not settled it within sixty days, either Party may bring it before the International Court of Justice under
Article 36, paragraph 1, of the Statute of the Court.

3. Article 6(2) is not subject to paragraph 2.

## Article 8. Entry into force {#force}

1. This Agreement enters into force on the day after the later of the two notifications that all that that Party's law requires is done.

2. The annexes are part of this Agreement. Annex A prevails over Annex B.

## Annex A. Maps {#maps}

1. Map 1 shows the line. Map 2 shows 12" pipelines, the “old” ford (dry in summer), and the quay.

## Annex B. Calendar {#calendar}

1. Day 1 is the day of the entry into force.

[^late]: East reserves its position on weather; see Annex B.
"""


def test_nothing_is_found_in_a_clean_treaty() -> None:
    assert found(TREATY) == []


@pytest.mark.parametrize(
    ("was", "now", "codes"),
    [
        ("Article 6(2)", "Article 6(9)", {"reference_lost"}),
        ("under Articles 5 and 6.", "under Articles 5 and 16.", {"reference_lost"}),
        ("Annex B prevails", "Annex C prevails", set()),
        ("prevails over Annex B", "prevails over Annex C", {"reference_lost"}),
        ("ninety (90)", "ninety (60)", {"words_and_figures"}),
        ("in total\n100 million", "in total\n110 million", {"total_differs"}),
        ("1. Vessels enjoy", "1. Ships enjoy", set()),
        ("each by east; north by north", "each by east; north", {"unheld"}),
        ("The chair has no vote", "The the chair has no vote", {"doubled"}),
        ("(dry in summer)", "(dry in summer", {"unmatched"}),
        ("it expects to be late.[^late]", "it expects to be late.", {"note_uncalled"}),
        ("The Commission shall meet", "The Commission should meet", {"modals"}),
        ("## Article 7. Disputes", "## Article 7.", {"no_heading"}),
        ("a fund to rebuild the ports", "a fund to rebuild [the ports]", {"open_wording"}),
        ("“Withdrawal” means", "“Commission” means", {"term_twice"}),
    ],
)
def test_one_mistake_in_it_is_found_alone(was: str, now: str, codes: set[str]) -> None:
    """Article 5 of the treaty has no other `shall`; so there the mixture needs one more."""
    source = TREATY.replace(was, now).replace(
        "The chair has no vote.", "The chair shall not vote." if codes == {"modals"} else "The chair has no vote."
    )
    assert source != TREATY or not codes
    assert {one.code for one in found(source)} == codes
