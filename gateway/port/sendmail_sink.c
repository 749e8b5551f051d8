#include "sink_kind.h"
#include "fault.h"
#include "maildir.h"
#include "memory_file.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

struct sendmail_sink {
	struct sink base;
	char *path;
	guint timeout_sec;
};

/* What the mail alone is to blame for; all other failures are the program's
 * or the machine's, and the next mail would meet them too. */
static const struct {
	int status;
	const char *reply;
} verdicts[] = {
	{ EX_OK, "250 2.0.0 accepted by sendmail" },
	{ EX_DATAERR, "554 5.6.0 sendmail refused the mail" },
	{ EX_NOUSER, "550 5.1.1 sendmail knows no such user" },
	{ EX_NOHOST, "550 5.1.2 sendmail knows no such host" },
	{ EX_TEMPFAIL, "451 4.3.0 sendmail asks to try later" },
};

static void free_sendmail(struct sink *sink)
{
	struct sendmail_sink *sendmail = (struct sendmail_sink *)sink;

	g_free(sendmail->path);
	g_free(sendmail);
}

/* A program that is spoken to by a pipe ends its lines with LF. */
static GBytes *with_local_lines(GBytes *mail)
{
	gsize length;
	const char *text = g_bytes_get_data(mail, &length);
	GString *lines = g_string_sized_new(length);

	for (gsize i = 0; i < length; i++) {
		if (text[i] != '\r' || i + 1 == length || text[i + 1] != '\n')
			g_string_append_c(lines, text[i]);
	}
	return g_string_free_to_bytes(lines);
}

static gboolean start(const struct sendmail_sink *sendmail, const char *from,
	const char *recipient, int input, int complaints, GPid *pid)
{
	g_autoptr(GStrvBuilder) words = g_strv_builder_new();
	g_auto(GStrv) argv = NULL;
	g_auto(GStrv) env = g_strsplit(
		"PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C", " ", -1);

	/* -i: a line of one dot is text. "--": no address is an option. */
	g_strv_builder_add_many(words, sendmail->path, "-i", "-f",
		*from ? from : "<>", "--", recipient, NULL);
	argv = g_strv_builder_end(words);
	return g_spawn_async_with_fds("/", argv, env, G_SPAWN_DO_NOT_REAP_CHILD,
		NULL, NULL, pid, input, complaints, complaints, NULL);
}

/* The exit status, or -1 where there is none: killed, or out of time. */
static int wait_for(GPid pid, guint timeout_sec)
{
	int fd = pidfd_open(pid, 0);
	struct pollfd ended = { .fd = fd, .events = POLLIN };
	int timeout = (int)MIN(timeout_sec, G_MAXINT / 1000) * 1000;
	int got, status = -1;

	do
		got = fd < 0 ? 1 : poll(&ended, 1, timeout);
	while (got < 0 && errno == EINTR);
	if (got <= 0)
		kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR) {
			status = -1;
			break;
		}
	}
	if (fd >= 0)
		close(fd);
	return got > 0 && status != -1 && WIFEXITED(status)
		       ? WEXITSTATUS(status)
		       : -1;
}

static void judge(struct sink_result *result, int status, int complaints)
{
	char said[300] = "";
	ssize_t length = pread(complaints, said, sizeof(said) - 1, 0);

	said[MAX(length, 0)] = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(verdicts); i++) {
		if (verdicts[i].status == status) {
			sink_answer(result, "%s %s", verdicts[i].reply, said);
			return;
		}
	}
	if (status < 0)
		sink_fault(result, "451 4.3.0 sendmail was ended %s", said);
	else
		sink_fault(result, "451 4.3.0 sendmail ended with %d %s",
			status, said);
}

/* Input and complaints are files in memory: no pipe that could block. */
static void send_sendmail(struct sink *sink, const char *mail_from,
	const char *recipient, GBytes *mail, struct sink_result *result)
{
	const struct sendmail_sink *sendmail = (struct sendmail_sink *)sink;
	g_autoptr(GBytes) lines = with_local_lines(mail);
	g_autoptr(GError) error = NULL;
	int input = memory_file("mail", lines, &error);
	int complaints =
		input < 0 ? -1 : memory_file("complaints", NULL, &error);
	GPid pid;

	if (complaints < 0)
		sink_fault(result, "452 4.3.1 %s", error->message);
	else if (!start(sendmail, mail_from, recipient, input, complaints,
			 &pid))
		sink_fault(result, "451 4.3.0 cannot start %s", sendmail->path);
	else
		judge(result, wait_for(pid, sendmail->timeout_sec), complaints);
	if (input >= 0)
		close(input);
	if (complaints >= 0)
		close(complaints);
}

static gboolean probe_sendmail(struct sink *sink, GError **error)
{
	struct sendmail_sink *sendmail = (struct sendmail_sink *)sink;
	struct stat facts;

	if (stat(sendmail->path, &facts) < 0 ||
		access(sendmail->path, X_OK) < 0)
		return maildir_fail(error, errno, "cannot run", sendmail->path);
	if (!S_ISREG(facts.st_mode))
		return maildir_fail(
			error, EINVAL, "cannot run", sendmail->path);
	return TRUE;
}

static const struct sink_kind sendmail_kind = {
	send_sendmail,
	probe_sendmail,
	free_sendmail,
};

struct sink *sendmail_sink_open(const struct sink_options *options,
	const struct url *url, GError **error)
{
	struct sendmail_sink *sendmail = g_new0(struct sendmail_sink, 1);

	(void)error;
	sendmail->base.kind = &sendmail_kind;
	sendmail->path = g_strdup(url->path);
	sendmail->timeout_sec =
		options->timeout_sec ? options->timeout_sec : SINK_TIMEOUT_SEC;
	return &sendmail->base;
}
