/* fake_shell.h - a shell without disk, clock or network: it loads the desk's
 * view from tables in memory, applies outcomes to them, and lets a test say
 * who writes what to whom. */
#ifndef TEST_FAKE_SHELL_H
#define TEST_FAKE_SHELL_H

#include "desk.h"

struct fake {
	struct rules *rules;
	struct settings *settings;
	GArray *keyring;
	struct calendars *calendars;
	struct site site;
	gint64 time;             /* moved by the test */
	guint serial;            /* of Message-IDs */
	GPtrArray *tickets;      /* struct known_ticket *, number 1 first */
	GPtrArray *mails;        /* struct fake_stored * */
	GPtrArray *notices;      /* struct fake_notice * */
	GHashTable *persons;     /* folded address -> struct person * */
	GHashTable *ran, *spent; /* sets of keys */
	GHashTable *quarantined;
	guint32 next_answer;
	guint last_commit;
	gboolean has_solutions; /* fake_load.c has three */
	GPtrArray *changes;     /* struct fake_change *, oldest first */
	struct outcome *last;
};

struct fake_stored {
	struct article article;
	GBytes *raw;
	gint64 arrival;
	char *id; /* known by; NULL: a notice of ours */
	char *digest;
	GPtrArray *refers; /* char * */
};

struct fake_notice {
	guint32 ticket, number;
	char *kind, *address;
	gint64 at;
};

/* A commit's part in one ticket. */
struct fake_change {
	guint32 ticket;
	struct known_change *change;
};

enum fake_flag {
	FAKE_DMARC = 1 << 0, /* the server says pass */
	FAKE_FAIL = 1 << 1,  /* the server says fail */
	FAKE_AUTO = 1 << 2,  /* Auto-Submitted: auto-replied */
	FAKE_NULL = 1 << 3,  /* Return-Path: <> */
	FAKE_SPAM = 1 << 4,
	FAKE_OLD = 1 << 5, /* Date ten days ago */
};

struct fake_mail {
	const char *from, *subject, *text;
	const char *cc;      /* or NULL */
	const char *token;   /* "1.2": to the reply address of that notice */
	const char *answers; /* "1.2": In-Reply-To that notice of ours */
	const char *refers;  /* In-Reply-To: this id, or NULL */
	const char *id;      /* or NULL: a new one */
	guint flags;
};

/* Configuration texts; must be right. */
struct fake *fake_new(const char *desk_conf, const char *postern_conf);
void fake_free(struct fake *fake);
DEFINE_AUTO(fake);

/* Each calls desk_apply() until it needs nothing more, and keeps what it says;
 * fake->last. */
enum verdict fake_mail(struct fake *fake, const struct fake_mail *mail);
enum verdict fake_raw(struct fake *fake, const char *raw, gsize length);
enum verdict fake_do(struct fake *fake, guint32 ticket, const char *commands);
enum verdict fake_apply(struct fake *fake, struct event *event, GBytes *raw);

const struct ticket *fake_ticket(const struct fake *fake, guint32 number);
/* "received bob@x.example, new-for-agent anna@example.com" of the last. */
char *fake_told(const struct fake *fake);
/* All values of that trailer of the last commit, joined by " | ". */
char *fake_trailer(const struct fake *fake, const char *key);
/* A notice of the last outcome to that address, or NULL. */
const struct notice *fake_notice_to(
	const struct fake *fake, const char *address);
/* A string or boolean of a notice's data; "" where there is none. */
char *fake_data(const struct notice *notice, const char *key);

#endif
