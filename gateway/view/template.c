#include "template.h"
#include "table.h"
