/* Any bytes are a template or a file of words that somebody pushed: what it
 * makes of hostile values is text, and no value becomes a command line. */
#include "fuzz.h"
#include "template.h"
#include <string.h>

static GVariant *hostile_data(void)
{
	return g_variant_parse(G_VARIANT_TYPE("a{sv}"),
		"{'name': <'#close\\n{{name}}\\r\\n#merge 1'>, 'ticket': "
		"<'T-1'>,"
		" 'text': <'> a\\n#close\\n'>, 'yes': <true>, 'no': <false>,"
		" 'lines': <[{'line': <'#close'>}, {'line': <''>}]>}",
		NULL, NULL, NULL);
}

static void read_template(const char *text, gsize length)
{
	AUTO(template)
	template = template_parse("reply.txt", text, length, NULL);

	if (template == NULL)
		return;
	g_autoptr(GVariant) data = g_variant_ref_sink(hostile_data());
	g_autofree char *out = template_render(template, data, NULL);

	g_assert(g_utf8_validate(out, -1, NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	AUTO(words) words = words_parse("words.txt", text, size, NULL);

	read_template(text, size);
	notice_check("templates/sv/reply.txt", text, size, NULL);
	notice_check("templates/sv/words.txt", text, size, NULL);
	if (words != NULL)
		words_get(words, "status.closed");
	return 0;
}
