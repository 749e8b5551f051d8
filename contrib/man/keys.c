/* keys.c - prints the manual of the settings (postern.conf.5) from the table
 * that reads them, so that both say the same. */
#include "conf.h"

#include <stdio.h>
#include <string.h>

/* Backslashes, and points and quotes at the start of a line, are roff's. */
static void put(const char *text)
{
	if (*text == '.' || *text == '\'')
		fputs("\\&", stdout);
	for (; *text != '\0'; text++)
		if (*text == '\\')
			fputs("\\e", stdout);
		else if (*text == '-')
			fputs("\\-", stdout);
		else
			putchar(*text);
}

static void put_key(const struct conf_key *key)
{
	printf(".TP\n.B ");
	put(key->key);
	printf(" = ");
	put(key->type);
	putchar('\n');
	put(key->help);
	if (key->is_list)
		fputs("; may stand several times", stdout);
	if (key->is_required)
		fputs(". Required", stdout);
	else if (key->fallback != NULL && *key->fallback != '\0') {
		fputs(". Default: ", stdout);
		put(key->fallback);
	}
	fputs(".\n", stdout);
}

static void put_keys(const char *file)
{
	const char *section = "";
	gsize count;
	const struct conf_key *keys = conf_keys(&count);

	for (gsize i = 0; i < count; i++) {
		if (strcmp(keys[i].file, file) != 0)
			continue;
		if (strcmp(section, keys[i].section) != 0) {
			section = keys[i].section;
			printf(".SS [");
			put(section);
			printf("]\n");
		}
		put_key(&keys[i]);
	}
}

int main(void)
{
	puts(".TH POSTERN.CONF 5 \"\" Postern \"Postern manual\"\n"
	     ".SH NAME\n"
	     "postern.conf, desk.conf \\- settings and rules of a helpdesk\n"
	     ".SH DESCRIPTION\n"
	     "Both files have the syntax of git\\-config: sections, some with "
	     "a name in\n"
	     "quotes, and keys. There is no include. An unknown key, a wrong "
	     "unit or a\n"
	     "name of nothing is an error; all errors of a file are told at "
	     "once, by\n"
	     ".BR \"postern check\" ,\n"
	     "with file and line.\n"
	     ".PP\n"
	     ".I postern.conf\n"
	     "lies in the desk's folder and holds what belongs to the "
	     "machine.\n"
	     ".I desk.conf\n"
	     "lies in the repository and holds what belongs to the helpdesk: "
	     "it is\n"
	     "changed by a commit that is pushed, and judged before it is "
	     "taken.\n"
	     ".SH POSTERN.CONF");
	put_keys("postern.conf");
	puts(".SH DESK.CONF");
	put_keys("desk.conf");
	puts(".SH SEE ALSO\n.BR postern (1)");
	return 0;
}
