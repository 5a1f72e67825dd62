"""A session that is open: its log read, its state folded, its moves made one at a time."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from onetext.api.reading import PathLike
from onetext.api.table.folder import Folder, found
from onetext.api.table.held import Held, Tip, sealed_over, tip, written
from onetext.errors import Damaged, NoKey, UsageError, WrongPassphrase
from onetext.process import commands as c
from onetext.process import events as e
from onetext.process.coding import event_of
from onetext.process.decide import decide
from onetext.process.record.heads import NoteError, checked
from onetext.process.session import Session, fold
from onetext.process.terms import Actor
from onetext.store.errors import Conflict
from onetext.store.keys import signing
from onetext.store.keys.records import MEDIATOR, KeyRecord, read_all, recipients, vouched
from onetext.store.keys.sealing import sealed as encrypted
from onetext.store.keys.vault import Vault, recovering, unlocked
from onetext.store.keys.wrapping import STRONG, Cost
from onetext.store.log import Log, connect
from onetext.store.values import Appended, Batch, Entry, Head, Sign

Clock = Callable[[], str]
TRIES = 5
"""How often a move is decided anew where another process was first."""
MEND = "; allowed: `onetext table verify`, which says where, and a restored backup"


def now() -> str:
    """The time, in UTC, to the second."""
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


@dataclass(frozen=True, slots=True)
class Content:
    """What is sealed: its commitment, and the padded text that is to be encrypted for `party`; `cipher`: that, done before, for `to`."""

    party: str
    commitment: str
    text: bytes
    cipher: bytes = b""
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class More:
    """What a move brings beside its events."""

    contents: tuple[Content, ...] = ()
    papers: tuple[tuple[str, bytes], ...] = ()
    keys: tuple[KeyRecord, ...] = ()
    key: str = ""


NOTHING_MORE = More()


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that was kept: its events, the numbers of the log, and the receipt of whoever made it."""

    events: tuple[e.Event, ...]
    appended: Appended
    receipt: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A move that was decided: its events, what it writes, how that is signed, and what the table is after it."""

    events: tuple[e.Event, ...]
    batch: Batch
    sign: Sign
    after: Held


def moved(made: Prepared, appended: Appended, actor: Actor) -> Moved:
    """What whoever made a move gets for it."""
    return Moved(made.events, appended, _receipt(appended, actor))


def _receipt(appended: Appended, actor: Actor) -> str:
    return next((head.note for head in appended.heads if head.stream == actor.who), "")


def key_of(actor: Actor, key: str) -> str:
    """The name under which the store knows a move, "" for none: two who choose the same key do not get in each other's way."""
    return f"{actor.who} {key}" if key else ""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as it is stored: its events, where it ends, and the last note that was signed over it, "" for none."""

    events: list[e.Event]
    tip: Tip
    note: str


@dataclass
class Table:
    """An open session. `held` is its state, `events` its whole log; `move` makes one move more.

    The log is read where it is first needed, so that what a party looks at costs what its own stream costs, and no more where
    others did more. Time, salts, and what guessing at a new passphrase costs come in as values.
    """

    folder: Folder
    log: Log
    signing: signing.SigningKey | None = None
    clock: Clock = now
    salts: Callable[[], bytes] = field(default=lambda: secrets.token_bytes(32))
    cost: Cost = STRONG
    _whole: tuple[list[e.Event], Held] | None = None
    _recipients: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _streams: dict[str, Stream] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.folder.session

    @property
    def mediator(self) -> str:
        return self.folder.mediator

    @property
    def draft(self) -> int:
        """The number of the draft on the table, 0 for none."""
        return self.session.draft.number if self.session.draft else 0

    @property
    def held(self) -> Held:
        return self._read()[1]

    @property
    def events(self) -> list[e.Event]:
        return self._read()[0]

    @property
    def session(self) -> Session:
        return self.held.session

    @property
    def records(self) -> tuple[KeyRecord, ...]:
        """The key records that the log speaks of, in the order in which they were added. Damaged where one is missing, or too many."""
        return records_of(self.log, self.events)

    def _read(self) -> tuple[list[e.Event], Held]:
        """The whole log and its state. Damaged where it is not what its last head was signed over."""
        if self._whole is None:
            main = self.stream(self.mediator)
            self._whole = list(main.events), Held(self.name, self.mediator, fold(main.events), {self.mediator: main.tip})
        return self._whole

    def stream(self, viewer: str) -> Stream:
        """What somebody did and was shown, as stored; Damaged where the last signed head says otherwise. Nothing else is read for it."""
        if viewer not in self._streams:
            entries, heads = self.log.stream(viewer)
            events, made = decoded_stream(entries)
            self._compare(viewer, made, heads)
            self._streams[viewer] = Stream(events, made, heads[-1].note if heads else "")
        return self._streams[viewer]

    def seen(self, viewer: str) -> Sequence[e.Event]:
        """What a viewer may see, as it stands in the viewer's own stream."""
        return self.events if viewer == self.mediator else self.stream(viewer).events

    def tip(self, stream: str) -> Tip:
        """The tip of a stream, from its stored bytes; Damaged where the last signed head says otherwise."""
        events, held = self._read()
        if stream not in held.tips:
            self._whole = events, replace(held, tips={**held.tips, stream: self._read_tip(stream)})
        return self.held.tips[stream]

    def _read_tip(self, stream: str) -> Tip:
        entries, heads = self.log.stream(stream)
        made = tip(one.data for one in entries)
        self._compare(stream, made, heads)
        return made

    def _compare(self, stream: str, made: Tip, heads: Sequence[Head]) -> None:
        if not heads or self.signing is None:
            return
        try:
            last = checked(heads[-1].note, bytes.fromhex(self.signing.public), verified)
        except NoteError as wrong:
            raise Damaged(f"the last head of {stream!r} {wrong}{MEND}") from None
        if (last.size, last.root) != (made.size, made.tree.root):
            raise Damaged(f"the stored entries of {stream!r} are not those that its last head was signed over{MEND}")

    def repeated(self, actor: Actor, key: str) -> Moved | None:
        """The move that somebody made before under a key, with its events; None where there is none. Each has keys of its own."""
        name = key_of(actor, key)
        found = self.log.written((name,)).get(name) if key else None
        return Moved(tuple(self.events[found.first : found.size]), found, _receipt(found, actor)) if found else None

    def move(self, command: c.Command, actor: Actor, more: More = NOTHING_MORE) -> Moved:
        """Make a move: decide it, write it whole or not at all, and give the receipt of whoever made it.

        MoveError where it is not lawful now. Where another process was first, it is decided anew on what there is then.
        A move that was kept before under the same key is not made again.
        """
        if before := self.repeated(actor, more.key):
            return before
        for _ in range(TRIES):
            made = self.prepared(self.held, command, actor, more)
            try:
                appended = self.log.append(made.batch, made.sign)
            except Conflict:
                self.refresh()
                continue
            if not appended.repeated:
                self.kept(made)
            return moved(made, appended, actor)
        raise UsageError("others write to this session without a break; allowed: to try again")

    def prepared(self, held: Held, command: c.Command, actor: Actor, more: More) -> Prepared:
        """A move decided on a state, ready to be written. Nothing is changed by it."""
        if self.signing is None:
            raise UsageError(f"{self.folder.signing.name} is missing; allowed: `onetext table restore`, which gets it back from the store")
        events = decide(held.session, command, actor, self.clock())
        found = written(held, events, self.tip, self.salts)
        contents = tuple((one.commitment, self.encrypted(one)) for one in more.contents)
        first = len(self.log.keys()) if more.keys else 0
        keys = tuple((f"{first + at:06}", one.written) for at, one in enumerate(more.keys))
        batch = Batch(held.session.size, key_of(actor, more.key), found.entries, contents, more.papers, keys)
        return Prepared(events, batch, sealed_over(found, self.signing), found.held)

    def kept(self, made: Prepared) -> None:
        """Go on from a move that was written."""
        self._whole = [*self.events, *made.events], made.after
        self._streams.clear()
        if made.batch.keys:
            self._recipients.clear()

    def encrypted(self, content: Content) -> bytes:
        """A content as it is kept: encrypted, unless it comes so and its readers are still the same."""
        to = self.recipients(content.party)
        return content.cipher if content.to == to else encrypted(content.text, to)

    def recipients(self, party: str) -> tuple[str, ...]:
        """The public keys that a party's contents are sealed to."""
        if party not in self._recipients:
            self._recipients[party] = recipients(self.records, party)
        return self._recipients[party]

    def refresh(self) -> None:
        """Read what others wrote since."""
        self._recipients.clear()
        self._streams.clear()
        self._whole = None

    @contextmanager
    def unlocked(self, holder: str, passphrase: str) -> Iterator[Vault]:
        """The keys that a passphrase opens, for as long as the block lasts: a party's own, or the mediator's in their place,
        which open all that a party's open."""
        records, own = self.records, MEDIATOR if holder == self.mediator else holder
        with ExitStack() as stack:
            try:
                vault = stack.enter_context(unlocked(records, own, passphrase))
            except WrongPassphrase as wrong:
                if own == MEDIATOR:
                    raise
                try:
                    vault = stack.enter_context(unlocked(records, MEDIATOR, passphrase))
                except WrongPassphrase:
                    raise wrong from None
            yield vault

    @contextmanager
    def recovering(self, shares: Sequence[str]) -> Iterator[Vault]:
        """The keys that two recovery shares open, for as long as the block lasts."""
        with recovering(self.records, shares) as vault:
            yield vault


def records_of(log: Log, events: Sequence[e.Event]) -> tuple[KeyRecord, ...]:
    """The key records of a store, each vouched for by an event of its log."""
    stored = log.keys()
    try:
        return vouched(read_all(stored[name] for name in sorted(stored)), vouched_by(events))
    except (Damaged, NoKey) as wrong:
        raise Damaged(f"{wrong}{MEND}") from None


def vouched_by(events: Sequence[e.Event]) -> frozenset[str]:
    """The digests of the key records that a log speaks of."""
    return frozenset(one for event in events if isinstance(event, e.Opened | e.HandedOver | e.Rekeyed) for one in event.keys)


def verified(key: bytes, signature: bytes, text: bytes) -> bool:
    """Whether a signature holds; the order of arguments is that of the record."""
    return signing.verified(key.hex(), text, signature)


def decoded_stream(entries: Iterable[Entry]) -> tuple[list[e.Event], Tip]:
    """The events in the entries of a stream, and where it ends. Damaged, with the entry, where the chain of entries is broken.

    That the entries are those that were signed is seen from the root, so their form is not looked at once more.
    """
    events, last = list[e.Event](), Tip()
    for entry in entries:
        try:
            said = json.loads(entry.data)
            if (said["n"], said["before"]) != (last.size, last.before):
                raise ValueError("it does not follow the one before it")
            events.append(event_of({**said, "type": said["kind"]}))
        except (ValueError, KeyError, TypeError) as wrong:
            raise Damaged(f"entry {entry.n} of {entry.stream!r}: {wrong}{MEND}") from None
        last = last.grown(entry.data)
    return events, last


@contextmanager
def opened(path: PathLike, *, writing: bool = False, clock: Clock = now) -> Iterator[Table]:
    """The session in a folder, for as long as the block lasts; with `writing`, for moves, which one process at a time may make.

    UsageError where there is no session.
    """
    folder = found(path)
    with connect(folder.store, session=folder.session, writing=writing) as log:
        yield Table(folder, log, signing.kept(folder.signing) if folder.signing.is_file() else None, clock)
