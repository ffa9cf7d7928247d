/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `lsock --complete WORD...`, which the scripts in completions/ call: what the last word of a
 * command line may be. Hidden: no option, but known as the first argument only.
 */
#ifndef LSOCK_COMPLETE_H
#define LSOCK_COMPLETE_H

#include "names.h"
#include "output.h"

/*
 * The words are argv[2] and those behind it, the last one up to the cursor. Prints
 *
 *     HOW <TAB> KEPT             HOW: words, list (no blank behind the word) or files
 *     WORD <TAB> DESCRIPTION     for each candidate; it takes the place of what is behind KEPT
 *
 * or nothing, if nothing is known or a word in front is wrong.
 */
void complete(int argc, char **argv, const struct names *names, struct output *output);

#endif
