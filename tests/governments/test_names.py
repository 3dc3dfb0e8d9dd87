"""A body is found by its name in kanji, kana or romaji and in any usual spelling; else near names are told."""

import unicodedata
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chiho_digital import governments
from chiho_digital.basics import InvalidValue
from chiho_digital.governments import (
    AmbiguousName,
    GovernmentKind,
    UnknownName,
    find,
    get,
    municipalities,
    northern_villages,
    prefectures,
    search,
    wards,
)

quick = settings(max_examples=200, deadline=None)
BODIES = [*prefectures(), *municipalities(), *wards()]
BEFORE = date(2014, 4, 1)
any_body = st.sampled_from(BODIES)
any_municipality = st.sampled_from(municipalities())


def unknown(text, **how):
    with pytest.raises(UnknownName) as caught:
        find(text, **how)
    return caught.value


def ambiguous(text, **how):
    with pytest.raises(AmbiguousName) as caught:
        find(text, **how)
    return caught.value


def names(bodies):
    return [body.full_name for body in bodies]


def answer(text, **how):
    """The body that is found, or the error."""
    try:
        return find(text, **how)
    except (UnknownName, AmbiguousName) as error:
        return error


def fits(body, found):
    """Whether a body was found, or is named among those spelt alike."""
    if isinstance(found, AmbiguousName):
        return f"{body.full_name}（{body.code}）" in found.params["candidates"]
    return body == found


def explains(text, found):
    """Whether a body was found, or an error says in both languages what was not."""
    if isinstance(found, UnknownName | AmbiguousName):
        return found.value == text and found.message("ja") != "" != found.message("en")
    return found == get(found.code)


def hiragana(kana):
    return "".join(chr(ord(sign) - 0x60) if "ァ" <= sign <= "ヴ" else sign for sign in kana)


def test_every_body_is_found_by_its_full_name():
    assert [] == [body for body in BODIES if find(body.full_name) is not body]


def test_every_body_is_found_by_its_name_within_its_prefecture():
    assert [] == [body for body in BODIES if find(body.name, within=body.prefecture) is not body]


def test_every_body_is_found_by_its_name_and_kind_within_its_prefecture_by_name():
    assert [] == [
        body for body in BODIES if find(body.name, within=body.prefecture.name, kind=body.kind) is not body
    ]


def test_every_ward_is_found_by_its_own_name_within_its_city():
    assert [] == [
        ward
        for ward in wards()
        if find(ward.name.removeprefix(ward.parent.name), within=ward.parent) is not ward
    ]


def test_every_ward_is_found_by_its_name_with_its_city():
    assert [] == [ward for ward in wards() if find(ward.name) is not ward]


@quick
@given(body=any_body)
def test_kana_with_the_prefecture_finds_a_body_or_names_it_among_those_read_alike(body):
    reading = ("" if body.parent_code is None else body.prefecture.kana) + body.kana
    texts = (reading, hiragana(reading), unicodedata.normalize("NFD", reading))

    assert [] == [text for text in texts if not fits(body, answer(text))]


@quick
@given(body=any_municipality)
def test_romaji_with_its_kind_finds_a_body_or_names_it_among_those_spelt_alike(body):
    suffix = {"市": "shi", "区": "ku", "町": "town", "村": "mura"}[body.name[-1]]
    texts = (f"{body.romaji}-{suffix}", f"{body.romaji} {suffix}".upper())

    assert [] == [text for text in texts if not fits(body, answer(text, within=body.prefecture))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("外ケ浜町", "外ヶ浜町"),
        ("鰺ケ沢町", "鰺ヶ沢町"),
        ("鯵ヶ沢町", "鰺ヶ沢町"),
        ("鯵ケ沢町", "鰺ヶ沢町"),
        ("六ケ所村", "六ヶ所村"),
        ("七ケ宿町", "七ヶ宿町"),
        ("七ケ浜町", "七ヶ浜町"),
        ("鶴ケ島市", "鶴ヶ島市"),
        ("青ケ島村", "青ヶ島村"),
        ("茅ケ崎市", "茅ヶ崎市"),
        ("駒ケ根市", "駒ヶ根市"),
        ("吉野ケ里町", "吉野ヶ里町"),
        ("五ケ瀬町", "五ヶ瀬町"),
        ("金ヶ崎町", "金ケ崎町"),
        ("龍ヶ崎市", "龍ケ崎市"),
        ("竜ヶ崎市", "龍ケ崎市"),
        ("竜ケ崎市", "龍ケ崎市"),
        ("鎌ヶ谷市", "鎌ケ谷市"),
        ("袖ヶ浦市", "袖ケ浦市"),
        ("関ヶ原町", "関ケ原町"),
        ("保土ヶ谷区", "横浜市保土ケ谷区"),
        ("檮原町", "梼原町"),
        ("須惠町", "須恵町"),
        ("塩釜市", "塩竈市"),
        ("塩竃市", "塩竈市"),
        ("天竜村", "天龍村"),
        ("下条村", "下條村"),
        ("四条畷市", "四條畷市"),
        ("桧原村", "檜原村"),
        ("飯館村", "飯舘村"),
        ("礪波市", "砺波市"),
        ("曾於市", "曽於市"),
        ("滝澤市", "滝沢市"),
        ("濱松市", "浜松市"),
        ("廣島市", "広島市"),
        ("山口縣", "山口県"),
    ],
)
def test_other_spellings_find_the_official_one(text, name):
    assert name == find(text).name


def test_every_other_spelling_on_record_finds_its_body_with_and_without_prefecture():
    from pathlib import Path

    file = Path(governments.__file__).parent / "data" / "governments.csv"
    lines = [line.split(",") for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    spellings = [(alias, get(f[0])) for f in lines if f[6] for alias in f[6].split(";")]

    assert 30 < len(spellings)
    assert [] == [
        alias
        for alias, body in spellings
        if not body.code
        == find(alias, kind=body.kind).code
        == find(body.prefecture.name + alias, kind=body.kind).code
    ]


@pytest.mark.parametrize(
    "text",
    ["葛\U000e0100飾区", "葛\U000e0101飾区", "葛\ufe00飾区", "東京都葛飾区\U000e01ef", "葛飾\ufe0f区"],
)
def test_variation_selectors_are_passed_over(text):
    assert "葛飾区" == find(text).name


@pytest.mark.parametrize(
    "text", ["神\u6238市", "\ufa19戸市", "神戸\u3000市", " 兵庫県 神戸市\n", "ｺｳﾍﾞｼ", "Ｋｏｂｅ－ｓｈｉ"]
)
def test_compatibility_forms_and_spaces_are_folded(text):
    assert "神戸市" == find(text).name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ハギシ", "山口県萩市"),
        ("はぎし", "山口県萩市"),
        ("やまぐちけんはぎし", "山口県萩市"),
        ("さっぽろしちゅうおうく", "北海道札幌市中央区"),
        ("ほっかいどう", "北海道"),
        ("そとがはまち", None),
        ("そとがはままち", "青森県外ヶ浜町"),
    ],
)
def test_readings_in_kana_find_a_body(text, name):
    if name is None:
        assert unknown(text)
    else:
        assert name == find(text).full_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hagi", "萩市"),
        ("hagi-shi", "萩市"),
        ("HAGI CITY", "萩市"),
        ("Hagi City", "萩市"),
        ("Nihommatsu", "二本松市"),
        ("Nihonmatsu", "二本松市"),
        ("Gunma-ken", "群馬県"),
        ("Gumma-ken", "群馬県"),
        ("Tohma-cho", "当麻町"),
        ("Tōma-chō", "当麻町"),
        ("Ōita-ken", "大分県"),
        ("Ooita-ken", "大分県"),
        ("Ohita-shi", None),
        ("Kōchi-shi", "高知市"),
        ("Kouchi-shi", "高知市"),
        ("Kyoto-fu", "京都府"),
        ("Kyoto-shi", "京都市"),
        ("Tokyo-to", "東京都"),
        ("Osaka Prefecture", "大阪府"),
        ("Shinjuku-ku", "新宿区"),
        ("Shinjuku Ward", "新宿区"),
        ("Hinohara Village", "檜原村"),
        ("Minami-Alps", "南アルプス市"),
        ("minamialps city", "南アルプス市"),
        ("Shin'onsen-chō", "新温泉町"),
        ("Sapporo Atsubetsu", "札幌市厚別区"),
    ],
)
def test_readings_in_romaji_find_a_body(text, name):
    if name is None:
        assert unknown(text)
    else:
        assert name == find(text).name


def test_romaji_that_fits_a_city_and_its_prefecture_needs_its_kind():
    assert {"大阪府（270008）", "大阪府大阪市（271004）"} == set(ambiguous("Osaka").params["candidates"])
    assert "大阪市" == find("Osaka", kind="designated_city").name


def test_a_suffix_in_romaji_is_binding():
    assert "Hagi-ken" == unknown("Hagi-ken").value


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("山口県阿武郡阿武町", "阿武町"),
        ("阿武郡阿武町", "阿武町"),
        ("北海道余市郡余市町", "余市町"),
        ("京都府与謝郡与謝野町", "与謝野町"),
        ("東京都西多摩郡檜原村", "檜原村"),
        ("東京都西多摩郡桧原村", "檜原村"),
        ("西津軽郡鯵ヶ沢町", "鰺ヶ沢町"),
        ("福岡県糟屋郡須惠町", "須恵町"),
        ("奈良県吉野郡吉野町", "吉野町"),
        ("愛知県　知多郡　武豊町", "武豊町"),
    ],
)
def test_a_county_before_the_name_is_passed_over(text, name):
    assert name == find(text).name


@pytest.mark.parametrize("name", ["郡山市", "郡上市", "蒲郡市", "大和郡山市", "小郡市"])
def test_a_name_that_holds_the_sign_of_a_county_is_itself(name):
    assert name == find(name).name


def test_a_name_shared_by_four_lists_all_four():
    error = ambiguous("池田町")

    assert (
        "北海道池田町（016446）",
        "福井県池田町（183822）",
        "長野県池田町（204811）",
        "岐阜県池田町（214043）",
    ) == error.params["candidates"]
    assert "福井県池田町" in error.message("ja")
    assert "within" in error.message("en")


def test_every_name_shared_by_municipalities_is_ambiguous_and_lists_them_all():
    by_name = {}
    for body in municipalities():
        by_name.setdefault(body.name, []).append(f"{body.full_name}（{body.code}）")
    shared = {name: tuple(listed) for name, listed in by_name.items() if len(listed) > 1}

    assert 25 == len(shared)
    assert shared == {name: ambiguous(name).params["candidates"] for name in shared}


def test_a_shared_name_is_settled_by_its_prefecture_or_its_kind():
    assert "東京都府中市" == find("府中市", within="東京都").full_name
    assert "広島県府中市" == find("府中市", within="340006").full_name
    assert "福島県伊達市" == find("伊達市", within=get("070009")).full_name
    assert "東京都中央区" == find("中央区", kind="special_ward").full_name


def test_a_ward_without_its_city_is_ambiguous_where_several_cities_have_it():
    assert "札幌市中央区" in ambiguous("中央区").message("ja")
    assert "東京都中央区" in ambiguous("中央区").message("ja")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("大阪府太子市", "大阪府太子町"),
        ("山口県川越市", "埼玉県川越市"),
        ("荻市", "山口県萩市"),
        ("滝沢村", "岩手県滝沢市"),
        ("東京都武蔵の市", "東京都武蔵野市"),
        ("神奈川県横浜", "神奈川県横浜市"),
    ],
)
def test_a_name_that_nobody_bears_gets_near_names(text, near):
    error = unknown(text)

    assert near in {named.partition("（")[0] for named in error.suggestion}
    assert near in error.message("ja")
    assert near in names(get(code) for code in error.params["near"])


def test_the_nearest_name_comes_first():
    assert "大阪府太子町（273813）" == unknown("大阪府太子市").suggestion[0]
    assert "埼玉県川越市（112011）" == unknown("山口県川越市").suggestion[0]
    assert "埼玉県川越市（112011）" == unknown("川越市", within="山口県").suggestion[0]


def test_near_names_are_of_the_kind_asked_for():
    error = unknown("池田市", kind="town")

    assert {"town"} == {get(code).kind for code in error.params["near"]}


@pytest.mark.parametrize("village", northern_villages())
def test_a_northern_village_is_found_only_when_asked_for(village):
    assert village == find(village.name, kind="northern_village")
    assert village == find(village.full_name, kind=GovernmentKind.NORTHERN_VILLAGE)


@pytest.mark.parametrize("name", ["蘂取村", "北海道留別村", "紗那村"])
def test_a_northern_village_not_asked_for_tells_how_to_ask(name):
    error = unknown(name)

    assert "governments.northern_name" == error.code
    assert "northern_village" in error.message("ja")
    assert "northern_village" in error.message("en")


def test_tomari_is_the_one_that_is_counted_unless_the_other_is_asked_for():
    assert "014036" == find("北海道泊村").code
    assert "016969" == find("泊村", kind="northern_village").code


def test_old_names_are_found_on_their_dates_only():
    assert "093670" == find("岩舟町", as_of=BEFORE).code
    assert "093670" == find("栃木県下都賀郡岩舟町", as_of=BEFORE).code
    assert "篠山市" == find("篠山市", as_of=date(2019, 4, 30)).name
    assert BEFORE == find("岩舟町", as_of=BEFORE).as_of
    assert unknown("岩舟町")
    assert unknown("篠山市", as_of=date(2019, 5, 1))


def test_new_names_are_found_from_their_dates_only():
    assert "221392" == find("浜松市浜名区", as_of=date(2024, 1, 1)).code
    assert unknown("浜松市浜名区", as_of=date(2023, 12, 31))
    assert "221368" == find("浜松市浜北区", as_of=date(2023, 12, 31)).code


@pytest.mark.parametrize("kind", ["borough", "", "City"])
def test_what_is_no_kind_is_refused(kind):
    for look in (find, search):
        with pytest.raises(InvalidValue) as caught:
            look("萩市", kind=kind)
        assert "governments.not_a_kind" == caught.value.code
        assert "special_ward" in caught.value.message("en")
        assert "special_ward" in caught.value.message("ja")


def test_a_place_to_search_within_must_be_there():
    with pytest.raises(UnknownName):
        find("萩市", within="長州藩")


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000\n", "\x00", "\u200b", "郡", "郡町", "市", "県", "-shi", "' '", "\ufe0f"]
)
def test_texts_that_name_nobody_are_unknown(text):
    assert text == unknown(text).value


@pytest.mark.parametrize(
    "text", ["萩" * 100_000, "郡" * 100_000 + "町", " " * 100_000, "a" * 100_000, "ō-" * 50_000]
)
def test_very_long_texts_are_unknown(text):
    assert 2000 > len(unknown(text).message("ja"))


@quick
@given(text=st.text())
@example("山口県")
@example("山口県\x00")
@example("\U000e0100")
@example("\ud800")
def test_any_text_is_found_unknown_or_ambiguous(text):
    assert explains(text, answer(text))


@quick
@given(text=st.text(alphabet="山口県萩市郡町村区 hagi-ヶ゛\x00\u3000"))
def test_texts_made_of_the_signs_of_names_are_found_unknown_or_ambiguous(text):
    assert explains(text, answer(text, within="山口県"))


@quick
@given(text=st.text())
def test_searching_any_text_gives_a_list(text):
    assert isinstance(search(text), list)


def test_a_search_gives_the_whole_name_first_then_beginnings_then_the_rest():
    assert ["萩市", "高萩市"] == [body.name for body in search("萩")]
    assert "福島県" == search("福島県")[0].name
    assert ["福島町", "福島県", "福島市"] == [body.name for body in search("福島")][:3]


def test_a_search_ranks_equal_matches_by_code():
    assert ["016446", "183822", "204811", "214043"] == [body.code for body in search("池田町")]


@quick
@given(body=any_body)
def test_a_search_for_a_name_or_a_reading_contains_the_body(body):
    for text in (body.name, body.kana, hiragana(body.kana), body.romaji, body.name[:-1]):
        assert body in search(text)


def test_a_search_is_narrowed_by_place_kind_and_date():
    assert ["東京都府中市"] == names(search("府中", within="東京都"))
    assert {"town"} == {body.kind for body in search("池田", kind="town")}
    assert ["栃木県岩舟町"] == names(search("岩舟", as_of=BEFORE))
    assert [] == search("岩舟")


def test_a_search_folds_spellings():
    assert ["龍ケ崎市"] == [body.name for body in search("竜ヶ崎")]
    assert "高知県" in [body.name for body in search("Kōchi")]


def test_northern_villages_come_in_a_search_only_when_asked_for():
    assert [] == search("蘂取")
    assert ["蘂取村"] == [body.name for body in search("蘂取", kind="northern_village")]


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\ufe0f"])
def test_a_search_for_nothing_finds_nothing(text):
    assert [] == search(text)
