"""What CLDR says of locales, and that the order of asking changes nothing."""

from auditor.text.conventions import conventions


def known(tag: str) -> object:
    found = conventions(tag)
    assert found is not None
    return found


def test_orders_and_signs_of_dates() -> None:
    orders = {tag: conventions(tag) for tag in ("en", "en-GB", "fr", "de", "zh-Hans", "hu")}
    assert [found.order if found else "" for found in orders.values()] == [
        "mdy", "dmy", "dmy", "dmy", "ymd", "ymd",
    ]  # fmt: skip
    german, american = orders["de"], orders["en"]
    assert german is not None
    assert american is not None
    assert german.separators == {".", "-"}
    assert "/" in american.separators


def test_months_do_not_depend_on_what_was_asked_before() -> None:
    conventions.cache_clear()
    first = known("pt-BR")
    conventions.cache_clear()
    for tag in ("zh-Hans", "ar", "ja"):
        conventions(tag)
    assert known("pt-BR") == first


def test_decimal_signs() -> None:
    spanish, mexican = conventions("es"), conventions("es-MX")
    assert spanish is not None
    assert mexican is not None
    assert spanish.decimals == {".", ","}
    assert conventions("xx-nowhere") is None
