"""Our variant of GOV.UK Frontend keeps everything but what is not ours to use."""

import json
import re

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage
from tools import styles


def test_our_css_drops_the_font_and_names_a_system_one():
    css = styles.our_css(
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2)}.a{font-family:GDS Transport,arial,sans-serif}"
    )

    assert css == f".a{{font-family:{styles.FONTS}}}{styles.CREDIT}"


def test_our_css_drops_the_crest_and_the_blocks_it_leaves_empty():
    css = styles.our_css(
        ".govuk-footer__copyright-logo:before{background-image:url(/assets/images/govuk-crest.svg)}"
        "@supports (mask-position:initial){.govuk-footer__copyright-logo:before{mask-image:url(x.svg)}}"
        "@media print{.b,.govuk-footer__crown{color:red}}"
    )

    assert css == f"@media print{{.b{{color:red}}}}{styles.CREDIT}"


def test_our_css_drops_comments_and_the_source_map():
    css = styles.our_css('@charset "UTF-8";.a{b:c}/* a licence *//*# sourceMappingURL=x.css.map */')

    assert css == f'@charset "UTF-8";.a{{b:c}}{styles.CREDIT}'


def test_our_css_refuses_an_address_that_nobody_has_thought_about():
    with pytest.raises(SystemExit, match=r"still refers to /assets/images/new\.png"):
        styles.our_css(".a{background:url('/assets/images/new.png')}")


def test_our_js_is_the_module_without_its_source_map():
    assert styles.our_js("export{a};//# sourceMappingURL=a.js.map\n") == "export{a};\n"


def test_the_built_style_sheet_refers_to_no_other_file():
    css = (styles.BUILT / "govuk.css").read_text(encoding="utf-8").removesuffix(styles.CREDIT)

    assert ".govuk-button{" in css
    assert re.findall(r"url\(|GDS Transport|@font-face|crest|crown__|sourceMappingURL", css) == []


def test_the_built_files_can_be_served_under_names_that_tell_their_content(tmp_path):
    names = ["govuk.css", "govuk.js"]
    source = FileSystemStorage(location=styles.BUILT)
    target = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    for name in names:
        (tmp_path / name).write_bytes((styles.BUILT / name).read_bytes())

    processed = list(target.post_process({name: (source, name) for name in names}))

    assert sorted(name for name, _hashed, done in processed if done is True) == names


def test_the_lock_file_names_no_address_to_download_from():
    locked = json.loads((styles.ROOT / "package-lock.json").read_text(encoding="utf-8"))

    assert [name for name, package in locked["packages"].items() if "resolved" in package] == []


def test_a_second_build_has_nothing_to_do(capsys):
    styles.main()

    assert capsys.readouterr().out == "unchanged\n"
