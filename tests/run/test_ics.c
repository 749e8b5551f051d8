/* Days off as calendar programs write them: a file a row. */
#include "fault.h"
#include "holidays.h"
#include "ics.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#define EVENT(lines) "BEGIN:VEVENT\r\nUID:1\r\n" lines "END:VEVENT\r\n"
#define FILE(lines) \
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" lines "END:VCALENDAR\r\n"

static const struct {
	const char *text;
	const char *days; /* NULL: refused */
	const char *why;
} FILES[] = {
	{ FILE(EVENT("DTSTART;VALUE=DATE:20261225\r\n")), "2026-12-25",
		"one day" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20261224\r\n"
		     "DTEND;VALUE=DATE:20261227\r\n")),
		"2026-12-24 2026-12-25 2026-12-26",
		"until the day before its end" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20240229\r\n"
		     "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=3\r\n")),
		"2024-02-29 2028-02-29 2032-02-29", "leap days" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20240501\r\n"
		     "RRULE:FREQ=YEARLY;UNTIL=20270501\r\n"
		     "EXDATE;VALUE=DATE:20250501\r\n")),
		"2024-05-01 2026-05-01 2027-05-01", "but for one" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20260101\r\n")
			  EVENT("DTSTART;VALUE=DATE:20251231\r\n")
				  EVENT("DTSTART;VALUE=DATE:20260101\r\n")),
		"2025-12-31 2026-01-01", "in order, none twice" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20260101\r\n"
		     "STATUS:CANCELLED\r\n")
			  EVENT("DTSTART:20260102T090000Z\r\n")
				  EVENT("DTSTART;VALUE=DATE:20260103\r\n")),
		"2026-01-03", "what is cancelled or has a time is no day off" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20261225\r\n"))
			FILE(EVENT("DTSTART;VALUE=DATE:20261226\r\n")),
		"2026-12-25 2026-12-26", "two calendars in a file" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20261225\r\n"
		     "DTEND;VALUE=DATE:20261201\r\n")),
		"2026-12-25", "an end before the beginning" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20000101\r\n"
		     "RRULE:FREQ=DAILY\r\n")),
		NULL, "too many days" },
	{ FILE(EVENT("DTSTART;VALUE=DATE:20000101\r\n"
		     "DTEND;VALUE=DATE:29990101\r\n")),
		NULL, "too long a day" },
	{ FILE(""), NULL, "no event" },
	{ "Dear all,\r\n\r\nwe are closed on Friday.\r\n", NULL,
		"no calendar" },
	{ "", NULL, "nothing" },
};

static void a_file_tells_its_days(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(FILES); i++) {
		g_autoptr(GError) why = NULL;
		g_autoptr(GBytes) bytes = g_bytes_new_static(
			FILES[i].text, strlen(FILES[i].text));
		g_autoptr(GPtrArray) days = holidays_read(bytes, &why);
		g_autofree char *told = NULL;

		if (days) {
			g_ptr_array_add(days, NULL);
			told = g_strjoinv(" ", (char **)days->pdata);
		}
		if (g_strcmp0(told, FILES[i].days) != 0)
			fail_msg("%s: %s, expected %s", FILES[i].why,
				told ? told : why->message, FILES[i].days);
	}
}

/* Whatever a file does to its reader, the desk goes on. */
static void a_reader_without_end_is_ended(void **state)
{
	static const char text[] =
		FILE(EVENT("DTSTART;VALUE=DATE:20000101\r\n"
			   "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\n"));
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
	g_autoptr(GError) why = NULL;
	g_autoptr(GPtrArray) days = holidays_read(bytes, &why);

	(void)state;
	assert_null(days);
	assert_non_null(why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_tells_its_days),
		cmocka_unit_test(a_reader_without_end_is_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
