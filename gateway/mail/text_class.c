#include "text_class.h"
#include "disclaimer.h"
#include "text_lines.h"
#include <string.h>

/* A signature behind "--" without the blank that RFC 3676 asks for is one
 * only where it is short; a longer one may be a person's own rule. */
#define MAX_LOOSE_SIGNATURE 12u
#define MAX_SIGNATURE 30u

struct view {
	GArray *lines;       /* struct text_line */
	guint *attributions; /* per line: 0, or the line behind the attribution
				that begins here */
	guint8 *sure;        /* per line: that attribution is_sure */
	GByteArray *classes;
	guint signature_end; /* of the last one met */
	gboolean has_own;
	const char *mark; /* of the quote being walked through, or NULL */
	gsize mark_length;
	gboolean is_mark_lasting; /* also behind lines without it */
	gboolean is_forward;      /* a mark that says so was met */
	gboolean has_block;       /* a header block was met */
	gboolean is_finnish;      /* its labels are */
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

/* How far behind an attribution its quote is looked for, in filled lines. */
#define NEAR_LINES 4u

static gboolean is_quote_near(const struct view *view, guint i)
{
	for (guint n = 0; n < NEAR_LINES; n++) {
		i = next_filled(view, i);
		if (is_quoted(view, i))
			return TRUE;
		i++;
	}
	return FALSE;
}

/* "AB> ": the initials that some programs put before the mark; 0 for none. */
static gsize initials_of(const struct text_line *line)
{
	gsize length = 0;

	while (length < line->length && g_ascii_isalpha(line->start[length]))
		length++;
	return length > 0 && length <= 4 && length < line->length &&
			       line->start[length] == '>'
		       ? length + 1
		       : 0;
}

/* "| ", "# ": marks that only an attribution above makes marks of. */
static gboolean has_odd_mark(const struct text_line *line)
{
	return line->length > 0 && strchr("|#%:}", *line->start) &&
	       (line->length == 1 || line->start[1] == ' ');
}

/* The mark that this quote bears instead of >, where it bears one. */
static void find_mark(struct view *view, guint i)
{
	view->mark = NULL;
	for (guint n = 0; n < NEAR_LINES && !view->mark; n++) {
		const struct text_line *line;

		i = next_filled(view, i);
		if (i >= count_lines(view) || is_quoted(view, i))
			return;
		line = text_line_at(view->lines, i++);
		view->mark_length = initials_of(line);
		view->is_mark_lasting = view->mark_length > 0;
		if (n == 0 && has_odd_mark(line))
			view->mark_length = 1;
		if (view->mark_length > 0)
			view->mark = line->start;
	}
}

static gboolean bears_mark(
	const struct view *view, const struct text_line *line)
{
	return view->mark && line->length >= view->mark_length &&
	       memcmp(line->start, view->mark, view->mark_length) == 0;
}

/* Each attribution is found where it ends, so that it swallows no line of its
 * writer above it; the walk downwards wants to know where it begins. */
static void find_attributions(struct view *view)
{
	struct attribution found;

	for (guint i = 0; i < count_lines(view); i++) {
		gboolean is_there =
			attribution_ending_at(view->lines, i, &found);

		if (is_there &&
			(!found.needs_quote ||
				is_quoted(view, next_filled(view, i + 1)))) {
			view->attributions[found.first] = found.last + 1;
			view->sure[found.first] = (guint8)found.is_sure;
		} else if (attribution_is_bare(text_line_at(view->lines, i)) &&
			   is_quoted(view, next_filled(view, i + 1))) {
			view->attributions[i] = i + 1;
		}
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

/* A quote with marks, or the attribution of one, begins at i. */
static gboolean is_marked_from(const struct view *view, guint i)
{
	if (i < count_lines(view) && view->attributions[i])
		i = next_filled(view, view->attributions[i]);
	return is_quoted(view, i);
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
	if (mark == MARK_ORIGINAL && is_marked_from(view, below)) {
		view->classes->data[i] = LINE_ATTRIBUTION;
		return FALSE;
	}
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

	find_mark(view, next);
	if (next < count_lines(view) && !view->mark &&
		!is_quote_near(view, next) && view->has_own && view->sure[i]) {
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
	if (begins_marked_forward(view, i))
		view->is_forward = TRUE;
	view->classes->data[i] = LINE_QUOTE;
	for (guint at = i; view->is_forward && is_quoted(view, at); at++)
		view->classes->data[at] = LINE_FORWARD;
}

/* Where the signature that begins at line i ends; i where none does. Behind a
 * long one a further part of the mail may stand (a patch, say): it then ends
 * at its first blank line. */
static guint find_signature_end(const struct view *view, guint i)
{
	const struct text_line *line = text_line_at(view->lines, i);
	guint limit = line->is_exact_sig ? MAX_SIGNATURE : MAX_LOOSE_SIGNATURE;
	guint filled = 0, gap = 0;

	if (!line->is_dashes)
		return i;
	for (guint at = i + 1; at < count_lines(view); at++) {
		if (is_quoted(view, at) || view->attributions[at])
			return at;
		if (text_line_at(view->lines, at)->length > 0)
			filled++;
		else if (gap == 0 && filled > 0)
			gap = at;
		if (filled > limit && !line->is_exact_sig)
			return i;
		if (filled > limit)
			return gap > 0 ? gap : i + 1;
	}
	return count_lines(view);
}

static void take_plain(struct view *view, guint i)
{
	const struct text_line *line = text_line_at(view->lines, i);
	gboolean is_marked = bears_mark(view, line);

	if (view->mark && line->length > 0 && !is_marked &&
		!view->is_mark_lasting)
		view->mark = NULL;
	if (i >= view->signature_end)
		view->signature_end = find_signature_end(view, i);
	if (view->classes->data[i] != LINE_OWN)
		return;
	if (i < view->signature_end || text_mark_of(line) == MARK_DEVICE)
		view->classes->data[i] = LINE_SIGNATURE;
	else if (is_marked)
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

/* The last line of the paragraph of own lines that i belongs to the end of, and
 * its first. */
static guint paragraph_first(const struct view *view, guint last)
{
	guint first = last;

	while (first > 0 && view->classes->data[first - 1] == LINE_OWN &&
		text_line_at(view->lines, first - 1)->length > 0)
		first--;
	return first;
}

static guint paragraph_last(const struct view *view, guint first)
{
	guint last = first;

	while (last + 1 < count_lines(view) &&
		view->classes->data[last + 1] == LINE_OWN &&
		text_line_at(view->lines, last + 1)->length > 0)
		last++;
	return last;
}

/* Disclaimers below the own words: paragraphs with nothing of the writer's
 * behind them. */
static void cut_disclaimers(struct view *view)
{
	gboolean at_end = TRUE;

	for (guint i = count_lines(view); i-- > 0;) {
		guint first;

		if (view->classes->data[i] != LINE_OWN)
			at_end = TRUE;
		if (view->classes->data[i] != LINE_OWN ||
			text_line_at(view->lines, i)->length == 0 ||
			text_line_is_rule(text_line_at(view->lines, i)))
			continue;
		first = paragraph_first(view, i);
		at_end = at_end && disclaimer_is(view->lines, first, i);
		if (at_end)
			set_range(view, first, i + 1, LINE_SIGNATURE);
		i = first;
	}
}

/* A server's warning above them. */
static void cut_banner(struct view *view)
{
	guint first = next_filled(view, 0), last;

	if (first >= count_lines(view) ||
		view->classes->data[first] != LINE_OWN)
		return;
	last = paragraph_last(view, first);
	if (last + 1 < count_lines(view) &&
		disclaimer_is_banner(view->lines, first, last))
		set_range(view, first, last + 1, LINE_SIGNATURE);
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
	cut_disclaimers(view);
	cut_banner(view);
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
