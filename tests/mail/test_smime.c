/* Mails signed or encrypted as a whole: the words of a signed one are read, of
 * an encrypted one it is said that it is. */
#include "mail.h"

/* A multipart/mixed of one text, "Hello from within.", in a SignedData without
 * certificates and attributes (RFC 5652). */
#define SIGNED                                                                 \
	"MIIBGgYJKoZIhvcNAQcCoIIBCzCCAQcCAQExDzANBglghkgBZQMEAgEFADBeBgkqhkiG" \
	"9w\n"                                                                 \
	"0BBwGgUQRPQ29udGVudC1UeXBlOiBtdWx0aXBhcnQvbWl4ZWQ7IGJvdW5kYXJ5PWINCg" \
	"0K\n"                                                                 \
	"LS1iDQoNCkhlbGxvIGZyb20gd2l0aGluLg0KLS1iLS0NCjGBkDCBjQIBATAkMAwxCjAI" \
	"Bg\n"                                                                 \
	"NVBAMMAXgCFAM2CqWWZZq/ioFUWhJ/"                                       \
	"HOP1jVAiMA0GCWCGSAFlAwQCAQUAMAoGCCqGSM49\n"                           \
	"BAMCBEcwRQIhALkajFY2R6jW0TiJbXkxz20Lw3TjS88ntfxslTIjp7/"              \
	"NAiAy2Az3++KOpi\n"                                                    \
	"jlSRExAxEB2lJc7z0XnkTMh1Garjvlgw==\n"

#define ENVELOPE                                             \
	"From: a@example.com\nSubject: s\n"                  \
	"Content-Type: application/pkcs7-mime; name=p.p7m\n" \
	"Content-Disposition: attachment; filename=p.p7m\n"  \
	"Content-Transfer-Encoding: base64\n\n"

static const struct {
	const char *why, *mail, *text;
} ENVELOPES[] = {
	{ "signed", ENVELOPE SIGNED,
		"[signed: S/MIME]\n\nHello from within.\n" },
	{ "cut in the middle",
		ENVELOPE "MIIBGgYJKoZIhvcNAQcCoIIBCzCCAQcCAQEx\n",
		"[encrypted: S/MIME]\n" },
	{ "no DER at all", ENVELOPE "AAAA\n", "[encrypted: S/MIME]\n" },
	{ "nothing", ENVELOPE, "[encrypted: S/MIME]\n" },
	{ "OpenPGP (RFC 3156)",
		"Content-Type: multipart/encrypted; boundary=b;\n"
		" protocol=\"application/pgp-encrypted\"\n\n"
		"--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
		"--b\nContent-Type: application/octet-stream\n\nX\n--b--\n",
		"[encrypted: OpenPGP]\n" },
	{ "clear-signed (RFC 1847) is read through",
		"Content-Type: multipart/signed; boundary=b\n\n"
		"--b\n\nsigned words\n"
		"--b\nContent-Type: application/pkcs7-signature;\n"
		" name=smime.p7s\n\nX\n--b--\n",
		"signed words\n" },
};

static void envelopes_are_read_or_named(void **state)
{
	(void)state;
	for (guint i = 0; i < G_N_ELEMENTS(ENVELOPES); i++) {
		AUTO(message) message = parse_text(ENVELOPES[i].mail);

		if (strcmp(message->text, ENVELOPES[i].text) != 0)
			fail_msg("%s: «%s»", ENVELOPES[i].why, message->text);
	}
}

/* Nobody wants to save p.p7m, its text stands in the mail already. */
static void envelope_is_no_attachment(void **state)
{
	(void)state;
	AUTO(message) message = parse_text(ENVELOPE SIGNED);

	assert_int_equal(message->parts->len, 1);
	assert_false(part_at(message, 0)->is_attachment);
	assert_true(part_at(message, 0)->is_text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(envelopes_are_read_or_named),
		cmocka_unit_test(envelope_is_no_attachment),
	};

	message_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
