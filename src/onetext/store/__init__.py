"""Keeps the streams of a mediated session in a database that loses nothing: SQLite in one file, or PostgreSQL.

Law: what was written is never changed and never deleted, and the schema itself refuses both. Whoever is answered that a move was
kept finds it again after the process was killed, the power failed or the disk was full. A move is kept whole or not at all: its entries in
every stream, its sealed answers and the signed heads are written in one transaction.

Theory of operation: a move names the size of the main stream on which it was decided. It is written only on that size, so that of several
moves decided on the same one exactly one is kept. It also carries a key: sent again with the same key it is not written again, and the
sender gets the answer of the first time. So an answer that got lost on the way is asked for again without harm. The heads are signed inside the
transaction over the bytes that the database gives back, not over those that were handed to it. `writer` puts the moves of several
threads into one transaction and answers each after it. There is one writer of a database file; `sqlite` says how it is held.
"""
