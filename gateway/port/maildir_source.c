#include "source_kind.h"
#include "fault.h"
#include "log.h"
#include "maildir.h"
#include "memory_file.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

struct maildir_source {
	struct source base;
	char *name;
	int fresh, seen; /* new/ and cur/ */
	int watch;       /* inotify on new/ */
	gsize max_message;
	GPtrArray
		*waiting; /* char *, sorted; those before next were looked at */
	guint next;
	GHashTable *given; /* char *: taken, not yet done */
};

static void free_maildir(struct source *source)
{
	struct maildir_source *maildir = (struct maildir_source *)source;
	int fds[] = { maildir->fresh, maildir->seen, maildir->watch };

	for (gsize i = 0; i < G_N_ELEMENTS(fds); i++) {
		if (fds[i] >= 0)
			close(fds[i]);
	}
	g_ptr_array_unref(maildir->waiting);
	g_hash_table_unref(maildir->given);
	g_free(maildir->name);
	g_free(maildir);
}

/* Who writes straight into new/ (cp) makes a file that is there before it is
 * whole. A read lease is refused while somebody has it open for writing; its
 * end is an event of the watch, so the mail is only late, never cut. */
static gboolean is_being_written(int file)
{
	gboolean is_busy;

	/* Breaking a lease sends SIGIO, which kills; SIGURG is ignored. */
	if (fcntl(file, F_SETSIG, SIGURG) < 0)
		return FALSE;
	is_busy = fcntl(file, F_SETLEASE, F_RDLCK) < 0 && errno == EAGAIN;
	if (!is_busy)
		fcntl(file, F_SETLEASE, F_UNLCK);
	return is_busy;
}

/* At most limit bytes from the start. NULL with errno set. */
static GBytes *read_start(int file, gsize limit)
{
	g_autofree char *bytes = g_try_malloc(MAX(limit, 1));
	gsize length = 0;

	if (!bytes) {
		errno = ENOMEM;
		return NULL;
	}
	while (length < limit) {
		ssize_t got = read(file, bytes + length, limit - length);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return NULL;
		if (got == 0)
			break;
		length += (gsize)got;
	}
	return g_bytes_new_take(g_steal_pointer(&bytes), length);
}

/* Not in memory twice, and not out of a file that others may cut short: into
 * one of our own, piece by piece. */
static GBytes *read_large(int file)
{
	int copy = memory_file("mail", NULL, NULL);
	ssize_t got = copy < 0 ? -1 : 1;

	while (got > 0)
		got = sendfile(copy, file, NULL, (size_t)1 << 20);
	g_autoptr(GMappedFile) map =
		got < 0 ? NULL : g_mapped_file_new_from_fd(copy, FALSE, NULL);
	int saved = errno;

	if (copy >= 0)
		close(copy);
	errno = map == NULL && saved == 0 ? EIO : saved;
	return map == NULL ? NULL : g_mapped_file_get_bytes(map);
}

static struct source_mail *read_mail(struct maildir_source *maildir, int file,
	const struct stat *facts, const char *name)
{
	g_autoptr(GBytes) start = NULL;
	struct source_mail *mail;
	guint64 size = (guint64)facts->st_size;
	gboolean is_over = size > maildir->max_message;

	start = is_over && size <= SOURCE_WHOLE_MAX
			? read_large(file)
			: read_start(file,
				  is_over ? SOURCE_HEADER_MAX : (gsize)size);
	if (!start)
		return NULL;
	is_over = size > SOURCE_WHOLE_MAX;
	mail = g_new0(struct source_mail, 1);
	mail->raw = is_over ? source_header(start) : g_bytes_ref(start);
	mail->arrival = facts->st_mtime;
	mail->size = size;
	mail->truncated = is_over;
	mail->key = g_strdup(name);
	return mail;
}

enum look { LOOK_SKIP, LOOK_FULL, LOOK_TAKEN, LOOK_FAILED };

struct batch {
	GPtrArray *mails;
	guint max_count;
	gsize max_bytes, bytes;
};

/* What a file counts in a batch: no more of it than is read. */
static gsize weight(const struct stat *facts)
{
	guint64 size = (guint64)facts->st_size;

	return size > SOURCE_WHOLE_MAX ? SOURCE_HEADER_MAX : (gsize)size;
}

static enum look look_into(struct maildir_source *maildir, int file,
	const char *name, struct batch *batch)
{
	struct source_mail *mail;
	struct stat facts;

	if (fstat(file, &facts) < 0)
		return LOOK_FAILED;
	if (!S_ISREG(facts.st_mode) || is_being_written(file))
		return LOOK_SKIP;
	if (batch->mails->len > 0 &&
		batch->bytes + weight(&facts) > batch->max_bytes)
		return LOOK_FULL;
	mail = read_mail(maildir, file, &facts, name);
	if (!mail)
		return LOOK_FAILED;
	batch->bytes += weight(&facts);
	g_ptr_array_add(batch->mails, mail);
	g_hash_table_add(maildir->given, g_strdup(name));
	return LOOK_TAKEN;
}

static enum look look_at(
	struct maildir_source *maildir, const char *name, struct batch *batch)
{
	enum look look;
	int file, saved;

	if (g_hash_table_contains(maildir->given, name))
		return LOOK_SKIP;
	/* Not blocking: a FIFO may lie there. */
	file = openat(maildir->fresh, name,
		O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file < 0)
		return errno == ENOENT || errno == ELOOP || errno == ENXIO
			       ? LOOK_SKIP
			       : LOOK_FAILED;
	look = look_into(maildir, file, name, batch);
	saved = errno;
	close(file);
	errno = saved;
	return look;
}

static gboolean list_again(struct maildir_source *maildir, GError **error)
{
	GPtrArray *names = maildir_list(maildir->fresh, error);

	if (!names)
		return FALSE;
	g_ptr_array_unref(maildir->waiting);
	maildir->waiting = names;
	maildir->next = 0;
	return TRUE;
}

static void free_mail(gpointer mail)
{
	source_mail_free(mail);
}

/* One file that cannot be read (rights, a bad block) does not stop the others;
 * it is tried again by the next source. FALSE where the machine is short of
 * something, which says nothing about the file. */
static gboolean skip_unreadable(
	struct maildir_source *maildir, const char *name)
{
	int code = errno;

	if (code == EMFILE || code == ENFILE || code == ENOMEM)
		return FALSE;
	log_event(LOG_LEVEL_WARNING, "unreadable", "mailbox", maildir->name,
		"file", name, "why", g_strerror(code), NULL);
	g_hash_table_add(maildir->given, g_strdup(name));
	return TRUE;
}

static gboolean fill_batch(
	struct maildir_source *maildir, struct batch *batch, GError **error)
{
	while (batch->mails->len < batch->max_count &&
		maildir->next < maildir->waiting->len) {
		const char *name = maildir->waiting->pdata[maildir->next];
		enum look look = look_at(maildir, name, batch);

		if (look == LOOK_FULL)
			return TRUE;
		if (look == LOOK_FAILED && !skip_unreadable(maildir, name))
			return maildir_fail(error, errno, "cannot read", name);
		maildir->next++;
	}
	return TRUE;
}

static GPtrArray *take_maildir(
	struct source *source, guint max_count, gsize max_bytes, GError **error)
{
	struct maildir_source *maildir = (struct maildir_source *)source;
	g_autoptr(GPtrArray) mails = g_ptr_array_new_with_free_func(free_mail);
	struct batch batch = { mails, max_count, max_bytes, 0 };

	if (maildir->next >= maildir->waiting->len &&
		!list_again(maildir, error))
		return NULL;
	if (!fill_batch(maildir, &batch, error))
		return NULL;
	return g_steal_pointer(&mails);
}

/* "name:2,S" in cur/; where another mail has that name, "name.1:2,S". */
static int move_to_seen(struct maildir_source *maildir, const char *name)
{
	g_autofree char *base = g_strndup(name, strcspn(name, ":"));
	int code = EEXIST;

	for (guint i = 0; code == EEXIST && i < 10000; i++) {
		g_autofree char *target =
			i == 0 ? g_strdup_printf("%s:2,S", base)
			       : g_strdup_printf("%s.%u:2,S", base, i);

		code = maildir_move(
			maildir->fresh, name, maildir->seen, target);
	}
	return code;
}

static gboolean done_maildir(
	struct source *source, const GPtrArray *keys, GError **error)
{
	struct maildir_source *maildir = (struct maildir_source *)source;

	for (guint i = 0; i < keys->len; i++) {
		const char *name = keys->pdata[i];
		int code = strchr(name, '/') ? EINVAL
					     : move_to_seen(maildir, name);

		/* Gone: somebody else moved it, which is what was wanted. */
		if (code && code != ENOENT)
			return maildir_fail(error, code, "cannot move", name);
		g_hash_table_remove(maildir->given, name);
	}
	if (fsync(maildir->seen) < 0 || fsync(maildir->fresh) < 0)
		return maildir_fail(error, errno, "cannot sync", "cur/");
	return TRUE;
}

static void drain(int watch)
{
	char events[4096];

	while (read(watch, events, sizeof(events)) > 0)
		;
}

static gboolean wait_maildir(
	struct source *source, int wake_fd, guint timeout_sec, GError **error)
{
	struct maildir_source *maildir = (struct maildir_source *)source;
	struct pollfd fds[] = {
		{ .fd = maildir->watch, .events = POLLIN },
		{ .fd = wake_fd, .events = POLLIN },
	};
	int timeout = (int)MIN(timeout_sec, G_MAXINT / 1000) * 1000;

	if (maildir->next < maildir->waiting->len)
		return TRUE;
	if (poll(fds, G_N_ELEMENTS(fds), timeout) < 0 && errno != EINTR)
		return maildir_fail(error, errno, "cannot wait for", "mail");
	if (fds[0].revents)
		drain(maildir->watch);
	return TRUE;
}

static const struct source_kind maildir_kind = {
	take_maildir,
	done_maildir,
	wait_maildir,
	free_maildir,
};

static gboolean watch_new(
	struct maildir_source *maildir, const char *path, GError **error)
{
	g_autofree char *fresh = g_build_filename(path, "new", NULL);

	maildir->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (maildir->watch < 0 ||
		inotify_add_watch(maildir->watch, fresh,
			IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE) < 0)
		return maildir_fail(error, errno, "cannot watch", fresh);
	return TRUE;
}

struct source *maildir_source_open(const struct source_options *options,
	const struct url *url, GError **error)
{
	struct maildir_source *maildir = g_new0(struct maildir_source, 1);
	AUTO(source) source = &maildir->base;

	source->kind = &maildir_kind;
	maildir->name = g_strdup(options->name);
	maildir->fresh = maildir->seen = maildir->watch = -1;
	maildir->waiting = g_ptr_array_new_with_free_func(g_free);
	maildir->given =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	maildir->max_message = options->max_message ? options->max_message
						    : SOURCE_MESSAGE_MAX;
	/* Only new/ must be there: a path misspelt would be watched for ever.
	 */
	maildir->fresh = maildir_open(url->path, "new", FALSE, error);
	if (maildir->fresh < 0)
		return NULL;
	maildir->seen = maildir_open(url->path, "cur", TRUE, error);
	if (maildir->seen < 0 || !watch_new(maildir, url->path, error))
		return NULL;
	return g_steal_pointer(&source);
}
