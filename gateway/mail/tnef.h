/* tnef.h - what Exchange packs into winmail.dat (MS-OXTNEF): the files in it,
 * and its text where the mail has no other.
 *
 * A reader of its own: libytnef 2.0 writes beyond its memory (9 of 6,000
 * winmail.dat with a few bits changed and their checksums put right ended it),
 * loops, leaks and prints. A cursor with a sticky error reads here; linear.
 */
#ifndef MAIL_TNEF_H
#define MAIL_TNEF_H

#include <glib.h>

struct tnef_file {
	gsize offset, length; /* within the decoded bytes */
	char *name; /* valid UTF-8, as written; NULL where there is none */
	char *type; /* as written; NULL where there is none */
};

struct tnef {
	GPtrArray *files; /* struct tnef_file * */
	char *text;       /* valid UTF-8, or NULL */
	gboolean is_html; /* text is HTML */
};

/* data: decoded. At most so many files. NULL where it is no TNEF. Free with
 * tnef_free(), which takes NULL. */
struct tnef *tnef_read(const guint8 *data, gsize length, guint max_files);
void tnef_free(struct tnef *tnef);

/* The words of an RTF text, without any of its form; new. is_html: it was made
 * from HTML, and this is given back. Linear. */
char *rtf_words(
	const char *rtf, gsize length, const char *charset, gboolean *is_html);

/* Packed RTF (MS-OXRTFCP) unpacked, at most max_bytes of it; NULL where it is
 * none. */
GString *rtf_unpack(const guint8 *data, gsize length, gsize max_bytes);

#endif
