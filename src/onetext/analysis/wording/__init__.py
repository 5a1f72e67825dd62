"""What a reader for mistakes finds in the text of a case: `lint`."""

from onetext.analysis.wording.rules import RULES, Rule, lint
from onetext.analysis.wording.said import Finding

__all__ = ["RULES", "Finding", "Rule", "lint"]
