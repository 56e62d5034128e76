"""What stands after an option is taken as it is meant, or refused."""

from fractions import Fraction

import pytest

from cyfran.cli import options
from cyfran.engine.errors import EngineError
from cyfran.engine.selection.problem import DEFAULT_LOAD_BANDS


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (options.text("--id"), " ID ", " ID "),
        (options.names("--household"), "address, postcode,", ("address", "postcode")),
        (options.one_of("--fairness", ("nash",)), "nash", "nash"),
        (options.count("--size", least=1), "030", 30),
        (options.count("--reserves", least=0), "0", 0),
        (options.number("--cover-hours"), "2.5", 2.5),
        (options.share("--renew"), "1/3", Fraction(1, 3)),
        (options.share("--renew"), "0.25", Fraction(1, 4)),
        (options.share("--renew"), "1", Fraction(1)),
        (options.load_bands, "2:1, 6:1/2,12:0.25", DEFAULT_LOAD_BANDS),
        (options.seed, "dŵr 😀", "dŵr 😀"),
    ],
)
def test_an_option_is_read_as_it_is_meant(read, written, meant):
    assert read(written) == meant


@pytest.mark.parametrize(
    ("read", "written", "code"),
    [
        (options.text("--id"), "", "option_missing"),
        (options.names("--household"), " , ", "option_missing"),
        (options.one_of("--fairness", ("nash",)), "NASH", "option_not_known"),
        (options.count("--size", least=1), "100001", "option_not_a_count"),
        (options.count("--size", least=1), "3.0", "option_not_a_count"),
        (options.number("--within"), "-1", "option_not_a_number"),
        (options.number("--within"), "1e400", "option_not_a_number"),
        (options.share("--renew"), "0", "option_not_a_share"),
        (options.share("--renew"), "0/1", "option_not_a_share"),
        (options.share("--renew"), "/3", "option_not_a_share"),
        (options.load_bands, "", "load_bands_not_readable"),
        (options.load_bands, "2:1,6", "load_bands_not_readable"),
        (options.load_bands, "2:1/0", "load_bands_not_readable"),
        (options.load_bands, "2:1:3", "load_bands_not_readable"),
    ],
)
def test_an_option_that_means_nothing_is_refused(read, written, code):
    with pytest.raises(EngineError) as refused:
        read(written)

    assert refused.value.code == code
