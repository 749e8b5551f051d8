#include "desk.h"
#include "route.h"
#include "command.h"
#include "lifecycle.h"
