"""People at real mail servers: they send by SMTP and read by IMAP."""
import email
import email.policy
import email.utils
import imaplib
import os
import smtplib
import socket
import ssl
import subprocess
import unittest

from daemon import Daemon, until
from desk import ANNA, Got, NILS, Scenario, address_of

ALICE = "Alice Svensson <alice@example.com>"
PASSWORD = os.environ["SERVERS_PASSWORD"]
CA = os.environ["SERVERS_CA"]


def port(name):
    return int(os.environ[f"SERVERS_{name}_PORT"])


def servers(*call, check=True):
    """A function of servers.sh."""
    subprocess.run(["bash", "-c", '. "$0" && "$@"', os.environ["SERVERS_SH"],
                    *call], check=check, timeout=60,
                   stderr=None if check else subprocess.DEVNULL)


def trusted():
    return ssl.create_default_context(cafile=CA)


def deliver(sender, to, raw):
    """As a server of the world does, to the MX."""
    with smtplib.SMTP("localhost", port("MX")) as smtp:
        smtp.sendmail(sender, [to], raw)


def submit(person, to, raw):
    """With that person's login."""
    with smtplib.SMTP("localhost", port("SMTP")) as smtp:
        smtp.starttls(context=trusted())
        smtp.login(address_of(person), PASSWORD)
        smtp.sendmail(address_of(person), [to], raw)


def inbox(person, folder="INBOX"):
    """All mails there, in their order."""
    with imaplib.IMAP4_SSL("localhost", port("IMAPS"),
                           ssl_context=trusted()) as imap:
        imap.login(address_of(person), PASSWORD)
        if imap.select(folder, readonly=True)[0] != "OK":
            return []
        numbers = imap.search(None, "ALL")[1][0].split()
        if not numbers:
            return []
        parts = imap.fetch(b",".join(numbers), "(BODY.PEEK[])")[1]
        return [Got(part[1]) for part in parts if isinstance(part, tuple)]


def put(person, raw, arrival=None):
    """A mail straight into a mailbox; arrival: in seconds since 1970."""
    with imaplib.IMAP4_SSL("localhost", port("IMAPS"),
                           ssl_context=trusted()) as imap:
        imap.login(address_of(person), PASSWORD)
        imap.append("INBOX", None,
                    arrival and imaplib.Time2Internaldate(arrival), raw)


def mailbox_settings(name="help", queue="support", more=""):
    return (f'[mailbox "{name}"]\n'
            f"\turl = imaps://localhost:{port('IMAPS')}/INBOX\n"
            f"\tuser = {name}@example.com\n\tpassword-file = secrets/mail\n"
            f"\tca-file = {CA}\n\tqueue = {queue}\n{more}")


def smtp_settings(more=""):
    return (f"[smtp]\n\turl = smtp://localhost:{port('SMTP')}\n"
            "\tuser = help@example.com\n\tpassword-file = secrets/mail\n"
            f"\tca-file = {CA}\n{more}")


# A test has but a few people, who get more than people do.
LIMITS = "[limits]\n\tnotices-per-hour = 1000\n\tacks-per-hour = 1000\n"


class Served(Scenario):
    """A desk between servers; every test has mailboxes of its own."""

    mode = os.environ.get("SERVERS_MODE", "plus")

    def setUp(self):
        for user in ("help", "alice", "bob", "anna", "nils", "rut", "chef"):
            subprocess.run(
                ["doveadm", "-c", os.path.join(os.environ["SERVERS_DIR"],
                                               "dovecot.conf"),
                 "expunge", "-u", f"{user}@example.com", "mailbox", "*",
                 "all"], check=False, capture_output=True)
        self.number = 0

    def served_desk(self, settings=None, rules="", extension=None,
                    more_agents=()):
        proof = "" if self.mode == "plus" else (
            "\tauthserv-id = mx.example.com\n"
            f"\treceiver = mx.example.com, {socket.gethostname()}\n")
        self.it = self.desk(
            [(ANNA, {"lead": "true"}), (NILS, {"line": 2}), *more_agents],
            extension=extension or self.mode, rules=rules, settings=proof + (
                settings or mailbox_settings() + smtp_settings()) + LIMITS)
        path = os.path.join(self.it.path, "secrets", "mail")
        with open(path, "w", encoding="utf-8") as file:
            file.write(PASSWORD + "\n")
        os.chmod(path, 0o600)
        return self.it

    def pause(self, what):
        """imap or smtp is away until it is resumed."""
        self.addCleanup(servers, f"servers_resume_{what}", check=False)
        servers(f"servers_pause_{what}")

    def start(self):
        daemon = Daemon(self.it.path)
        self.addCleanup(daemon.kill)
        return daemon

    def compose(self, sender, subject, text, **fields):
        self.number += 1
        fields.setdefault("Message_ID",
                          f"<{self.id()}.{self.number}@client.example>")
        return self.it.compose(sender, subject, text, **fields)

    def writes(self, person, subject, text, **fields):
        """By that person's own submission."""
        raw = self.compose(person, subject, text, **fields)
        submit(person, fields.get("to", "help@example.com"), raw)
        return email.message_from_bytes(raw)["Message-ID"]

    def answers(self, person, notice, text):
        fields = self.it.reply_fields(notice)
        fields["to"] = address_of(fields["to"])
        return self.writes(person, fields.pop("subject"), text, **fields)

    def got(self, daemon, person, holds, count=1):
        """The mails of that person that hold(), once there are so many."""
        def find():
            mails = [mail for mail in inbox(person) if holds(mail)]
            return mails if len(mails) >= count else None
        return until(find, lambda: f"{count} mails for {person}, who has "
                     f"{inbox(person)}; log:\n{daemon.log()[-3000:]}")


def main():
    unittest.main()
