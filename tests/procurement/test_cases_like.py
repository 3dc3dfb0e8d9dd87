"""Cases of bodies like one's own: nearest first, explained; the unknown apart, the body's own apart; index and definition agree."""

import json
from datetime import date
from fractions import Fraction
from math import log
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiho_digital import governments, systems
from chiho_digital.basics import InvalidValue, PartialDate, Text
from chiho_digital.governments import Figures, LocalGovernmentCode, UnknownCode, UnknownName
from chiho_digital.procurement import CaseIndex, Participation, cases_like, read_cases

PUBLISHED = read_cases().cases
BY_ID = {case.id: case for case in PUBLISHED}
TOWNS = [str(body.code) for body in governments.municipalities(prefecture="山口県")[:4]]
TOWNS += [str(body.code) for body in governments.municipalities(prefecture="島根県")[:2]]
PREFECTURES = ["350001", "320005", "130001"]
EVERYONE = TOWNS + TOWNS + PREFECTURES  # most are towns
RARELY = st.sampled_from([False, False, False, True])
KINDS = {"電子申請": "online_application", "オンライン申請": "online_application", "量子暗号": "量子暗号"}


def taking_part(code, **how):
    body_type = "prefecture" if code in PREFECTURES else "municipality"
    return Participation(
        name=governments.get(code).name, code=LocalGovernmentCode(code), body_type=body_type, **how
    )


def case(id_, *participations, **how):
    """A case like the published ones, but for what is named."""
    stated = {
        "kinds": ("電子申請",),
        "prefectures": (LocalGovernmentCode("350001"),),
        "municipal_count": None,
    }
    stated |= {"lead": "協議会", "lead_code": None, "unresolved": (), "unnamed": None, "names_as_of": None}
    people = tuple(one if isinstance(one, Participation) else taking_part(one) for one in participations)
    return BY_ID["shiga-chat-2021"].model_copy(update={"id": id_, "participations": people, **stated, **how})


def table(values, en="value"):
    return Figures(
        Text("値", en), date(2025, 4, 1), None, {LocalGovernmentCode(c): v for c, v in values.items()}
    )


def ids(found):
    return [like.case.id for like in found.nearest]


def apart(found):
    return {one.case.id: one.why.code.removeprefix("procurement.like_") for one in found.without_figures}


# The definition, in plain loops


class World(NamedTuple):
    cases: list
    values: list  # a dictionary of figures by code for each figure
    body: str


@st.composite
def worlds(draw):
    body = draw(st.sampled_from(EVERYONE))
    number = st.sampled_from([0, 1, 2, Fraction(1, 2)])  # few, so that distances are often equal
    some = st.fixed_dictionaries(dict.fromkeys(EVERYONE, number))
    unknown = st.sets(st.sampled_from(EVERYONE), max_size=2)
    values = [
        {code: value for code, value in draw(some).items() if code == body or code not in missing}
        for missing in draw(st.lists(unknown, min_size=1, max_size=2))
    ]
    someone = st.builds(taking_part, st.sampled_from(EVERYONE), has_left=RARELY)
    lead = RARELY.flatmap(lambda leads: st.sampled_from(EVERYONE) if leads else st.none())
    made = [
        case(
            id_,
            *draw(st.lists(someone, max_size=3)),
            kinds=tuple(draw(st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=2))),
            prefectures=(LocalGovernmentCode(draw(st.sampled_from(PREFECTURES))),),
            lead_code=draw(lead),
        )
        for id_ in draw(st.permutations("abcdef"))
    ]
    return World(made, values, body)


def by_definition(world, kind, scale, *, prefecture_first):
    """(id, nearest participant, distance) of the cases that can be compared; ids of the body's own; ids of the others."""

    def on_scale(value):
        return log(1 + value) if scale == "log" else float(value)

    nearest, own, others = [], [], []
    for one in world.cases:
        if kind is not None and kind not in {KINDS[spelling] for spelling in one.kinds}:
            continue
        here = {p.code for p in one.participations if not p.has_left}
        if world.body in here or one.lead_code == world.body:
            own.append(one.id)
            continue
        same_level = [code for code in here if (code in PREFECTURES) == (world.body in PREFECTURES)]
        distances = [
            (sum(abs(on_scale(known[code]) - on_scale(known[world.body])) for known in world.values), code)
            for code in same_level
            if all(code in known for known in world.values)
        ]
        if not distances:
            others.append(one.id)
            continue
        distance, code = min(distances)
        elsewhere = world.body[:2] not in {prefecture[:2] for prefecture in one.prefectures}
        nearest.append((prefecture_first and elsewhere, distance, one.id, code))
    return (
        [(id_, code, distance) for _, distance, id_, code in sorted(nearest)],
        sorted(own),
        sorted(others),
    )


@given(
    world=worlds(),
    kind=st.sampled_from([None, "online_application", "量子暗号"]),
    scale=st.sampled_from(["log", "linear"]),
    prefecture_first=st.booleans(),
    n=st.integers(0, 9),
)
def test_the_index_finds_what_the_definition_says(world, kind, scale, prefecture_first, n):
    names = [str(place) for place in range(len(world.values))]
    figures = dict(zip(names, map(table, world.values), strict=True))
    index = CaseIndex.of(world.cases, figures=figures, by=names, scale=scale)
    spelt = {"online_application": "電子申請", "量子暗号": "量子 暗号"}.get(kind)
    if kind == "量子暗号" and not any(kind in one.kinds for one in world.cases):
        with pytest.raises(systems.UnknownKind):
            index.like(world.body, kind=spelt)
        return
    found = index.like(world.body, kind=spelt, n=n, prefecture_first=prefecture_first)
    nearest, own, others = by_definition(world, kind, scale, prefecture_first=prefecture_first)

    assert nearest[:n] == [(like.case.id, like.nearest.code, like.distance) for like in found.nearest]
    assert own == [one.case.id for one in found.own]
    assert others == [one.case.id for one in found.without_figures]
    assert len(nearest) + len(own) + len(others) == found.count
    assert all(not like.nearest.has_left for like in found.nearest)


@given(world=worlds(), data=st.data())
def test_the_order_in_which_cases_are_given_does_not_matter(world, data):
    figures = {"value": table(world.values[0])}
    other = data.draw(st.permutations(world.cases))

    def asked(cases):
        return cases_like(world.body, cases=cases, figures=figures, by=("value",))

    assert asked(world.cases) == asked(iter(other))


@given(world=worlds())
def test_an_index_answers_one_question_after_the_other_like_a_fresh_one(world):
    figures = {"value": table(dict.fromkeys(EVERYONE, 1) | world.values[0])}
    index = CaseIndex.of(world.cases, figures=figures, by=("value",))

    for body in set(EVERYONE):
        assert cases_like(body, cases=world.cases, figures=figures, by=("value",)) == index.like(body)


@given(world=worlds())
def test_distances_are_those_of_similar_bodies(world):
    figures = {"value": table(world.values[0])}
    near = governments.similar(world.body, figures=figures, by=("value",), n=2000).nearest
    distances = {one.government.code: one.nearness for one in near}

    for like in cases_like(world.body, cases=world.cases, figures=figures, by=("value",)).nearest:
        assert distances[like.nearest.code] == like.nearness


@given(world=worlds())
def test_everything_can_be_said_in_both_languages_and_as_json(world):
    figures = {"value": table(world.values[0])}
    found = cases_like(world.body, cases=world.cases, figures=figures, by=("value",))

    for one in (*found.nearest, *found.own, *found.without_figures):
        assert one.case.id in one.explain("ja")
        assert one.case.id in one.explain("en")
        assert one.case.id == json.loads(json.dumps(one.to_dict()))["case"]
    assert found.explain() == found.explain("ja") != found.explain("en")
    assert found.count == json.loads(json.dumps(found.to_dict()))["count"]


def test_cases_at_equal_distances_are_ordered_by_id_and_participants_by_code():
    figures = {"value": table({"352047": 1} | dict.fromkeys(TOWNS, 2))}
    cases = [case("b", TOWNS[0]), case("a", TOWNS[2]), case("c", TOWNS[2], TOWNS[1])]
    found = cases_like("352047", cases=cases, figures=figures, by="value")

    assert [("a", TOWNS[2]), ("b", TOWNS[0]), ("c", TOWNS[1])] == [
        (like.case.id, like.nearest.code) for like in found.nearest
    ]


# The published cases


def test_electronic_bidding_of_towns_like_hagi():
    found = cases_like("山口県萩市", kind="電子入札")

    assert [
        "ibaraki-ebid",
        "miyazaki-ebid-shintomi-2025",
        "yokosuka-ebid-2005",
        "osaka-area-ebid-2005",
    ] == ids(found)
    assert ("鉾田市", 45_973) == (
        found.nearest[0].nearest.name,
        found.nearest[0].nearness.differences[0].other,
    )
    assert {
        "gifu-ebid-2005": "only_counted",
        "shizuoka-ebid": "only_words",
        "toyama-ebid": "only_counted",
    } == (apart(found))
    assert (7, ()) == (found.count, found.own)


def test_the_published_cases_and_the_census_are_what_is_asked_unless_others_are_named():
    census = {"population": governments.figures.load()}

    assert cases_like("草津市") == cases_like("草津市", cases=PUBLISHED, figures=census, by=("population",))


def test_every_published_case_stands_in_one_place():
    found = cases_like("草津市", n=100)

    places = [*ids(found), *(one.case.id for one in found.own), *apart(found)]
    assert sorted(BY_ID) == sorted(places)
    assert [one.case.id for one in found.own] == sorted(
        case.id for case in PUBLISHED if "252069" in {p.code for p in case.municipalities}
    )


def test_a_case_is_explained():
    like = cases_like("山口県萩市", kind="ビジネスチャット", n=1).nearest[0]

    assert like.explain("ja") == (
        "shiga-chat-2021：ビジネスチャット（滋賀県、別の都道府県）\n"
        "  最も近い参加団体：滋賀県米原市、距離0.183（対数の差の合計）\n"
        "    人口（令和2年国勢調査・速報、人）、2020-10-01：37,201（自団体44,661、差-7,460、0.833倍）\n"
        "  参加自治体数：11（時点：2021-05）\n"
        "  問い合わせ先（主導団体）：滋賀県(スマート自治体滋賀モデル研究会)\n"
        f"  出典（{like.case.grade.label.ja}）：{'、'.join(link.url for link in like.case.sources)}"
    )


def test_all_is_explained():
    found = cases_like("香川県", kind="電子申請", n=1)

    assert found.explain("en").splitlines()[:4] == [
        "Joint procurements of bodies like Kagawa (online application, 11 in all)",
        "",
        "Nearest first (1 of 3)",
        "- shimane-eapp-2023: online application (Shimane, another prefecture)",
    ]
    assert (
        "Its own (1)\n- kagawa-eapp-2004: online application (Kagawa) The body takes part itself."
        in found.explain("en")
    )
    assert "Cannot be compared (7)" in found.explain("en")


def test_one_of_many_named_in_part_says_that_another_may_be_nearer():
    osaka = next(like for like in cases_like("草津市", n=100).nearest if like.case.id == "osaka-chat-2021")

    assert "Not all who take part are known; those named (21) were compared" in osaka.explain("en")
    assert "procurement.like_partly_named" in {note["code"] for note in osaka.to_dict()["notes"]}


def test_those_who_left_are_said_and_not_counted():
    kagawa = next(one for one in cases_like("萩市").without_figures if one.case.id == "kagawa-eapp-2004")

    assert "procurement.like_all_left" == kagawa.why.code
    assert "Left, and not counted: Higashikagawa (city, Kagawa)" in kagawa.explain("en")
    assert "参加自治体数：17" in kagawa.explain("ja")


# Who is compared with whom


def test_an_association_is_compared_with_nobody():
    association = Participation(name="1組合", code=None, body_type="association")
    gone = Participation(name="2組合", code=None, body_type="association", has_left=True)
    found = cases_like("萩市", cases=[case("a", association), case("b", TOWNS[0], gone)])

    assert ({"a": "none_named"}, ["b"]) == (apart(found), ids(found))
    assert "離れた団体（数えません）：2組合" in found.nearest[0].explain("ja")


def test_prefectures_are_compared_with_prefectures_and_towns_with_towns():
    figures = {"value": table(dict.fromkeys([*TOWNS, *PREFECTURES], 1))}
    cases = [case("towns", *TOWNS[1:3]), case("prefectures", "320005"), case("both", TOWNS[1], "130001")]

    towns = cases_like(TOWNS[0], cases=cases, figures=figures, by="value")
    prefectures = cases_like("350001", cases=cases, figures=figures, by="value")
    assert (["both", "towns"], {"prefectures": "none_named"}) == (ids(towns), apart(towns))
    assert (["both", "prefectures"], {"towns": "none_named"}) == (ids(prefectures), apart(prefectures))


def test_a_ward_stands_for_its_city():
    assert cases_like("札幌市中央区") == cases_like("札幌市")


def test_a_body_is_itself_under_a_former_code():
    old = Participation(name="滝沢村", code=LocalGovernmentCode("033057"), body_type="municipality")
    found = cases_like("岩手県滝沢市", cases=[case("takizawa", old), case("town", TOWNS[0])])

    assert (["town"], ["takizawa"]) == (ids(found), [one.case.id for one in found.own])


def test_a_participant_that_the_registry_no_longer_holds_goes_by_its_published_name():
    figures = {"value": table({"093670": 3, TOWNS[0]: 3})}
    gone = Participation(name="岩舟町", code=LocalGovernmentCode("093670"), body_type="municipality")
    like = cases_like(TOWNS[0], cases=[case("a", gone)], figures=figures, by="value").nearest[0]

    assert "Nearest participant: 岩舟町, distance 0 " in like.explain("en")


def test_the_body_is_looked_up_on_the_day_named():
    day = date(2015, 4, 1)

    assert "篠山市" == cases_like("兵庫県篠山市", as_of=day).body.name
    with pytest.raises(UnknownName):
        cases_like("兵庫県篠山市")


# Its own cases


def test_a_body_leads_takes_part_or_has_left():
    hagi, other = "352047", TOWNS[0]
    left = taking_part(hagi, has_left=True, left=PartialDate.parse("2009年度"))
    cases = [
        case("leads", other, lead_code=LocalGovernmentCode(hagi)),
        case("leads-unnamed", lead_code=LocalGovernmentCode(hagi)),
        case("left", other, left),
        case("takes-part", other, hagi),
    ]
    found = cases_like(hagi, cases=cases)

    assert {
        "leads": ["like_own_leads"],
        "leads-unnamed": ["like_own_leads"],
        "takes-part": ["like_own_takes_part"],
    } == {one.case.id: [note.code.partition(".")[2] for note in one.why] for one in found.own}
    assert (["left"], {}) == (ids(found), apart(found))
    assert left == found.nearest[0].own_left
    assert "The body itself took part and left (when: FY2009)." in found.nearest[0].explain("en")


# What cannot be compared


def test_every_reason_why_a_case_cannot_be_compared_has_its_words():
    cases = [
        case("a", "350001", unresolved=("県内の市町",)),
        case("b", municipal_count=59, unresolved=("1組合",)),
        case("c", "350001", municipal_count=0),
        case("d", "350001"),
        case("e", TOWNS[0]),
        case("f", taking_part(TOWNS[0], has_left=True), municipal_count=3),
    ]
    found = cases_like("352047", cases=cases, figures={"value": table({"352047": 1}, "beds")}, by="value")

    assert {
        "a": "only_words",
        "b": "only_counted",
        "c": "no_municipality",
        "d": "none_named",
        "e": "no_figures",
        "f": "all_left",
    } == apart(found)
    said = {one.case.id: one.why.to("en") for one in found.without_figures}
    assert "There are no figures (beds) for those named: Shimonoseki (core city, Yamaguchi)." == said["e"]
    assert "59 municipalities take part, and none is named." == said["b"]
    assert "municipal_count" in found.without_figures[0].to_dict()
    assert None is found.without_figures[0].to_dict()["municipal_count"]
    assert "参加自治体数：不明" in found.without_figures[0].explain("ja")


def test_participants_without_a_figure_are_said_beside_those_that_have_one():
    figures = {"value": table({"352047": 1, TOWNS[0]: 2})}
    like = cases_like("352047", cases=[case("a", *TOWNS[:2])], figures=figures, by="value").nearest[0]

    assert [TOWNS[1]] == [one.code for one in like.not_compared]
    assert "Not compared, since a figure is unknown: Ube (city, Yamaguchi)." in like.explain("en")


# The prefecture


def test_the_same_prefecture_is_said_and_comes_first_only_when_asked():
    figures = {"value": table({"352047": 1, TOWNS[0]: 9, TOWNS[-1]: 2})}
    away = case("away", TOWNS[-1], prefectures=(LocalGovernmentCode("320005"),))
    near = case("near", TOWNS[0])
    found = cases_like("352047", cases=[away, near], figures=figures, by="value")
    first = cases_like("352047", cases=[away, near], figures=figures, by="value", prefecture_first=True)

    assert [("away", False), ("near", True)] == [(one.case.id, one.same_prefecture) for one in found.nearest]
    assert ["near", "away"] == ids(first)
    assert "（山口県、自団体と同じ都道府県）" in found.nearest[1].explain("ja")
    assert "those of its own prefecture before the others" in first.explain("en")


# Kinds


@pytest.mark.parametrize("kind", ["電子申請", "ｵﾝﾗｲﾝ申請", "online application", systems.kind_of("電子申請")])
def test_a_kind_is_found_by_any_of_its_names(kind):
    assert cases_like("香川県", kind="online_application") == cases_like("香川県", kind=kind)


def test_an_unknown_kind_is_refused_with_near_names():
    with pytest.raises(systems.UnknownKind) as caught:
        cases_like("萩市", kind="電子申込")

    assert "電子申請" in caught.value.message("ja")


def test_a_kind_that_only_the_cases_know_is_found():
    found = cases_like("352047", kind="ﾘｮｳｼ暗号", cases=[case("a", TOWNS[0], kinds=("リョウシ暗号",))])

    assert ["a"] == ids(found)


def test_a_known_kind_without_a_case_finds_nothing():
    found = cases_like("352047", kind="電子入札", cases=[case("a", TOWNS[0])])

    assert (0, (), (), ()) == (found.count, found.nearest, found.own, found.without_figures)
    assert "0 in all" in found.explain("en")


# Wrong questions


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({"by": ("staff",)}, "governments.not_a_figure"),
        ({"by": ()}, "governments.no_figure_named"),
        ({"scale": "square"}, "governments.not_a_scale"),
        ({"n": -1}, "governments.negative_number"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(how, code):
    with pytest.raises(InvalidValue) as caught:
        cases_like("萩市", **how)

    assert code == caught.value.code


def test_a_body_without_a_figure_cannot_be_compared():
    with pytest.raises(UnknownCode) as caught:
        cases_like("萩市", figures={"value": table({TOWNS[0]: 1})}, by="value")

    assert "governments.no_figure" == caught.value.code
