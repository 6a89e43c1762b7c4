"""``tokens``: a table for people, a line a sentence for programs."""

import json


def test_json_has_a_line_a_sentence(run) -> None:
    text = "Мы чиним мост. Звоните 112!"
    done = run("tokens", "--format", "json", text)
    assert done.returncode == 0
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["text"], second["text"]) == ("Мы чиним мост.", "Звоните 112!")
    tokens = first["tokens"] + second["tokens"]
    assert [text[t["start"] : t["end"]] for t in tokens] == [t["text"] for t in tokens]
    bridge = first["tokens"][2]
    assert (bridge["lemma"], bridge["pos"], bridge["type"]) == ("мост", "noun", "word")
    assert bridge["known"] is True
    assert bridge["grammemes"][0] in ("nomn", "accs")
    assert {reading["lemma"] for reading in bridge["readings"]} == {"мост"}
    assert all(0 <= reading["score"] <= 1 for reading in bridge["readings"])
    number = second["tokens"][1]
    assert (number["type"], number["lemma"], number["pos"]) == ("number", None, None)
    assert number["readings"] == []


def test_table_shows_every_word(run) -> None:
    lines = run("tokens", "Администрация", "чинит", "дороги.").stdout.splitlines()
    assert lines[0] == "Администрация чинит дороги."
    assert lines[1].split() == ["Администрация", "администрация", "СУЩ:им,ед,жен,неод"]
    assert [line.split()[0] for line in lines[1:] if line and "или" not in line] == [
        "Администрация",
        "чинит",
        "дороги",
        ".",
    ]


def test_unknown_word_is_said_to_be_unknown(run) -> None:
    assert "нет в словаре" in run("tokens", "Кракозяблик спит.").stdout


def test_standard_input_in_other_encodings(run) -> None:
    done = run("tokens", "-", stdin="Мост готов.".encode("cp1251"))
    assert done.stdout.startswith("Мост готов.\n")
    assert "CP1251" in done.stderr


def test_hostile_text_is_inert(run) -> None:
    done = run("tokens", "-", stdin="Мост\x1b[2J \u202eготов".encode())
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout


def test_nothing_to_read(run) -> None:
    done = run("tokens", "-", stdin=b" \n")
    assert (done.returncode, done.stderr) == (
        2,
        "-: текст пуст. Передайте предложение или целый пост.\n",
    )
