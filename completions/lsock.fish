# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for fish. The program says what may follow: the first line of `lsock --complete` is
# HOW <TAB> KEPT, each other one WORD <TAB> DESCRIPTION. Without the program nothing is offered.

function __lsock_complete
    set -l word (commandline -ct | string trim -l -c '"\'')
    set -l answer (command lsock --complete (commandline -opc)[2..] "$word" 2>/dev/null)
    set -l first (string split \t -- $answer[1])
    if test "$first[1]" = files
        __fish_complete_path (string sub -s (math (string length -- "$first[2]") + 1) -- "$word") | string replace -r '^' -- "$first[2]"
    else if set -q answer[2]
        printf '%s\n' "$first[2]"$answer[2..]
    end
end

complete -c lsock -f -a '(__lsock_complete)'
