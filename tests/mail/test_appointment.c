/* Invitations are shown as appointments, above the words around them. */
#include "mail.h"
#include "appointment.h"

static const struct {
	const char *why, *text, *lines;
} EVENTS[] = {
	{ "all there is to say",
		"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"
		"DTSTART;TZID=Europe/Oslo:20261123T101500\r\n"
		"DTEND:20261123T111500Z\r\n"
		"SUMMARY;LANGUAGE=en:Printer\\, the \r\n  second\r\n"
		"LOCATION:Room 7\\nleft\r\n"
		"ORGANIZER;CN=\"Berg: Anna\":mailto:anna@example.com\r\n"
		"END:VEVENT\r\nEND:VCALENDAR\r\n",
		"Appointment: Printer, the second\n"
		"Start: 2026-11-23 10:15 Europe/Oslo\n"
		"End: 2026-11-23 11:15 UTC\nPlace: Room 7 left\n"
		"Organiser: Berg: Anna <anna@example.com>\n" },
	{ "a whole day",
		"BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261123\nEND:VEVENT\n",
		"Start: 2026-11-23\n" },
	{ "an alarm's words are not the event's",
		"BEGIN:VEVENT\nBEGIN:VALARM\nSUMMARY:alarm\nEND:VALARM\n"
		"SUMMARY:event\nEND:VEVENT\nBEGIN:VEVENT\nLOCATION:x\n",
		"Appointment: event\n" },
	{ "no event", "BEGIN:VTIMEZONE\nDTSTART:20261123T101500\n", "" },
	{ "nothing", "", "" },
	{ "cut in the middle", "BEGIN:VEVENT\nSUMMARY", "" },
	{ "a parameter without an end",
		"BEGIN:VEVENT\nSUMMARY;X=\":a\nDTEND:", "" },
};

static void events_are_lines_to_read(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(EVENTS); i++) {
		g_autofree char *lines = appointment_lines(EVENTS[i].text);

		if (strcmp(lines, EVENTS[i].lines) != 0)
			fail_msg("%s: «%s»", EVENTS[i].why, lines);
	}
}

static void appointment_stands_above_the_words(void **state)
{
	(void)state;
	AUTO(message)
	message = parse_text(
		"Content-Type: multipart/alternative; boundary=b\n\n"
		"--b\n\nPlease come.\n"
		"--b\nContent-Type: text/calendar; method=REQUEST\n\n"
		"BEGIN:VEVENT\nSUMMARY:Lunch\nEND:VEVENT\n--b--\n");

	assert_int_equal(message->kind, MAIL_CALENDAR);
	assert_string_equal(
		message->text, "Appointment: Lunch\n\nPlease come.\n");
	assert_true(part_at(message, 1)->is_attachment);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_are_lines_to_read),
		cmocka_unit_test(appointment_stands_above_the_words),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
