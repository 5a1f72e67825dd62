"""The leak check: what each viewer could conclude about others' sealed figures from an artefact, before it is shown.

Law: an artefact is a function of the whole case. To a viewer that does not know some figures, each way in which they may
stand is a *world*. Shown the artefact, the viewer keeps the worlds in which it would be the same, and drops the others.
What is dropped is what leaks. Everything here compares these two sets of worlds, in exact numbers.

Theory: Smith 2009 (On the foundations of quantitative information flow) for bits as the logarithm of a ratio of counts;
Clarkson, Myers and Schneider 2005 (Belief in information flow) for a prior and what an observation makes of it. Where the
true figures are left out of the prior, a viewer is misled rather than informed; so a prior is widened to hold them.

`unknowns`: what a viewer does not know, and what it holds possible. `worlds`: a case with other figures in it. `holds`:
whether an artefact is true of a case, by the public functions. `tabled` and `enumerated`: all worlds at once, in tables.
`corners`: by monotony, at any size. `cuts`: by integer programs with cutting planes. `lone`: as if all the rest were known.
"""
