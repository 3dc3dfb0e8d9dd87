"""Asking the review flags about a proposal, or about a table of facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chiho_digital.commonization.candidates import known_candidates
from chiho_digital.commonization.vocabulary import Outcome

from . import evidence
from .facts import FlagFacts
from .results import Advice, Flag, Flags
from .rules import FLAG_RULES, TO_DO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from narwhals.typing import IntoFrameT

    from chiho_digital.commonization.candidates import KnownCandidate
    from chiho_digital.commonization.process import Candidate
    from chiho_digital.commonization.proposals import Proposal

__all__ = ["flags", "flags_frame"]


def flags(  # noqa: PLR0913 -- each says one thing that the flags ask
    proposal: Proposal,
    *,
    facts: FlagFacts | None = None,
    about: Iterable[str] = (),
    candidates: Iterable[KnownCandidate | Candidate] | None = None,
    cases: Any = None,
    load: Any = None,
) -> Flags:
    """What there is to look at in a proposal before its review (提案の確認事項), with reasons. No flag rejects it.

    facts: what the caller knows; it goes before what is found here. `widely_from` of them is the number of joint
    procurements that the caller takes for widely: no text states one.
    about: names of the affairs and kinds of system that it is about; its title is compared as well. Width, case, kana, spaces,
    hyphens and brackets at the end make no difference, and kinds of system are read by `systems.kind_of`, whose spellings are ours.
    A name that is not found proves nothing: then it cannot be said, and names that hold one another are shown.
    candidates: affairs that are candidates; by default those known by name.
    cases: joint procurements, as a list of rows or a frame of any engine: `case_id` and `kind`, and as far as known `prefecture`,
    `lead`, `method` and `source` (text); a case may have several rows.
    load: work of bodies by year, likewise: `body` (text), `kind` (text; `standardisation`, `later_migration` and `common_system`
    are read), `fiscal_year` (whole numbers), and maybe `sure` (Boolean; false or null is perhaps), as `planning.load_table` makes it.

    Raises:
        InvalidFrame: columns that are missing or rows that cannot be, all of them at once.
        InvalidValue: cases or load are no table.
    """
    stated = facts or FlagFacts()
    names = tuple(dict.fromkeys((*((about,) if isinstance(about, str) else about), proposal.title)))
    of_standardisation, of_earlier = evidence.of_loads(load, stated.fiscal_year)
    found = {
        "no_user_benefit": ("benefit_named", evidence.of_benefits(proposal)),
        "part_of_affair": ("whole_affair", evidence.of_links(proposal)),
        "already_candidate": (
            "already_candidate",
            evidence.of_candidates(names, proposal, known_candidates() if candidates is None else candidates),
        ),
        "standardised_affair": ("standardised", evidence.of_standardised(names)),
        "widely_procured": ("joint_cases", evidence.of_cases(names, cases, stated.widely_from)),
        "standardisation_year": ("standardisation_carried", of_standardisation),
        "earlier_items": ("earlier_items_carried", of_earlier),
    }
    derived = {name: one.value for name, one in found.values()}
    decision = FLAG_RULES.decide(FlagFacts(**{**derived, **stated.known()}))
    every = tuple(
        Flag(finding, found[finding.id][1].notes, TO_DO[finding.id], found[finding.id][1].sources)
        for finding in decision.findings
    )
    widely = decision.values["widely_procured"]
    advice = Advice(Outcome.ANOTHER_METHOD, found["widely_procured"][1].cases) if widely else None
    return Flags(proposal, names, decision, every, advice)


def flags_frame(frame: IntoFrameT) -> IntoFrameT:
    """The review flags on a table: the same rows in the same kind of frame, with a column for each flag (提案の確認事項の表).

    frame: the facts of `FlagFacts` by their names, fiscal years as whole numbers; a fact without a column is unknown in every row.
    Added: `flag_<id>` (Boolean): true is raised, false is not, null is that it cannot be said.

    Raises:
        InvalidFrame: columns of the wrong type, values that a fact cannot have, names that are taken.
    """
    import narwhals as nw

    ids = [rule.id for rule in FLAG_RULES.rules()]
    decided: Any = nw.from_native(FLAG_RULES.decide_frame(frame))
    named = decided.drop("outcome", "missing", "unknown_law").rename(
        {f"rule_{name}": f"flag_{name}" for name in ids}
    )
    flagged: IntoFrameT = named.to_native()
    return flagged
