/* mail.h - what the tests of gateway/mail share: a mail from a C string. */
#ifndef TESTS_MAIL_H
#define TESTS_MAIL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "message.h"

static inline struct message *parse_bytes(const void *data, gsize length)
{
	g_autoptr(GBytes) raw = g_bytes_new(data, length);

	return message_parse(raw, &MAIL_LIMITS_DEFAULT);
}

static inline struct message *parse_text(const char *text)
{
	return parse_bytes(text, strlen(text));
}

static inline const struct part *part_at(const struct message *message, guint i)
{
	assert_in_range(i, 0, message->parts->len - 1);
	return g_ptr_array_index(message->parts, i);
}

#endif
