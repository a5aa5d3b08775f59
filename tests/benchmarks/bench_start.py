"""The start of the program, beside an empty window of the same library.

Run by hand: `python tests/benchmarks/bench_start.py [ROUNDS]`. Two ratios of medians of whole processes, measured in
turn so that a busy machine slows all alike:

- first paint: `--exit-when painted` beside an empty PySide6 window; the bar is 1.2;
- usable home page: `--exit-when ready` beside that window, SQLAlchemy Core, and the file opened; the bar is 1.3.

Modules are compiled in the first turn, as they are where the program is installed, whatever the environment says.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 15
_EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, then)
def then():
    app.quit()
app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
_EMPTY_AND_FILE = _EMPTY.replace(
    "    app.quit()",
    """    import sqlalchemy
    engine = sqlalchemy.create_engine("sqlite:///" + sys.argv[1])
    with engine.connect() as connection:
        connection.execute(sqlalchemy.text("SELECT count(*) FROM sqlite_master")).scalar_one()
    engine.dispose()
    app.quit()""",
).replace("\nfrom PySide6.QtCore", "\nimport sys\nfrom PySide6.QtCore", 1)


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """How long a process takes from its start to its end."""
    start = perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return perf_counter() - start


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "sample.mrcw")
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MRCWORKBENCH_DATA": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        program = [sys.executable, "-m", "mrcworkbench"]
        subprocess.run([*program, "sample", database], env=environment, check=True, capture_output=True)
        jobs = {
            "empty window": [sys.executable, "-c", _EMPTY],
            "painted": [*program, database, "--exit-when", "painted"],
            "empty window, SQLAlchemy, file": [sys.executable, "-c", _EMPTY_AND_FILE, database],
            "ready": [*program, database, "--exit-when", "ready"],
        }
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for turn in range(rounds + 1):
            for name, command in jobs.items():
                taken = seconds(command, environment)
                if turn:  # the first turn fills the caches of the disk and of Python
                    times[name].append(taken)
    medians = {name: median(taken) for name, taken in times.items()}
    for name, taken in medians.items():
        print(f"{name:32} {taken * 1000:7.0f} ms   fastest {min(times[name]) * 1000:.0f} ms")
    print(f"first paint  {medians['painted'] / medians['empty window']:.2f} x   bar 1.20")
    print(f"usable       {medians['ready'] / medians['empty window, SQLAlchemy, file']:.2f} x   bar 1.30")


if __name__ == "__main__":
    main()
