"""What can be written in the filter of the feed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from console.core.feed import FIELDS, FLAGS, TEXTS, FeedBuffer


class Vocabulary(Mapping[str, Iterable[str]]):
    """What stands in the fields of the feed, looked up when it is asked for."""

    def __init__(self, feed: FeedBuffer) -> None:
        self._feed = feed

    def __getitem__(self, key: str) -> Iterable[str]:
        if key in TEXTS:
            return [text for text in self._feed.texts(key) if text]
        if key in FLAGS:
            return ("yes", "no")
        if key in FIELDS:
            return ()
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(FIELDS))

    def __len__(self) -> int:
        return len(FIELDS)
