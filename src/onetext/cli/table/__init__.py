"""The commands of `onetext table`: a mediated session, move by move."""
