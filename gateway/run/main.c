/* main.c - postern [-C DESK] VERB: finds the verb and calls it. */
#include "verb.h"

#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define LARGE_BYTES (256 << 10)

static int usage(FILE *out)
{
	GString *text = g_string_new(
		"Usage: postern [-C DESK] VERB [OPTION…] [ARGUMENT…]\n\n"
		"An email helpdesk that keeps every ticket as plain files in "
		"git.\n\n");

	for (guint i = 0; i < VERB_ROWS; i++)
		g_string_append_printf(
			text, "  %-8s %s\n", VERBS[i].name, VERBS[i].summary);
	g_string_append(text,
		"\nDESK is the folder of the desk: -C, else POSTERN_DESK, else "
		"the working\n"
		"directory. postern VERB --help tells more of each.\n");
	fputs(text->str, out);
	g_string_free(text, TRUE);
	return out == stdout ? EX_OK : EX_USAGE;
}

static const char *default_desk(void)
{
	const char *desk = g_getenv("POSTERN_DESK");

	return desk != NULL && *desk != '\0' ? desk : ".";
}

int main(int argc, char **argv)
{
	struct verb_call call = { .desk = default_desk() };
	int at = 1;

	/* Texts are UTF-8 whatever the machine says; only the terminal's own
	 * conversion follows the locale. */
	setlocale(LC_CTYPE, "C.UTF-8");
	umask(077);
	/* Large pieces go back when they are freed: left to itself the heap
	 * keeps the packs and mails of one batch beside those of the next. */
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	if (argc > at && g_str_equal(argv[at], "-C")) {
		if (argc == at + 1) {
			g_printerr("postern: -C: no folder (expected the "
				   "desk's)\n");
			return EX_USAGE;
		}
		call.desk = argv[at + 1];
		at += 2;
	}
	if (argc <= at)
		return usage(stderr);
	if (g_str_equal(argv[at], "--help") || g_str_equal(argv[at], "-h") ||
		g_str_equal(argv[at], "help"))
		return usage(stdout);
	if (g_str_equal(argv[at], "--version")) {
		puts("postern " POSTERN_VERSION);
		return EX_OK;
	}
	const struct verb_row *row = verb_find_row(argv[at]);

	if (row == NULL) {
		g_autofree char *shown = g_utf8_make_valid(argv[at], -1);

		g_printerr(
			"postern: no verb '%s' (see: postern --help)\n", shown);
		return EX_USAGE;
	}
	call.argc = argc - at;
	call.argv = argv + at;
	return row->call(&call);
}
