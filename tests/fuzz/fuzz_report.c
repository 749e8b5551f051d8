/* Any bytes are a delivery report: the fields of one in a report that is whole
 * else, and the plain words of a mail server that knows none. */
#include "contact.h"
#include "fuzz.h"
#include "message.h"

static const char BEFORE[] =
	"From: MAILER-DAEMON@mx.example\n"
	"Subject: Undelivered Mail Returned to Sender\n"
	"Content-Type: multipart/report; report-type=delivery-status;\n"
	" boundary=b\n\n--b\n\nIt could not be delivered.\n"
	"--b\nContent-Type: message/delivery-status\n\n";
static const char BEHIND[] =
	"\n--b\nContent-Type: message/rfc822\n\n"
	"Message-ID: <t1.2.abc@help.example>\nSubject: s\n\ntext\n--b--\n";
static const char PLAIN[] = "From: MAILER-DAEMON@mx.example\n"
			    "Subject: Returned mail: see transcript\n\n";

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	message_init();
	return 0;
}

static void read_report(GString *mail)
{
	g_autoptr(GBytes) raw = g_string_free_to_bytes(mail);
	AUTO(message) message = message_parse(raw, &MAIL_LIMITS_DEFAULT);

	for (guint i = 0; i < message->recipients->len; i++) {
		const struct report_recipient *one =
			message->recipients->pdata[i];

		g_assert(address_is_plain(one->address));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	GString *fields = g_string_new(BEFORE);
	GString *plain = g_string_new(PLAIN);

	g_string_append_len(fields, (const char *)data, (gssize)size);
	g_string_append(fields, BEHIND);
	read_report(fields);
	g_string_append_len(plain, (const char *)data, (gssize)size);
	read_report(plain);
	return 0;
}
