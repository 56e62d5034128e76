"""Paper in tests: what a PDF says, and whether it can be read aloud."""

import io
import tempfile
from pathlib import Path

import pdfua
from pypdf import PdfReader


def words_of(pdf: bytes) -> str:
    """Return what a PDF says, in the order in which it is read, each gap as one blank."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def faults_of(pdf: bytes) -> list[str]:
    """Return what stands in the way of reading a PDF aloud, as far as a program can tell."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sheet.pdf"
        file.write_bytes(pdf)
        return [finding.message for finding in pdfua.validate(str(file)).findings]
