"""What a desk is doing when a fault strikes: the works, each on a small desk of
its own that is copied back before each trial.

A work is prepared once; act() is done with the shim, and may end as it will;
finish() is what an operator's cron does afterwards, and must end well.
"""
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

from desk import ANNA, ENVIRONMENT, NILS, POSTERN, Desk
from imap import Server
from points import KILL_ALL, Plan

PATIENCE = 60
PR_SET_CHILD_SUBREAPER = 36

# In memory, where there is such a disk: a sync is then free.
SHM = "/dev/shm"
PLACE = SHM if os.access(SHM, os.W_OK) else None


def adopt_orphans():
    """What a killed program leaves running becomes our child."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def bury(group):
    """Waits for all of a process group."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            if os.waitpid(-group, os.WNOHANG) == (0, 0):
                time.sleep(0.001)
        except ChildProcessError:
            return
        if time.monotonic() > end:
            os.killpg(group, signal.SIGKILL)
            raise AssertionError("processes are left that do not end")


class Work(Desk):
    """kinds: which kinds of calls it is there for."""
    name = "work"
    kinds = ()
    mails = 3
    kills = 0  # in its preparation
    can_lose_power = True

    def __init__(self):
        tempfile.tempdir = PLACE
        super().__init__((ANNA, (NILS, {"line": 2})))
        self.sent = []
        self.number = 0
        self.plan = None
        self.prepare()
        self.template = self.path + ".template"
        shutil.copytree(self.path, self.template)

    def close(self):
        self.use_plan(None)
        super().close()

    def restore(self):
        shutil.rmtree(self.path)
        shutil.copytree(self.template, self.path)

    def use_plan(self, journal):
        if self.plan:
            self.plan.close()
        self.plan = None
        if journal is not None:
            self.plan = Plan(os.path.join(self.root, "plan"), self.path,
                             journal)

    # --- mail

    def request(self, **fields):
        """A mail that joins the one three before, where there is one."""
        number = self.number
        self.number += 1
        fields["Message_ID"] = f"<{number}@client.example>"
        if number >= 3:
            fields["In_Reply_To"] = f"<{number - 3}@client.example>"
        sender = f"Person {number % 3} <p{number % 3}@client.example>"
        raw = self.compose(sender, f"Request {number}",
                           f"Räksmörgås {number}\n" * 40, **fields)
        self.sent.append(raw)
        return raw

    def drop_requests(self, count):
        for _ in range(count):
            self.drop(self.request())

    # --- running

    def faulty(self, *command, stdin=b"", **more):
        """With the shim; its status, when all of its processes are gone."""
        environment = ENVIRONMENT | self.plan.environment | more
        with subprocess.Popen(command, stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, env=environment,
                              start_new_session=True) as process:
            _, said = process.communicate(stdin, timeout=PATIENCE)
            bury(process.pid)
        self.said = said.decode("utf-8", "replace")
        return process.returncode

    def verb(self, *words, **more):
        return self.faulty(POSTERN, "-C", self.path, *words, **more)

    # --- what each is

    def prepare(self):
        self.drop_requests(self.mails)

    def act(self):
        raise NotImplementedError

    def again(self):
        """What its caller does again."""

    def finish(self):
        self.again()
        self.postern("fetch")

    def handed_over(self):
        self.postern("send")

    def left(self):
        """What still waits where mail comes from."""
        return os.listdir(os.path.join(self.path, "spool", "in", "new"))

    def taken(self):
        """The bytes of all that were taken, at their source."""
        folder = os.path.join(self.path, "spool", "in", "cur")
        found = []
        for name in os.listdir(folder):
            with open(os.path.join(folder, name), "rb") as file:
                found.append(file.read())
        return found


class Fetch(Work):
    name = "fetch"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index",
             "move", "lock", "other")

    def prepare(self):
        # Some that are there already: folders that change, not only grow.
        self.drop_requests(3)
        self.turn()
        self.drop_requests(self.mails)

    def act(self):
        return self.verb("fetch")


class Send(Work):
    name = "send"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index",
             "delivery", "outbox", "lock", "other")

    def prepare(self):
        self.drop_requests(self.mails)
        self.postern("fetch")

    def act(self):
        return self.verb("send")


class Rest(Send):
    """What a killed drain has left is committed first."""
    name = "rest"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index",
             "delivery")
    kills = 1

    def prepare(self):
        super().prepare()
        self.use_plan(False)
        self.plan.arm("outbox", 20, KILL_ALL)
        self.verb("send")
        assert self.plan.struck, "the drain was not killed"
        self.use_plan(None)


class Both(Work):
    """Fetching and sending: for a power cut anywhere in it."""
    name = "both"

    def act(self):
        return self.verb("fetch") or self.verb("send")


class Imap(Work):
    name = "imap"
    kinds = ("move", "ref", "index")
    can_lose_power = False

    def prepare(self):
        self.server = None
        with open(os.path.join(self.path, "secrets", "imap"), "w") as file:
            file.write("secret\n")
        os.chmod(file.name, 0o600)
        for _ in range(self.mails):
            self.request()

    def close(self):
        if self.server:
            self.server.close()
        super().close()

    def restore(self):
        super().restore()
        if self.server:
            self.server.close()
        self.server = Server(self.sent)
        self.write_settings(False, "plus", self.server.settings)

    def hang_up(self, fault):
        """In the answer to the move."""
        def answer(tag):
            del self.server.instead["UID MOVE"]
            said = self.server.answer(
                "UID MOVE" if fault.action == "hang up" else "NOOP",
                "1:*", tag)
            self.server.cut_at = self.server.said + min(
                fault.number, len(said) - 1)
            return said
        self.server.instead["UID MOVE"] = answer

    def act(self):
        return self.verb("fetch")

    def left(self):
        return list(self.server.inbox)

    def taken(self):
        return self.server.archive


class Deliver(Work):
    """An MTA's pipe, which comes again with the same mail."""
    name = "deliver"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index")

    def prepare(self):
        self.request()

    def act(self):
        return self.verb("deliver", stdin=self.sent[0])

    def again(self):
        self.postern("deliver", stdin=self.sent[0])

    def taken(self):
        return self.sent


class Do(Work):
    name = "do"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index")

    def prepare(self):
        super().prepare()
        self.turn()

    def act(self):
        return self.verb("do", "1", "priority P1", "tag vpn")

    def again(self):
        self.postern("do", "1", "priority P1", "tag vpn")
        assert self.ticket(1)["Priority"] == ["P1"]


class Adopt(Work):
    """Mail comes behind a push of rules."""
    name = "adopt"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index")

    def prepare(self):
        super().prepare()
        self.push_rules(self.blob("desk.conf").decode() +
                        '[queue "sales"]\n\tline = 1\n\tcalendar = office\n')

    def act(self):
        return self.verb("fetch")

    def finish(self):
        super().finish()
        self.postern("do", "1", "tag vpn")  # a commit on top of it
        events = self.events()
        assert events.count("rule") == 3, events


class Push(Adopt):
    """The push itself: git's own part, and the hook's note."""
    name = "push"
    kinds = ("push", "ref", "repack")
    can_lose_power = False

    def prepare(self):
        Work.prepare(self)
        self.person = self.clone()
        with open(os.path.join(self.person, "desk.conf"), "a") as file:
            file.write('[queue "sales"]\n\tline = 1\n\tcalendar = office\n')
        self.run(["git", "-C", self.person, "commit", "-qam", "Add sales"])
        shutil.copytree(self.person, self.person + ".template")

    def restore(self):
        super().restore()
        shutil.rmtree(self.person)
        shutil.copytree(self.person + ".template", self.person)

    def act(self):
        return self.faulty("git", "-C", self.person, "push", "-q")

    def again(self):
        # git does not clean up behind a git that was killed; the desk does,
        # in time.
        for name in ("refs/heads/main.lock", "HEAD.lock"):
            lock = os.path.join(self.repository, name)
            if os.path.exists(lock):
                os.utime(lock, (0, 0))
        self.postern("fetch")
        self.run(["git", "-C", self.person, "pull", "-q", "--rebase"])
        self.run(["git", "-C", self.person, "push", "-q"])


class Import(Work):
    name = "import"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index")

    def prepare(self):
        self.folder = os.path.join(self.root, "old")
        for part in ("cur", "new", "tmp"):
            os.makedirs(os.path.join(self.folder, part))
        for number in range(6):
            with open(os.path.join(self.folder, "cur", str(number)),
                      "wb") as file:
                file.write(self.request())

    def act(self):
        return self.verb("import", self.folder)

    def again(self):
        self.postern("import", self.folder)

    def taken(self):
        return self.sent


class Reindex(Work):
    name = "reindex"
    kinds = ("index", "text")

    def prepare(self):
        super().prepare()
        self.turn()

    def act(self):
        return self.verb("reindex")


class Due(Work):
    """What time alone brings: a promise is late, and people are told."""
    name = "due"
    kinds = ("pack", "idx", "keep", "rename", "directory", "ref", "index")
    late = 2209010400  # 2040-01-01 10:00 UTC
    words = "tick", "--now", "2040-01-01T10:00:00Z"

    def prepare(self):
        super().prepare()
        self.push_rules(self.blob("desk.conf").decode() +
                        '[promise "P3"]\n\tfirst-reply = 30m\n'
                        "\tcalendar = always\n")
        self.turn()
        before = shutil.copytree(self.path, self.path + ".before")
        self.postern(*self.words)
        self.wanted = self.events()
        assert "promise" in self.wanted, self.wanted
        shutil.rmtree(self.path)
        os.rename(before, self.path)

    def act(self):
        return self.verb(*self.words)

    def again(self):
        self.postern(*self.words)
        found = self.events()
        assert found == self.wanted, (found, self.wanted)

    def handed_over(self):
        """At a time when they have not expired."""
        self.use_plan(False)
        self.plan.shift_clock(self.late - int(time.time()) + 60)
        assert self.verb("send") == 0, self.said


class Tick(Work):
    """Maintenance: the packs of sixty commits are rolled up."""
    name = "tick"
    kinds = ("delete", "repack", "graph", "text")
    packs = 60

    def prepare(self):
        super().prepare()
        self.turn()
        for number in range(self.packs):
            self.postern("do", "1", f"tag t{number}")

    def act(self):
        return self.verb("tick")

    def again(self):
        self.postern("tick")


WORKS = {work.name: work for work in (
    Fetch, Send, Rest, Both, Imap, Deliver, Do, Adopt, Push, Import, Reindex,
    Due, Tick)}
