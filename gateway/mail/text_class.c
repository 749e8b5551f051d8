#include "text_class.h"
#include "text_lines.h"
#include <string.h>

/* A signature behind "--" without the blank that RFC 3676 asks for is one
 * only where it is short; a longer one may be a person's own rule. */
#define MAX_LOOSE_SIGNATURE 12u

struct view {
	GArray *lines;       /* struct text_line */
	guint *attributions; /* per line: 0, or the line behind the attribution
				that begins here */
	guint8 *sure;        /* per line: that attribution is_sure */
	GByteArray *classes;
	gboolean in_signature, has_own, in_bars;
	gboolean is_forward; /* a mark that says so was met */
	gboolean has_block;  /* a header block was met */
	gboolean is_finnish; /* its labels are */
};

static void set_range(
	struct view *view, guint from, guint to, enum line_class class)
{
	for (guint i = from; i < to; i++)
		view->classes->data[i] = (guint8) class;
}

static guint count_lines(const struct view *view)
{
	return view->lines->len;
}

/* The next line that is not blank, or the count of lines. */
static guint next_filled(const struct view *view, guint i)
{
	while (i < count_lines(view) &&
		text_line_at(view->lines, i)->length == 0 &&
		text_line_at(view->lines, i)->depth == 0)
		i++;
	return i;
}

static gboolean is_quoted(const struct view *view, guint i)
{
	return i < count_lines(view) && text_line_at(view->lines, i)->depth > 0;
}

static gboolean is_barred(const struct view *view, guint i)
{
	const struct text_line *line;

	if (i >= count_lines(view))
		return FALSE;
	line = text_line_at(view->lines, i);
	return line->length > 0 && *line->start == '|';
}

/* Each attribution is found where it ends, so that it swallows no line of its
 * writer above it; the walk downwards wants to know where it begins. */
static void find_attributions(struct view *view)
{
	struct attribution found;

	for (guint i = 0; i < count_lines(view); i++)
		if (attribution_ending_at(view->lines, i, &found)) {
			view->attributions[found.first] = found.last + 1;
			view->sure[found.first] = (guint8)found.is_sure;
		}
}

/* The rule and the blank lines above a separator go with it. */
static guint with_rule_above(const struct view *view, guint i)
{
	guint at = i;

	while (at > 0 && text_line_at(view->lines, at - 1)->length == 0 &&
		text_line_at(view->lines, at - 1)->depth == 0 && i - at < 3)
		at--;
	if (at > 0 && view->classes->data[at - 1] == LINE_OWN &&
		text_line_is_rule(text_line_at(view->lines, at - 1)))
		return at - 1;
	return i;
}

/* Where line i begins something that goes to the end of the text: marks all
 * of it and returns TRUE. */
static gboolean take_rest(struct view *view, guint i)
{
	guint end = count_lines(view);
	enum text_mark mark = text_mark_of(text_line_at(view->lines, i));
	gboolean is_block = mark == MARK_NONE && header_block_at(view->lines, i,
							 &view->is_finnish) > 0;
	guint below;

	if (mark == MARK_FORWARD) {
		view->is_forward = TRUE;
		set_range(view, i, end, LINE_FORWARD);
		return TRUE;
	}
	if (mark != MARK_OURS && mark != MARK_ORIGINAL && !is_block)
		return FALSE;
	below = next_filled(view, i + 1);
	view->has_block =
		is_block ||
		(mark == MARK_ORIGINAL && below < end &&
			header_block_at(view->lines, below, &view->is_finnish));
	set_range(view, with_rule_above(view, i), end, LINE_BELOW);
	return TRUE;
}

/* An attribution begins at i: returns the line to go on with. What follows
 * without marks is the quoted mail where words of the writer stand above it;
 * where none do, the writer may have answered below, and keeps all. */
static guint take_attribution(struct view *view, guint i)
{
	guint end = view->attributions[i], next = next_filled(view, end);

	view->in_signature = FALSE;
	view->in_bars = is_barred(view, next);
	if (next < count_lines(view) && !view->in_bars &&
		!is_quoted(view, next) && view->has_own && view->sure[i]) {
		set_range(view, i, count_lines(view), LINE_BELOW);
		return count_lines(view);
	}
	set_range(view, i, end, LINE_ATTRIBUTION);
	return end;
}

/* Apple Mail forwards behind marks: "> Begin forwarded message:". Deeper or
 * behind other quoted lines it is a part of what is quoted. */
static gboolean begins_marked_forward(const struct view *view, guint i)
{
	guint above = i;

	if (text_line_at(view->lines, i)->depth != 1 ||
		text_mark_of(text_line_at(view->lines, i)) != MARK_FORWARD)
		return FALSE;
	while (above > 0 && text_line_at(view->lines, above - 1)->length == 0)
		above--;
	return above == 0 || view->classes->data[above - 1] == LINE_OWN ||
	       view->classes->data[above - 1] == LINE_SIGNATURE;
}

/* A marked line. */
static void take_quote(struct view *view, guint i)
{
	view->in_signature = FALSE;
	if (begins_marked_forward(view, i))
		view->is_forward = TRUE;
	view->classes->data[i] = LINE_QUOTE;
	for (guint at = i; view->is_forward && is_quoted(view, at); at++)
		view->classes->data[at] = LINE_FORWARD;
}

/* "--" alone: a signature if it is short enough to be one. */
static gboolean begins_signature(const struct view *view, guint i)
{
	guint filled = 0;

	if (text_line_at(view->lines, i)->is_exact_sig)
		return TRUE;
	if (!text_line_at(view->lines, i)->is_dashes)
		return FALSE;
	for (guint at = i + 1; at < count_lines(view) && at < i + 60; at++) {
		if (is_quoted(view, at) || view->attributions[at])
			break;
		filled += text_line_at(view->lines, at)->length > 0;
		if (filled > MAX_LOOSE_SIGNATURE)
			return FALSE;
	}
	return TRUE;
}

static void take_plain(struct view *view, guint i)
{
	const struct text_line *line = text_line_at(view->lines, i);

	if (view->in_bars && line->length > 0 && *line->start != '|')
		view->in_bars = FALSE;
	if (!view->in_signature && begins_signature(view, i))
		view->in_signature = TRUE;
	if (view->in_signature || text_mark_of(line) == MARK_DEVICE)
		view->classes->data[i] = LINE_SIGNATURE;
	else if (view->in_bars && line->length > 0)
		view->classes->data[i] = LINE_QUOTE;
	else if (line->length > 0)
		view->has_own = TRUE;
}

static void walk_down(struct view *view)
{
	guint i = 0;

	while (i < count_lines(view)) {
		if (is_quoted(view, i)) {
			if (view->classes->data[i] == LINE_OWN)
				take_quote(view, i);
			i++;
		} else if (view->attributions[i]) {
			i = take_attribution(view, i);
		} else if (take_rest(view, i)) {
			return;
		} else {
			take_plain(view, i);
			i++;
		}
	}
}

/* Lines that only perhaps are a device's count at the end of the own words. */
static void walk_up(struct view *view)
{
	gboolean at_end = TRUE;

	for (guint i = count_lines(view); i-- > 0;) {
		const struct text_line *line = text_line_at(view->lines, i);

		if (view->classes->data[i] != LINE_OWN)
			at_end = TRUE;
		else if (line->length > 0 && at_end &&
			 text_mark_of(line) == MARK_DEVICE_MAYBE)
			view->classes->data[i] = LINE_SIGNATURE;
		else if (line->length > 0)
			at_end = FALSE;
	}
}

static void classify(struct view *view, const char *text, gsize length)
{
	guint count;

	memset(view, 0, sizeof(*view));
	view->lines = text_lines_split(text, length);
	count = count_lines(view);
	view->attributions = g_new0(guint, count + 1);
	view->sure = g_new0(guint8, count + 1);
	view->classes = g_byte_array_new();
	g_byte_array_set_size(view->classes, count);
	set_range(view, 0, count, LINE_OWN);
	find_attributions(view);
	walk_down(view);
	walk_up(view);
	g_free(view->attributions);
	g_free(view->sure);
	g_array_unref(view->lines);
}

GByteArray *text_classify(const char *text, gsize length)
{
	struct view view;

	classify(&view, text, length);
	return view.classes;
}

gboolean text_is_forward(const char *text, const char *subject)
{
	struct view view;
	gboolean by_prefix;

	classify(&view, text, strlen(text));
	g_byte_array_unref(view.classes);
	/* Outlook writes VS: on a Finnish reply and on a Danish forward; the
	 * labels of the block tell which. */
	by_prefix = view.has_block && subject_has_forward_prefix(subject) &&
		    !(view.is_finnish &&
			    g_ascii_strncasecmp(subject, "vs", 2) == 0);
	return view.is_forward || by_prefix;
}
