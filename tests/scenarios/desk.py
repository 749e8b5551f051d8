"""A helpdesk of Maildirs for whole-program tests.

A Desk is made by `postern init` in a folder that goes away with the test.
Mail is dropped in spool/in/new, `fetch` and `send` run, and what each person
got is read from spool/out/new; everything else is read from the repository,
as an auditor would.
"""
import calendar
import email
import email.message
import email.policy
import email.utils
import os
import re
import shutil
import subprocess
import tempfile
import time
import unittest

POSTERN = os.environ.get("POSTERN", "postern")
DESK = "help@example.com"
MX = "mx.example.com"
ANNA = "Anna Berg <anna@example.com>"
NILS = "Nils Dahl <nils@example.com>"
ALICE = "Alice Svensson <alice@customer.example>"

DAY = 86400

ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "Operator",
    "GIT_AUTHOR_EMAIL": "operator@example.com",
    "GIT_COMMITTER_NAME": "Operator",
    "GIT_COMMITTER_EMAIL": "operator@example.com",
    "LOGNAME": "operator",
    "USER": "operator",
    **{name: os.environ[name] for name in os.environ
       if name.endswith("SAN_OPTIONS")},
}


def address_of(person):
    """The bare address of 'Name <address>'."""
    return email.utils.parseaddr(person)[1]


def last_monday():
    """A Monday, some days ago: mail that arrived then is history of no more
    than the thirty days that the desk believes."""
    now = time.gmtime()
    today = calendar.timegm((now.tm_year, now.tm_mon, now.tm_mday, 0, 0, 0))
    return today - (now.tm_wday + 21) * DAY


class Got:
    """A mail as one person got it."""

    def __init__(self, raw):
        self.raw = raw
        self.message = email.message_from_bytes(
            raw, policy=email.policy.default)

    def __getitem__(self, name):
        value = self.message[name]
        return None if value is None else str(value)

    @property
    def text(self):
        body = self.message.get_body(("plain",))
        return body.get_content().replace("\r\n", "\n")

    @property
    def kind(self):
        """The letter of the reply address: r p i c …, or ''."""
        match = re.search(r"\+\d+\.\d+([a-z])\.", self["Reply-To"] or "")
        return match.group(1) if match else ""

    def __repr__(self):
        heads = "\n".join(f"{name}: {value}" for name, value
                          in self.message.items())
        return f"\n{heads}\n\n{self.text}"


class Desk:
    """agents: 'Name <address>', or (that, {key: value}) for desk.conf."""

    def __init__(self, agents=(ANNA,), *, authserv=False, extension="plus",
                 language="en", tag="T", name="Helpdesk", rules="",
                 settings=""):
        self.root = tempfile.mkdtemp(prefix="postern-scenario-")
        self.path = os.path.join(self.root, "desk")
        self.repository = os.path.join(self.path, "desk.git")
        self.authserv = authserv
        self.dropped = 0
        self.began = int(time.time()) - 9000
        self.composed = 0
        self.read = {}
        self.postern("init", self.path, "--address", DESK,
                     *[word for agent in agents for word in
                       ("--agent", address_of(self.plain(agent)))])
        self.write_settings(authserv, extension, settings)
        self.push_rules(self.rules(agents, language, tag, name) + rules)

    def close(self):
        shutil.rmtree(self.root)

    # --- making it

    @staticmethod
    def plain(agent):
        return agent if isinstance(agent, str) else agent[0]

    def rules(self, agents, language, tag, name):
        text = (f"[desk]\n\tname = {name}\n\taddress = {DESK}\n"
                f"\tlanguage = {language}\n\ttag = {tag}\n"
                "[queue \"support\"]\n\tline = 1\n\tcalendar = office\n"
                "\tdefault = true\n"
                "[calendar \"office\"]\n\thours = Mon-Fri 08:00-17:00\n")
        for agent in agents:
            keys = {"queue": "support", "line": 1}
            if not isinstance(agent, str):
                keys |= agent[1]
            who, address = email.utils.parseaddr(self.plain(agent))
            text += f"[agent \"{address}\"]\n\tname = {who}\n"
            for key, value in keys.items():
                if value is not None:
                    text += f"\t{key} = {value}\n"
        return text

    def write_settings(self, authserv, extension, more):
        text = f"[auth]\n\textension = {extension}\n"
        if authserv:
            text += f"\tauthserv-id = {MX}\n\treceiver = {MX}\n"
        with open(os.path.join(self.path, "postern.conf"), "w") as file:
            file.write(text + more)
        os.chmod(os.path.join(self.path, "postern.conf"), 0o600)

    def clone(self):
        where = tempfile.mkdtemp(dir=self.root)
        self.run(["git", "clone", "-q", self.repository, where])
        return where

    def push_rules(self, text):
        where = self.clone()
        with open(os.path.join(where, "desk.conf"), "w") as file:
            file.write(text)
        self.run(["git", "-C", where, "commit", "-qam", "Set up the desk"])
        self.run(["git", "-C", where, "push", "-q"])

    # --- running it

    def run(self, command, status=0, stdin=b"", **more):
        """Runs a command; its output as text. Any other exit status than the
        expected one is an error that shows what was said."""
        done = subprocess.run(command, input=stdin, capture_output=True,
                              env=ENVIRONMENT | more, check=False)
        if status is not None and done.returncode != status:
            raise AssertionError(
                f"{' '.join(command)} ended with {done.returncode}, "
                f"expected {status}:\n{done.stdout.decode('utf-8', 'replace')}"
                f"{done.stderr.decode('utf-8', 'replace')}")
        if status is None:
            return done
        return done.stdout.decode("utf-8", "surrogateescape")

    def postern(self, *arguments, **more):
        where = [] if arguments[0] == "init" else ["-C", self.path]
        return self.run([POSTERN, *where, *arguments], **more)

    def turn(self):
        self.postern("fetch")
        self.postern("send")

    def git(self, *arguments, **more):
        return self.run(["git", "-C", self.repository, *arguments], **more)

    # --- mail in

    def drop(self, raw, name=None):
        """Puts a mail in the desk's mailbox. The files are taken in the order
        of their making; each arrived a second after the one before."""
        self.dropped += 1
        name = name or f"{self.dropped:06d}"
        spool = os.path.join(self.path, "spool", "in")
        with open(os.path.join(spool, "tmp", name), "wb") as file:
            file.write(raw)
        arrival = self.began + self.dropped
        os.utime(os.path.join(spool, "tmp", name), (arrival, arrival))
        os.rename(os.path.join(spool, "tmp", name),
                  os.path.join(spool, "new", name))
        return raw

    def through_mx(self, raw, sender, verdict="pass"):
        """As our mail server hands it on, where the desk has one."""
        if not self.authserv or not verdict:
            return raw
        domain = address_of(sender).rpartition("@")[2]
        return (f"Received: from client.example by {MX} with ESMTPS;\r\n"
                f"\t{email.utils.formatdate()}\r\n"
                f"Authentication-Results: {MX};\r\n"
                f"\tdmarc={verdict} header.from={domain}\r\n").encode() + raw

    def compose(self, sender, subject, text, *, to=DESK, html=None,
                attach=(), **headers):
        """The bytes of a mail. Keyword arguments are header fields
        (In_Reply_To); None leaves one out."""
        self.composed += 1
        message = email.message.EmailMessage(
            policy=email.policy.SMTP.clone(max_line_length=990))
        fields = {"From": sender, "To": to, "Subject": subject,
                  "Date": email.utils.formatdate(self.began + self.dropped),
                  "Message-ID": f"<mail-{self.composed}@client.example>"}
        fields |= {key.replace("_", "-"): value
                   for key, value in headers.items()}
        for name, value in fields.items():
            if value is not None:
                message[name] = value
        message.set_content(text, cte="8bit")
        if html:
            message.add_alternative(html, "html", cte="quoted-printable")
        for name, kind, content in attach:
            main, sub = kind.split("/")
            message.add_attachment(content, main, sub, filename=name)
        return message.as_bytes()

    def mail(self, sender, subject, text, *, verdict="pass", **more):
        """Composes a mail and drops it; the bytes."""
        raw = self.compose(sender, subject, text, **more)
        return self.drop(self.through_mx(raw, sender, verdict))

    def reply_fields(self, notice):
        subject = notice["Subject"]
        if not re.match("(?i)(re|sv|odp):", subject):
            subject = "Re: " + subject
        references = notice["References"]
        ours = notice["Message-ID"]
        return {"subject": subject,
                "to": notice["Reply-To"] or notice["From"],
                "In_Reply_To": ours,
                "References": f"{references} {ours}" if references else ours}

    def answer(self, notice, sender, text, **more):
        """Answers a mail that somebody got, as a mail program does."""
        fields = self.reply_fields(notice) | more
        return self.mail(sender, fields.pop("subject"), text, **fields)

    # --- mail out

    def outbox(self):
        """Everything handed over, in its order."""
        folder = os.path.join(self.path, "spool", "out", "new")
        names = sorted(os.listdir(folder), key=lambda name: [
            int(part) for part in re.findall(r"\d+", name)[:2]])
        mails = []
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                mails.append(Got(file.read()))
        return mails

    def got(self, person):
        """All mails that this person got."""
        address = address_of(person)
        return [mail for mail in self.outbox()
                if address_of(mail["To"]) == address]

    def fresh(self, person):
        """Those since the last time asked."""
        mails = self.got(person)
        address = address_of(person)
        seen = self.read.get(address, 0)
        self.read[address] = len(mails)
        return mails[seen:]

    def last(self, person):
        mails = self.got(person)
        if not mails:
            raise AssertionError(f"{person} got no mail")
        return mails[-1]

    # --- the repository

    @staticmethod
    def folder(number):
        return (f"tickets/{number // 10000:02d}/{number // 100 % 100:02d}/"
                f"{number:06d}")

    def files(self, under="."):
        return self.git("ls-tree", "-r", "--name-only", "main",
                        under).splitlines()

    def tickets(self):
        return sorted(int(path.split("/")[3]) for path in self.files("tickets")
                      if path.endswith("/ticket"))

    def blob(self, path):
        return subprocess.run(
            ["git", "-C", self.repository, "show", f"main:{path}"],
            capture_output=True, env=ENVIRONMENT, check=True).stdout

    def file(self, number, name):
        return self.blob(f"{self.folder(number)}/{name}")

    def ticket(self, number):
        """The fields of a ticket: name -> list of values."""
        fields = {}
        for line in self.file(number, "ticket").decode().splitlines():
            key, _, value = line.partition(": ")
            fields.setdefault(key, []).append(value)
        return fields

    def status(self, number):
        return self.ticket(number)["Status"][0]

    def head(self):
        return self.git("rev-parse", "main").strip()

    def commits(self, *arguments):
        return self.git("rev-list", "--reverse", *(arguments or
                                                   ("main",))).split()

    def trailers(self, commit="main"):
        """As git tells them: a list of (key, value)."""
        text = self.git("log", "-1", "--format=%(trailers:unfold,only)",
                        commit)
        return [tuple(line.split(": ", 1)) for line in text.splitlines()
                if line]

    def events(self, number=None):
        """The Event of each commit, oldest first."""
        where = ["--", self.folder(number)] if number else []
        return self.git("log", "--reverse",
                        "--format=%(trailers:key=Event,valueonly,separator=)",
                        "main", *where).split()


class Scenario(unittest.TestCase):
    """A test on desks that go away with it."""

    maxDiff = None

    def desk(self, *arguments, **options):
        desk = Desk(*arguments, **options)
        self.addCleanup(desk.close)
        return desk

    def check_fsck(self, desk):
        done = desk.git("fsck", "--strict", "--no-progress", status=None)
        self.assertEqual((done.returncode, done.stderr), (0, b""))


# --- golden files

NORMAL = [
    (r"\b[0-9a-f]{64}\b", "SHA256"),
    (r"\b[0-9a-f]{40}\b", "COMMIT"),
    (r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "TIME"),
    (r"\b\d{4}-\d\d-\d\d \d\d:\d\d( [+-]\d{4})?", "TIME"),
    (r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? \w{3} \d{4} \d\d:\d\d:\d\d"
     r" [+-]\d{4}", "DATE"),
    (r"\+(\d+\.\d+[a-z])\.[a-z2-7]{16}@", r"+\1.MAC@"),
    (r"<t(\d+\.\d+)\.[a-z2-7]{16}@", r"<t\1.MAC@"),
    (r"answers/\d{4}-\d\d/", "answers/MONTH/"),
    (r"new/\d+\.M\d+P\d+Q\d+R[0-9a-f]+\.postern", "new/MAIL"),
    (r"boundary=\"?[^\s\";]+\"?", "boundary=BOUNDARY"),
    (r"(?m)^--[^\s-]\S*$", "--BOUNDARY"),
]


def normalise(text):
    """Takes out what differs from run to run."""
    for pattern, instead in NORMAL:
        text = re.sub(pattern, instead, text)
    return text
