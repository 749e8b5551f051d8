"""A power cut: what a journal of calls leaves on the disk behind any of them.

Only what was synced is sure to be there: a file's bytes by a sync of the file,
its names by a sync of their folder. Of the rest anything may have got there in
time. Names are kept as file systems with a journal keep them: a rename happens
wholly or not at all, and within one folder nothing overtakes.
"""
import copy
import dataclasses
import os
import shutil
import time

LONG_NS = 3600 * 10 ** 9

# What became of that which was not synced.
NONE, ALL, SOME = "nothing unsynced", "all", "some unsynced"


@dataclasses.dataclass
class File:
    synced: bytes = b""
    changes: list = dataclasses.field(default_factory=list)
    mode: int = 0o600
    mtime: int = 0


@dataclasses.dataclass
class Names:
    """One change of names: some go, some come."""
    gone: list
    come: list  # (path, object); None: a folder
    is_synced: bool = False

    def folders(self):
        return {os.path.dirname(path) for path in
                self.gone + [path for path, _ in self.come]}


def apply_change(content, change):
    offset, data = change
    if data is None:
        del content[offset:]
        content.extend(bytes(offset - len(content)))
        return
    content.extend(bytes(max(0, offset - len(content))))
    content[offset:offset + len(data)] = data


def apply_all(synced, changes):
    content = bytearray(synced)
    for change in changes:
        apply_change(content, change)
    return content


def lost_bytes(file, dice):
    """Any that unsynced changes may leave."""
    way = dice.choice(("none", "all", "some", "torn", "zeros"))
    changes = file.changes
    if way == "none" or not changes:
        return file.synced
    if way == "zeros":
        return apply_all(file.synced, [
            (offset, data and bytes(len(data))) for offset, data in changes])
    if way in ("some", "torn"):
        changes = changes[:dice.randrange(len(changes) + 1)]
    if way == "torn" and changes and changes[-1][1]:
        offset, data = changes[-1]
        torn = data[:dice.randrange(len(data))]
        changes = changes[:-1] + [(offset, torn)]
    return apply_all(file.synced, changes)


class Disk:
    """A tree as it is, and then what calls do to it."""

    def __init__(self, root):
        self.files = {}
        self.first = {}  # path -> object, as it was
        self.now = {}
        self.changes = []  # Names
        for folder, _, names in os.walk(root):
            self.first[os.path.relpath(folder, root)] = None
            for name in names:
                self.add(root, os.path.join(folder, name))
        self.now.update(self.first)

    def copy(self):
        """Another that what is played on does not change this one."""
        return copy.deepcopy(self)

    def add(self, root, path):
        status = os.lstat(path)
        with open(path, "rb") as file:
            self.files[status.st_ino] = File(
                file.read(), [], status.st_mode & 0o777, status.st_mtime_ns)
        self.first[os.path.relpath(path, root)] = status.st_ino

    # --- the calls

    def play(self, entry):
        if entry.kind != "move" or entry.path != "IMAP":
            getattr(self, "play_" + entry.call)(entry)

    def file(self, entry):
        return self.files.setdefault(entry.object, File())

    def rename(self, gone, come):
        self.changes.append(Names(gone, come))
        for path in gone:
            self.now.pop(path, None)
        self.now.update(come)

    def play_open(self, entry):
        if self.now.get(entry.path) == entry.object:
            self.file(entry).changes.append((0, None))
        else:
            # A number of a file that is gone may be given again.
            if entry.object not in self.now.values():
                self.files.pop(entry.object, None)
            self.file(entry)
            self.rename([], [(entry.path, entry.object)])

    def play_write(self, entry):
        self.file(entry).changes.append((entry.offset, entry.data))

    def play_truncate(self, entry):
        self.file(entry).changes.append((entry.offset, None))

    def play_sync(self, entry):
        if entry.object:
            file = self.file(entry)
            file.synced = bytes(apply_all(file.synced, file.changes))
            file.changes = []
            return
        for change in self.changes:
            if entry.path in {folder or "." for folder in change.folders()}:
                change.is_synced = True

    def play_rename(self, entry):
        below = entry.path + "/"
        moved = [path for path in self.now
                 if path == entry.path or path.startswith(below)]
        self.rename(moved, [(entry.to + path[len(entry.path):],
                             self.now[path]) for path in moved])

    def play_link(self, entry):
        self.rename([], [(entry.to, self.now[entry.path])])

    def play_unlink(self, entry):
        self.rename([entry.path], [])

    play_rmdir = play_unlink

    def play_mkdir(self, entry):
        self.rename([], [(entry.path, None)])

    # --- the cut

    def names_after(self, way, dice, is_outside):
        """path -> object. Of each folder a beginning of what was done."""
        waiting = {}
        for number, change in enumerate(self.changes):
            for folder in change.folders():
                waiting.setdefault(folder, []).append(number)
        reached = set()
        if way == SOME:
            for numbers in waiting.values():
                reached.update(numbers[:dice.randrange(len(numbers) + 1)])
        names = dict(self.first)
        for number, change in enumerate(self.changes):
            if not (change.is_synced or way == ALL or number in reached or
                    any(is_outside(folder) for folder in change.folders())):
                continue
            for path in change.gone:
                names.pop(path, None)
            names.update(change.come)
        return names

    def content_after(self, number, path, way, dice, is_outside):
        file = self.files.get(number, File())
        if way == ALL or is_outside(path):
            return apply_all(file.synced, file.changes)
        return file.synced if way == NONE else lost_bytes(file, dice)

    def write(self, root, way, dice, is_outside=lambda path: False):
        """Makes root what the cut leaves. What is outside is another
        machine's, which had no cut."""
        shutil.rmtree(root)
        names = self.names_after(way, dice, is_outside)
        written = {}
        for path in sorted(names):
            target = os.path.join(root, path)
            number = names[path]
            if number is None:
                os.makedirs(target, exist_ok=True)
                continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if number in written:
                os.link(written[number], target)
                continue
            written[number] = target
            content = self.content_after(number, path, way, dice, is_outside)
            self.write_file(number, target, content)

    def write_file(self, number, target, content):
        file = self.files.get(number, File())
        with open(target, "wb") as out:
            out.write(content)
        os.chmod(target, file.mode)
        # What is new is old, too, when the machine has been started again.
        mtime = file.mtime or time.time_ns() - LONG_NS
        os.utime(target, ns=(mtime, mtime))

    # --- whether the journal missed a call

    def differences(self, root, is_mapped):
        """Lines, one for each file that is not what the calls made it."""
        true = Disk(root)
        found = [f"{path}: only by the journal" for path in self.now
                 if path not in true.now]
        for path, number in true.now.items():
            if path not in self.now:
                found.append(f"{path}: not by the journal")
            elif number is not None and not is_mapped(path):
                file = self.files.get(self.now[path], File())
                played = apply_all(file.synced, file.changes)
                if played != true.files[number].synced:
                    found.append(f"{path}: {len(played)} bytes by the journal,"
                                 f" {len(true.files[number].synced)} in truth")
        return found
