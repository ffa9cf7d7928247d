/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "option_platform.h"

const struct option_platform *const option_platform = &option_platform_windows;
