/* notice_people.h - what notices about approvals and suppliers have besides
 * that which all have (notice.h, «data»). Inner to notice_data.c.
 */
#ifndef DESK_NOTICE_PEOPLE_H
#define DESK_NOTICE_PEOPLE_H

#include "work.h"

/* case; and no requester: of him the supplier learns what the agent writes. */
void notice_put_vendor(
	GVariantDict *data, const struct work *work, const struct draft *draft);
/* supplier */
void notice_put_supplier(
	GVariantDict *data, const struct work *work, const struct draft *draft);
/* due: until when it is promised to be solved */
void notice_put_due(
	GVariantDict *data, const struct work *work, const struct draft *draft);
/* what amount unclear again approval approved denied expired */
void notice_put_approval(GVariantDict *data, const struct draft *draft);

#endif
