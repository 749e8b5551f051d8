/* log.h - one event a line on standard error: event=taken mailbox=help count=3
 *
 * Values are escaped, so that no text from outside begins a line or a field.
 * Where JOURNAL_STREAM is set (systemd), each line has its <priority>. No
 * bodies, secrets or tokens are logged.
 */
#ifndef PORT_LOG_H
#define PORT_LOG_H

#include <glib.h>
#include <stdarg.h>

/* The numbers are those of syslog. */
enum log_level {
	LOG_LEVEL_ERROR = 3,
	LOG_LEVEL_WARNING = 4,
	LOG_LEVEL_NOTICE = 5,
	LOG_LEVEL_INFO = 6,
	LOG_LEVEL_DEBUG = 7,
};

/* Pairs of key and value (const char *) follow, then NULL. A pair whose value
 * is NULL is left out. Written at once, so that lines of several processes
 * do not mix. */
void log_event(
	enum log_level level, const char *event, ...) G_GNUC_NULL_TERMINATED;

/* For a number as a value: log_number((char[24]){ 0 }, count). */
const char *log_number(char buffer[24], gint64 number);

/* The line that log_event() writes, its LF included; free with g_free(). */
char *log_format(enum log_level level, gboolean is_journal, const char *event,
	...) G_GNUC_NULL_TERMINATED;

#endif
