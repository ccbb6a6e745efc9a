"""Keep what the engine shows of the golden estates, and what the rules make of it.

    python tools/record_estates.py                  what differs from the tables that are kept
    python tools/record_estates.py --write          write the tables anew: read their diff
    python tools/record_estates.py --record ...     preview the estates on the engine first

Without names all estates of tests/golden_estates.py are taken. The tables say which resource each
rule passes and fails, and why: a change there is a change of verdicts, for a person to review. A
recording holds nothing of ours, so only another program, SDK or offline provider changes it.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from golden_estates import ESTATES, GoldenEstate, judge, previewed
from outcome_tables import NODES, OUTCOMES, Row, as_text, differences, node_rows, outcome_rows, read


def record(estate: GoldenEstate) -> None:
    """Preview an estate and keep what the engine shows."""
    with tempfile.TemporaryDirectory() as folder:
        text, _ = previewed(estate, Path(folder))
    estate.recording.write_text(text, encoding="utf-8")


def show(path: Path, columns: Row, rows: list[Row], *, write: bool) -> bool:
    """Print what differs from the table in `path`, or write it; whether it is as it was."""
    kept = read(path.read_text(encoding="utf-8"), columns) if path.exists() else []
    changed = differences(kept, rows)
    if changed:
        sys.stdout.writelines(f"{line}\n" for line in (path, *changed))
    if write:
        path.write_text(as_text(columns, rows), encoding="utf-8")
    return write or not changed


def main() -> int:
    """Record and judge the estates that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="ESTATE", help=", ".join(ESTATES))
    parser.add_argument("--record", action="store_true", help="preview on the engine first")
    parser.add_argument("--write", action="store_true", help="write the tables anew")
    given = parser.parse_args()
    if unknown := set(given.names) - set(ESTATES):
        parser.error(f"no estate {', '.join(sorted(unknown))}; there are {', '.join(ESTATES)}")
    same = True
    for name in given.names or ESTATES:
        estate = ESTATES[name]
        if given.record:
            record(estate)
        judged = judge(estate)
        rows = outcome_rows(judged.nodes, judged.evaluation.results)
        same &= show(estate.nodes, NODES, node_rows(judged.nodes), write=given.write)
        same &= show(estate.outcomes, OUTCOMES, rows, write=given.write)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
