"""Mail out of a real mailbox, over TLS, to durable commits, acknowledgements
in the outbox and the mails moved, against mbsync's download of a mailbox that
holds the same, with FSync."""
import os
import pwd
import shutil
import subprocess

from mails import Post
from measure import Bench, count, middle, run, tell

SERVERS = os.environ["SERVERS_DIR"]
CA = os.environ["SERVERS_CA"]
PORT = os.environ["SERVERS_IMAPS_PORT"]
PASSWORD = os.environ["SERVERS_PASSWORD"]


def admin(*arguments):
    done = subprocess.run(
        ["doveadm", "-c", os.path.join(SERVERS, "dovecot.conf"), *arguments],
        check=True, text=True, stdout=subprocess.PIPE)
    return done.stdout


def messages(user, folder):
    told = admin("mailbox", "status", "-u", f"{user}@example.com", "messages",
                 folder)
    return int(told.rsplit("=", 1)[1])


def own(path):
    """It is the mail server's."""
    nobody = pwd.getpwnam("nobody")
    os.chown(path, nobody.pw_uid, nobody.pw_gid)


def fill(user, mails):
    """A mailbox that holds nothing but so many mails, all seen by the server
    before."""
    home = os.path.join(SERVERS, "mail", user)
    shutil.rmtree(home, ignore_errors=True)
    for path in ("", "Maildir", "Maildir/tmp", "Maildir/cur", "Maildir/new"):
        os.mkdir(os.path.join(home, path))
        own(os.path.join(home, path))
    post = Post()
    for number in range(mails):
        path = os.path.join(home, "Maildir", "new", f"{1 + number}.bench")
        with open(path, "wb") as file:
            file.write(post.next())
        own(path)
    if messages(user, "INBOX") != mails:
        raise SystemExit("Dovecot does not see the mails")


def ours(mails):
    fill("help", mails)
    with Bench() as bench:
        password = os.path.join(bench.desk, "secrets", "mail")
        with open(password, "w") as file:
            file.write(PASSWORD + "\n")
        os.chmod(password, 0o600)
        with open(os.path.join(bench.desk, "postern.conf"), "a") as file:
            file.write(f'[mailbox "help"]\n\turl = imaps://localhost:{PORT}/'
                       "INBOX\n\tuser = help@example.com\n\tpassword-file = "
                       f"secrets/mail\n\tca-file = {CA}\n\tdone = Archive\n")
        cost = bench.postern("fetch")
        commits = int(bench.git_line("rev-list", "--count", "main"))
        if commits < mails or messages("help", "INBOX") != 0 or \
                messages("help", "Archive") != mails:
            raise SystemExit(f"{commits} commits of {mails} mails, "
                             f"{messages('help', 'INBOX')} not moved")
        return cost


def theirs(mails):
    fill("alice", mails)
    with Bench() as bench:
        settings = bench.path("mbsyncrc")
        with open(settings, "w") as file:
            file.write(
                "FSync yes\n\nIMAPAccount there\nHost localhost\n"
                f"Port {PORT}\nUser alice@example.com\nPass {PASSWORD}\n"
                f"SSLType IMAPS\nCertificateFile {CA}\n\n"
                "IMAPStore there\nAccount there\n\nMaildirStore here\n"
                f"Path {bench.root}/\nInbox {bench.path('inbox')}\n\n"
                "Channel all\nFar :there:INBOX\nNear :here:INBOX\n"
                "Sync PullNew\nCreate Near\n"
                f"SyncState {bench.path('state')}\n")
        cost = run(["env", f"HOME={bench.root}", "mbsync", "-q", "-c",
                    settings, "all"])
        got = sum(len(os.listdir(bench.path(f"inbox/{folder}")))
                  for folder in ("new", "cur"))
        if got != mails:
            raise SystemExit(f"mbsync took {got} of {mails} mails")
        return cost


def main():
    mails = count("MAILS", 500)
    runs = [(ours(mails), theirs(mails))
            for _ in range(count("REPEATS", 1))]
    postern, mbsync = zip(*runs)
    for field in ("wall", "cpu"):
        tell(f"ingest-imap-{field}", middle(postern, field), "s",
             "mbsync with FSync", middle(mbsync, field), mails=mails,
             repeats=len(runs))


main()
