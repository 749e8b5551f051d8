/* Any bytes are a header block: what the desk reads of it by itself, who wrote
 * and what the trusted server says of that. Only a mail in which the trusted
 * server says "pass" may pass. */
#include "conf.h"
#include "contact.h"
#include "facts.h"
#include "fuzz.h"
#include "proof.h"
#include <string.h>

static const char SETTINGS[] = "[auth]\n"
			       "authserv-id = mx.example.com\n"
			       "receiver = mx.example.com, in.example.com\n";

static struct settings *settings;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	g_autoptr(GPtrArray) errors = conf_errors_new();

	(void)argc;
	(void)argv;
	settings = conf_parse_settings(
		"postern.conf", SETTINGS, strlen(SETTINGS), errors);
	g_assert(settings != NULL);
	return 0;
}

static gboolean holds(const uint8_t *data, size_t size, const char *word)
{
	gsize length = strlen(word);

	for (gsize i = 0; i + length <= size; i++)
		if (g_ascii_strncasecmp((const char *)data + i, word, length) ==
			0)
			return TRUE;
	return FALSE;
}

static void check(const struct facts *facts)
{
	g_assert(facts->id != NULL);
	g_assert(facts->from == NULL ||
		 (facts->from_fields == 1 && facts->from_addresses == 1 &&
			 address_is_plain(facts->from)));
	for (guint i = 0; i < facts->recipients->len; i++)
		g_assert(address_is_plain(facts->recipients->pdata[i]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) raw = g_bytes_new(data, size);
	AUTO(facts) facts = facts_scan(raw);
	struct auth_verdict verdict;

	check(facts);
	auth_verdict_init(&verdict, facts, &settings->auth);
	g_assert(verdict.why != NULL);
	if (verdict.result == AUTH_PASS)
		g_assert(facts->from != NULL &&
			 holds(data, size, "mx.example.com") &&
			 holds(data, size, "pass") &&
			 holds(data, size, "authentication-results"));
	auth_verdict_clear(&verdict);
	return 0;
}
