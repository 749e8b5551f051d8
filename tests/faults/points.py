"""The plan that the shim follows, and the journal that it keeps; as shim.h."""
import dataclasses
import errno
import mmap
import os
import struct

SHIM = os.environ.get("FAULTS_SHIM")
JOURNAL_START = 4096
PLAN_BYTES = 4096
JOURNAL_BYTES = 64 << 20

KINDS = ("none", "pack", "idx", "keep", "rename", "directory", "ref", "index",
         "delivery", "move", "delete", "repack", "graph", "text", "push",
         "import", "lock", "outbox", "other")
CALLS = ("none", "open", "write", "truncate", "reserve", "sync", "rename",
         "link", "unlink", "mkdir", "rmdir", "send", "receive")
ACTIONS = ("none", "kill", "kill all", "tear", "error", "short",
           "run")

WRITES = {"write"}
SPACE = {"open", "write", "truncate", "reserve", "sync", "rename", "link",
         "mkdir"}
NET = {"send", "receive"}


@dataclasses.dataclass(frozen=True)
class Fault:
    """What happens to a call. Sticky: to all that follow, too."""
    action: str
    number: int = 0
    sticky: bool = False
    command: str = ""

    def __str__(self):
        name = str(self.number)
        if self.action == "error":
            name = errno.errorcode[self.number]
        elif not self.action.startswith("hang up"):
            name = ""
        return " ".join(filter(None, (
            self.action, name, "from here on" if self.sticky else "",
            self.command)))

    def fits(self, call):
        if self.action in ("tear", "short"):
            return call in WRITES or (call == "send" and
                                      self.action == "short")
        if self.action != "error":
            return True
        if self.number in (errno.ENOSPC, errno.EDQUOT):
            return call in SPACE
        if self.number == errno.EINTR:
            return call in WRITES | NET
        if self.number == errno.ECONNRESET:
            return call in NET
        return call not in NET


def run(command):
    """A git that somebody runs in the repository at that moment."""
    return Fault("run", command=f"git -C $FAULTS_ROOT/desk.git {command}")


KILL = Fault("kill")
KILL_ALL = Fault("kill all")
def hang_up(at, is_done):
    """The server's: it moves the mails or does not, and hangs up before it
    says that byte of its answer."""
    return Fault("hang up" if is_done else "hang up undone", at)


DISK_FULL = Fault("error", errno.ENOSPC, True)
# What a commit meets; sticky ones are a disk that is full or broken.
FAULTS = (
    KILL, KILL_ALL, Fault("tear"), Fault("short"),
    Fault("error", errno.ENOSPC), DISK_FULL,
    Fault("error", errno.EIO), Fault("error", errno.EIO, True),
    Fault("error", errno.EDQUOT), Fault("error", errno.EINTR),
    Fault("error", errno.ECONNRESET),
)
REPACKS = (run("repack -adq"), run("gc -q"))


@dataclasses.dataclass(frozen=True)
class Entry:
    """A call that was made, in the order of all processes."""
    call: str
    kind: str
    object: int
    offset: int
    path: str
    to: str
    data: bytes


class Plan:
    """The memory that test and program share; a file beside the desk."""

    HEAD = struct.Struct("=10IqQ512s")

    def __init__(self, path, root, journal=False):
        self.command = ""
        self.path = path
        self.root = root
        size = JOURNAL_BYTES if journal else PLAN_BYTES
        with open(path, "wb") as file:
            file.truncate(size)
        with open(path, "r+b") as file:
            self.map = mmap.mmap(file.fileno(), size)
        self.write(kind="none", nth=0, fault=Fault("none"), journal=journal)

    def write(self, kind, nth, fault, journal=False):
        self.map[:self.HEAD.size] = self.HEAD.pack(
            KINDS.index(kind), nth, ACTIONS.index(fault.action), fault.number,
            fault.sticky, journal, 0, 0, 0, len(self.map), 0, JOURNAL_START,
            b"")

    def arm(self, kind, nth, fault):
        self.command = fault.command
        self.write(kind, nth, fault)

    def disarm(self):
        self.write("none", 0, Fault("none"))

    def shift_clock(self, seconds):
        struct.pack_into("=q", self.map, 40, seconds)

    @property
    def struck(self):
        return struct.unpack_from("=I", self.map, 28)[0]

    @property
    def what(self):
        text = self.HEAD.unpack_from(self.map)[-1]
        return text.partition(b"\0")[0].decode("utf-8", "replace")

    @property
    def environment(self):
        return {"LD_PRELOAD": SHIM, "FAULTS_PLAN": self.path,
                "FAULTS_ROOT": self.root, "FAULTS_COMMAND": self.command}

    def journal(self):
        """All entries."""
        end = struct.unpack_from("=Q", self.map, 48)[0]
        head = struct.Struct("=IHHQQIIII")
        at = JOURNAL_START
        entries = []
        while at < end:
            (size, call, kind, inode, offset, path, to, data,
             _) = head.unpack_from(self.map, at)
            text = at + head.size
            names = self.map[text:text + path + to].decode("utf-8",
                                                           "surrogateescape")
            text += path + to
            entries.append(Entry(CALLS[call], KINDS[kind], inode, offset,
                                 names[:path], names[path:],
                                 self.map[text:text + data]))
            at += size
        return entries

    def close(self):
        self.map.close()
        os.unlink(self.path)
