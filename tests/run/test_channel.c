/* Frames between the roles: what is said arrives, what lies is refused. */
#include "channel.h"
#include "fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static void frame_arrives_as_it_was_sent(void **state)
{
	int fds[2];
	enum frame_type type;
	const char *reply;
	guint result;
	gboolean is_session;

	(void)state;
	assert_true(channel_pair(fds, NULL));
	assert_true(channel_send(fds[0], FRAME_RESULT,
		g_variant_new("(usb)", 2u, "550 no such user", TRUE), NULL));
	g_autoptr(GVariant) value = channel_receive(fds[1], &type, 1000, NULL);

	assert_non_null(value);
	assert_int_equal(type, FRAME_RESULT);
	g_variant_get(value, "(u&sb)", &result, &reply, &is_session);
	assert_int_equal(result, 2);
	assert_string_equal(reply, "550 no such user");
	assert_true(is_session);
	close(fds[0]);
	close(fds[1]);
}

static void mail_arrives_as_it_was_sent(void **state)
{
	static const char MAIL[] = "From: a@example.com\n\n\377\0end";
	int fds[2];
	enum frame_type type;

	(void)state;
	assert_true(channel_pair(fds, NULL));
	for (gsize length = 0; length <= sizeof MAIL; length += sizeof MAIL) {
		g_autoptr(GBytes) sent = g_bytes_new_static(MAIL, length);
		GVariant *values[] = {
			g_variant_new_string("bounce@example.com"),
			g_variant_new_string("anna@example.com"),
			variant_from_bytes(sent),
		};

		assert_true(channel_send(fds[0], FRAME_SEND,
			g_variant_new_tuple(values, 3), NULL));
		g_autoptr(GVariant) value =
			channel_receive(fds[1], &type, 1000, NULL);

		assert_non_null(value);
		g_autoptr(GVariant) last = g_variant_get_child_value(value, 2);
		g_autoptr(GBytes) got = variant_to_bytes(last);
		const char *from;

		g_variant_get_child(value, 0, "&s", &from);
		assert_string_equal(from, "bounce@example.com");
		assert_true(g_bytes_equal(got, sent));
	}
	close(fds[0]);
	close(fds[1]);
}

/* What a role that was taken over may write on its socket. */
static const struct {
	const char *why;
	guint8 bytes[24];
	gsize length;
	int code;
} LIES[] = {
	{ "an unknown type", { 99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 12,
		FAULT_INVALID },
	{ "a length over the limit",
		{ FRAME_DONE, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0 }, 12,
		FAULT_INVALID },
	{ "bytes behind it over the limit",
		{ FRAME_PARSED, 0, 0, 0, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff },
		12, FAULT_INVALID },
	{ "bytes behind a frame that has none",
		{ FRAME_DONE, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1 }, 13,
		FAULT_INVALID },
	{ "an answer that no parser has",
		{ FRAME_PARSED, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 4 }, 12,
		FAULT_INVALID },
	{ "a head cut off", { FRAME_PARSED, 0, 0 }, 3, FAULT_NOT_FOUND },
	{ "a value cut off", { FRAME_DONE, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 1 },
		13, FAULT_NOT_FOUND },
	{ "a mail cut off",
		{ FRAME_PARSED, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 1 }, 14,
		FAULT_NOT_FOUND },
	{ "text that is not UTF-8",
		{ FRAME_TROUBLE, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0,
			0xff, 0xfe, 0xfd, 0 },
		20, FAULT_INVALID },
};

static void lying_frame_ends_the_channel(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(LIES); i++) {
		int fds[2];
		enum frame_type type;
		g_autoptr(GError) error = NULL;

		assert_true(channel_pair(fds, NULL));
		assert_int_equal(write(fds[0], LIES[i].bytes, LIES[i].length),
			LIES[i].length);
		close(fds[0]);
		GVariant *value = channel_receive(fds[1], &type, 1000, &error);

		if (value != NULL ||
			!g_error_matches(error, POSTERN_FAULT, LIES[i].code))
			fail_msg("%s: %s", LIES[i].why,
				error ? error->message : "was believed");
		close(fds[1]);
	}
}

static void silence_ends_in_time(void **state)
{
	int fds[2];
	enum frame_type type;
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_true(channel_pair(fds, NULL));
	assert_null(channel_receive(fds[1], &type, 10, &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_TEMPORARY));
	close(fds[0]);
	close(fds[1]);
}

static void sending_to_the_dead_is_an_error(void **state)
{
	int fds[2];
	g_autoptr(GError) error = NULL;

	(void)state;
	assert_true(channel_pair(fds, NULL));
	close(fds[1]);
	assert_false(channel_send(
		fds[0], FRAME_BATCH, g_variant_new_tuple(NULL, 0), &error));
	assert_true(g_error_matches(error, POSTERN_FAULT, FAULT_IO));
	close(fds[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frame_arrives_as_it_was_sent),
		cmocka_unit_test(mail_arrives_as_it_was_sent),
		cmocka_unit_test(lying_frame_ends_the_channel),
		cmocka_unit_test(silence_ends_in_time),
		cmocka_unit_test(sending_to_the_dead_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
