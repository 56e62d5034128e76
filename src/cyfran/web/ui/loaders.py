"""Where templates live: beside the views of their feature."""

from pathlib import Path

from django.template.loaders.filesystem import Loader


class FeatureFolders(Loader):
    """Find `web/<audience>/<feature>/templates`, so that a page is one folder."""

    def get_dirs(self) -> list[str | Path]:
        web = Path(__file__).resolve().parent.parent
        return [*sorted(web.glob("*/*/templates"))]
