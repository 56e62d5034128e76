import gzip
from pathlib import Path

from django.contrib.staticfiles import finders

# A first load may weigh 50 kB compressed. This leaves a page of twelve, which is a long one.
MOST_FOR_STYLES_AND_SCRIPTS = 38_000


def test_styles_and_scripts_leave_room_for_the_page():
    names = ["built/govuk.css", "built/govuk.js", "ui/cyfran.css", "ui/enabled.js", "ui/start.js", "ui/mark.svg"]

    weight = sum(len(gzip.compress(Path(finders.find(name)).read_bytes())) for name in names)

    assert weight <= MOST_FOR_STYLES_AND_SCRIPTS
