"""Take the picture of the page that stands in the README.

Usage: python -m bench.picture REPORT.html PICTURE.png [ROW]

The sentences are shown from the row of that number on; without one, from the first row with a
critical or major finding. Needs Playwright for Python and a Chromium: the one in
AUDITOR_CHROMIUM, or on the PATH.
"""

import base64
import os
import shutil
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright

WIDTH, HEIGHT, SCALE = 1280, 900, 1.5
MOST_BYTES = 300_000
_COLOURS = 256
_ARGUMENTS = ("--no-sandbox", "--disable-gpu")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_SERIOUS = ".cell mark.critical, .cell mark.major"


def take(report: Path, picture: Path, row: int | None = None) -> int:
    """Show a page in the light theme, with one finding explained, and write what is seen.

    Gives the size of the picture in bytes.

    Raises:
        ValueError: the picture is larger than a README should carry.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=list(_ARGUMENTS))
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=SCALE,
            color_scheme="light",
            reduced_motion="reduce",
        )
        page.goto(report.resolve().as_uri())
        _compose(page, row)
        pixels = _pixels(browser.new_page(), page.screenshot(type="png"))
        browser.close()
    data = _png(pixels)
    if len(data) > MOST_BYTES:
        raise ValueError(f"the picture has {len(data):,} bytes, more than {MOST_BYTES:,}")
    picture.write_bytes(data)
    return len(data)


def _compose(page: Page, row: int | None) -> None:
    """Bring summary and marked sentences into one picture: fold away what lies between."""
    page.evaluate(_FOLD, f"r{row}" if row else None)
    mark = page.locator(f"main > .row:visible :is({_SERIOUS})").first
    if mark.count():
        mark.evaluate("(mark) => mark.focus({ preventScroll: true })")
        page.locator("#tip").wait_for(state="visible")


_FOLD = f"""(start) => {{
  const between = ".charts, .panel, .legend, .status, details.excluded, footer";
  for (const part of document.querySelectorAll(between)) part.hidden = true;
  const rows = [...document.querySelectorAll("main > .row")];
  const first = rows.findIndex((row) =>
    start ? row.id === start : row.querySelector("{_SERIOUS}"));
  for (const row of rows.slice(0, Math.max(0, first))) row.hidden = true;
}}"""


def _browser() -> str | None:
    found = (shutil.which(name) for name in _NAMES)
    return os.environ.get("AUDITOR_CHROMIUM") or next((path for path in found if path), None)


def _pixels(page: Page, png: bytes) -> NDArray[np.uint8]:
    """Decode a picture in the browser: an array of height, width and red, green, blue."""
    page.set_content("<canvas></canvas>")
    source = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    width, height, data = page.evaluate(_DECODE, source)
    rgba = np.frombuffer(base64.b64decode(data), dtype=np.uint8)
    return rgba.reshape(height, width, 4)[..., :3]


_DECODE = """async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.querySelector("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  }
  return [image.width, image.height, btoa(text)];
}"""


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """Write a picture with a palette of its most frequent colours (PNG, colour type 3)."""
    height, width, _ = pixels.shape
    colours, codes, counts = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    palette = colours[np.argsort(-counts, kind="stable")[:_COLOURS]]
    apart = colours[:, None, :].astype(np.int32) - palette[None, :, :]
    nearest = (apart**2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    rows = nearest[codes].reshape(height, width)
    lines = np.hstack([np.zeros((height, 1), dtype=np.uint8), rows])
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        raise SystemExit(__doc__)
    start = int(sys.argv[3]) if len(sys.argv) == 4 else None
    size = take(Path(sys.argv[1]), Path(sys.argv[2]), start)
    sys.stdout.write(f"{sys.argv[2]}: {size:,} bytes\n")
