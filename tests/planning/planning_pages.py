"""Pages of this room as a reader of HTML meets them."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """What stands on a page: its tags, whether they close, its links, and its words."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.links, self.words, self.attrs = [], [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.attrs.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.links += [value for name, value in attrs if name in {"href", "src"}]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)
