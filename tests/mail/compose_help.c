#include "compose_help.h"
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)

static char FROM_NAME[] = "Anna Berg (IT Helpdesk)";
static char FROM_ADDRESS[] = "help@example.com";
const struct contact FROM = { FROM_NAME, FROM_ADDRESS };

struct outgoing sample(void)
{
	struct outgoing outgoing = {
		.from = &FROM,
		.subject = "Re: The printer [T-123]",
		.message_id = "t123.5.abcdefgh@example.com",
		.in_reply_to = "abc@mail.example.com",
		.date = 1795425302,
		.auto_submitted = AUTO_NO,
		.ticket = 123,
		.language = "en",
		.loop = "help@example.com",
		.text = "Hello,\n\nbye.\n",
	};
	return outgoing;
}

char *compose(const struct outgoing *outgoing)
{
	g_autoptr(GError) error = NULL;
	GBytes *bytes = compose_mail(outgoing, &error);
	if (!bytes)
		fail_msg("%s", error->message);
	gsize length = 0;
	char *mail = g_bytes_unref_to_data(bytes, &length);
	mail = g_realloc(mail, length + 1);
	mail[length] = '\0';
	assert_int_equal(strlen(mail), length);
	return mail;
}

GMimeMessage *read_back(const char *mail)
{
	g_autoptr(GMimeStream) stream =
		g_mime_stream_mem_new_with_buffer(mail, strlen(mail));
	g_autoptr(GMimeParser) parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	assert_non_null(message);
	return message;
}

char *text_of(GMimeObject *object)
{
	assert_true(GMIME_IS_TEXT_PART(object));
	char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(object));
	g_autoptr(GString) lines = g_string_new(text);
	g_free(text);
	g_string_replace(lines, "\r\n", "\n", 0);
	return g_string_free(g_steal_pointer(&lines), FALSE);
}

/* The head of a mail, its blank line left out. */
char *head_of(const char *mail)
{
	const char *end = strstr(mail, "\r\n\r\n");
	assert_non_null(end);
	return g_strndup(mail, (gsize)(end + 2 - mail));
}

/* The names of the fields, "From Subject Date". */
char *field_names(const char *mail)
{
	g_autofree char *head = head_of(mail);
	g_auto(GStrv) lines = g_strsplit(head, "\r\n", -1);
	g_autoptr(GString) names = g_string_new(NULL);
	for (guint i = 0; lines[i] && *lines[i]; i++) {
		const char *colon = strchr(lines[i], ':');
		if (*lines[i] == ' ')
			continue;
		assert_non_null(colon);
		g_string_append_printf(names, "%s%.*s", names->len ? " " : "",
			(int)(colon - lines[i]), lines[i]);
	}
	return g_string_free(g_steal_pointer(&names), FALSE);
}

/* What every mail of ours keeps: CRLF, no NUL, short lines in the head. */
void check_lines(const char *mail)
{
	for (const char *at = mail; *at; at++) {
		if (*at == '\n' && (at == mail || at[-1] != '\r'))
			fail_msg("bare LF in\n%s", mail);
		if (*at == '\r' && at[1] != '\n')
			fail_msg("bare CR in\n%s", mail);
	}
	g_autofree char *head = head_of(mail);
	g_auto(GStrv) lines = g_strsplit(head, "\r\n", -1);
	for (guint i = 0; lines[i]; i++)
		if (strlen(lines[i]) > 78)
			fail_msg("over 78 columns: %s", lines[i]);
	assert_true(g_str_is_ascii(mail));
}

GBytes *content_of(GMimeObject *object)
{
	assert_true(GMIME_IS_PART(object));
	g_autoptr(GMimeStream) stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(
		g_mime_part_get_content(GMIME_PART(object)), stream);
	GByteArray *bytes =
		g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	return g_bytes_new(bytes->data, bytes->len);
}
int compose_set_up(void **state)
{
	(void)state;
	message_init();
	return 0;
}
