# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for bash. `ninja docs` rewrites what stands between the marks from the program's tables.

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

# begin words
_lsock_options_and_words()
{
    local word verb=''

    for word in "${COMP_WORDS[@]:1:COMP_CWORD - 1}"; do
        case $word in
        explain) verb=explain ;;
        diff) verb=diff ;;
        doctor) verb=doctor ;;
        -K | -[!-]*K | --kill) verb=-K ;;
        -E | -[!-]*E | --events) verb=-E ;;
        -s | -[!-]*s | --summary | --openmetrics) verb=-s ;;
        help) verb=help ;;
        esac
    done
    if [[ $current == -* ]]; then
        case $verb in
        explain) _lsock_words '--json --color --backend --proc-root --format --read --netns --net --list --json-schema --help --version' ;;
        diff) _lsock_words '--tcp --udp --udplite --raw --unix --packet --mptcp --netlink --sctp --vsock --xdp --tipc --query --ipv4 --ipv6 --all --listening --bound-inactive --family --filter --sort --limit --count --numeric --resolve --processes --no-processes --threads --context --extended --json --csv --no-header --color --state-names --backend --proc-root --format --netns --net --json-schema --help --version --no-pushdown' ;;
        doctor) _lsock_words '--tcp --udp --udplite --raw --unix --packet --mptcp --netlink --sctp --vsock --xdp --tipc --query --ipv4 --ipv6 --all --listening --bound-inactive --family --filter --numeric --json --csv --no-header --color --backend --proc-root --read --record --netns --net --interval --list --only --skip --json-schema --help --version --no-pushdown' ;;
        -K) _lsock_words '--tcp --udp --udplite --raw --unix --packet --mptcp --netlink --sctp --vsock --xdp --tipc --query --ipv4 --ipv6 --all --listening --bound-inactive --family --filter --columns --sort --count --numeric --resolve --processes --no-processes --threads --context --contexts --explain --extended --options --memory --info --tos --inet-sockopt --bpf --cgroup --no-queues --json --csv --no-header --oneline --color --state-names --backend --record --netns --net --kill --dry-run --json-schema --help --version --no-pushdown' ;;
        -E) _lsock_words '--tcp --udp --udplite --raw --unix --packet --mptcp --netlink --sctp --vsock --xdp --tipc --query --ipv4 --ipv6 --all --listening --bound-inactive --family --filter --columns --limit --numeric --resolve --processes --no-processes --threads --context --contexts --extended --options --memory --info --tos --inet-sockopt --bpf --cgroup --no-queues --json --csv --no-header --oneline --color --state-names --backend --netns --net --events --interval --json-schema --help --version --no-pushdown' ;;
        -s) _lsock_words '--tcp --udp --udplite --raw --unix --packet --mptcp --netlink --sctp --vsock --xdp --tipc --query --ipv4 --ipv6 --all --listening --bound-inactive --family --filter --numeric --summary --openmetrics --json --csv --no-header --color --backend --proc-root --format --read --netns --net --json-schema --help --version --no-pushdown' ;;
        help) _lsock_words '--color --json-schema --help --version' ;;
        *) _lsock_words '--tcp --udp --udplite --raw --unix --packet --mptcp --netlink --sctp --vsock --xdp --tipc --query --ipv4 --ipv6 --all --listening --bound-inactive --family --filter --columns --sort --limit --count --numeric --resolve --processes --no-processes --threads --context --contexts --explain --summary --extended --options --memory --info --tos --inet-sockopt --bpf --cgroup --no-queues --openmetrics --json --csv --no-header --oneline --color --state-names --backend --proc-root --format --read --record --netns --net --kill --dry-run --events --interval --plan --list --only --skip --json-schema --help --version --no-pushdown' ;;
        esac
        return
    fi
    case $verb in
    explain)
        _lsock_words 'LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT CLOSED'
        return
        ;;
    diff)
        _lsock_files
        return
        ;;
    doctor)
        _lsock_words 'or and not state exclude src dst sport dport dev fwmark cgroup autobound protocol family state state_native status listening local_address local_port remote_address remote_port interface inode cookie uid user netns process_status processes recv_q send_q local remote recv_queue send_queue accept_queue accept_queue_max v6only dual_stack bound state_native_number connected loopback wildcard interface_index process pid tid fd process_uid process_user process_count peer_process process_none process_cgroup unit container container_runtime context socket_context process_path netns_name namespace socket_cgroup created_us age_ms explain shutdown mark cgroup_id timer_kind timer_expires_ms timer_retransmits recv_memory_bytes recv_memory_max_bytes send_memory_bytes send_memory_max_bytes forward_memory_bytes send_queued_bytes option_memory_bytes backlog_memory_bytes drops rtt_us rtt_variation_us min_rtt_us recv_rtt_us rto_ms ato_ms backoff timeouts probes send_mss_bytes recv_mss_bytes advertised_mss_bytes pmtu_bytes cwnd ssthresh unacked sacked lost retrans fackets retrans_total reordering reorder_seen dsack_dups out_of_order bytes_sent bytes_acked bytes_retrans bytes_received notsent_bytes segs_out segs_in data_segs_out data_segs_in delivered delivered_ce pacing_rate_bps max_pacing_rate_bps delivery_rate_bps busy_us rwnd_limited_us sndbuf_limited_us recv_space_bytes recv_ssthresh_bytes send_window_bytes recv_window_bytes last_data_sent_ms last_data_received_ms last_ack_received_ms rto_total rto_recoveries rto_time_ms rehash received_ce delivered_e1_bytes delivered_e0_bytes delivered_ce_bytes received_e1_bytes received_e0_bytes received_ce_bytes ecn_failures send_rate_bps congestion_state timestamps usec_timestamps sack window_scaling ecn ecn_seen fastopen_data fastopen_child app_limited fastopen_failure send_wscale recv_wscale ecn_mode ecn_option_seen tcp_info_size_bytes congestion_control bbr_bandwidth_bps bbr_min_rtt_us bbr_pacing_gain_percent bbr_cwnd_gain_percent vegas_rtt_count vegas_rtt_us vegas_min_rtt_us dctcp_alpha dctcp_ecn_bytes dctcp_total_bytes vegas_enabled dctcp_enabled dctcp_ce_state ulp tls_version tls_cipher tls_send tls_recv tls_zero_copy tls_no_padding mptcp_flags mptcp_remote_token mptcp_local_token mptcp_remote_id mptcp_local_id mptcp_map_sequence mptcp_subflow_sequence mptcp_subflow_offset mptcp_map_length mptcp_written md5_peers tos traffic_class class_id recverr is_icsk freebind hdrincl mc_loop transparent mc_all nodefrag bind_address_no_port recverr_rfc4884 defer_connect socket_type peer_inode time event state_after bpf_instructions bpf_code tcp udp udplite raw mptcp unix packet netlink sctp vsock xdp tipc'
        return
        ;;
    help)
        _lsock_words 'explain diff doctor help'
        return
        ;;
    esac
    case $previous in
    state | exclude | excl)
        _lsock_words 'all connected synchronized bucket big LISTEN SYN-SENT SYN-RECEIVED ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT CLOSED'
        return
        ;;
    esac
    _lsock_words 'explain diff doctor help or and not state exclude src dst sport dport dev fwmark cgroup autobound protocol family state state_native status listening local_address local_port remote_address remote_port interface inode cookie uid user netns process_status processes recv_q send_q local remote recv_queue send_queue accept_queue accept_queue_max v6only dual_stack bound state_native_number connected loopback wildcard interface_index process pid tid fd process_uid process_user process_count peer_process process_none process_cgroup unit container container_runtime context socket_context process_path netns_name namespace socket_cgroup created_us age_ms explain shutdown mark cgroup_id timer_kind timer_expires_ms timer_retransmits recv_memory_bytes recv_memory_max_bytes send_memory_bytes send_memory_max_bytes forward_memory_bytes send_queued_bytes option_memory_bytes backlog_memory_bytes drops rtt_us rtt_variation_us min_rtt_us recv_rtt_us rto_ms ato_ms backoff timeouts probes send_mss_bytes recv_mss_bytes advertised_mss_bytes pmtu_bytes cwnd ssthresh unacked sacked lost retrans fackets retrans_total reordering reorder_seen dsack_dups out_of_order bytes_sent bytes_acked bytes_retrans bytes_received notsent_bytes segs_out segs_in data_segs_out data_segs_in delivered delivered_ce pacing_rate_bps max_pacing_rate_bps delivery_rate_bps busy_us rwnd_limited_us sndbuf_limited_us recv_space_bytes recv_ssthresh_bytes send_window_bytes recv_window_bytes last_data_sent_ms last_data_received_ms last_ack_received_ms rto_total rto_recoveries rto_time_ms rehash received_ce delivered_e1_bytes delivered_e0_bytes delivered_ce_bytes received_e1_bytes received_e0_bytes received_ce_bytes ecn_failures send_rate_bps congestion_state timestamps usec_timestamps sack window_scaling ecn ecn_seen fastopen_data fastopen_child app_limited fastopen_failure send_wscale recv_wscale ecn_mode ecn_option_seen tcp_info_size_bytes congestion_control bbr_bandwidth_bps bbr_min_rtt_us bbr_pacing_gain_percent bbr_cwnd_gain_percent vegas_rtt_count vegas_rtt_us vegas_min_rtt_us dctcp_alpha dctcp_ecn_bytes dctcp_total_bytes vegas_enabled dctcp_enabled dctcp_ce_state ulp tls_version tls_cipher tls_send tls_recv tls_zero_copy tls_no_padding mptcp_flags mptcp_remote_token mptcp_local_token mptcp_remote_id mptcp_local_id mptcp_map_sequence mptcp_subflow_sequence mptcp_subflow_offset mptcp_map_length mptcp_written md5_peers tos traffic_class class_id recverr is_icsk freebind hdrincl mc_loop transparent mc_all nodefrag bind_address_no_port recverr_rfc4884 defer_connect socket_type peer_inode time event state_after bpf_instructions bpf_code tcp udp udplite raw mptcp unix packet netlink sctp vsock xdp tipc'
}
# end words

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
# begin arguments
        case $previous in
        -A | -[!-]*A | --query | \
            -f | -[!-]*f | --family | \
            -F | -[!-]*F | --filter | \
            --columns | \
            --sort | \
            --limit | \
            --state-names | \
            --backend | \
            --proc-root | \
            --format | \
            --read | \
            --record | \
            -N | -[!-]*N | --netns | \
            --net | \
            --interval | \
            --only | \
            --skip) option=$previous ;;
        esac
    fi

    case $option in
    '') _lsock_options_and_words ;;
    -A | -[!-]*A | --query) _lsock_list 'all inet tcp udp udplite raw mptcp unix packet netlink sctp vsock xdp tipc unix_stream unix_dgram unix_seqpacket packet_raw packet_dgram vsock_stream vsock_dgram' '' '' ;;
    -f | -[!-]*f | --family) _lsock_words 'inet inet6 unix packet netlink vsock xdp tipc' ;;
    -F | -[!-]*F | --filter) _lsock_files ;;
    --columns) _lsock_list 'help protocol family state state_native status listening local_address local_port remote_address remote_port interface inode cookie uid user netns process_status processes recv_q send_q local remote recv_queue send_queue accept_queue accept_queue_max v6only dual_stack bound state_native_number connected loopback wildcard interface_index process pid tid fd process_uid process_user process_count peer_process process_none process_cgroup unit container container_runtime context socket_context process_path netns_name namespace socket_cgroup created_us age_ms explain shutdown mark cgroup_id timer_kind timer_expires_ms timer_retransmits recv_memory_bytes recv_memory_max_bytes send_memory_bytes send_memory_max_bytes forward_memory_bytes send_queued_bytes option_memory_bytes backlog_memory_bytes drops rtt_us rtt_variation_us min_rtt_us recv_rtt_us rto_ms ato_ms backoff timeouts probes send_mss_bytes recv_mss_bytes advertised_mss_bytes pmtu_bytes cwnd ssthresh unacked sacked lost retrans fackets retrans_total reordering reorder_seen dsack_dups out_of_order bytes_sent bytes_acked bytes_retrans bytes_received notsent_bytes segs_out segs_in data_segs_out data_segs_in delivered delivered_ce pacing_rate_bps max_pacing_rate_bps delivery_rate_bps busy_us rwnd_limited_us sndbuf_limited_us recv_space_bytes recv_ssthresh_bytes send_window_bytes recv_window_bytes last_data_sent_ms last_data_received_ms last_ack_received_ms rto_total rto_recoveries rto_time_ms rehash received_ce delivered_e1_bytes delivered_e0_bytes delivered_ce_bytes received_e1_bytes received_e0_bytes received_ce_bytes ecn_failures send_rate_bps congestion_state timestamps usec_timestamps sack window_scaling ecn ecn_seen fastopen_data fastopen_child app_limited fastopen_failure send_wscale recv_wscale ecn_mode ecn_option_seen tcp_info_size_bytes congestion_control bbr_bandwidth_bps bbr_min_rtt_us bbr_pacing_gain_percent bbr_cwnd_gain_percent vegas_rtt_count vegas_rtt_us vegas_min_rtt_us dctcp_alpha dctcp_ecn_bytes dctcp_total_bytes vegas_enabled dctcp_enabled dctcp_ce_state ulp tls_version tls_cipher tls_send tls_recv tls_zero_copy tls_no_padding mptcp_flags mptcp_remote_token mptcp_local_token mptcp_remote_id mptcp_local_id mptcp_map_sequence mptcp_subflow_sequence mptcp_subflow_offset mptcp_map_length mptcp_written md5_peers tos traffic_class class_id recverr is_icsk freebind hdrincl mc_loop transparent mc_all nodefrag bind_address_no_port recverr_rfc4884 defer_connect socket_type peer_inode time event state_after bpf_instructions bpf_code' '+' '' ;;
    --sort) _lsock_list 'protocol family state state_native status listening local_address local_port remote_address remote_port interface inode cookie uid user netns process_status processes recv_q send_q local remote recv_queue send_queue accept_queue accept_queue_max v6only dual_stack bound state_native_number connected loopback wildcard interface_index process pid tid fd process_uid process_user process_count peer_process process_none process_cgroup unit container container_runtime context socket_context process_path netns_name namespace socket_cgroup created_us age_ms explain shutdown mark cgroup_id timer_kind timer_expires_ms timer_retransmits recv_memory_bytes recv_memory_max_bytes send_memory_bytes send_memory_max_bytes forward_memory_bytes send_queued_bytes option_memory_bytes backlog_memory_bytes drops rtt_us rtt_variation_us min_rtt_us recv_rtt_us rto_ms ato_ms backoff timeouts probes send_mss_bytes recv_mss_bytes advertised_mss_bytes pmtu_bytes cwnd ssthresh unacked sacked lost retrans fackets retrans_total reordering reorder_seen dsack_dups out_of_order bytes_sent bytes_acked bytes_retrans bytes_received notsent_bytes segs_out segs_in data_segs_out data_segs_in delivered delivered_ce pacing_rate_bps max_pacing_rate_bps delivery_rate_bps busy_us rwnd_limited_us sndbuf_limited_us recv_space_bytes recv_ssthresh_bytes send_window_bytes recv_window_bytes last_data_sent_ms last_data_received_ms last_ack_received_ms rto_total rto_recoveries rto_time_ms rehash received_ce delivered_e1_bytes delivered_e0_bytes delivered_ce_bytes received_e1_bytes received_e0_bytes received_ce_bytes ecn_failures send_rate_bps congestion_state timestamps usec_timestamps sack window_scaling ecn ecn_seen fastopen_data fastopen_child app_limited fastopen_failure send_wscale recv_wscale ecn_mode ecn_option_seen tcp_info_size_bytes congestion_control bbr_bandwidth_bps bbr_min_rtt_us bbr_pacing_gain_percent bbr_cwnd_gain_percent vegas_rtt_count vegas_rtt_us vegas_min_rtt_us dctcp_alpha dctcp_ecn_bytes dctcp_total_bytes vegas_enabled dctcp_enabled dctcp_ce_state ulp tls_version tls_cipher tls_send tls_recv tls_zero_copy tls_no_padding mptcp_flags mptcp_remote_token mptcp_local_token mptcp_remote_id mptcp_local_id mptcp_map_sequence mptcp_subflow_sequence mptcp_subflow_offset mptcp_map_length mptcp_written md5_peers tos traffic_class class_id recverr is_icsk freebind hdrincl mc_loop transparent mc_all nodefrag bind_address_no_port recverr_rfc4884 defer_connect socket_type peer_inode time event state_after bpf_instructions bpf_code' '' '-' ;;
    --limit) : ;;
    --json) _lsock_words 'pretty lines' ;;
    --csv) _lsock_words 'spreadsheet' ;;
    --color) _lsock_words 'auto always never' ;;
    --state-names) _lsock_words 'rfc linux ss ss-filter netstat windows windows-de windows-doc windows-mib windows-tcpstate powershell bsd dragonfly solaris aix plan9 mib lsof lsof-bsd psutil reactos' ;;
    --backend) _lsock_words 'sock_diag procfs' ;;
    --proc-root) _lsock_files ;;
    --format) _lsock_words 'help json ss-dump netstat ss windows bsd solaris aix' ;;
    --read) _lsock_files ;;
    --record) _lsock_files ;;
    -N | -[!-]*N | --netns) : ;;
    --net) : ;;
    --interval) : ;;
    --only) : ;;
    --skip) : ;;
    esac
# end arguments
    COMPREPLY=("${COMPREPLY[@]/#/$attached}")
}

complete -F _lsock lsock
