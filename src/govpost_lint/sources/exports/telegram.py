"""Telegram Desktop's result.json: one chat or a full archive, channel and discussion group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from govpost_lint.account import Post, Stream
from govpost_lint.errors import InputError
from govpost_lint.opening import shown
from govpost_lint.sources.exports.discussion import comments_of
from govpost_lint.sources.exports.gathered import Reading, where_broken
from govpost_lint.sources.exports.people import channel_number
from govpost_lint.sources.exports.quick import QuickEvents, UnusualError
from govpost_lint.sources.exports.records import Passed, records
from govpost_lint.sources.exports.stream import BrokenJsonError, Event, Events
from govpost_lint.sources.exports.telegram_album import merge_albums
from govpost_lint.sources.exports.telegram_message import (
    Message,
    Record,
    SkippedError,
    read_message,
)
from govpost_lint.sources.exports.values import one_line

_GROUPS = frozenset(("public_supergroup", "private_supergroup", "private_group"))
_PRIVATE = frozenset(("personal_chat", "bot_chat", "saved_messages", "replies"))
_EXPORT_AGAIN = (
    "Выгрузите канал заново: Telegram Desktop → меню канала → «Экспорт истории чата» → формат JSON"
)


@dataclass(slots=True)
class Chat:
    """A chat of an export.

    Attributes:
        name, kind: ``name`` and ``type`` of the export.
        number: its bare id; empty where there is none.
        place: file, for remarks.
        messages: by id, in the order of the file.
    """

    place: str
    name: str = ""
    kind: str = ""
    number: str = ""
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def group(self) -> bool:
        """Whether readers write here; a chat that does not say what it is counts as a channel."""
        return self.kind in _GROUPS


def read_telegram(paths: Sequence[Path], reading: Reading) -> None:
    """Read a channel and its discussion from one file or several.

    Raises:
        InputError: nothing can be read of a file, there is no channel, or it is unclear which.
    """
    chats: list[Chat] = []
    archive = False
    for path in paths:
        found, whole = _chats(path, reading)
        archive = archive or whole
        for chat in found:
            _add(chat, chats, reading)
    channel = _chosen(chats, shown(paths[0]), reading)
    groups = [chat for chat in chats if chat.group]
    channel_key = reading.people.key(f"channel{channel.number}") if channel.number else ""
    if archive:
        # An archive holds all the groups of its owner: that of the channel has its forwards.
        groups = [one for one in groups if _has_forwards(one, channel_key)]
    if channel.number:
        reading.people.add_own(f"channel{channel.number}")
    reading.named(channel.name, "telegram")
    messages = [channel.messages[number] for number in sorted(channel.messages)]
    posts = merge_albums(one for one in messages if not one.stream)
    reading.streams += [Stream(str(one.id), one.moment) for one in messages if one.stream]
    reading.posts += [_post(one) for one in posts]
    for group in groups:
        ordered = [group.messages[number] for number in sorted(group.messages)]
        ordered = [one for one in ordered if not one.stream]
        channel_name = f"channel{channel.number}"
        reading.comments += comments_of(ordered, posts, channel_key, channel_name, reading)


def _post(message: Message) -> Post:
    return Post(
        id=str(message.id),
        moment=message.moment,
        text=message.text,
        repost=message.forward is not None,
        attachments=message.attachments,
        poll=message.poll,
        likes=message.likes,
    )


def _has_forwards(group: Chat, channel_key: str) -> bool:
    return any(
        one.sender == channel_key and one.forward is not None for one in group.messages.values()
    )


def _add(chat: Chat, chats: list[Chat], reading: Reading) -> None:
    """Add a chat, or the messages that are new to one exported twice."""
    for known in chats:
        if chat.number and (known.number, known.kind) == (chat.number, chat.kind):
            repeated = sum(number in known.messages for number in chat.messages)
            if repeated:
                reading.tally.count("сообщения с повторным id, взято первое", chat.place, repeated)
            known.messages = chat.messages | known.messages
            return
    chats.append(chat)


def _chosen(chats: list[Chat], place: str, reading: Reading) -> Chat:
    channels = [chat for chat in chats if not chat.group]
    if reading.chat:
        wanted = reading.chat.removeprefix("channel").removeprefix("-100")
        channels = [
            one for one in channels if one_line(reading.chat) == one.name or wanted == one.number
        ]
    else:
        own = [one for one in channels if reading.people.own(reading.people.key(_peer(one)))]
        channels = own or channels
    if len(channels) == 1:
        return channels[0]
    names = [f"«{chat.name}»" for chat in channels or chats if not chat.group]
    if not channels and reading.chat and names:
        raise InputError(f"канала «{reading.chat}» в выгрузке нет, есть: {_listed(names)}.")
    if channels:
        raise InputError(
            f"{place}: в выгрузке несколько каналов: {_listed(names)}. "
            'Назовите нужный: --chat "Название".'
        )
    raise InputError(f"{place}: в выгрузке нет канала, только чаты. {_EXPORT_AGAIN}.")


def _peer(chat: Chat) -> str:
    return f"channel{chat.number}" if chat.number else ""


def _listed(names: list[str]) -> str:
    return ", ".join(names[:10]) + (f" и ещё {len(names) - 10}" if len(names) > 10 else "")


def _chats(path: Path, reading: Reading) -> tuple[list[Chat], bool]:
    """Return the chats of a file, and whether it is a full archive."""
    export = reading.open(path)
    trial = reading.trial()
    chats: list[Chat] = []
    reader = _ChatReader(QuickEvents(export), trial, export.name, chats)
    try:
        reader.read()
    except UnusualError:
        chats.clear()
        reader = _ChatReader(Events(export), reading, export.name, chats)
    else:
        reading.tally.add(trial.tally)
        return chats, reader.archive
    try:
        reader.read()
    except BrokenJsonError as error:
        kept = sum(len(chat.messages) for chat in chats)
        if not kept:
            raise InputError(f"{export.name}: {where_broken(error)}. {_EXPORT_AGAIN}.") from None
        reading.broke_off(export, error, kept)
    return chats, reader.archive


class _ChatReader:
    """Walks one file; what it has read stays in ``chats`` if the file breaks off."""

    def __init__(
        self, events: Events | QuickEvents, reading: Reading, place: str, chats: list[Chat]
    ) -> None:
        self.events = events
        self.reading = reading
        self.place = place
        self.chats = chats
        self.archive = False

    def read(self) -> None:
        self.events.next()  # the mapping of the root, as detected
        self.root()
        self.events.finish()

    def root(self) -> None:
        chat = Chat(self.place)
        for key in self.events.members():
            event = self.events.next()
            if key in ("chats", "left_chats") and event[0] == "start_map":
                self.archive = True
                self.list_of_chats()
            else:
                self.part_of_chat(chat, key, event)

    def list_of_chats(self) -> None:
        for key in self.events.members():
            event = self.events.next()
            if key != "list" or event[0] != "start_array":
                self.events.skip(event)
                continue
            for element in self.events.elements():
                if element[0] == "start_map":
                    chat = Chat(self.place)
                    for part in self.events.members():
                        self.part_of_chat(chat, part, self.events.next())
                else:
                    self.events.skip(element)

    def part_of_chat(self, chat: Chat, key: str, event: Event) -> None:
        if key == "messages" and event[0] == "start_array":
            if chat.kind in _PRIVATE:
                self.events.skip(event)
                return
            self.chats.append(chat)
            group = chat.group
            for record in records(self.events, Record):
                self.message(chat, group, record)
        elif key == "name" and event[0] == "string":
            chat.name = one_line(event[1])
        elif key == "type" and event[0] == "string":
            chat.kind = event[1]
        elif key == "id" and event[0] == "number":
            chat.number = channel_number(event[1])
        else:
            self.events.skip(event)

    def message(self, chat: Chat, group: bool, record: Record | Passed) -> None:
        tally = self.reading.tally
        if record is Passed.NO_MAPPING:
            tally.count("сообщения не того вида, пропущены", self.place)
            return
        if record is Passed.TOO_BIG:
            tally.count("слишком большие сообщения, пропущены", self.place)
            return
        try:
            message = read_message(record, self.reading.zone, self.reading.people, group)
        except SkippedError as reason:
            tally.count(str(reason), self.where(record))
            return
        if chat.messages.setdefault(message.id, message) is not message:
            tally.count("сообщения с повторным id, взято первое", self.where(record))

    def where(self, record: Record) -> str:
        number = record.id
        return f"{self.place}, сообщение {number}" if isinstance(number, int) else self.place
