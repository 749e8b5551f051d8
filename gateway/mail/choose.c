#include "mime.h"
#include "plain.h"
#include <string.h>

/* How much of a text an alternative holds. */
enum worth { WORTH_NOTHING, WORTH_HTML, WORTH_PLAIN };

static struct leaf *leaf_of(GMimeObject *object)
{
	return g_object_get_data(G_OBJECT(object), "leaf");
}

static gboolean is_multipart(GMimeObject *object, const char *subtype)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);

	return g_mime_content_type_is_type(type, "multipart", subtype);
}

/* Of these only the first child is there to be read. */
static gboolean is_led_by_first(GMimeObject *object)
{
	return is_multipart(object, "related") ||
	       is_multipart(object, "report") || is_multipart(object, "signed");
}

static guint child_count(GMimeObject *object)
{
	return GMIME_IS_MULTIPART(object) ? (guint)g_mime_multipart_get_count(
						    GMIME_MULTIPART(object))
					  : 0;
}

static GMimeObject *child_at(GMimeObject *object, guint i)
{
	return g_mime_multipart_get_part(GMIME_MULTIPART(object), (int)i);
}

/* The walk stopped at the limits; what lies below has no leaf. */
static enum worth worth_of(struct mime *mime, GMimeObject *object, guint depth)
{
	struct leaf *leaf = leaf_of(object);
	enum worth best = WORTH_NOTHING;

	if (leaf && leaf->may_show && !plain_is_blank(leaf_text(mime, leaf)))
		return leaf->is_html ? WORTH_HTML : WORTH_PLAIN;
	if (depth > mime->limits->depth)
		return WORTH_NOTHING;
	guint count = child_count(object);

	if (is_led_by_first(object))
		count = MIN(count, 1);
	for (guint i = 0; i < count && best != WORTH_PLAIN; i++)
		best = MAX(
			best, worth_of(mime, child_at(object, i), depth + 1));
	return best;
}

static void mark_version(struct mime *mime, GMimeObject *object, guint depth)
{
	struct leaf *leaf = leaf_of(object);

	if (leaf && !leaf->is_named && leaf->may_show)
		leaf->is_version = TRUE;
	if (depth > mime->limits->depth)
		return;
	for (guint i = 0; i < child_count(object); i++)
		mark_version(mime, child_at(object, i), depth + 1);
}

static guint best_alternative(
	struct mime *mime, GMimeObject *object, guint depth)
{
	enum worth most = WORTH_NOTHING;
	guint best = 0;

	for (guint i = 0; i < child_count(object) && most != WORTH_PLAIN; i++) {
		enum worth worth =
			worth_of(mime, child_at(object, i), depth + 1);

		if (worth > most || (worth == most && worth == WORTH_HTML)) {
			best = i;
			most = worth;
		}
	}
	return best;
}

static void show(struct mime *mime, GMimeObject *object, guint depth)
{
	struct leaf *leaf = leaf_of(object);

	if (leaf)
		leaf->is_shown = leaf->may_show;
	if (depth > mime->limits->depth)
		return;
	gboolean is_alternative = is_multipart(object, "alternative");
	guint chosen =
		is_alternative ? best_alternative(mime, object, depth) : 0;
	gboolean is_one = is_alternative || is_led_by_first(object);

	for (guint i = 0; i < child_count(object); i++) {
		if (!is_one || i == chosen)
			show(mime, child_at(object, i), depth + 1);
		else if (is_alternative)
			mark_version(mime, child_at(object, i), depth + 1);
	}
}

/* A text with a file name is a file where another text is there to be read:
 * nobody typed what stands in it. */
static void put_files_apart(struct mime *mime)
{
	gboolean has_text = FALSE;

	for (guint i = 0; i < mime->leaves->len; i++) {
		struct leaf *leaf = g_ptr_array_index(mime->leaves, i);

		if (leaf->is_shown && !leaf->is_named &&
			!plain_is_blank(leaf_text(mime, leaf)))
			has_text = TRUE;
	}
	for (guint i = 0; i < mime->leaves->len; i++) {
		struct leaf *leaf = g_ptr_array_index(mime->leaves, i);

		if (!leaf->is_shown || !leaf->is_named)
			continue;
		leaf->is_shown = !has_text;
		has_text = TRUE;
	}
}

/* What Exchange packed into a file, where there is nothing else to read. */
static void show_spare(struct mime *mime)
{
	struct leaf *first = NULL;

	for (guint i = 0; i < mime->leaves->len; i++) {
		struct leaf *leaf = g_ptr_array_index(mime->leaves, i);

		if (leaf->is_shown && !plain_is_blank(leaf_text(mime, leaf)))
			return;
		if (leaf->spare && !first)
			first = leaf;
	}
	if (!first)
		return;
	first->is_shown = TRUE;
	g_free(first->text);
	first->text = g_steal_pointer(&first->spare);
}

void mime_choose(struct mime *mime)
{
	GMimeObject *root =
		mime->message ? g_mime_message_get_mime_part(mime->message)
			      : NULL;

	if (root)
		show(mime, root, 0);
	for (guint i = 0; i < mime->leaves->len; i++) {
		struct leaf *leaf = g_ptr_array_index(mime->leaves, i);

		if (leaf->of) {
			leaf->is_shown = leaf->of->is_shown && leaf->may_show;
			leaf->is_version =
				leaf->of->is_version && leaf->may_show;
		} else if (!leaf->object) {
			leaf->is_shown = TRUE;
		}
	}
	put_files_apart(mime);
	show_spare(mime);
	for (guint i = 0; i < mime->leaves->len; i++) {
		struct leaf *leaf = g_ptr_array_index(mime->leaves, i);

		leaf->part->is_text = leaf->is_shown;
		leaf->part->is_attachment = !leaf->is_shown &&
					    !leaf->is_version &&
					    !leaf->is_unpacked;
	}
}
