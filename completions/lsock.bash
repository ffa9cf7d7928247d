# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for bash, made by docgen from the program's tables: `ninja docs`.

# Offers the words of $1 that begin as $current does.
_lsock_words()
{
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_lsock_files()
{
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
    compopt -o filenames 2>/dev/null
}

# Offers the words of $1 that a comma-separated list has not named yet. $2 may stand before the
# list, $3 before each of its words.
_lsock_list()
{
    local item=$current head='' taken=, word

    if [[ -n $2 && $item == "$2"* ]]; then
        head=$2 item=${item#"$2"}
    fi
    if [[ $item == *,* ]]; then
        taken=,${item%,*}, head+=${item%,*}, item=${item##*,}
    fi
    if [[ -n $3 ]]; then
        taken=${taken//,"$3"/,}
        [[ $item == "$3"* ]] && head+=$3 item=${item#"$3"}
    fi
    for word in $1; do
        [[ $word == "$item"* && $taken != *,"$word",* ]] && COMPREPLY+=("$head$word")
    done
    compopt -o nospace 2>/dev/null
}

_lsock_options_and_words()
{
    local word

    if [[ $current == -* ]]; then
        _lsock_words '--tcp --udp --udplite --raw --ipv4 --ipv6 --all --listening --bound-inactive --family --filter --columns --sort --limit --count --numeric --resolve --processes --threads --context --contexts --explain --no-queues --json --csv --no-header --oneline --color --state-names --backend --proc-root --read --record --netns --net --plan --no-pushdown --list --json-schema --help --version'
        return
    fi
    for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
        case $word in
        explain)
            _lsock_words 'LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT CLOSED'
            return
            ;;
        diff)
            _lsock_files
            return
            ;;
        esac
    done
    case $previous in
    state | exclude | excl)
        _lsock_words 'all connected synchronized bucket big LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT CLOSED'
        return
        ;;
    esac
    _lsock_words 'explain diff or and not state exclude src dst sport dport dev fwmark cgroup autobound protocol family state state_native status listening local_address local_port remote_address remote_port interface inode cookie uid user netns process_status processes recv_q send_q local remote recv_queue send_queue accept_queue accept_queue_max v6only dual_stack bound state_native_number connected loopback wildcard interface_index process pid tid fd process_uid process_user process_count process_none process_cgroup unit container container_runtime context socket_context process_path netns_name namespace created_us age_ms explain tcp udp udplite raw'
}

_lsock()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local option='' attached=''

    COMPREPLY=()
    # Readline cuts --color=never into three words, unless '=' is not in COMP_WORDBREAKS.
    if [[ $current == = ]]; then
        option=$previous current=
    elif [[ $previous == = ]] && ((COMP_CWORD >= 2)); then
        option=${COMP_WORDS[COMP_CWORD - 2]}
    elif [[ $current == --*=* ]]; then
        option=${current%%=*} attached=${current%%=*}= current=${current#*=}
    else
        case $previous in
        -f | -[!-]*f | --family | \
            -F | -[!-]*F | --filter | \
            --columns | \
            --sort | \
            --limit | \
            --state-names | \
            --backend | \
            --proc-root | \
            --read | \
            --record | \
            -N | -[!-]*N | --netns | \
            --net) option=$previous ;;
        esac
    fi

    case $option in
    '') _lsock_options_and_words ;;
    -f | -[!-]*f | --family) _lsock_words 'inet inet6 unix link netlink vsock tipc xdp' ;;
    -F | -[!-]*F | --filter) _lsock_files ;;
    --columns) _lsock_list 'help protocol family state state_native status listening local_address local_port remote_address remote_port interface inode cookie uid user netns process_status processes recv_q send_q local remote recv_queue send_queue accept_queue accept_queue_max v6only dual_stack bound state_native_number connected loopback wildcard interface_index process pid tid fd process_uid process_user process_count process_none process_cgroup unit container container_runtime context socket_context process_path netns_name namespace created_us age_ms explain' '+' '' ;;
    --sort) _lsock_list 'protocol family state state_native status listening local_address local_port remote_address remote_port interface inode cookie uid user netns process_status processes recv_q send_q local remote recv_queue send_queue accept_queue accept_queue_max v6only dual_stack bound state_native_number connected loopback wildcard interface_index process pid tid fd process_uid process_user process_count process_none process_cgroup unit container container_runtime context socket_context process_path netns_name namespace created_us age_ms explain' '' '-' ;;
    --limit) : ;;
    --json) _lsock_words 'pretty lines' ;;
    --color) _lsock_words 'auto always never' ;;
    --state-names) _lsock_words 'rfc linux ss ss-filter netstat windows windows-doc windows-mib windows-tcpstate powershell bsd dragonfly solaris aix plan9 mib lsof lsof-bsd psutil reactos' ;;
    --backend) _lsock_words 'sock_diag procfs' ;;
    --proc-root) _lsock_files ;;
    --read) _lsock_files ;;
    --record) _lsock_files ;;
    -N | -[!-]*N | --netns) : ;;
    --net) : ;;
    esac
    COMPREPLY=("${COMPREPLY[@]/#/$attached}")
}

complete -F _lsock lsock
