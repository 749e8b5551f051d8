/* What an auditor finds in the repository. */
#include "initial.h"

static const char *const README[] = {
	"This repository is the whole helpdesk: every mail as it came, every",
	"answer as it went, every change and who made it. `git clone` gives "
	"you",
	"all of it; nothing is kept elsewhere.",
	"",
	"WHAT LIES WHERE",
	"  tickets/00/01/000123/    ticket 123 (ten thousands, hundreds, "
	"number)",
	"    ticket                 its state now",
	"    0001-in.eml, .txt      a mail as received; what a person reads of "
	"it",
	"    0002-out.eml           a notice or an answer as it was sent",
	"    0003-note.eml          internal: never sent to a requester",
	"    delivery               one line a recipient: sent, failed, "
	"bounced",
	"  answers/                 mail that belongs to no ticket, and its "
	"answers",
	"  people/                  what is kept of a person",
	"  quarantine/              mail that was kept but not made a ticket, "
	"and why",
	"  desk.conf, templates/    the rules; their changes are in the log, "
	"too",
	"",
	"HOW TO READ A COMMIT",
	"One commit is one event. Its author is who caused it: with a proof, "
	"by",
	"the registered name; without one the name is followed by (not "
	"proven).",
	"Lines behind > are the first words of the mail. The last lines tell "
	"the",
	"rest, one fact a line:",
	"  Event     what happened        Role     as whom",
	"  Proof     on whose word: dmarc token thread confirmed signed local "
	"none",
	"  Message   the mail's name and SHA-256    Command, Refused   what "
	"was asked",
	"  Notice, Withheld  who was told, who was not and why",
	"  Status: new -> progress  and so each field that changed",
	"",
	"BEFORE YOU BEGIN, once in your clone (formats only; nothing is run):",
	"  git config include.path ../audit.gitconfig",
	"",
	"QUESTIONS, and the command for each",
	"",
	"Who did what, when, on whose word?",
	"  git log --pretty=audit --since=2026-11-01 --until=2026-12-01",
	"How did ticket 123 live, from its first mail to its end?",
	"  git log --reverse --pretty=life -- tickets/00/01/000123",
	"What did this person do, and what was done in their name without "
	"proof?",
	"  git log --pretty=audit --author='anna@example.com'",
	"Which commands did this person give?",
	"  git log --pretty=commands --author='anna@example.com' "
	"--grep='^Command: '",
	"What was refused, to whom, and why?",
	"  git log --pretty=commands --grep='^Refused: '",
	"Which mail came in without a proof of its sender?",
	"  git log --pretty=audit --grep='^Proof: none'",
	"Who answered a question that was asked back?",
	"  git log --pretty=audit --grep='^Proof: confirmed'",
	"Who worked past the mail, from the machine's own shell?",
	"  git log --pretty=audit --grep='^Proof: local'",
	"What was sent because of ticket 123, and to whom?",
	"  git log --reverse --pretty=sent --grep='^Notice: ' -- "
	"tickets/00/01/000123",
	"What exactly was written in it?",
	"  git show main:tickets/00/01/000123/0002-out.eml",
	"Was it delivered, and what did the other server say?",
	"  git show main:tickets/00/01/000123/delivery",
	"  git log --pretty=delivered --grep='^Delivered: T-123 '",
	"What was never delivered, in all tickets?",
	"  git grep -E ' (failed|bounced|expired) ' main -- '*/delivery'",
	"What was not sent at all, and why?",
	"  git log --pretty=sent --grep='^Withheld: '",
	"Where did this mail go?",
	"  git log --pretty=audit -F --grep='Message-ID: <abc@example.com>'",
	"Is a stored mail the one that came? (compare with the trailer "
	"Message)",
	"  git cat-file blob main:tickets/00/01/000123/0001-in.eml | sha256sum",
	"Was a stored mail ever changed or taken away? (nothing is printed if "
	"not)",
	"  git log --pretty=audit --no-renames --diff-filter=MD -- '*.eml'",
	"Is the repository whole?",
	"  git fsck --strict",
	"Who changed the rules, and how?",
	"  git log -p --pretty=audit -- desk.conf templates kb",
	"How did a ticket look on a day?",
	"  git show $(git rev-list -1 --before=2026-12-01 "
	"main):tickets/00/01/000123/ticket",
	"Which tickets are open, and which are this agent's?",
	"  git grep -lE '^Status: (new|progress|wait)' main -- '*/ticket'",
	"  git grep -l '^Assignee: anna@example.com' main -- '*/ticket'",
	"When was a ticket made urgent, closed, opened again?",
	"  git log --pretty=life --grep='^Priority: .* -> P1'",
	"  git log --pretty=life --grep='^Status: .* -> closed'",
	"  git log --pretty=life --grep='^Event: reopen'",
	"Who approved or denied what?",
	"  git log --pretty=life --grep='^Approval: '",
	"Which promises were missed?",
	"  git log --pretty=life --grep='^Promise: .* missed'",
	"What was put into quarantine, and why?",
	"  git log --pretty=audit -- quarantine",
	"How much did each one do?",
	"  git shortlog -sne --since=2026-11-01 main",
	NULL,
};

static const char *const AUDIT[] = {
	"# Formats for reading this repository's log. In a clone, once:",
	"#",
	"#\tgit config include.path ../audit.gitconfig",
	"#",
	"# Only formats stand here: nothing is run.",
	"[pretty]",
	"\t# one line an event: when, who, on whose word, what",
	"\taudit = \"format:%C(auto)%h %C(reset)%ad  %an <%ae>  "
	"[%(trailers:key=Proof,valueonly,separator=%x2C )]  %s\"",
	"\t# an event with all its facts",
	"\tlife = \"format:%C(auto)%h %C(reset)%ad  %an <%ae>%n"
	"    %s%n%w(0,8,8)%(trailers:unfold)%w(0,0,0)\"",
	"\t# the commands and what became of them",
	"\tcommands = \"format:%C(auto)%h %C(reset)%ad  %an <%ae>  "
	"[%(trailers:key=Proof,valueonly,separator=%x2C )]  %s%n"
	"%w(0,8,8)%(trailers:key=Command,key=Refused,unfold)%w(0,0,0)\"",
	"\t# who was told, who was not",
	"\tsent = \"format:%C(auto)%h %C(reset)%ad  %s%n"
	"%w(0,8,8)%(trailers:key=Notice,key=Withheld,unfold)%w(0,0,0)\"",
	"\t# what became of the mails that were sent",
	"\tdelivered = \"format:%C(auto)%h %C(reset)%ad%n"
	"%w(0,8,8)%(trailers:key=Delivered,unfold)%w(0,0,0)\"",
	"[log]",
	"\tdate = iso-strict",
	NULL,
};

char *conf_initial_readme(void)
{
	return conf_join_lines(README);
}

char *conf_initial_audit(void)
{
	return conf_join_lines(AUDIT);
}
