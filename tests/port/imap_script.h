/* imap_script.h - scripts of an IMAP server that plays a part (fake_server.h),
 * and a source that is opened on it. */
#ifndef TEST_IMAP_SCRIPT_H
#define TEST_IMAP_SCRIPT_H

#include "fake_server.h"
#include "source.h"

enum { PROMPT_SEC = 10, TIMEOUT_SEC = 20 };

#define ASKED(caps) \
	"C CAPABILITY\nS * CAPABILITY IMAP4rev1 X " caps "\nS $T OK x\n"
#define WELCOME(caps) \
	"A\nS * OK fake\n" ASKED("Y") "C LOGIN\nS $T OK in\n" ASKED(caps)
#define SELECTED(count)                                              \
	"C SELECT\nS * " count " EXISTS\nS * OK [UIDVALIDITY 7] x\n" \
	"S $T OK [READ-WRITE] x\n"
#define SCANNED                                               \
	"C FETCH 1:2 (UID FLAGS RFC822.SIZE INTERNALDATE)\n"  \
	"S * 1 FETCH (UID 11 FLAGS (\\Recent) RFC822.SIZE 5 " \
	"INTERNALDATE \"01-Feb-2026 10:00:00 +0100\")\n"      \
	"S * 2 FETCH (UID 12 FLAGS () RFC822.SIZE 6 "         \
	"INTERNALDATE \" 1-Feb-2026 10:00:00 +0000\")\nS $T OK x\n"
#define FETCHED                                                    \
	"C UID FETCH 11,12 (UID BODY.PEEK[])\n"                    \
	"R * 1 FETCH (UID 11 BODY[] {5}\\r\\na\\r\\n\\0b)\\r\\n\n" \
	"R * 2 FETCH (UID 12 BODY[] {6}\\r\\nsecond)\\r\\n\nS $T OK x\n"
#define BYE "C LOGOUT\nS * BYE\nS $T OK x\n"

/* As help@example.com with the password «secret». */
struct source *imap_script_open(const struct fake_server *server,
	const char *done, gboolean plaintext, GError **error);
/* The script was followed to its end; frees the server. */
void imap_script_end(struct fake_server *server, GString *heard);

#endif
