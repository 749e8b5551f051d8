#include "imap_move.h"
#include "fault.h"
#include <libetpan/mailimap_types_helper.h>
#include <libetpan/uidplus.h>

enum { CHUNK = 500 }; /* UIDs a command: lines stay short */

static struct mailimap_set *make_set(const GArray *uids, guint from, guint to)
{
	struct mailimap_set *set = mailimap_set_new_empty();
	guint next;

	for (guint i = from; i < to; i = next) {
		guint32 first = g_array_index(uids, guint32, i);
		guint32 last = first;

		for (next = i + 1; next < to; next++) {
			if (g_array_index(uids, guint32, next) != last + 1)
				break;
			last++;
		}
		mailimap_set_add_interval(set, first, last);
	}
	return set;
}

static gboolean add_flag(struct imap_session *session, struct mailimap_set *set,
	struct mailimap_flag *flag, GError **error)
{
	struct mailimap_flag_list *flags = mailimap_flag_list_new_empty();
	struct mailimap_store_att_flags *store;
	int code;

	mailimap_flag_list_add(flags, flag);
	store = mailimap_store_att_flags_new_add_flags_silent(flags);
	imap_begin(session);
	code = mailimap_uid_store(session->imap, set, store);
	mailimap_store_att_flags_free(store);
	return imap_check(session, code, "UID STORE", error);
}

typedef int transfer_fn(
	mailimap *imap, struct mailimap_set *set, const char *folder);

static gboolean was_refused(int code)
{
	return code == MAILIMAP_ERROR_UID_MOVE ||
	       code == MAILIMAP_ERROR_UID_COPY;
}

/* A refusal may only mean that the folder is missing. */
static gboolean transfer(struct imap_session *session, transfer_fn *command,
	struct mailimap_set *set, const char *folder, GError **error)
{
	int code;

	imap_begin(session);
	code = command(session->imap, set, folder);
	if (was_refused(code)) {
		imap_begin(session);
		mailimap_create(session->imap, folder);
		imap_begin(session);
		mailimap_subscribe(session->imap, folder);
		imap_begin(session);
		code = command(session->imap, set, folder);
	}
	return imap_check(session, code, "moving to the done folder", error);
}

/* Before ours are flagged: does anybody else's \Deleted mail lie there? */
static gboolean find_deleted(
	struct imap_session *session, gboolean *is_there, GError **error)
{
	struct mailimap_search_key *key = mailimap_search_key_new(
		MAILIMAP_SEARCH_KEY_DELETED, NULL, NULL, NULL, NULL, NULL, NULL,
		NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL,
		NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL);
	clist *found = NULL;
	int code;

	imap_begin(session);
	code = mailimap_uid_search(session->imap, NULL, key, &found);
	mailimap_search_key_free(key);
	if (!imap_check(session, code, "UID SEARCH", error))
		return FALSE;
	*is_there = clist_begin(found) != NULL;
	mailimap_search_result_free(found);
	return TRUE;
}

static gboolean copy_and_expunge(struct imap_session *session,
	struct mailimap_set *set, const char *folder, gboolean others_deleted,
	GError **error)
{
	int code = MAILIMAP_NO_ERROR;

	if (!session->has_uidplus && !others_deleted &&
		!find_deleted(session, &others_deleted, error))
		return FALSE;
	if (!transfer(session, mailimap_uid_copy, set, folder, error) ||
		!add_flag(session, set, mailimap_flag_new_deleted(), error))
		return FALSE;
	imap_begin(session);
	if (session->has_uidplus)
		code = mailimap_uid_expunge(session->imap, set);
	else if (!others_deleted)
		code = mailimap_expunge(session->imap);
	return imap_check(session, code, "EXPUNGE", error);
}

gboolean imap_flag_seen(
	struct imap_session *session, const GArray *uids, GError **error)
{
	gboolean is_fine = TRUE;

	for (guint i = 0; is_fine && i < uids->len; i += CHUNK) {
		struct mailimap_set *set =
			make_set(uids, i, MIN(i + CHUNK, uids->len));

		is_fine =
			add_flag(session, set, mailimap_flag_new_seen(), error);
		mailimap_set_free(set);
	}
	return is_fine;
}

gboolean imap_move(struct imap_session *session, const GArray *uids,
	const char *folder, gboolean others_deleted, GError **error)
{
	gboolean is_fine = TRUE;

	for (guint i = 0; is_fine && i < uids->len; i += CHUNK) {
		struct mailimap_set *set =
			make_set(uids, i, MIN(i + CHUNK, uids->len));

		is_fine = session->has_move
				  ? transfer(session, mailimap_uid_move, set,
					    folder, error)
				  : copy_and_expunge(session, set, folder,
					    others_deleted, error);
		mailimap_set_free(set);
	}
	return is_fine;
}
