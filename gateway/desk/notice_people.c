#include "notice_people.h"
#include "approval.h"
#include "history.h"
#include "promise.h"
#include "vendor.h"

static void put(GVariantDict *data, const char *key, const char *value)
{
	g_variant_dict_insert_value(data, key,
		g_variant_new_take_string(
			g_utf8_make_valid(value ? value : "", -1)));
}

static void put_flag(GVariantDict *data, const char *key, gboolean value)
{
	g_variant_dict_insert_value(data, key, g_variant_new_boolean(value));
}

/* Of the requester the supplier learns what the agent writes. */
void notice_put_vendor(
	GVariantDict *data, const struct work *work, const struct draft *draft)
{
	g_autofree char *number = vendor_case(work->site->rules, draft->ticket);

	put(data, "case", number);
	put(data, "requester", "");
}

void notice_put_supplier(
	GVariantDict *data, const struct work *work, const struct draft *draft)
{
	const struct vendor_rule *vendor =
		vendor_of(work->site->rules, draft->ticket);

	put(data, "supplier", vendor ? vendor->name : "");
}

void notice_put_approval(GVariantDict *data, const struct draft *draft)
{
	AUTO(approval)
	approval = draft->ticket ? approval_parse(draft->ticket->approval, NULL)
				 : NULL;
	g_autofree char *amount = approval ? approval_amount(approval) : NULL;
	gboolean is_news = approval && draft->known &&
			   g_strcmp0(draft->ticket->approval,
				   draft->known->ticket->approval) != 0;

	put(data, "what", approval ? approval->rule : "");
	put(data, "amount", amount);
	put_flag(data, "unclear", draft->is_unclear);
	put_flag(data, "again", draft->is_again);
	put_flag(data, "approval", draft->is_approval);
	put_flag(data, "approved",
		approval && approval->state == APPROVAL_APPROVED);
	put_flag(data, "denied", is_news && approval->state == APPROVAL_DENIED);
	put_flag(data, "expired",
		is_news && approval->state == APPROVAL_EXPIRED);
}

void notice_put_due(
	GVariantDict *data, const struct work *work, const struct draft *draft)
{
	AUTO(ticket) ticket = ticket_copy(draft->ticket);
	g_autofree char *when = NULL;

	promise_set_due(ticket, work->site->rules, work->site->calendars);
	if (ticket->resolve_due > work->now->time)
		when = local_time(work, ticket->resolve_due);
	put(data, "due", when);
}
