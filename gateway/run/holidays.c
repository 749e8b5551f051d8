#include "holidays.h"
#include "channel.h"
#include "fault.h"
#include "fence.h"
#include "ics.h"
#include "role.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define READ_MS 10000

/* --- in the reader ---------------------------------------------------------
 */

static GVariant *answer(GBytes *ics)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GPtrArray) days = NULL;
	GVariantBuilder list;
	gsize length;
	const char *text = g_bytes_get_data(ics, &length);

	days = ics_days(text ? text : "", length, &why);
	g_variant_builder_init(&list, G_VARIANT_TYPE("as"));
	for (guint i = 0; days && i < days->len; i++)
		g_variant_builder_add(&list, "s", days->pdata[i]);
	return g_variant_new("(sas)", why ? why->message : "", &list);
}

static void be_reader(int fd, gconstpointer ics)
{
	fence_parser();
	channel_send(fd, FRAME_DAYS, answer((GBytes *)(guintptr)ics), NULL);
}

/* --- in the desk ------------------------------------------------------------
 */

static gboolean is_day(const char *text)
{
	static const char form[] = "0000-00-00";

	for (gsize i = 0; i < sizeof form; i++)
		if (form[i] == '0' ? !g_ascii_isdigit(text[i])
				   : text[i] != form[i])
			return FALSE;
	return TRUE;
}

static GPtrArray *take_days(GVariantIter *list, GError **error)
{
	g_autoptr(GPtrArray) days = g_ptr_array_new_with_free_func(g_free);
	const char *day;

	while (g_variant_iter_next(list, "&s", &day)) {
		if (!is_day(day) || days->len > ICS_MAX_DAYS) {
			g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
				"its reader lied");
			return NULL;
		}
		g_ptr_array_add(days, g_strdup(day));
	}
	return g_steal_pointer(&days);
}

static GPtrArray *receive(int fd, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(GVariantIter) list = NULL;
	enum frame_type type;
	const char *trouble;
	g_autoptr(GVariant) value = channel_receive(fd, &type, READ_MS, &why);

	if (value == NULL || type != FRAME_DAYS) {
		g_set_error(error, POSTERN_FAULT, FAULT_INVALID,
			"cannot be read: its reader ended");
		return NULL;
	}
	g_variant_get(value, "(&sas)", &trouble, &list);
	if (*trouble == '\0')
		return take_days(list, error);
	g_set_error(error, POSTERN_FAULT, FAULT_INVALID, "%s", trouble);
	return NULL;
}

GPtrArray *holidays_read(GBytes *ics, GError **error)
{
	GPtrArray *days;
	pid_t process;
	int fd;

	if (!role_start("holidays", be_reader, ics, &fd, &process, error))
		return NULL;
	days = receive(fd, error);
	close(fd);
	kill(process, SIGKILL);
	waitpid(process, NULL, 0);
	return days;
}

static GPtrArray *days_of(const char *path, holidays_open *open, gpointer user,
	GChecksum *digest, GError **error)
{
	g_autoptr(GBytes) ics = open(path, user, error);
	gsize length;
	const guchar *bytes;

	if (ics == NULL)
		return NULL;
	bytes = g_bytes_get_data(ics, &length);
	if (digest && bytes)
		g_checksum_update(digest, bytes, (gssize)length);
	return holidays_read(ics, error);
}

static gboolean is_file(const char *holiday)
{
	return !g_ascii_isdigit(*holiday);
}

void holidays_load(struct rules *rules, holidays_open *open, gpointer user,
	GChecksum *digest, GPtrArray *trouble)
{
	for (guint i = 0; i < rules->calendars->len; i++) {
		struct calendar_rule *rule = rules->calendars->pdata[i];

		for (guint j = rule->holidays->len; j > 0; j--) {
			g_autofree char *path =
				g_strdup(rule->holidays->pdata[j - 1]);
			g_autoptr(GPtrArray) days = NULL;
			g_autoptr(GError) why = NULL;

			if (!is_file(path))
				continue;
			g_ptr_array_remove_index(rule->holidays, j - 1);
			days = days_of(path, open, user, digest, &why);
			for (guint k = 0; days && k < days->len; k++)
				g_ptr_array_add(rule->holidays,
					g_strdup(days->pdata[k]));
			if (days == NULL)
				g_ptr_array_add(
					trouble, g_strdup_printf("%s: %s", path,
							 why->message));
		}
	}
}
