#include "sent.h"
#include "fault.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SENT_FILE "state/sent"
#define FIELDS 6
/* Two lines at least: an address and a reply have limits. */
#define MAX_REPORT_BYTES 4096

struct delivery_report *delivery_report_new(const struct outbox_row *row,
	enum delivery_state state, gint64 at, const char *reply)
{
	struct delivery_report *report = g_new0(struct delivery_report, 1);

	report->ticket = row->ticket;
	report->month = row->month;
	report->message = row->message;
	report->address = g_strdup(row->address);
	report->state = state;
	report->at = at;
	report->reply = text_line(reply, -1);
	return report;
}

void delivery_report_free(struct delivery_report *report)
{
	if (report == NULL)
		return;
	g_free(report->address);
	g_free(report->reply);
	g_free(report);
}

static gboolean io_fault(const char *path, GError **error)
{
	g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s: %s", path,
		g_strerror(errno));
	return FALSE;
}

/* A line is durable only in a file whose name is. */
static gboolean sync_folder_of(const char *path)
{
	g_autofree char *folder = g_path_get_dirname(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	gboolean is_synced = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return is_synced;
}

static int make_sent(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || sync_folder_of(path))
		return fd;
	close(fd);
	return -1;
}

static int open_sent(const char *path, GError **error)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		fd = make_sent(path);
	if (fd < 0)
		io_fault(path, error);
	return fd;
}

gboolean sent_reserve(const struct home *home, GError **error)
{
	g_autofree char *path = home_path(home, SENT_FILE);
	int fd = open_sent(path, error);
	struct stat status;

	if (fd < 0)
		return FALSE;
	/* Where a file system knows no reserving, appending tells. */
	gboolean is_kept = fstat(fd, &status) == 0 &&
			   (fallocate(fd, FALLOC_FL_KEEP_SIZE, status.st_size,
				    MAX_REPORT_BYTES) == 0 ||
				   errno == EOPNOTSUPP);

	if (!is_kept)
		io_fault(path, error);
	close(fd);
	return is_kept;
}

/* A line of which a part was written would spoil the next one. */
static gboolean append_line(int fd, const char *line)
{
	gsize length = strlen(line);
	struct stat status;

	if (fstat(fd, &status) != 0)
		return FALSE;
	if (write(fd, line, length) == (ssize_t)length && fdatasync(fd) == 0)
		return TRUE;
	int why = errno;

	if (ftruncate(fd, status.st_size) == 0)
		errno = why;
	return FALSE;
}

gboolean sent_append(const struct home *home,
	const struct delivery_report *report, GError **error)
{
	g_autofree char *path = home_path(home, SENT_FILE);
	g_autofree char *at = text_time(report->at);
	g_autofree char *line = g_strdup_printf("%u %u %u %s %s %s %s\n",
		report->ticket, report->month, report->message,
		delivery_state_name(report->state), at, report->address,
		report->reply);
	int fd = open_sent(path, error);

	if (fd < 0)
		return FALSE;
	gboolean is_kept = append_line(fd, line);

	if (!is_kept)
		io_fault(path, error);
	close(fd);
	return is_kept;
}

/* "5 0 2 sent 2026-…Z anna@example.com 250 ok" */
static struct delivery_report *read_line(const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", FIELDS + 1);
	struct outbox_row row = { 0 };
	enum delivery_state state;
	gint64 at;

	if (g_strv_length(words) != FIELDS + 1 ||
		!text_parse_number(words[0], &row.ticket) ||
		!text_parse_number(words[1], &row.month) ||
		!text_parse_number(words[2], &row.message) ||
		!delivery_state_parse(words[3], &state) ||
		!text_parse_time(words[4], &at))
		return NULL;
	row.address = words[5];
	return delivery_report_new(&row, state, at, words[6]);
}

GPtrArray *sent_read(const struct home *home, GError **error)
{
	g_autofree char *path = home_path(home, SENT_FILE);
	g_autofree char *text = NULL;
	g_autoptr(GError) why = NULL;
	GPtrArray *reports = g_ptr_array_new_with_free_func(
		(GDestroyNotify)delivery_report_free);

	if (!g_file_get_contents(path, &text, NULL, &why)) {
		if (g_error_matches(why, G_FILE_ERROR, G_FILE_ERROR_NOENT))
			return reports;
		g_set_error(error, POSTERN_FAULT, FAULT_IO, "%s", why->message);
		g_ptr_array_unref(reports);
		return NULL;
	}
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	/* What stands behind the last line end was cut off by a kill: that
	 * mail's report is lost, and it goes again. */
	for (guint i = 0; lines[i] != NULL && lines[i + 1] != NULL; i++) {
		struct delivery_report *report = read_line(lines[i]);

		if (report != NULL)
			g_ptr_array_add(reports, report);
	}
	return reports;
}

gboolean sent_clear(const struct home *home, GError **error)
{
	g_autofree char *path = home_path(home, SENT_FILE);

	if (unlink(path) == 0 || errno == ENOENT)
		return TRUE;
	return io_fault(path, error);
}
