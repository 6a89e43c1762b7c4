"""Names of the columns of the general form, English and plain Russian."""

from __future__ import annotations

import re

_NAMES = {
    "id": "id message_id номер №, ид, код, id сообщения, номер записи, id записи",
    "post_id": "post_id, id поста, номер поста, пост, к посту, id публикации",
    "date": "date datetime published timestamp, дата, дата публикации, дата и время, дата/время, "
    "дата и время публикации, опубликовано, дата комментария",
    "time": "time, время, время публикации",
    "text": "text message content, текст, текст поста, сообщение, содержание, текст публикации, "
    "текст комментария, комментарий, текст сообщения",
    "platform": "platform network, площадка, соцсеть, платформа, социальная сеть",
    "account": "channel account, канал, аккаунт, сообщество, паблик, страница",
    "media_count": "media_count, вложений, число вложений, количество вложений, медиа, "
    "число медиа, фото и видео",
    "media_types": "media_types media, виды вложений, вложения, тип вложений, типы вложений, "
    "вид вложения, виды медиа",
    "width": "width, ширина",
    "height": "height, высота",
    "poll": "poll, опрос",
    "repost": "repost is_repost, репост, это репост",
    "live": "live, прямой эфир, эфир",
    "comments_open": "comments_open, комментарии открыты, комментирование",
    "views": "views, просмотры, просмотров, охват",
    "likes": "likes, лайки, лайков, нравится, реакции",
    "comments": "comments, комментарии, комментариев, число комментариев",
    "reposts": "reposts, репосты, репостов, поделились",
    "url": "url link, ссылка, адрес",
    "author": "author user_id, автор, автор комментария, пользователь, от кого",
    "is_official": "is_official official by_account, официальный ответ, официально, "
    "ответ официального лица, от аккаунта, от имени аккаунта, официальный",
    "reply_to": "reply_to reply_to_id parent parent_id reply_to_message_id, ответ на, в ответ на, "
    "ответ на комментарий, на комментарий",
}


def _split(names: str) -> list[str]:
    """Single words before the first comma, phrases between commas."""
    words, *phrases = names.split(",")
    return [*words.split(), *(phrase.strip() for phrase in phrases)]


_CANONICAL = {name: key for key, names in _NAMES.items() for name in _split(names)}
_SPACE = re.compile(r"\s+")


def canonical(name: object) -> str:
    """Return the key of a column; empty for a column that nothing is read from."""
    if not isinstance(name, str):
        return ""
    plain = _SPACE.sub(" ", name.strip().strip("\ufeff:").lower().replace("ё", "е"))
    return _CANONICAL.get(plain, "")
