"""The mail that the benchmarks feed to a desk: made up, and always the same.

A Post is a stream of mails in four languages. Of each hundred, forty are of
new people with a new matter and sixty answer an earlier mail of the same
person; a tenth carries an attachment. The sizes have a mean of about 16 KB and
a tail of up to 500 KB.
"""
import base64
import random

DESK = "help@example.com"
MAX_BYTES = 500 * 1024

WORDS = {
    "en": "the printer on third floor prints blank pages since this morning "
          "and nobody knows why could you please look at it before lunch "
          "network account password does not work again after update thanks "
          "screen keyboard invoice order meeting calendar phone laptop",
    "sv": "skrivaren på plan tre skriver ut tomma sidor sedan i morse och "
          "ingen vet varför kan ni vara snälla och titta på det före lunch "
          "nätverket kontot lösenordet fungerar inte igen efter ändringen "
          "tack skärmen tangentbordet fakturan mötet kalendern datorn",
    "nb": "skriveren i tredje etasje skriver ut blanke sider siden i morges "
          "og ingen vet hvorfor kan dere være så snille å se på det før "
          "lunsj nettverket kontoen passordet virker ikke igjen etter "
          "oppdateringen takk skjermen tastaturet fakturaen møtet kalenderen",
    "pl": "drukarka na trzecim piętrze drukuje puste strony od rana i nikt "
          "nie wie dlaczego czy możecie proszę spojrzeć na to przed obiadem "
          "sieć konto hasło znowu nie działa po aktualizacji dziękuję ekran "
          "klawiatura faktura zamówienie spotkanie kalendarz telefon",
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
          "Oct", "Nov", "Dec")


class Person:
    def __init__(self, number, language):
        self.language = language
        self.name = f"Person {number}"
        self.address = f"person{number}@customer{number % 977}.example"
        self.subject = ""
        self.last_id = ""
        self.last_text = []


class Post:
    """small: mails of half a kilobyte, all of new people."""

    def __init__(self, seed=1, small=False, first=0):
        self.random = random.Random(seed)
        self.small = small
        self.people = []
        self.made = first
        self.words = {name: text.split() for name, text in WORDS.items()}

    def text(self, language, size):
        """Lines of words, of about that many bytes."""
        words, lines, total = self.words[language], [], 0
        while total < size:
            line = " ".join(self.random.choices(words, k=11)).capitalize()
            lines.append(line + ".")
            total += len(line) + 2
        return lines

    def date(self):
        day, second = divmod(self.made * 7, 86400)
        return (f"{1 + day % 28} {MONTHS[day // 28 % 12]} 2025 "
                f"{second // 3600:02}:{second // 60 % 60:02}:"
                f"{second % 60:02} +0000")

    def newcomer(self):
        person = Person(self.made, self.random.choice(tuple(WORDS)))
        person.subject = " ".join(
            self.random.choices(self.words[person.language], k=6))
        self.people.append(person)
        return person

    def head(self, person, message_id, is_reply):
        lines = [f"Return-Path: <{person.address}>",
                 "Received: from client.example by mx.example.com with ESMTPS;",
                 f"\t{self.date()}",
                 f"From: {person.name} <{person.address}>", f"To: {DESK}",
                 f"Subject: {'Re: ' if is_reply else ''}matter of {self.made}"
                 if self.small else
                 f"Subject: {'Re: ' if is_reply else ''}" + encoded(
                     person.subject),
                 f"Date: {self.date()}", f"Message-ID: {message_id}",
                 "MIME-Version: 1.0"]
        if is_reply:
            lines += [f"In-Reply-To: {person.last_id}",
                      f"References: {person.last_id}"]
        return lines

    def body(self, person, is_reply):
        size = 40 if self.small else min(
            int(self.random.lognormvariate(7.6, 0.9)), 60000)
        own = self.text(person.language, size)
        person.last_text, quoted = own[:40], person.last_text
        if is_reply:
            own += ["", "> " + "\r\n> ".join(quoted)]
        return own

    def attachment(self):
        size = min(int(self.random.lognormvariate(10.8, 0.9)),
                   (MAX_BYTES - 70000) * 3 // 4)
        return base64.encodebytes(self.random.randbytes(size)).replace(
            b"\n", b"\r\n")

    def next(self):
        """The bytes of the next mail."""
        is_reply = (not self.small and self.people != []
                    and self.random.random() < 0.6)
        person = (self.random.choice(self.people) if is_reply
                  else self.newcomer())
        message_id = f"<{self.made}.{self.random.getrandbits(48):x}@bench>"
        head = self.head(person, message_id, is_reply)
        lines = self.body(person, is_reply)
        person.last_id = message_id
        mail = self.assemble(head, lines)
        self.made += 1
        if self.small:
            self.people.clear()
        return mail

    def assemble(self, head, lines):
        plain = ("\r\n".join(lines) + "\r\n").encode()
        kind = 0 if self.small else self.random.random()
        if kind < 0.4:
            return joined(head + [
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: 8bit", ""], plain)
        boundary = f"=_{self.made}"
        with_file = kind >= 0.9
        return joined(
            head + ["Content-Type: multipart/" +
                    ("mixed" if with_file else "alternative") +
                    f"; boundary=\"{boundary}\"", "",
                    "--" + boundary, "Content-Type: text/plain; charset=utf-8",
                    "Content-Transfer-Encoding: 8bit", ""], plain,
            ["--" + boundary] + (
                ["Content-Type: application/pdf; name=\"scan.pdf\"",
                 "Content-Disposition: attachment; filename=\"scan.pdf\"",
                 "Content-Transfer-Encoding: base64", ""] if with_file else
                ["Content-Type: text/html; charset=utf-8",
                 "Content-Transfer-Encoding: 8bit", ""]),
            self.attachment() if with_file else markup(lines),
            ["--" + boundary + "--"])


def encoded(text):
    if text.isascii():
        return text
    return "=?utf-8?B?" + base64.b64encode(text.encode()).decode() + "?="


def joined(*pieces):
    return b"".join(piece if isinstance(piece, bytes)
                    else "".join(f"{line}\r\n" for line in piece).encode()
                    for piece in pieces)


def markup(lines):
    text = "".join(f"<p>{line}</p>\r\n" for line in lines)
    return f"<html><body>\r\n{text}</body></html>\r\n".encode()
