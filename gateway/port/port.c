#include "source.h"
#include "sink.h"
