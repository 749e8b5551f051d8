/* reader.h - the syntax of git-config: bytes in; section, name, key, value and
 * line out. Knows no key by name.
 *
 * Sections are `[section]` or `[section "name"]` (in the name \" and \\ are
 * escapes), keys are letters, digits and "-", `key` alone means true. Values:
 * blanks at both ends fall away, "…" keeps them, \" \\ \n \t \b are escapes, a
 * backslash at the end of a line continues it, # and ; outside of quotes begin
 * a comment. LF or CRLF. The old `[section.name]` and every include are errors:
 * what a file says stands in it.
 */
#ifndef CONF_READER_H
#define CONF_READER_H

#include <glib.h>

#define READER_MAX_BYTES (1024u * 1024u)
#define READER_MAX_VALUE 4096u
#define READER_MAX_NAME 254u
#define READER_MAX_KEY 64u

/* A section's header (key is NULL) or a key in it. The strings are valid UTF-8
 * and live as long as the call. */
struct reader_entry {
	guint line;          /* from 1: where the header or the key begins */
	const char *section; /* lower case */
	const char *name;    /* NULL where the header has none */
	const char *key;     /* lower case */
	const char *value;   /* "true" for a key alone */
};

struct reader_calls {
	void (*entry)(const struct reader_entry *entry, gpointer user);
	void (*error)(guint line, const char *text, gpointer user);
	gpointer user;
};

/* Reads all of it, whatever is wrong: a line that cannot be read is told to
 * error and skipped; keys behind a header that cannot be read are skipped with
 * it. Linear in length. */
void conf_read(
	const char *text, gsize length, const struct reader_calls *calls);

#endif
