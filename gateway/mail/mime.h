/* mime.h - the tree that GMime makes of a mail, as a flat list of leaves, and
 * which of them a person reads. */
#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include "message.h"
#include <gmime/gmime.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParser, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeContentType, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(InternetAddressList, g_object_unref)

/* A leaf and what only the parser needs to know of it. */
struct leaf {
	struct part *part;
	GMimeObject *object; /* lives as long as the tree */
	char *text;          /* read once, by leaf_text(); NULL before */
	struct leaf *of;     /* the text that it was cut out of, or NULL */
	gboolean is_named;   /* a text with a file name */
	gboolean may_show;   /* plain text or HTML that is no attachment */
	gboolean is_shown;
	gboolean is_version; /* of a text that is shown in another form */
	gboolean is_html;
	char *spare;          /* its text where the mail has no other */
	gboolean is_unpacked; /* the files in it are leaves of their own */
};

struct mime {
	GBytes *raw;
	const struct mail_limits *limits;
	GMimeMessage *message;  /* NULL where there is no header */
	gsize shift;            /* offset of GMime's stream within raw */
	GPtrArray *parts;       /* struct part *, handed over to the message */
	GPtrArray *leaves;      /* struct leaf * */
	GHashTable *boundaries; /* char *: of all multiparts walked through */
	char *hint;         /* charset of the header's encoded words, or NULL */
	const char *defect; /* a constant, or NULL */
};

/* An empty array of struct part *, which it owns. */
GPtrArray *parts_new(void);

/* Both are borrowed until mime_clear(). */
void mime_init(
	struct mime *mime, GBytes *raw, const struct mail_limits *limits);
void mime_clear(struct mime *mime);

/* GMime reads clean, the raw bytes as prescan_clean() leaves them, from start
 * to end. */
void mime_parse(struct mime *mime, const guint8 *clean, gsize start, gsize end);

/* Lists the leaves of what mime_parse() read. */
void mime_walk(struct mime *mime);

/* A mail, or the rest of one over a limit, that is one text from offset on. */
void mime_add_text(struct mime *mime, gsize offset);

/* The first defect is the one that counts. defect is a constant. */
void mime_defect(struct mime *mime, const char *defect);

/* A leaf for part, which is taken, behind the others. */
struct leaf *mime_add_leaf(struct mime *mime, struct part *part);

/* A name as a file may bear it: one clean line without paths, new; NULL where
 * nothing is left of it. */
char *mime_file_name(const char *name);

/* Where leaf is a winmail.dat, adds the files in it as leaves. */
void tnef_unpack(struct mime *mime, struct leaf *leaf);

/* Chooses what is shown (RFC 2046): of alternatives the plain one where it has
 * text, of mixed all texts in order. */
void mime_choose(struct mime *mime);

/* The text of a leaf: decoded, HTML as lines, flowed lines joined. Lives as
 * long as the leaf; "" for what is no text. */
const char *leaf_text(struct mime *mime, struct leaf *leaf);

/* The first leaf of that type ("message/delivery-status"), or NULL. */
struct leaf *mime_find(const struct mime *mime, const char *type);

/* A parameter of the leaf's Content-Type, or NULL; lives as long as the tree.
 */
const char *leaf_parameter(const struct leaf *leaf, const char *name);

/* Lower-case "type/subtype" of plain tokens; "application/octet-stream" for
 * anything else; new. */
char *mime_type(const char *type, const char *subtype);

#endif
