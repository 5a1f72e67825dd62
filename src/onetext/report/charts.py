"""Charts of the brief as inline SVG, drawn here and not by Vega-Lite.

Why: the two forms are a step and a scatter, and drawn by hand they take their colours from the page's style sheet, so
that one drawing serves light, dark, forced colours and print; vl-convert writes colours into every mark. A scatter of
164 points comes to 9 kB in under 1 ms; vl-convert 1.9 gives 38 kB, in 0.55 s for the first and 0.06 s for each next.
Names of parties are not drawn, as SVG has no text direction: they stand in the caption, in HTML. Every chart has a
<title> and a <desc>, and its numbers stand in a table beside it.
"""

from collections.abc import Callable, Iterable
from datetime import date
from html import escape
from itertools import pairwise
from math import ceil, floor, log10

from onetext.report.brief import Brief, party
from onetext.report.parts import Dot, Mark, TradeOff, WindowStep
from onetext.report.parts_text import Slope, SlopePoint
from onetext.report.text import count, day, plain

Place = Callable[[float, float], tuple[float, float]]  # values -> where they stand in the drawing
MOST_DOTS = 400
SHAPES = {
    "diamond": "M{x:.1f} {t:.1f}l6 6l-6 6l-6-6z",
    "square": "M{l:.1f} {u:.1f}h10v10h-10z",
    "star": "M{x:.1f} {t:.1f}l2 4.2 4.4.5-3.3 3 .9 4.4-4-2.3-4 2.3.9-4.4-3.3-3 4.4-.5z",
    "ring": "M{l:.1f} {y:.1f}a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
}
GLYPHS = {"diamond": "◇", "square": "□", "star": "☆", "ring": "○"}


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Round values that cover `low` to `high`, at most `most` plus one of them; one where both are equal."""
    if high <= low:
        return (low,)
    rough = (high - low) / most
    unit = 10.0 ** floor(log10(rough))
    step = next(unit * m for m in (1, 2, 5, 10) if unit * m >= rough * 0.999)
    first = ceil(low / step - 1e-9)
    return tuple(round(k * step, 10) for k in range(first, floor(high / step + 1e-9) + 1))


def _shown(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _svg(key: str, box: str, words: tuple[str, str], body: Iterable[str]) -> str:
    title, desc = (escape(plain(w)) for w in words)
    head = f'<svg viewBox="{box}" role="img" aria-labelledby="{key}-t {key}-d"><title id="{key}-t">{title}</title>'
    return f'{head}<desc id="{key}-d">{desc}</desc>{"".join(body)}</svg>'


def _line(x1: float, y1: float, x2: float, y2: float, css: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{css}"/>'


def _text(x: float, y: float, words: str, css: str = "tick") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{css}">{escape(words)}</text>'


# The scatter: values of packages to two principals.

LEFT, TOP, RIGHT, BOTTOM = 34.0, 10.0, 292.0, 196.0


def dots_shown(chart: TradeOff) -> tuple[Dot, ...]:
    """At most 400 dots, the efficient ones first."""
    return tuple(sorted(chart.dots, key=lambda d: not d.efficient))[:MOST_DOTS]


def tradeoff_svg(chart: TradeOff, key: str, names: tuple[str, str]) -> str:
    """The scatter of `chart`; `names` are the parties' names across and up."""
    dots = dots_shown(chart)
    efficient = sum(d.efficient for d in dots)
    desc = f"{count(chart.total, 'package')}; {efficient} of the points shown are efficient for the pair. The table below lists them."
    span_x = _span([d.x for d in dots], chart.reserve_x, [m.x for m in chart.marks])
    span_y = _span([d.y for d in dots], chart.reserve_y, [m.y for m in chart.marks])

    def at(x: float, y: float) -> tuple[float, float]:
        across = (x - span_x[0]) / (span_x[1] - span_x[0])
        up = (y - span_y[0]) / (span_y[1] - span_y[0])
        return LEFT + across * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)

    body = [*_zone(chart, at), *_axes(span_x, span_y, at)]
    for dot in reversed(dots):
        x, y = at(dot.x, dot.y)
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{3.2 if dot.efficient else 2}" class="{"f" if dot.efficient else "d"}"/>')
    body += [_mark(mark, *at(mark.x, mark.y)) for mark in chart.marks]
    return _svg(key, "0 0 300 220", (f"Worth of packages to {names[0]}, across, and to {names[1]}, up", desc), body)


def _span(values: list[float], reserve: float | None, marks: list[float]) -> tuple[float, float]:
    every = [*values, *marks, *([] if reserve is None else [reserve])] or [0.0]
    low, high = min(*every, 0.0), max(every)
    room = (high - low or 1.0) * 0.03
    return low - (room if low < 0 else 0.0), high + room


def _zone(chart: TradeOff, at: Place) -> list[str]:
    if chart.reserve_x is None or chart.reserve_y is None:
        return []
    x, y = at(chart.reserve_x, chart.reserve_y)
    zone = f'<rect x="{x:.1f}" y="{TOP}" width="{RIGHT - x:.1f}" height="{y - TOP:.1f}" class="zone"/>'
    return [zone, _line(x, TOP, x, BOTTOM, "res"), _line(LEFT, y, RIGHT, y, "res")]


def _axes(span_x: tuple[float, float], span_y: tuple[float, float], at: Place) -> list[str]:
    body = [_line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis")]
    for value in ticks(*span_x):
        body.append(_text(at(value, span_y[0])[0], BOTTOM + 15, _shown(value), "tick mid"))
    for value in ticks(*span_y):
        y = at(span_x[0], value)[1]
        body += [_text(LEFT - 6, y + 4, _shown(value), "tick end"), _line(LEFT, y, RIGHT, y, "grid")]
    return body


def _mark(mark: Mark, x: float, y: float) -> str:
    path = SHAPES[mark.shape].format(x=x, y=y, t=y - 6, l=x - 5, u=y - 5)
    return f'<path d="{path}" class="mark"/>'


# The window: packages that all accept, by date.

WIDE, BASE, HIGH = 440.0, 130.0, 34.0


def window_svg(brief: Brief) -> str:
    """Steps of the window; "" where there is nothing to see: one step, nothing counted, or none anywhere."""
    steps = [s for s in brief.window if s.zopa is not None and _date(s.date)]
    most = max((s.zopa_possible or s.zopa or 0 for s in steps), default=0)
    if len(steps) < 2 or not most:
        return ""
    days = [_ordinal(s.date) for s in steps]
    known = [_ordinal(d.date) for d in brief.deadlines if _date(d.date)]
    end = max([days[-1] + (days[-1] - days[0]) // (len(days) - 1), *[k + 10 for k in known]])
    scale = (WIDE - 36.0) / (end - days[0])

    def x(ordinal: int) -> float:
        return 26.0 + max(0, ordinal - days[0]) * scale

    body: list[str] = []
    now = x(_ordinal(brief.as_of)) if _date(brief.as_of) else -99.0
    for i, step in enumerate(steps):
        body += _step(step, x(days[i]), x(days[i + 1] if i + 1 < len(steps) else end), most, now)
    body += [_line(26, BASE, WIDE - 10, BASE, "axis"), *_dates(steps, x)]
    body += _lines(brief, x, days[0], end)
    told = "; ".join(f"from {day(s.date)} {_many(s)}" for s in steps)
    return _svg("window-chart", f"0 0 {WIDE:g} 172", ("Packages that all accept, by date", told), body)


def _many(step: WindowStep) -> str:
    most = step.zopa_possible
    return f"{step.zopa} to {most}" if most and most != step.zopa else str(step.zopa or "none")


def _step(step: WindowStep, left: float, right: float, most: int, now: float) -> list[str]:
    def top(packages: int) -> float:
        return BASE - (BASE - HIGH) * packages / most

    sure, possible = top(step.zopa or 0), top(step.zopa_possible or step.zopa or 0)
    body = [
        f'<rect x="{left:.1f}" y="{y:.1f}" width="{right - left:.1f}" height="{BASE - y:.1f}" class="zone {css}"/>'
        for y, css in ((possible, ""), (sure, "strong"))
        if y < BASE
    ]
    body += [_line(left, sure, right, sure, "step"), _line(left, HIGH - 8, left, BASE + 4, "grid")]
    middle = (left + right) / 2
    clear = middle
    if left <= now < right and (-24 if not _late(now) else -90) < middle - now < 90:  # beside the as-of day, not below its date
        clear = now - 24 if now - 44 > left and not _late(now) else min(now + 28, WIDE - 24)
    return [*body, _text(clear, possible - 6, _many(step), "lab mid")]


def _late(now: float) -> bool:
    """Whether the date of the as-of day would not fit right of its line."""
    return now > WIDE - 130


def _dates(steps: list[WindowStep], x: Callable[[int], float]) -> list[str]:
    body: list[str] = []
    last, year = -99.0, 0
    for step in steps:
        at, when = x(_ordinal(step.date)), _date(step.date)
        if when is None or at - last < 46:
            continue
        number, month, _ = day(step.date).split()
        body.append(_text(at, BASE + 18, f"{number} {month[:3]}"))
        if when.year != year:
            body.append(_text(at, BASE + 33, str(when.year)))
        last, year = at, when.year
    return body


def _lines(brief: Brief, x: Callable[[int], float], first: int, end: int) -> list[str]:
    """The as-of day and the deadlines, these with a letter that the list beside the chart explains."""
    body: list[str] = []
    now = _ordinal(brief.as_of) if _date(brief.as_of) else 0
    if first <= now <= end:
        place = (x(now) - 4, "lab end") if _late(x(now)) else (x(now) + 4, "lab")
        body += [_line(x(now), 20, x(now), BASE, "today"), _text(place[0], 15, day(brief.as_of), place[1])]
    for i, deadline in enumerate(brief.deadlines[:26]):
        if _date(deadline.date) and first <= _ordinal(deadline.date) <= end:
            at = x(_ordinal(deadline.date))
            body += [_line(at, 24, at, BASE, "res"), _text(at, 19, chr(97 + i), "lab mid")]
    return body


def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _ordinal(iso: str) -> int:
    return (_date(iso) or date.min).toordinal()


# The slopes: what each draft is worth to each principal.

FLOOR, CEILING, FIRST, LAST = 206.0, 18.0, 76.0, 414.0
DODGE, APART, LEAST_BAR = 9.0, 14.0, 8.0


def slopes_svg(brief: Brief) -> str:
    """A line for each party over the drafts; "" where there are not two drafts to compare.

    A line joins two figures of drafts in a row and nothing else; where only bounds are known there is a bar from one to the other.
    """
    drafts = sorted({point.draft for slope in brief.slopes for point in slope.points})
    if len(drafts) < 2:
        return ""
    middle = (len(brief.slopes) - 1) / 2
    body = [part for share in (0, 0.25, 0.5, 0.75, 1) for part in _level(share)]
    body += [_text(_across(drafts, draft), FLOOR + 20, str(draft), "tick mid") for draft in drafts]
    ends: list[tuple[float, Slope]] = []
    for place, slope in enumerate(brief.slopes):
        colour = f"c{party(brief, slope.party).colour % 8}"
        placed = [(_across(drafts, point.draft) + (place - middle) * DODGE, point) for point in slope.points]
        body.append(f'<g class="slope {colour}">{"".join([*_joined(placed, drafts), *(_point(x, point) for x, point in placed)])}</g>')
        ends.append((_height((_top(slope.points[-1]) + slope.points[-1].share) / 2), slope))
    body += [_text(LAST + middle * DODGE + 14, y + 4, party(brief, slope.party).mark, "lab") for y, slope in _spread(ends)]
    told = "; ".join(f"{party(brief, slope.party).name}: {', '.join(map(_told, slope.points))}" for slope in brief.slopes)
    return _svg("slopes-chart", "0 0 488 234", ("What each draft is worth to each principal", told), body)


def _level(share: float) -> list[str]:
    y = _height(share)
    return [
        _line(FIRST - 22, y, LAST + 24, y, "axis" if share == 0 else "grid"),
        _text(FIRST - 28, y + 4, f"{share * 100:g} %", "tick end"),
    ]


def _height(share: float) -> float:
    return FLOOR - (FLOOR - CEILING) * share


def _across(drafts: list[int], draft: int) -> float:
    return FIRST + (LAST - FIRST) * drafts.index(draft) / (len(drafts) - 1)


def _top(point: SlopePoint) -> float:
    return point.share if point.share_high is None else point.share_high


def _told(point: SlopePoint) -> str:
    high = f" to {point.value_high.display}" if point.value_high else ""
    return f"draft {point.draft} {point.value.display}{high}"


def _joined(placed: list[tuple[float, SlopePoint]], drafts: list[int]) -> list[str]:
    return [
        _line(a, _height(one.share), b, _height(other.share), "joined")
        for (a, one), (b, other) in pairwise(placed)
        if one.share_high is None and other.share_high is None and drafts.index(other.draft) == drafts.index(one.draft) + 1
    ]


def _point(x: float, point: SlopePoint) -> str:
    """A dot, or a bar between two bounds; filled where it is enough, hollow where not, with a sign where a red line is crossed."""
    css = f"e-{point.enough or 'open'}"
    top, low = _height(_top(point)), _height(point.share)
    shape = f'<circle cx="{x:.1f}" cy="{low:.1f}" r="4" class="{css}"/>'
    if point.share_high is not None:
        tall = max(low - top, LEAST_BAR)
        shape = f'<rect x="{x - 3:.1f}" y="{(low + top - tall) / 2:.1f}" width="6" height="{tall:.1f}" rx="2" class="{css}"/>'
    return shape + (_text(x, top - 6, "⊘", "crossed mid") if point.crossed else "")


def _spread(ends: list[tuple[float, Slope]]) -> list[tuple[float, Slope]]:
    """Labels at the heights of their ends, moved down so that none stands on another."""
    found: list[tuple[float, Slope]] = []
    for y, slope in sorted(ends, key=lambda end: end[0]):
        found.append((max(y, found[-1][0] + APART) if found else y, slope))
    return found
