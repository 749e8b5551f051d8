#include "table.h"
#include "text.h"
#include <string.h>

#define GAP 2u
#define NARROWEST                                                   \
	4u /* no column is cut further, however narrow the terminal \
	    */

/* The cells as they will stand, a row after the other, and how wide the
 * columns are. */
struct grid {
	const struct table_column *columns;
	guint count;
	GPtrArray *cells; /* char *: rows times count, titles first */
	guint *widths;
};

/* Columns of a terminal that a text takes. */
static guint columns_of(const char *text)
{
	guint columns = 0;
	for (const char *at = text; *at; at = g_utf8_find_next_char(at, NULL)) {
		gunichar c = g_utf8_get_char(at);
		if (!g_unichar_iszerowidth(c))
			columns += g_unichar_iswide(c) ? 2u : 1u;
	}
	return columns;
}

static char *cell_text(GVariant *row, const char *key)
{
	g_autoptr(GVariant) value = g_variant_lookup_value(row, key, NULL);
	if (!value)
		return g_strdup("");
	if (!g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return g_variant_print(value, FALSE);
	return text_line(g_variant_get_string(value, NULL), -1);
}

static void fill(struct grid *grid, GVariant *rows)
{
	for (guint i = 0; i < grid->count; i++)
		g_ptr_array_add(grid->cells, g_strdup(grid->columns[i].title));
	for (gsize r = 0; r < g_variant_n_children(rows); r++) {
		g_autoptr(GVariant) row = g_variant_get_child_value(rows, r);
		for (guint i = 0; i < grid->count; i++)
			g_ptr_array_add(grid->cells,
				cell_text(row, grid->columns[i].key));
	}
}

static void measure(struct grid *grid)
{
	for (guint i = 0; i < grid->cells->len; i++) {
		guint column = i % grid->count;
		guint max = grid->columns[column].max;
		guint needed = columns_of(g_ptr_array_index(grid->cells, i));
		if (max > 0)
			needed = MIN(needed, MAX(max, 2u));
		grid->widths[column] = MAX(grid->widths[column], needed);
	}
}

static guint widest(const struct grid *grid)
{
	guint found = 0;
	for (guint i = 1; i < grid->count; i++)
		if (grid->widths[i] > grid->widths[found])
			found = i;
	return found;
}

/* Takes from the widest column until the whole fits. */
static void narrow(struct grid *grid, guint width)
{
	guint total = GAP * (grid->count - 1);
	for (guint i = 0; i < grid->count; i++)
		total += grid->widths[i];
	while (width > 0 && total > width) {
		guint column = widest(grid);
		if (grid->widths[column] <= NARROWEST)
			return;
		grid->widths[column]--;
		total--;
	}
}

static void put_blanks(GString *line, guint count)
{
	for (guint i = 0; i < count; i++)
		g_string_append_c(line, ' ');
}

static void put_cell(
	GString *line, const struct grid *grid, guint column, const char *text)
{
	guint width = grid->widths[column];
	g_autofree char *cut = columns_of(text) > width
				       ? text_cut(text, -1, MAX(width, 2u))
				       : g_strdup(text);
	guint taken = MIN(columns_of(cut), width);
	if (column > 0)
		put_blanks(line, GAP);
	if (grid->columns[column].is_right)
		put_blanks(line, width - taken);
	g_string_append(line, cut);
	if (!grid->columns[column].is_right)
		put_blanks(line, width - taken);
}

static void put_row(
	GString *out, const struct grid *grid, guint row, gboolean bold)
{
	g_autoptr(GString) line = g_string_new(NULL);
	for (guint i = 0; i < grid->count; i++)
		put_cell(line, grid, i,
			g_ptr_array_index(grid->cells, row * grid->count + i));
	while (line->len > 0 && line->str[line->len - 1] == ' ')
		g_string_truncate(line, line->len - 1);
	g_string_append_printf(out, "%s%s%s\n", bold ? "\033[1m" : "",
		line->str, bold ? "\033[0m" : "");
}

char *table_format(const struct table_column *columns, guint count,
	GVariant *rows, guint width, gboolean colour)
{
	if (count == 0)
		return g_strdup("");
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	g_autofree guint *widths = g_new0(guint, count);
	struct grid grid = { columns, count, cells, widths };
	fill(&grid, rows);
	measure(&grid);
	narrow(&grid, width);
	GString *out = g_string_new(NULL);
	for (guint row = 0; row < cells->len / count; row++)
		put_row(out, &grid, row, colour && row == 0);
	return g_string_free(out, FALSE);
}
