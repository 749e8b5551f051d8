#include "rows.h"

void notice_row_free(struct notice_row *row)
{
	if (!row)
		return;
	g_free(row->kind);
	g_free(row->address);
	g_free(row);
}

void ticket_row_free(struct ticket_row *row)
{
	if (!row)
		return;
	g_free(row->subject);
	g_free(row->queue);
	g_free(row->assignee);
	g_free(row->requester);
	g_free(row);
}

void outbox_row_free(struct outbox_row *row)
{
	if (!row)
		return;
	g_free(row->address);
	g_free(row->kind);
	g_free(row);
}
