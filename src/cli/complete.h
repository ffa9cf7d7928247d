/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Completion: `lsock --complete WORD...` prints what the last word of a command line can be. The
 * scripts in completions/ call it. It is hidden, and recognised only as the first argument.
 */
#ifndef LSOCK_COMPLETE_H
#define LSOCK_COMPLETE_H

#include "names.h"
#include "output.h"

/*
 * The words start at argv[2]; the last one ends at the cursor. Prints
 *
 *     HOW <TAB> KEPT             HOW: words, list (add no blank after the word) or files
 *     WORD <TAB> DESCRIPTION     for each candidate; WORD replaces the text after KEPT
 *
 * or nothing if there are no candidates or an earlier word is wrong.
 */
void complete(int argc, char **argv, const struct names *names, struct output *output);

#endif
