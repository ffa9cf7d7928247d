# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for bash. The program says what may follow: the first line of `lsock --complete` is
# HOW <TAB> KEPT, each other one WORD <TAB> DESCRIPTION. Without the program nothing is offered.

_lsock()
{
    local line=${COMP_LINE:0:COMP_POINT} words=() piece before answer how kept word

    # Readline cuts words at the bytes of COMP_WORDBREAKS, such as = and :, too.
    for piece in "${COMP_WORDS[@]:0:COMP_CWORD}" ''; do
        if [[ ${#words[@]} -eq 0 || $line == [[:blank:]]* ]]; then
            words+=('')
            line=${line#"${line%%[![:blank:]]*}"}
        fi
        words[-1]+=$piece
        line=${line#*"$piece"}
    done
    before=${words[-1]}
    words[-1]+=$line
    [[ $line == [=:] ]] && before+=$line
    words=("${words[@]//[\"\'\\]/}")

    mapfile -t answer < <(command lsock --complete "${words[@]:1}" 2>/dev/null)
    how=${answer[0]%%$'\t'*} kept=${answer[0]#*$'\t'}
    COMPREPLY=()
    if [[ $how == files ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "${words[-1]#"$kept"}")
        COMPREPLY=("${COMPREPLY[@]/#/"${kept#"$before"}"}")
        compopt -o filenames 2>/dev/null
        return
    fi
    for word in "${answer[@]:1}"; do
        word=${word%%$'\t'*}
        [[ $line != [\"\']* && $word == *[!a-zA-Z0-9_.,:=/@%+-]* ]] && printf -v word %q "$word"
        word=$kept$word
        COMPREPLY+=("${word#"$before"}")
    done
    [[ $how == list ]] && compopt -o nospace 2>/dev/null
}

complete -F _lsock lsock
