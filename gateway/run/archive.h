/* archive.h - mail of history: mbox files, Maildirs, folders of mail files and
 * single ones, read where they lie. */
#ifndef RUN_ARCHIVE_H
#define RUN_ARCHIVE_H

#include <glib.h>

/* A mail in an archive: where its bytes are. */
struct archived {
	char *file;
	gsize offset, length;
	gint64 modified; /* of the file, unix seconds */
};
void archived_free(struct archived *mail);

/* Appends every mail below path (struct archived *). A file that begins with
 * "From " and is no *.eml is an mbox: mails part at a line "From " after a
 * blank one, or where a Content-Length that fits says so (mboxcl, mboxcl2). A
 * folder with new/ and cur/ is a Maildir; of any other folder all files and
 * folders are taken, in the order of their names, dot files left out. Lines
 * ">From " stay as they are: nothing in a file tells mboxrd, which could be
 * undone, from mboxo, where undoing would change what somebody wrote.
 * FAULT_NOT_FOUND, FAULT_IO. */
gboolean archive_list(const char *path, GPtrArray *mails, GError **error);

/* The bytes of one, the mbox "From " line taken off. */
GBytes *archive_read(const struct archived *mail, GError **error);

#endif
