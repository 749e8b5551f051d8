#include "desk.h"

static void filing_free(gpointer filing)
{
	g_free(filing);
}

static void change_free(gpointer data)
{
	struct delivery_change *change = data;

	delivery_free(change->delivery);
	g_free(change);
}

static void solution_free(gpointer data)
{
	struct solution_file *file = data;

	g_free(file->path);
	g_free(file->text);
	g_free(file);
}

struct outcome *outcome_new(void)
{
	struct outcome *outcome = g_new0(struct outcome, 1);

	outcome->tickets =
		g_ptr_array_new_with_free_func((GDestroyNotify)ticket_free);
	outcome->persons =
		g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	outcome->filings = g_ptr_array_new_with_free_func(filing_free);
	outcome->notices =
		g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
	outcome->solutions = g_ptr_array_new_with_free_func(solution_free);
	outcome->deliveries = g_ptr_array_new_with_free_func(change_free);
	return outcome;
}

void outcome_free(struct outcome *outcome)
{
	if (!outcome)
		return;
	g_ptr_array_unref(outcome->tickets);
	g_ptr_array_unref(outcome->persons);
	g_ptr_array_unref(outcome->filings);
	g_ptr_array_unref(outcome->solutions);
	g_ptr_array_unref(outcome->notices);
	g_ptr_array_unref(outcome->deliveries);
	g_free(outcome->why);
	record_commit_free(outcome->commit);
	g_free(outcome->transcript);
	g_free(outcome);
}
