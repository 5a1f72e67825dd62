"""What to ask next: ask."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from onetext.cli.asking import answered
from onetext.cli.options import OPTIONS, Flag, Options

if TYPE_CHECKING:
    from onetext.api.studies import Study
    from onetext.solve.budget import Budget


@Parameter(name="*")
@dataclass(frozen=True)
class Asking:
    """Whom to ask, how often, and what for."""

    of: Annotated[str, Parameter(show_default=False)] = ""
    """Only questions to this party; of a bloc, to its members."""
    budget: int = 1
    """How many questions there is time for."""
    goal: Literal["auto", "agreement", "regret"] = "auto"
    """What the questions are for: whether anything can be agreed, which package serves best, or the first while it is open."""
    steps: Literal["equal", "any"] = "equal"
    """Whether steps within an issue count alike where worths are drawn; an assumption, which the answer names."""


@Parameter(name="*")
@dataclass(frozen=True)
class Playing:
    """Whether to play the questions, and how."""

    simulate: Annotated[bool, Flag] = False
    """Play the questions against true preferences drawn at random, and say how many were needed."""
    runs: int = 12
    """How many runs to play."""
    seed: int = 0
    """Which truths are drawn."""


ASKING, PLAYING = Asking(), Playing()


def ask(*scenario: str, asking: Asking = ASKING, playing: Playing = PLAYING, options: Options = OPTIONS) -> int:
    """Say what to ask next: the question that settles most, to whom, and what each answer would settle.

    Parameters
    ----------
    scenario
        A case file or folder, several files, or the name of a bundled case.
    """

    def question(study: Study, budget: Budget) -> Any:
        if not playing.simulate:
            return study.ask(of=asking.of, questions=asking.budget, goal=asking.goal, steps=asking.steps, budget=budget)
        played = study.simulate_questions(of=asking.of, runs=playing.runs, seed=playing.seed, steps=asking.steps, budget=budget)
        return replace(study.ask(of=asking.of, goal=asking.goal, steps=asking.steps, budget=budget), simulation=played)

    return answered(scenario, options, question)
