#include "imap_fetch.h"
#include "fault.h"
#include "source_kind.h"
#include <libetpan/mailimap_types_helper.h>

enum {
	SCAN_WINDOW = 1000,    /* mails asked about at once */
	SCAN_MAX = 1000000,    /* mails of a mailbox that are looked at */
	SCAN_BYTES = 512,      /* an answer about one */
	WRAPPING_BYTES = 4096, /* around the bytes of a mail */
};

struct answer {
	struct imap_mail mail;
	gboolean is_seen, is_deleted;
	const char *body; /* NULL: none; lives as long as the answer */
	gsize body_length;
};

static gint64 read_date(const struct mailimap_date_time *date)
{
	gint32 minutes = date->dt_zone / 100 * 60 + date->dt_zone % 100;
	g_autoptr(GTimeZone) zone = NULL;
	g_autoptr(GDateTime) time = NULL;

	if (ABS(minutes) > 24 * 60)
		return 0;
	zone = g_time_zone_new_offset(minutes * 60);
	time = g_date_time_new(zone, date->dt_year, date->dt_month,
		date->dt_day, date->dt_hour, date->dt_min,
		MIN(date->dt_sec, 59));
	return time ? g_date_time_to_unix(time) : 0;
}

static void read_static(
	struct answer *answer, const struct mailimap_msg_att_static *att)
{
	const struct mailimap_msg_att_body_section *section;

	switch (att->att_type) {
	case MAILIMAP_MSG_ATT_UID:
		answer->mail.uid = att->att_data.att_uid;
		break;
	case MAILIMAP_MSG_ATT_RFC822_SIZE:
		answer->mail.size = att->att_data.att_rfc822_size;
		break;
	case MAILIMAP_MSG_ATT_INTERNALDATE:
		if (att->att_data.att_internal_date)
			answer->mail.arrival =
				read_date(att->att_data.att_internal_date);
		break;
	case MAILIMAP_MSG_ATT_BODY_SECTION:
		section = att->att_data.att_body_section;
		if (section && section->sec_body_part) {
			answer->body = section->sec_body_part;
			answer->body_length = section->sec_length;
		}
		break;
	default: /* never asked for */
		break;
	}
}

static void read_flags(
	struct answer *answer, const struct mailimap_msg_att_dynamic *att)
{
	if (!att->att_list)
		return;
	for (clistiter *at = clist_begin(att->att_list); at;
		at = clist_next(at)) {
		const struct mailimap_flag_fetch *flag = clist_content(at);

		if (flag->fl_type != MAILIMAP_FLAG_FETCH_OTHER ||
			!flag->fl_flag)
			continue;
		if (flag->fl_flag->fl_type == MAILIMAP_FLAG_SEEN)
			answer->is_seen = TRUE;
		if (flag->fl_flag->fl_type == MAILIMAP_FLAG_DELETED)
			answer->is_deleted = TRUE;
	}
}

static struct answer read_answer(const struct mailimap_msg_att *att)
{
	struct answer answer = { .body = NULL };

	for (clistiter *at = clist_begin(att->att_list); at;
		at = clist_next(at)) {
		const struct mailimap_msg_att_item *item = clist_content(at);

		if (item->att_type == MAILIMAP_MSG_ATT_ITEM_STATIC)
			read_static(&answer, item->att_data.att_static);
		else if (item->att_type == MAILIMAP_MSG_ATT_ITEM_DYNAMIC)
			read_flags(&answer, item->att_data.att_dyn);
	}
	return answer;
}

static void note_mail(struct imap_scan *scan, const struct answer *answer)
{
	/* An answer that nobody asked for may have no UID, or an old one. */
	if (answer->mail.uid <= scan->after)
		return;
	scan->highest = MAX(scan->highest, answer->mail.uid);
	if (answer->is_deleted)
		scan->has_deleted = TRUE;
	else if (!scan->unseen_only || !answer->is_seen)
		g_array_append_val(scan->mails, answer->mail);
}

static struct mailimap_fetch_type *make_scan_type(void)
{
	struct mailimap_fetch_type *type =
		mailimap_fetch_type_new_fetch_att_list_empty();
	struct mailimap_fetch_att *wanted[] = {
		mailimap_fetch_att_new_uid(),
		mailimap_fetch_att_new_flags(),
		mailimap_fetch_att_new_rfc822_size(),
		mailimap_fetch_att_new_internaldate(),
	};

	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
		mailimap_fetch_type_new_fetch_att_list_add(type, wanted[i]);
	return type;
}

typedef int fetch_fn(mailimap *imap, struct mailimap_set *set,
	struct mailimap_fetch_type *type, clist **result);

static gboolean scan_part(struct imap_session *session, struct imap_scan *scan,
	fetch_fn *fetch, struct mailimap_set *set, GError **error)
{
	struct mailimap_fetch_type *type = make_scan_type();
	clist *found = NULL;
	int code;

	imap_begin_bulk(session, SCAN_WINDOW * SCAN_BYTES, 0);
	code = fetch(session->imap, set, type, &found);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
	if (!imap_check(session, code, "FETCH", error))
		return FALSE;
	for (clistiter *at = clist_begin(found); at; at = clist_next(at)) {
		struct answer answer = read_answer(clist_content(at));

		note_mail(scan, &answer);
	}
	mailimap_fetch_list_free(found);
	return TRUE;
}

/* By number in windows: no server may renumber between FETCHes (RFC 9051
 * section 7.5.1), and each is answered in time however full the mailbox. */
static gboolean scan_all(
	struct imap_session *session, struct imap_scan *scan, GError **error)
{
	guint64 exists = MIN(tls_stream_exists(session->stream), SCAN_MAX);

	for (guint32 first = 1; first <= exists; first += SCAN_WINDOW) {
		guint32 last = (guint32)MIN(first + SCAN_WINDOW - 1, exists);

		if (!scan_part(session, scan, mailimap_fetch,
			    mailimap_set_new_interval(first, last), error))
			return FALSE;
	}
	return TRUE;
}

static int by_uid(gconstpointer a, gconstpointer b)
{
	const struct imap_mail *one = a, *other = b;

	return one->uid < other->uid ? -1 : one->uid > other->uid;
}

/* Sorted, and each UID once, whatever the server sent. */
static void settle(struct imap_scan *scan, guint start)
{
	struct imap_mail *mails =
		(struct imap_mail *)(gpointer)scan->mails->data;
	guint kept = start;

	if (scan->mails->len > start)
		qsort(mails + start, scan->mails->len - start, sizeof(*mails),
			by_uid);
	for (guint i = start; i < scan->mails->len; i++) {
		if (kept == start || mails[kept - 1].uid != mails[i].uid)
			mails[kept++] = mails[i];
	}
	g_array_set_size(scan->mails, kept);
	scan->after = scan->highest;
}

gboolean imap_scan(
	struct imap_session *session, struct imap_scan *scan, GError **error)
{
	guint start = scan->mails->len;
	gboolean is_fine;

	if (scan->after == 0)
		is_fine = scan_all(session, scan, error);
	else
		is_fine = scan_part(session, scan, mailimap_uid_fetch,
			mailimap_set_new_interval(scan->after + 1, 0), error);
	if (is_fine)
		settle(scan, start);
	return is_fine;
}

static struct mailimap_fetch_type *make_body_type(gboolean header_only)
{
	struct mailimap_fetch_type *type =
		mailimap_fetch_type_new_fetch_att_list_empty();

	mailimap_fetch_type_new_fetch_att_list_add(
		type, mailimap_fetch_att_new_uid());
	mailimap_fetch_type_new_fetch_att_list_add(type,
		header_only ? mailimap_fetch_att_new_body_peek_section_partial(
				      mailimap_section_new_header(), 0,
				      SOURCE_HEADER_MAX)
			    : mailimap_fetch_att_new_body_peek_section(
				      mailimap_section_new(NULL)));
	return type;
}

static GHashTable *read_bodies(clist *found)
{
	GHashTable *bodies = g_hash_table_new_full(
		NULL, NULL, NULL, (GDestroyNotify)g_bytes_unref);

	for (clistiter *at = clist_begin(found); at; at = clist_next(at)) {
		struct answer answer = read_answer(clist_content(at));

		if (answer.mail.uid && answer.body)
			g_hash_table_replace(bodies,
				GUINT_TO_POINTER(answer.mail.uid),
				g_bytes_new(answer.body, answer.body_length));
	}
	return bodies;
}

GHashTable *imap_fetch(struct imap_session *session,
	const struct imap_mail *mails, guint count, gboolean header_only,
	guint64 slack, GError **error)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	struct mailimap_fetch_type *type = make_body_type(header_only);
	guint64 bytes = 0;
	clist *found = NULL;
	GHashTable *bodies;
	int code;

	for (guint i = 0; i < count; i++) {
		mailimap_set_add_single(set, mails[i].uid);
		bytes += WRAPPING_BYTES +
			 (header_only ? SOURCE_HEADER_MAX : mails[i].size);
	}
	imap_begin_bulk(session, bytes, slack);
	code = mailimap_uid_fetch(session->imap, set, type, &found);
	mailimap_fetch_type_free(type);
	mailimap_set_free(set);
	if (!imap_check(session, code, "UID FETCH", error))
		return NULL;
	bodies = read_bodies(found);
	mailimap_fetch_list_free(found);
	return bodies;
}
