#include "settings.h"
#include "sections.h"

gpointer mailbox_settings_new(void)
{
	return g_new0(struct mailbox_settings, 1);
}

static void free_mailbox(gpointer pointer)
{
	struct mailbox_settings *mailbox = pointer;

	g_free(mailbox->name);
	g_free(mailbox->url);
	g_free(mailbox->user);
	g_free(mailbox->password_file);
	g_free(mailbox->oauth2);
	g_free(mailbox->done);
	g_free(mailbox->ca_file);
	g_free(mailbox->queue);
	g_free(mailbox);
}

struct settings *settings_new(void)
{
	struct settings *settings = g_new0(struct settings, 1);

	settings->mailboxes = g_ptr_array_new_with_free_func(free_mailbox);
	settings->auth.authserv_ids = g_ptr_array_new_with_free_func(g_free);
	settings->auth.receivers = g_ptr_array_new_with_free_func(g_free);
	return settings;
}

void settings_free(struct settings *settings)
{
	if (!settings)
		return;
	g_ptr_array_unref(settings->mailboxes);
	g_free(settings->smtp.url);
	g_free(settings->smtp.user);
	g_free(settings->smtp.password_file);
	g_free(settings->smtp.oauth2);
	g_free(settings->smtp.ca_file);
	g_ptr_array_unref(settings->auth.authserv_ids);
	g_ptr_array_unref(settings->auth.receivers);
	g_free(settings);
}
