/* check.h - what no single key shows: defaults that follow from other keys,
 * and what does not fit together. Used by conf.c alone. */
#ifndef CONF_CHECK_H
#define CONF_CHECK_H

#include "parse.h"

void check_rules(struct conf_parse *parse, struct rules *rules);
void check_settings(struct conf_parse *parse, struct settings *settings);

#endif
