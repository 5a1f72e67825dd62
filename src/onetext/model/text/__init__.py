"""The single text: articles whose brackets are the issues of the case, and the chain of its drafts."""
