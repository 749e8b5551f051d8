/* Runs a fuzz target without libFuzzer, with any compiler: each file of the
 * folders as it is, then inputs bent from them. What is bent how follows from
 * a seed, so a failure comes again; it tells of no coverage.
 *
 *	fuzz_NAME [--bend COUNT] FILE_OR_FOLDER…
 */
#include "fuzz.h"
#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 1 << 16, SEED = 20261123, BENDS = 8 };

#pragma weak LLVMFuzzerInitialize

static void add_file(GPtrArray *inputs, const char *path)
{
	char *data;
	gsize length;

	if (g_file_get_contents(path, &data, &length, NULL))
		g_ptr_array_add(inputs, g_bytes_new_take(data, length));
}

static int compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_path(GPtrArray *inputs, const char *path)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	if (folder == NULL) {
		add_file(inputs, path);
		return;
	}
	while ((name = g_dir_read_name(folder)) != NULL)
		g_ptr_array_add(names, g_build_filename(path, name, NULL));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++)
		add_file(inputs, names->pdata[i]);
}

static guint below(GRand *random, gsize end)
{
	return (guint)g_rand_int_range(random, 0, (gint32)MAX(end, 1));
}

/* A piece of one input, put into another at some place. */
static void splice(GRand *random, GByteArray *input, GBytes *other)
{
	gsize length;
	const guint8 *bytes = g_bytes_get_data(other, &length);

	if (length == 0)
		return;
	guint start = below(random, length);
	guint count = below(random, MIN(length - start, 256)) + 1;
	guint at = below(random, input->len + 1);
	guint behind = input->len - at;
	g_autofree guint8 *rest = g_memdup2(input->data + at, behind);

	g_byte_array_set_size(input, at);
	g_byte_array_append(input, bytes + start, count);
	if (behind > 0)
		g_byte_array_append(input, rest, behind);
}

static void bend(GRand *random, GByteArray *input, GPtrArray *inputs)
{
	static const char SIGNS[] = "\0\n\r\t \"#%&'()*+,-./:;<=>?@[\\]^_{|}~";
	guint at = below(random, input->len);
	gboolean is_empty = input->len == 0;

	switch (is_empty ? 3 : below(random, 4)) {
	case 0:
		input->data[at] = (guint8)g_rand_int(random);
		break;
	case 1:
		input->data[at] = (guint8)SIGNS[below(random, sizeof SIGNS)];
		break;
	case 2:
		g_byte_array_remove_range(
			input, at, below(random, MIN(input->len - at, 64)) + 1);
		break;
	default:
		splice(random, input,
			inputs->pdata[below(random, inputs->len)]);
	}
}

static void run_bent(GPtrArray *inputs, guint count)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(SEED);

	for (guint i = 0; i < count; i++) {
		GBytes *from = inputs->pdata[below(random, inputs->len)];
		g_autoptr(GByteArray) input = g_byte_array_new();
		gsize length;
		const guint8 *bytes = g_bytes_get_data(from, &length);

		g_byte_array_append(input, bytes, (guint)MIN(length, LONGEST));
		for (guint n = below(random, BENDS) + 1; n > 0; n--)
			bend(random, input, inputs);
		LLVMFuzzerTestOneInput(input->data, input->len);
	}
}

int main(int argc, char **argv)
{
	g_autoptr(GPtrArray) inputs =
		g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	guint count = 0;

	if (LLVMFuzzerInitialize != NULL)
		LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--bend") == 0 && i + 1 < argc)
			count = (guint)g_ascii_strtoull(argv[++i], NULL, 10);
		else
			add_path(inputs, argv[i]);
	}
	if (inputs->len == 0) {
		g_printerr("%s: no inputs\n", argv[0]);
		return EXIT_FAILURE;
	}
	for (guint i = 0; i < inputs->len; i++) {
		gsize length;
		const guint8 *data =
			g_bytes_get_data(inputs->pdata[i], &length);

		LLVMFuzzerTestOneInput(data, length);
	}
	run_bent(inputs, count);
	g_print("%u inputs, %u bent ones (seed %d)\n", inputs->len, count,
		SEED);
	return EXIT_SUCCESS;
}
