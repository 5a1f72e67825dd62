"""Genius XML: every scenario of ../shared/cases against the standard library's reading of it, the traps, and bad input."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from formats.samples import CASES, DOMAIN, LINEAR, NONLINEAR, PROFILE, ROWS, as_in, evaluations, load, roots, scenario, weights
from onetext import formats
from onetext.errors import InputError
from onetext.formats import genius, xml_nodes
from onetext.model.acceptance import value
from onetext.model.case import Case
from onetext.model.numbers import exact, sharp, show
from onetext.model.positions import Reservation, Worth


def read(name: str) -> Case:
    return formats.read(load(CASES / "genius" / name))


def messages(files: dict[str, bytes]) -> list[str]:
    with pytest.raises(InputError) as caught:
        genius.read(files)
    return [str(problem) for problem in caught.value.problems]


def table(case: Case, party: str, issue: str) -> dict[str, Fraction]:
    return next({key: worth.points.low for key, worth in t.at} for t in case.position[party].worth if t.issue == issue)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["scenario"])
def test_counts_and_reservation_values_match_the_reference(row: dict[str, str]) -> None:
    case = formats.read(as_in(row))
    assert [len(case.parties), len(case.issues), case.size] == [int(row[key]) for key in ("parties", "issues", "outcomes")]
    wanted = tuple((Reservation(Worth(sharp(text))),) for text in row["reservations"].split(";"))
    assert tuple(position.reservation for position in case.positions) == wanted
    sums = [float(sum(weights(root).values())) for root in roots(as_in(row)).values()]
    assert sums == pytest.approx([float(text) for text in row["weight_sums"].split(";")], abs=5e-6)


@pytest.mark.parametrize("name", LINEAR)
def test_worths_are_weight_times_share_of_the_highest_evaluation(name: str) -> None:
    files = load(CASES / "genius" / name)
    case = formats.read(files)
    profiles = roots(files)
    assert [party.id for party in case.parties] == [file.removesuffix(".xml") for file in sorted(profiles)]
    for file, root in profiles.items():
        share = weights(root)
        for issue in root.iter("issue"):
            said = evaluations(issue)
            wanted = {option: share[issue.attrib["index"]] / sum(share.values()) * e / max(said.values()) for option, e in said.items()}
            assert table(case, file.removesuffix(".xml"), issue.attrib["name"]) == wanted


@pytest.mark.parametrize("name", NONLINEAR)
def test_nonlinear_values_are_the_raw_sum_of_rectangles_met(name: str) -> None:
    files = load(CASES / "genius" / name)
    case = formats.read(files)
    profiles = roots(files)
    assert set(case.position) == {"profile-1", "profile-2"} == {file.removesuffix(".xml") for file in profiles}
    chance = random.Random(name)
    for _ in range(20):
        package = {issue.id: chance.choice(issue.options).id for issue in case.issues}
        for file, root in profiles.items():
            by_index = {issue.attrib["index"]: int(package[issue.attrib["name"]]) for issue in root.iter("issue")}
            met = [
                int(box.attrib["utility"])
                for box in root.iter("hyperRectangle")
                if all(int(s.attrib["min"]) <= by_index[s.attrib["index"]] <= int(s.attrib["max"]) for s in box)
            ]
            assert value(case, file.removesuffix(".xml"), package) == sharp(sum(met))


def test_exact_numbers_of_all_scenarios_survive_as_text() -> None:
    """The longest worth has 22 digits below the line: a limit on both sides together would refuse real scenarios."""
    worths = [w.points.low for name in LINEAR for p in read(name).positions for t in p.worth for _, w in t.at]
    assert max(len(show(worth)) for worth in worths) > 40
    assert all(exact(show(worth)) == worth for worth in worths)


def test_thirty_one_digits_on_one_side_of_a_divisor_are_refused() -> None:
    assert exact("1" * 30 + "/" + "3" * 30) == Fraction(1, 3)
    for text in ("1" * 31, "1" * 31 + "/3", "1/" + "3" * 31):
        with pytest.raises(ValueError, match="more than 30 digits"):
            exact(text)


def test_issues_parties_and_worths_of_a_small_scenario() -> None:
    case = genius.read(scenario())
    assert [(issue.id, [o.id for o in issue.options]) for issue in case.issues] == [
        ("Price", ["low", "high"]),
        ("Days", ["1", "2", "3", "4"]),
    ]
    assert [party.id for party in case.parties] == ["one", "two"]
    assert table(case, "one", "Price") == {"low": Fraction(9, 16), "high": Fraction(3, 4)}
    assert table(case, "one", "Days") == {"1": Fraction(1, 16), "4": Fraction(1, 4)}
    assert value(case, "one", {"Price": "low", "Days": "2"}) == sharp("11/16")


BARE = DOMAIN.replace("<negotiation_template>\n", "").replace("</negotiation_template>\n", "")


@pytest.mark.parametrize(
    "files",
    [
        scenario(domain=BARE),
        scenario(domain="\n<!-- a domain -->\n<?xml version='1.0' encoding='UTF-8'?>\n" + DOMAIN),
        scenario(domain="\ufeff" + DOMAIN),
        {**scenario(), "pareto.xml": b"0.5, 1\n", "Analysis.XML": b"", "README": b"\xff"},
        {name: data for name, data in scenario().items() if name != "domain.xml"},
        scenario(PROFILE.replace('value="0.75"', 'value="1.5"').replace('value="0.25"', 'value="0.5"')),
        scenario(PROFILE.replace('<reservation value="0.5"/>', '<reservation value="0.5">\n</reservation>')),
        scenario(PROFILE.replace('<reservation value="0.5"/>', "<reservation> 0.5 </reservation>")),
        scenario(PROFILE.replace("</utility_space>", '<discount_factor value="0.75"/></utility_space>')),
        scenario(PROFILE.replace("type=", "etype=").replace("eetype", "etype").replace('etype="objective" etype', 'etype="objective" x')),
        scenario(PROFILE.replace("type=", "vtype=").replace('vtype="objective" evtype', 'vtype="objective" etype')),
        scenario(PROFILE.replace('index="1"', 'index="7"')),
        scenario(PROFILE.replace('evaluation="4"/></issue>', 'evaluation="4"/><similarity><item value="other" evaluation="9"/></similarity></issue>')),
    ],
    ids="bare,declared late,byte order mark,other files,no domain,weights of 2,closed,content,discount,etype,vtype,index,nested".split(","),
)  # fmt: skip
def test_the_same_case_however_it_is_written(files: dict[str, bytes]) -> None:
    case = genius.read(files)
    plain = genius.read(scenario())
    assert case.positions == plain.positions
    assert [issue.id for issue in case.issues] == ["Price", "Days"]


def test_no_reservation_value_is_zero() -> None:
    case = genius.read(scenario(PROFILE.replace('<reservation value="0.5"/>', "")))
    assert case.position["one"].reservation == (Reservation(Worth(sharp(0))),)


def test_file_names_of_any_case_and_folder() -> None:
    files = {f"Deep/{name.upper()}": data for name, data in scenario().items()}
    assert [party.id for party in formats.read(files).parties] == ["ONE", "TWO"]


def test_an_evaluator_is_cut_off_at_0_and_1() -> None:
    case = genius.read(scenario(PROFILE.replace('slope="0.25" offset="0.25"', 'slope="0.6" offset="-0.2"')))
    assert table(case, "one", "Days") == {"1": 0, "2": Fraction(1, 10), "3": Fraction(1, 4), "4": Fraction(1, 4)}


def test_an_option_without_evaluation_is_not_said() -> None:
    case = genius.read(scenario(PROFILE.replace(' evaluation="3"', "")))
    assert table(case, "one", "Price") == {"high": Fraction(3, 4)}


NONLINEAR_PROFILE = (
    PROFILE.replace("<utility_space>\n", '<utility_space type="nonlinear">\n').split("<weight")[0]
    + """
<issue index="1" name="Price" type="discrete"/><issue index="2" name="Days" type="integer"/>
<utility maxutility="5"><ufun type="PlainUfun" weight="1" aggregation="sum">
<hyperRectangle utility="7"><INCLUDES index="2" min="1" max="3"/><INCLUDES index="2" min="2" max="4"/></hyperRectangle>
<hyperRectangle utility="100"><INCLUDES index="2" min="1" max="1"/><INCLUDES index="2" min="2" max="4"/></hyperRectangle>
<hyperRectangle utility="-3"><INCLUDES index="1" min="2" max="2"/></hyperRectangle>
<hyperRectangle utility="1.5"/>
</ufun></utility></objective></utility_space>"""
)


def test_repeated_bounds_intersect_and_what_is_never_met_is_left_out() -> None:
    case = genius.read(scenario(NONLINEAR_PROFILE))
    assert len(case.position["one"].terms) == 3
    values = {(p, d): value(case, "one", {"Price": p, "Days": str(d)}).low for p in ("low", "high") for d in (1, 2, 3, 4)}
    assert values == {(p, d): 7 * (d in (2, 3)) - 3 * (p == "high") + Fraction(3, 2) for p, d in values}


def test_agent_lines_name_and_order_the_parties() -> None:
    agents = '<agent name="Two &amp; co" utility_space="two.xml" class=""/><agent name="" utility_space="" class=""/>'
    case = genius.read(scenario(domain=DOMAIN.replace("<utility_space", agents + "<utility_space", 1)))
    assert [(party.id, party.name) for party in case.parties] == [("two", "Two & co"), ("one", "")]


BAD = {
    "one.xml:3:1: '1/0' divides by zero; a number such as 38, 0.1, 1e3 or 2/3, of at most 30 digits": ('value="0.75"', 'value="1/0"'),
    "one.xml:3:1: 'NaN' is not a number; a number such as 38, 0.1, 1e3 or 2/3, of at most 30 digits": ('value="0.75"', 'value="NaN"'),
    "one.xml:3:1: a weight of -1; 0 or more": ('value="0.75"', 'value="-1"'),
    "one.xml:3:1: <weight> has no 'value'; value=\"a number\"": (' value="0.75"', ""),
    "one.xml:5:1: issue 'Price' has no weight; <weight index=\"1\" value=\"a number\"/>": ('<weight index="1" value="0.75"/>', ""),
    "one.xml:5:47: unknown option of 'Price' 'lowest'; did you mean 'low'? known: low, high": ('value="low"', 'value="lowest"'),
    "one.xml:5:91: option 'low' of 'Price' is evaluated twice; each once": ('value="high"', 'value="low"'),
    "one.xml:5:1: unknown issue 'Prise'; did you mean 'Price'? known: Price, Days": ('name="Price"', 'name="Prise"'),
    "one.xml:6:75: an evaluator of kind 'triangular'; linear": ('ftype="linear"', 'ftype="triangular"'),
    "one.xml:8:1: 'x' is not a number; a number such as 38, 0.1, 1e3 or 2/3, of at most 30 digits": ('value="0.5"/>', 'value="x"/>'),
    "one.xml:1:1: a root element <utility_spaces>; negotiation_template or utility_space": ("utility_space>", "utility_spaces>"),
    "one.xml:9:3: mismatched tag; well-formed XML": ("</utility_space>", "</other>"),
    "one.xml:1:1: the file declares a document type or entities; XML without them": ("<utility", '<!DOCTYPE a [<!ENTITY x "y">]>\n<utility'),
    "one.xml:3:27: the file holds a NUL character; text": ('value="0.75"', 'value="0\0"'),
}  # fmt: skip


@pytest.mark.parametrize("message", BAD)
def test_bad_profiles_are_refused_with_their_place(message: str) -> None:
    old, new = BAD[message]
    assert message in messages(scenario(PROFILE.replace(old, new)))


def test_bad_domains_are_refused_with_their_place() -> None:
    wrong = DOMAIN.replace('type="integer"', 'type="real"')
    assert "domain.xml:5:1: issue 'Days' is real; discrete or integer" in messages(scenario(domain=wrong))
    wrong = DOMAIN.replace('upperbound="4"', 'upperbound="4.5"')
    assert messages(scenario(domain=wrong))[0] == "domain.xml:5:1: upperbound 9/2 is no integer; an integer"
    wrong = DOMAIN.replace('upperbound="4"', 'upperbound="20000"')
    assert messages(scenario(domain=wrong)) == ["domain.xml:5:1: more than 10,000 options; a larger step"]
    turned = {name: data.replace(b'value="high"', 'value="hi\u202egh"'.encode()) for name, data in scenario().items()}
    assert messages(turned) == ["domain.xml:4:76: a name holds U+202E RIGHT-TO-LEFT OVERRIDE; letters, digits, punctuation and spaces"]


def test_every_mistake_is_listed_at_once_and_by_place() -> None:
    wrong = PROFILE.replace('value="0.75"', 'value="x"').replace('value="0.5"', 'value="y"').replace('slope="0.25"', 'slope="z"')
    assert [message.split(":")[:2] for message in messages(scenario(wrong))] == [["one.xml", "3"], ["one.xml", "6"], ["one.xml", "8"]]


def test_two_domains_and_no_profile_are_refused() -> None:
    assert messages({**scenario(), "zone.xml": DOMAIN.encode()}) == [
        "zone.xml:1:1: several domains: domain.xml, zone.xml; one domain and its profiles"
    ]
    assert messages({"domain.xml": DOMAIN.encode()}) == [
        "domain.xml:1:1: a scenario without profiles; a domain and one utility_space for each party"
    ]


def test_nonlinear_kinds_that_are_not_known_are_refused_by_name() -> None:
    def refused(old: str, new: str) -> str:
        return messages(scenario(NONLINEAR_PROFILE.replace(old, new)))[0]

    assert "rectangles added up by 'max'; sum" in refused('"sum"', '"max"')
    assert "a weight of 2 on a sum of rectangles; 1" in refused('weight="1"', 'weight="2"')
    assert "<TOUCHES> in a hyper-rectangle; INCLUDES or EXCLUDES" in refused("INCLUDES index=", "TOUCHES index=")
    assert "unknown issue index '9'; known: 1, 2" in refused('INCLUDES index="1"', 'INCLUDES index="9"')
    assert "a range runs from 4 down to 3" in refused('min="1" max="3"', 'min="4" max="3"')
    assert "<hyperRectangle> has no 'utility'" in refused(' utility="1.5"', "")


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><utility_space>&b;</utility_space>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (LAUGHS, "one.xml:1:1: the file declares a document type or entities; XML without them"),
        (b'<!DOCTYPE l SYSTEM "file:///etc/passwd"><utility_space/>', "one.xml:1:1: the file declares a document type or entities"),
        (b"\n <!DOCTYPE a>\n<a/>", "one.xml:2:2: the file declares a document type or entities"),
        (b"<a>" * 101 + b"</a>" * 101, "one.xml:1:301: elements nest deeper than 100; a flatter file"),
        (b"<a>" * 1_000_000, "one.xml:1:301: elements nest deeper than 100; a flatter file"),
        (b"<a>" + b"<b/>" * 1000 + b"</a>", "one.xml:1:4000: more than 1000 elements; a smaller file"),
        (b"<a>" + b" " * (8 << 20) + b"</a>", "one.xml:1:1: the file has 8388615 bytes; at most 8388608"),
        (b"<a>" + b"\n" * (1 << 20) + b"</b>", "one.xml:1048577:3: mismatched tag"),
        ("<a>\n<é/></a>".encode("latin-1"), "one.xml:2:2: byte 0xe9 is not UTF-8; a file in UTF-8"),
        ("<a/>".encode("utf-16"), "one.xml:1:1: byte 0xff is not UTF-8; a file in UTF-8"),
        (b"", "one.xml:1:1: no element found"),
    ],
    ids="laughs,external,document type,deep,very deep,many,large,long,latin,utf-16,empty".split(","),
)
def test_hostile_files_are_refused_with_one_line(data: bytes, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_nodes, "MAX_NODES", 1000)
    found = messages({**scenario(), "one.xml": data})
    assert len(found) == 1
    assert found[0].startswith(message)
