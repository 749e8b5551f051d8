#include "sink_kind.h"
#include "entropy.h"
#include "fault.h"
#include "maildir.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

struct maildir_sink {
	struct sink base;
	char *path;
	int draft, fresh; /* tmp/ and new/; -1 until first used */
	guint count;
};

static void free_maildir(struct sink *sink)
{
	struct maildir_sink *maildir = (struct maildir_sink *)sink;

	if (maildir->draft >= 0)
		close(maildir->draft);
	if (maildir->fresh >= 0)
		close(maildir->fresh);
	g_free(maildir->path);
	g_free(maildir);
}

static gboolean open_folders(struct maildir_sink *maildir, GError **error)
{
	int seen;

	if (maildir->fresh >= 0)
		return TRUE;
	seen = maildir_open(maildir->path, "cur", TRUE, error);
	if (seen < 0)
		return FALSE;
	close(seen);
	if (maildir->draft < 0)
		maildir->draft =
			maildir_open(maildir->path, "tmp", TRUE, error);
	if (maildir->draft < 0)
		return FALSE;
	maildir->fresh = maildir_open(maildir->path, "new", TRUE, error);
	return maildir->fresh >= 0;
}

/* Seconds first, so that names sort by time; then what no other has. */
static char *make_name(struct maildir_sink *maildir)
{
	gint64 now = g_get_real_time();
	struct entropy entropy = entropy_system();
	g_autofree char *random = entropy_hex(&entropy, 4);

	return g_strdup_printf("%" G_GINT64_FORMAT ".M%06" G_GINT64_FORMAT
			       "P%dQ%uR%s.postern",
		now / G_USEC_PER_SEC, now % G_USEC_PER_SEC, (int)getpid(),
		++maildir->count, random);
}

static gboolean write_whole(int file, GBytes *mail)
{
	gsize length;
	const char *at = g_bytes_get_data(mail, &length);

	while (length > 0) {
		ssize_t done = write(file, at, length);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return FALSE;
		at += done;
		length -= (gsize)done;
	}
	return fsync(file) == 0;
}

static int write_draft(
	struct maildir_sink *maildir, const char *name, GBytes *mail)
{
	int code = 0;
	int file = openat(maildir->draft, name,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (file < 0)
		return errno;
	if (!write_whole(file, mail))
		code = errno;
	if (close(file) < 0 && !code)
		code = errno;
	return code;
}

static void send_maildir(struct sink *sink, const char *mail_from,
	const char *recipient, GBytes *mail, struct sink_result *result)
{
	struct maildir_sink *maildir = (struct maildir_sink *)sink;
	g_autofree char *name = make_name(maildir);
	g_autoptr(GError) error = NULL;
	int code;

	(void)mail_from;
	(void)recipient;
	if (!open_folders(maildir, &error)) {
		sink_fault(result, "451 4.3.0 %s", error->message);
		return;
	}
	code = write_draft(maildir, name, mail);
	if (!code)
		code = maildir_move(maildir->draft, name, maildir->fresh, name);
	if (!code && fsync(maildir->fresh) < 0)
		code = errno;
	if (code) {
		unlinkat(maildir->draft, name, 0);
		sink_fault(result, "452 4.3.1 cannot write to %s: %s",
			maildir->path, g_strerror(code));
		return;
	}
	sink_answer(result, "250 2.0.0 new/%s", name);
}

static gboolean probe_maildir(struct sink *sink, GError **error)
{
	struct maildir_sink *maildir = (struct maildir_sink *)sink;

	if (!open_folders(maildir, error))
		return FALSE;
	if (faccessat(maildir->fresh, ".", W_OK | X_OK, 0) < 0 ||
		faccessat(maildir->draft, ".", W_OK | X_OK, 0) < 0)
		return maildir_fail(
			error, errno, "cannot write to", maildir->path);
	return TRUE;
}

static const struct sink_kind maildir_kind = {
	send_maildir,
	probe_maildir,
	free_maildir,
};

struct sink *maildir_sink_open(const struct sink_options *options,
	const struct url *url, GError **error)
{
	struct maildir_sink *maildir = g_new0(struct maildir_sink, 1);

	(void)options;
	(void)error;
	maildir->base.kind = &maildir_kind;
	maildir->path = g_strdup(url->path);
	maildir->draft = maildir->fresh = -1;
	return &maildir->base;
}
