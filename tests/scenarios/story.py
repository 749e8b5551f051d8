"""A story: mails and answers in their order, and what came of them as text.

The golden folder of a story holds
    tree          the files of the repository
    log           git log, but for the deliveries
    T-<n>         a ticket: its state, its deliveries, what was read of its
                  mails
    <person>      every mail that this person got, as a mail program shows it
POSTERN_BLESS=1 writes them anew.
"""
import difflib
import os
import re

from desk import Scenario, address_of, normalise

GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")
SHOWN = ["From", "To", "Reply-To", "Subject", "Message-ID", "In-Reply-To",
         "References", "Auto-Submitted", "Content-Language"]


class Story(Scenario):
    """One desk; each mail is taken and answered before the next."""

    def tell(self, story, agents, **options):
        self.story = story
        self.it = self.desk(agents, **options)

    def write(self, person, subject, text, **more):
        self.it.mail(person, subject, text, **more)
        self.it.turn()

    def answer(self, person, text, notice=None, **more):
        """Answers the last mail that this person got."""
        self.it.answer(notice or self.it.last(person), person, text, **more)
        self.it.turn()

    # --- as text

    def mails_of(self, address):
        parts = []
        for mail in self.it.got(address):
            heads = "".join(f"{name}: {mail[name]}\n" for name in SHOWN
                            if mail[name])
            parts.append(f"{heads}\n{mail.text}")
        return ("\n" + "~" * 72 + "\n").join(parts)

    def ticket_as_text(self, number):
        parts = []
        for path in self.it.files(self.it.folder(number)):
            name = path.rsplit("/", 1)[1]
            if name.endswith(".txt") or name in ("ticket", "delivery"):
                parts.append(f"~~~ {name}\n{self.it.blob(path).decode()}")
        return "\n".join(parts)

    def log_as_text(self):
        """Deliveries are told by the second, so not here."""
        return self.it.git(
            "log", "--reverse", "--invert-grep", "--grep=^Event: deliver",
            "--format=~~~ %an <%ae>%n%B", "main", "--", "tickets", "answers",
            "quarantine", "people")

    def told(self):
        people = sorted({address_of(mail["To"]) for mail in self.it.outbox()})
        files = {person: self.mails_of(person) for person in people}
        files |= {f"T-{number}": self.ticket_as_text(number)
                  for number in self.it.tickets()}
        files["tree"] = "\n".join(self.it.files()) + "\n"
        files["log"] = self.log_as_text()
        return {name: re.sub(r"[ \t]+\n", "\n", normalise(text))
                for name, text in files.items()}

    def check_golden(self):
        folder = os.path.join(GOLDEN, self.story)
        now = self.told()
        self.check_fsck(self.it)
        if os.environ.get("POSTERN_BLESS"):
            self.bless(folder, now)
        there = {}
        for name in sorted(os.listdir(folder)):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                there[name] = file.read()
        self.assertEqual(sorted(now), sorted(there))
        wrong = "".join(
            line for name in sorted(now) for line in difflib.unified_diff(
                there[name].splitlines(True), now[name].splitlines(True),
                f"golden/{self.story}/{name}", f"now/{name}"))
        if wrong:
            self.fail("not as blessed (POSTERN_BLESS=1 blesses):\n" + wrong)

    def bless(self, folder, now):
        os.makedirs(folder, exist_ok=True)
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))
        for name, text in now.items():
            with open(os.path.join(folder, name), "w",
                      encoding="utf-8") as file:
                file.write(text)
