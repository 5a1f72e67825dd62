"""The keys of a session: one pair each for the mediator, every party and the escrow, and one to sign the record with.

Law: whatever is sealed is sealed to the party, the mediator and the escrow of that day, from the first answer on. A key that is in
use is given to nobody; it is granted only once another has taken its place. So a key that was replaced opens nothing sealed later.

Theory. An age identity (X25519) is kept as a key record: its public half in the clear, its private half encrypted by a key that
argon2id makes of a passphrase. The escrow's is encrypted by a random secret of 128 bits, of which three people hold one share each
(SLIP-39); two of the shares give it. Records are only ever added, and the last of a holder counts. A new identity comes with a
grant: the former one, sealed to it, so that it opens what was sealed before, and what that one was granted. Which loss has which
outcome stands in the table of `losses`.

    records     the key records as values and as bytes
    phrases     passphrases that are made, typed and compared
    sealing     age: to seal for recipients, to open with an identity; grants
    wrapping    an identity under a passphrase
    escrow      the escrow's identity under a secret in three shares
    signing     the key that signs the record
    vault       what a holder's passphrase opens, for the length of a `with`
    birth       all records of a new session
    changes     new passphrases, new holders, new shares
    losses      what can be lost, and what then
"""
