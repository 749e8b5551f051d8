/* shim.h - what stands between a program under test and the system calls that
 * change a disk or talk to a mail server: at a call of a chosen class and
 * number it fails, shortens, or kills; and it keeps a journal of all calls, so
 * that a power cut can be played behind any of them.
 *
 * Why LD_PRELOAD. A FUSE layer needs a device and a daemon a trial, and sees
 * neither which process asks nor sockets; ptrace costs a stop a call and cannot
 * keep what was written; --wrap sees our own objects alone. A preloaded library
 * sees SQLite's, libgit2's, libetpan's and the git program's calls as well as
 * ours, costs nothing where it does not strike, and needs no hook in the
 * product: the plan and the journal lie in memory that is shared before any
 * role closes its descriptors or its fence, so behind Landlock and seccomp it
 * asks the kernel for nothing that the program did not ask for itself.
 *
 * What it cannot see: what stdio writes by itself, and mapped memory that is
 * written (SQLite's -shm, which is of no account after a cut). The journal is
 * checked against the true disk after each recording, so that a call which
 * goes by unseen fails the test instead of weakening it.
 *
 * It uses libc alone: GLib's helpers end in the very calls that it replaces.
 */
#ifndef FAULTS_SHIM_H
#define FAULTS_SHIM_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the order of points.py. */
enum kind {
	KIND_NONE,
	KIND_PACK,
	KIND_IDX,
	KIND_KEEP,
	KIND_RENAME, /* of a pack and its idx */
	KIND_DIRECTORY,
	KIND_REF,
	KIND_INDEX,
	KIND_DELIVERY, /* state/sent */
	KIND_MOVE,     /* a mail that is done, in a Maildir or by IMAP */
	KIND_DELETE,   /* by maintenance */
	KIND_REPACK,   /* what else maintenance does to packs */
	KIND_GRAPH,
	KIND_TEXT,
	KIND_PUSH,
	KIND_IMPORT,
	KIND_LOCK,
	KIND_OUTBOX, /* a Maildir that mail is delivered to */
	KIND_OTHER,
	KINDS,
};

enum call {
	CALL_NONE,
	CALL_OPEN, /* that makes or empties a file */
	CALL_WRITE,
	CALL_TRUNCATE,
	CALL_RESERVE,
	CALL_SYNC,
	CALL_RENAME,
	CALL_LINK,
	CALL_UNLINK,
	CALL_MKDIR,
	CALL_RMDIR,
	CALL_SEND, /* to the mail server */
	CALL_RECEIVE,
};

enum action {
	ACTION_NONE,
	ACTION_KILL,     /* this process */
	ACTION_KILL_ALL, /* every process of the group */
	ACTION_TEAR,     /* half of it is written, then all are killed */
	ACTION_ERROR,    /* it fails by the plan's errno */
	ACTION_SHORT,    /* half of it is written, no more */
	ACTION_RUN,      /* what FAULTS_COMMAND says is run before the call */
};

#define JOURNAL_START 4096u

/* The file that FAULTS_PLAN names, mapped by the test and by every process. */
struct plan {
	uint32_t kind, nth, action, number, is_sticky;
	uint32_t is_journaled;
	atomic_uint seen;   /* calls of that kind */
	atomic_uint struck; /* how often it struck */
	atomic_uint lock;
	uint32_t size;     /* of the file */
	int64_t clock_sec; /* added to the time of day */
	atomic_ullong journal_end;
	char what[512]; /* where it struck first */
};

/* One of the journal: three texts follow, then padding to 8. */
struct entry {
	uint32_t size; /* of all of it */
	uint16_t call, kind;
	uint64_t object;         /* inode; 0: a folder */
	uint64_t offset;         /* or length, or errno of the open */
	uint32_t path, to, data; /* lengths */
	uint32_t unused;
};

/* A call about to be made. */
struct touch {
	enum call call;
	enum kind kind;
	const char *path, *to; /* within the root; to may be NULL */
};

/* --- plan.c --------------------------------------------------------------- */

/* FALSE: errno is set and the call must not be made. *length (may be NULL) may
 * become less. */
bool strike(const struct touch *touch, size_t *length);
/* Behind the call: a torn write ends here. */
void after_strike(void);

int64_t clock_ahead(void);

/* From here to journal_end() no other process makes a call. */
void journal_begin(void);
void journal_end(void);
void journal_add(const struct touch *touch, uint64_t object, uint64_t offset,
	const void *data, size_t length);

/* --- names.c -------------------------------------------------------------- */

/* The path within the root, in buffer, or NULL. */
#define NAME_BYTES 1024
const char *name_of(int folder, const char *path, char buffer[NAME_BYTES]);
/* The path that a descriptor was opened by, or NULL. */
const char *name_of_fd(int fd);
void name_remember(int fd, const char *path, bool is_folder);
void name_copy(int from, int to);
void name_forget(int fd);
void name_forget_range(unsigned first, unsigned last);
bool name_is_folder(int fd);
enum kind name_kind(enum call call, const char *path);

/* --- net.c ---------------------------------------------------------------- */

/* KIND_NONE where the descriptor is no mail server's, or nothing is moved. */
enum kind net_kind(enum call call, int fd, const void *data, size_t length);

#endif
