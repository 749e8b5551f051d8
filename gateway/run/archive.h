/* archive.h - mail of history: mbox files, Maildirs, folders of mail files and
 * single ones, read where they lie. What is known of each mail (where it is)
 * stands in scratch files, so an archive may be of any size.
 */
#ifndef RUN_ARCHIVE_H
#define RUN_ARCHIVE_H

#include "auto.h"
#include <glib.h>

/* How an mbox tells its mails apart. In all of them a mail begins with a line
 * "From " behind a blank one.
 *
 * auto     where a Content-Length fits, the mail is as long as that says; lines
 *          stay as they are, since nothing in a file tells mboxrd, which could
 *          be undone, from mboxo, where undoing would change what was written
 * mboxo    lines only: a Content-Length means nothing
 * mboxrd   the same, and of each line ">From ", ">>From " … one > is taken
 * mboxcl   as auto
 * mboxcl2  as auto */
enum mbox_kind {
	MBOX_AUTO,
	MBOX_O,
	MBOX_RD,
	MBOX_CL,
	MBOX_CL2,
	MBOX_KIND_COUNT,
};
gboolean mbox_kind_parse(const char *name, enum mbox_kind *kind);

struct archive;

/* scratch: the folder for its scratch files. FAULT_IO. */
struct archive *archive_new(
	const char *scratch, enum mbox_kind kind, GError **error);
void archive_free(struct archive *archive); /* takes NULL */
DEFINE_AUTO(archive);

/* Finds every mail below path. A file that begins with "From " and is no *.eml
 * is an mbox. A folder with new/ and cur/ is a Maildir; of any other folder all
 * files and folders are taken, in the order of their names, dot files left out.
 * FAULT_NOT_FOUND, FAULT_IO. */
gboolean archive_add(struct archive *archive, const char *path, GError **error);

guint archive_count(const struct archive *archive);

/* Where a mail is. file lives until the next archive_add(). */
struct archived {
	const char *file;
	gsize offset, length;
	gint64 modified; /* of the file, unix seconds */
};
struct archived archive_get(const struct archive *archive, guint mail);

/* The bytes of one, the mbox "From " line taken off. */
GBytes *archive_read(struct archive *archive, guint mail, GError **error);

#endif
