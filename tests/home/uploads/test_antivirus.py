"""The virus check against a real clamd."""

import pytest

from home.uploads import antivirus
from tests.home import samples, scanners

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scanner():
    with scanners.running() as found:
        yield found


@pytest.mark.parametrize(
    ("data", "clean"),
    [
        (samples.pdf(), True),
        (b"", True),
        (scanners.EICAR, False),
        (samples.pdf() + b"\n%" + scanners.EICAR, False),
        (bytes(3_000_000) + scanners.EICAR, False),
    ],
)
def test_scanner_tells_what_is_clean(scanner, tmp_path, data, clean):
    path = tmp_path / "file"
    path.write_bytes(data)

    assert antivirus.is_clean(scanner.address, path) is clean


def test_scanner_that_is_down_says_neither(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(samples.pdf())
    with scanners.running() as scanner:
        scanner.stop()

        with pytest.raises(antivirus.Unavailable):
            antivirus.is_clean(scanner.address, path)
