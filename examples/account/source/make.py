"""Write the exports and the expectation anew: ``python examples/account/source/make.py``."""

from __future__ import annotations

import json
from pathlib import Path

from export import exports
from plan import as_yaml, expectation
from story import read_story

TARGET = Path(__file__).parent.parent


def main(target: Path = TARGET) -> None:
    entries = read_story()
    channel, group = exports(entries)
    for name, data in (("result.json", channel), ("discussion.json", group)):
        text = json.dumps(data, ensure_ascii=False, indent=1)
        (target / name).write_text(text + "\n", encoding="utf-8")
    planned = as_yaml(expectation(entries), entries)
    (target / "expected.yaml").write_text(planned, encoding="utf-8")


if __name__ == "__main__":
    main()
