# SPDX-License-Identifier: GPL-2.0-or-later
# Completion for fish. `ninja docs` rewrites what stands between the marks from the program's tables.

# Of the lines on stdin (a word, a tab, its meaning) those that a comma-separated list has not
# named yet. The first argument may stand before the list, the second before each of its words.
function __lsock_list --argument-names list_sign word_sign
    set -l typed (commandline -ct | string replace -r -- '^--[^=]*=' '')
    set -l done ''
    if test -n "$list_sign"; and string match -q -- "$list_sign*" "$typed"
        set done $list_sign
        set typed (string sub -s 2 -- "$typed")
    end
    set -l named (string match -r -- '^.*,' "$typed")
    set typed (string replace -r -- '^.*,' '' "$typed")
    set done "$done$named"
    set -l taken (string split , -- "$named")
    if test -n "$word_sign"
        set taken (string replace -r -- "^$word_sign" '' $taken)
        string match -q -- "$word_sign*" "$typed"; and set done "$done$word_sign"
    end
    while read -l line
        contains -- (string split -f 1 \t -- $line) $taken; or echo "$done$line"
    end
end

# Whether the word before is one of those given: an argument that begins with a dash is offered only
# by what stands for itself.
function __lsock_follows
    contains -- (commandline -opc)[-1] $argv
end

# Whether an argument on the command line matches one of the patterns, each of a verb.
function __lsock_verb
    for word in (commandline -opc)[2..-1]
        for pattern in $argv
            string match -qr -- "^(?:$pattern)\$" $word; and return 0
        end
    end
    return 1
end

# begin fish

function __lsock_columns
    printf '%s\t%s\n' \
        help 'list all columns' \
        protocol 'tcp, udp, udplite, raw, mptcp, unix, packet, netlink, sctp, vsock, xdp, tipc' \
        family 'address family: inet, inet6, unix, packet, netlink, vsock, xdp, tipc' \
        state 'state of TCP and MPTCP in the words of RFC 9293; null for other protocols' \
        state_native 'the system\'s own name of the state' \
        status 'the TCP state, or the protocol\'s own word: connected, unconnected, listening' \
        listening 'waits for others: TCP in LISTEN, UDP with a port and no known peer, and the like' \
        local_address 'local address, RFC 5952; unix: path or @name; netlink, packet: what it gets' \
        local_port 'local port; raw: the number of its protocol; netlink: its port id' \
        remote_address 'address of the peer; null if there is none' \
        remote_port 'port of the peer; null if there is none' \
        interface 'network interface that the socket is bound to' \
        inode 'inode number; 0: no process holds it' \
        cookie 'the kernel\'s number for the connection, 16 hex digits, unique until reboot' \
        uid 'user id of the socket\'s creator; null if the kernel does not report it' \
        user 'name of that user' \
        netns 'inode of the network namespace' \
        process_status 'found, permission_denied, not_found, none or not_requested' \
        processes 'every process that holds the socket' \
        recv_q 'accept_queue of a listener, recv_queue of others' \
        send_q 'accept_queue_max of a listener, send_queue of others' \
        local 'local address and port, and the interface after a %' \
        remote 'address and port of the peer' \
        recv_queue 'bytes received and not read by the program (+1 for a FIN)' \
        send_queue 'bytes sent and not acknowledged (+1 for a SYN or FIN)' \
        accept_queue 'of a listener: connections finished and not yet accepted' \
        accept_queue_max 'of a listener: limit of that queue; one more is let in' \
        v6only 'of an IPv6 socket: takes no IPv4' \
        dual_stack 'an IPv6 wildcard socket that answers for IPv4 too' \
        bound 'bound to a port, neither listening nor connected' \
        state_native_number 'the system\'s own number of the state' \
        connected 'has a peer' \
        loopback 'one of its addresses is of this machine alone: 127.0.0.0/8, ::1' \
        wildcard 'its local address is 0.0.0.0 or ::, all of this machine\'s' \
        interface_index 'index of that interface; 0: not bound to one' \
        process 'name of a process that holds the socket' \
        pid 'id of a process that holds the socket' \
        tid 'id of the thread, with --threads' \
        fd 'file descriptor of the socket in that process' \
        process_uid 'effective user id of that process' \
        process_user 'name of that user' \
        process_count 'how many descriptors in processes hold the socket' \
        peer_process 'processes at the other end of a TCP connection in this machine, or unix socket' \
        process_none 'where process_status is none: time_wait, syn_received, orphan, accept_queue' \
        process_cgroup 'control group of a process that holds the socket' \
        unit 'systemd unit, or Windows services, of a process that holds the socket' \
        container 'its container: the name, or 12 digits of the id' \
        container_runtime 'docker, podman, containerd, cri-o, kubernetes, lxc, nspawn, …' \
        context 'security context of a process that holds the socket' \
        socket_context 'security context of the socket itself' \
        process_path 'path of the program of a process that holds the socket; Windows only' \
        netns_name 'name of the network namespace: of ip netns, or the container or unit in it' \
        namespace 'the network namespace for people: netns_name, else its inode' \
        socket_cgroup 'path of the control group (v2) that the socket was created in' \
        created_us 'creation time, in microseconds since 1970, UTC; Windows only' \
        age_ms 'milliseconds since its creation; Windows only' \
        explain 'what its own numbers say: who must act, what is queued (--explain)' \
        shutdown 'halves that are shut: none, receive (the peer has closed), send, both' \
        mark 'mark for firewall and routing (SO_MARK); requires CAP_NET_ADMIN' \
        cgroup_id 'number of the socket\'s control group (v2)' \
        timer_kind 'active timer: retransmit, keepalive, time_wait, zero_window, none' \
        timer_expires_ms 'milliseconds until it expires' \
        timer_retransmits 'retransmissions or probes without an answer so far' \
        recv_memory_bytes 'memory of received data that waits for the program' \
        recv_memory_max_bytes 'limit of that memory (SO_RCVBUF)' \
        send_memory_bytes 'memory of data that was passed down to be sent and is not freed yet' \
        send_memory_max_bytes 'limit of memory for sending (SO_SNDBUF)' \
        forward_memory_bytes 'memory that the socket has reserved and does not use yet' \
        send_queued_bytes 'memory of data that the program has written and TCP still keeps' \
        option_memory_bytes 'memory of socket options' \
        backlog_memory_bytes 'memory of packets that came in while the program held the socket' \
        drops 'packets dropped before they reached the socket\'s queue' \
        rtt_us 'smoothed round-trip time, in microseconds' \
        rtt_variation_us 'mean deviation of the round-trip time, in microseconds' \
        min_rtt_us 'recent minimum of the round-trip time, in microseconds' \
        recv_rtt_us 'round-trip time measured by the receiver, in microseconds' \
        rto_ms 'retransmission timeout, in milliseconds' \
        ato_ms 'timeout of delayed acknowledgements, in milliseconds' \
        backoff 'how often the retransmission timeout has been doubled' \
        timeouts 'retransmission timeouts in a row' \
        probes 'unanswered probes in a row' \
        send_mss_bytes 'largest segment sent, in bytes' \
        recv_mss_bytes 'largest segment received, in bytes' \
        advertised_mss_bytes 'MSS advertised to the peer, in bytes' \
        pmtu_bytes 'path MTU, in bytes' \
        cwnd 'congestion window, in segments' \
        ssthresh 'slow start threshold, in segments; null: no congestion so far' \
        unacked 'segments sent and not acknowledged' \
        sacked 'unacked segments that were acknowledged out of order' \
        lost 'unacked segments considered lost' \
        retrans 'unacked segments that were retransmitted' \
        fackets 'unacked segments acknowledged by FACK; 0 since Linux 4.15' \
        retrans_total 'segments retransmitted so far' \
        reordering 'reordering distance, in segments, before a segment counts as lost' \
        reorder_seen 'reordering events seen' \
        dsack_dups 'segments that the peer reported as duplicates (DSACK)' \
        out_of_order 'segments received out of order' \
        bytes_sent 'bytes sent, including retransmissions' \
        bytes_acked 'bytes acknowledged by the peer' \
        bytes_retrans 'bytes retransmitted' \
        bytes_received 'bytes received' \
        notsent_bytes 'bytes written and not yet sent' \
        segs_out 'segments sent' \
        segs_in 'segments received' \
        data_segs_out 'data segments sent' \
        data_segs_in 'data segments received' \
        delivered 'segments delivered to the peer' \
        delivered_ce 'delivered segments with a congestion mark (ECN CE)' \
        pacing_rate_bps 'pacing rate, in bits per second; null: not paced' \
        max_pacing_rate_bps 'limit of the pacing rate (SO_MAX_PACING_RATE), in bits per second; null: none' \
        delivery_rate_bps 'recent delivery rate, in bits per second' \
        busy_us 'time with data to send, in microseconds' \
        rwnd_limited_us 'busy time limited by the peer\'s window, in microseconds' \
        sndbuf_limited_us 'busy time limited by the send buffer, in microseconds' \
        recv_space_bytes 'receive space that buffer auto-tuning aims at, in bytes' \
        recv_ssthresh_bytes 'largest receive window to advertise, in bytes' \
        send_window_bytes 'window advertised by the peer, in bytes' \
        recv_window_bytes 'window advertised to the peer, in bytes' \
        last_data_sent_ms 'milliseconds since data was last sent' \
        last_data_received_ms 'milliseconds since data was last received' \
        last_ack_received_ms 'milliseconds since the last acknowledgement was received' \
        rto_total 'retransmission timeouts so far' \
        rto_recoveries 'recoveries from retransmission timeouts' \
        rto_time_ms 'time spent in retransmission timeouts, in milliseconds' \
        rehash 'how often a retransmission timeout made it try another path' \
        received_ce 'segments received with a congestion mark (ECN CE)' \
        delivered_e1_bytes 'bytes delivered with ECT(1)' \
        delivered_e0_bytes 'bytes delivered with ECT(0)' \
        delivered_ce_bytes 'bytes delivered with a congestion mark (ECN CE)' \
        received_e1_bytes 'bytes received with ECT(1)' \
        received_e0_bytes 'bytes received with ECT(0)' \
        received_ce_bytes 'bytes received with a congestion mark (ECN CE)' \
        ecn_failures 'why Accurate ECN is off: bits TCP_ACCECN_…_FAIL of the kernel; Linux 7.0' \
        send_rate_bps 'what cwnd, MSS and round-trip time allow, in bits per second' \
        congestion_state 'open, disorder, cwr, recovery or loss' \
        timestamps 'uses timestamps (RFC 7323)' \
        usec_timestamps 'timestamps count microseconds' \
        sack 'uses selective acknowledgements (RFC 2018)' \
        window_scaling 'uses window scaling (RFC 7323)' \
        ecn 'negotiated explicit congestion notification' \
        ecn_seen 'at least one packet came with an ECT mark' \
        fastopen_data 'its SYN carried data that was acknowledged (Fast Open)' \
        fastopen_child 'was accepted by Fast Open' \
        app_limited 'the delivery rate was limited by the program, not by the path' \
        fastopen_failure 'why Fast Open failed: cookie_unavailable, data_not_acked, syn_retransmitted' \
        send_wscale 'shift of the window that the peer advertises; null: not used' \
        recv_wscale 'shift of the window advertised to the peer; null: not used' \
        ecn_mode 'disabled, rfc3168, accurate or pending; Linux 7.0' \
        ecn_option_seen 'seen of the Accurate ECN option: none, empty, counters, failed; Linux 7.0' \
        tcp_info_size_bytes 'bytes of struct tcp_info that the kernel filled in' \
        congestion_control 'algorithm: cubic, bbr, reno, …' \
        bbr_bandwidth_bps 'BBR: measured bandwidth of the path, in bits per second' \
        bbr_min_rtt_us 'BBR: minimum round-trip time, in microseconds' \
        bbr_pacing_gain_percent 'BBR: pacing rate in percent of the bandwidth' \
        bbr_cwnd_gain_percent 'BBR: congestion window in percent of the bandwidth-delay product' \
        vegas_rtt_count 'Vegas: round-trip times measured' \
        vegas_rtt_us 'Vegas: round-trip time, in microseconds' \
        vegas_min_rtt_us 'Vegas: minimum round-trip time, in microseconds' \
        dctcp_alpha 'DCTCP: share of marked bytes, in 1024ths' \
        dctcp_ecn_bytes 'DCTCP: bytes acknowledged with a congestion mark' \
        dctcp_total_bytes 'DCTCP: bytes acknowledged' \
        vegas_enabled 'Vegas: whether it is active' \
        dctcp_enabled 'DCTCP: whether the peer uses it too' \
        dctcp_ce_state 'DCTCP: whether the last segment had a congestion mark' \
        ulp 'protocol that the kernel runs over the connection: tls, mptcp, …' \
        tls_version 'TLS in the kernel: its version' \
        tls_cipher 'TLS in the kernel: aes_gcm_128, …' \
        tls_send 'where data is encrypted: software, device, device_record, or none' \
        tls_recv 'where data is decrypted: software, device, device_record, or none' \
        tls_zero_copy 'TLS in the kernel: sends without copying' \
        tls_no_padding 'TLS in the kernel: expects no padding' \
        mptcp_flags 'MPTCP subflow: flags of linux/mptcp.h' \
        mptcp_remote_token 'MPTCP subflow: the peer\'s token' \
        mptcp_local_token 'MPTCP subflow: the local token' \
        mptcp_remote_id 'MPTCP subflow: id of the peer\'s address' \
        mptcp_local_id 'MPTCP subflow: id of the local address' \
        mptcp_map_sequence 'MPTCP subflow: sequence number of the last mapping' \
        mptcp_subflow_sequence 'MPTCP subflow: subflow sequence number where that mapping starts' \
        mptcp_subflow_offset 'MPTCP subflow: offset of its sequence numbers' \
        mptcp_map_length 'MPTCP subflow: length of that mapping, in bytes' \
        mptcp_written 'MPTCP subflow: sequence number of the next byte to write' \
        md5_peers 'peers whose segments must have an MD5 signature; requires CAP_NET_ADMIN' \
        tos 'type of service byte of its IPv4 packets (IP_TOS)' \
        traffic_class 'traffic class of its IPv6 packets (IPV6_TCLASS)' \
        class_id 'class for traffic control (net_cls), else the priority (SO_PRIORITY)' \
        recverr 'errors are queued (IP_RECVERR)' \
        is_icsk 'is of a protocol with connections' \
        freebind 'may bind to an address that is not local (IP_FREEBIND)' \
        hdrincl 'writes its own IP headers (IP_HDRINCL)' \
        mc_loop 'its multicasts are also received on this machine (IP_MULTICAST_LOOP)' \
        transparent 'accepts packets for other addresses (IP_TRANSPARENT)' \
        mc_all 'receives every multicast that the host has joined (IP_MULTICAST_ALL)' \
        nodefrag 'the kernel does not reassemble its fragments on output (IP_NODEFRAG)' \
        bind_address_no_port 'its port is chosen at connect (IP_BIND_ADDRESS_NO_PORT)' \
        recverr_rfc4884 'errors are queued with their extensions (IP_RECVERR_RFC4884)' \
        defer_connect 'connects with the first write (TCP_FASTOPEN_CONNECT)' \
        socket_type 'of families that have several: stream, dgram, seqpacket, raw' \
        peer_inode 'of a unix socket: inode number of its peer; 0: no process holds that' \
        time 'when it happened, RFC 3339; -E only' \
        event 'what happened: destroyed; -E only' \
        state_after 'CLOSED, or the state of the record that the kernel goes on with; -E only' \
        bpf_instructions 'length of a packet socket\'s classic BPF filter; 0: none; requires CAP_NET_ADMIN' \
        bpf_code 'the filter in the format of `tcpdump -ddd`, with commas for newlines' | __lsock_list '+' ''
end

function __lsock_sort_columns
    printf '%s\t%s\n' \
        protocol 'tcp, udp, udplite, raw, mptcp, unix, packet, netlink, sctp, vsock, xdp, tipc' \
        family 'address family: inet, inet6, unix, packet, netlink, vsock, xdp, tipc' \
        state 'state of TCP and MPTCP in the words of RFC 9293; null for other protocols' \
        state_native 'the system\'s own name of the state' \
        status 'the TCP state, or the protocol\'s own word: connected, unconnected, listening' \
        listening 'waits for others: TCP in LISTEN, UDP with a port and no known peer, and the like' \
        local_address 'local address, RFC 5952; unix: path or @name; netlink, packet: what it gets' \
        local_port 'local port; raw: the number of its protocol; netlink: its port id' \
        remote_address 'address of the peer; null if there is none' \
        remote_port 'port of the peer; null if there is none' \
        interface 'network interface that the socket is bound to' \
        inode 'inode number; 0: no process holds it' \
        cookie 'the kernel\'s number for the connection, 16 hex digits, unique until reboot' \
        uid 'user id of the socket\'s creator; null if the kernel does not report it' \
        user 'name of that user' \
        netns 'inode of the network namespace' \
        process_status 'found, permission_denied, not_found, none or not_requested' \
        processes 'every process that holds the socket' \
        recv_q 'accept_queue of a listener, recv_queue of others' \
        send_q 'accept_queue_max of a listener, send_queue of others' \
        local 'local address and port, and the interface after a %' \
        remote 'address and port of the peer' \
        recv_queue 'bytes received and not read by the program (+1 for a FIN)' \
        send_queue 'bytes sent and not acknowledged (+1 for a SYN or FIN)' \
        accept_queue 'of a listener: connections finished and not yet accepted' \
        accept_queue_max 'of a listener: limit of that queue; one more is let in' \
        v6only 'of an IPv6 socket: takes no IPv4' \
        dual_stack 'an IPv6 wildcard socket that answers for IPv4 too' \
        bound 'bound to a port, neither listening nor connected' \
        state_native_number 'the system\'s own number of the state' \
        connected 'has a peer' \
        loopback 'one of its addresses is of this machine alone: 127.0.0.0/8, ::1' \
        wildcard 'its local address is 0.0.0.0 or ::, all of this machine\'s' \
        interface_index 'index of that interface; 0: not bound to one' \
        process 'name of a process that holds the socket' \
        pid 'id of a process that holds the socket' \
        tid 'id of the thread, with --threads' \
        fd 'file descriptor of the socket in that process' \
        process_uid 'effective user id of that process' \
        process_user 'name of that user' \
        process_count 'how many descriptors in processes hold the socket' \
        peer_process 'processes at the other end of a TCP connection in this machine, or unix socket' \
        process_none 'where process_status is none: time_wait, syn_received, orphan, accept_queue' \
        process_cgroup 'control group of a process that holds the socket' \
        unit 'systemd unit, or Windows services, of a process that holds the socket' \
        container 'its container: the name, or 12 digits of the id' \
        container_runtime 'docker, podman, containerd, cri-o, kubernetes, lxc, nspawn, …' \
        context 'security context of a process that holds the socket' \
        socket_context 'security context of the socket itself' \
        process_path 'path of the program of a process that holds the socket; Windows only' \
        netns_name 'name of the network namespace: of ip netns, or the container or unit in it' \
        namespace 'the network namespace for people: netns_name, else its inode' \
        socket_cgroup 'path of the control group (v2) that the socket was created in' \
        created_us 'creation time, in microseconds since 1970, UTC; Windows only' \
        age_ms 'milliseconds since its creation; Windows only' \
        explain 'what its own numbers say: who must act, what is queued (--explain)' \
        shutdown 'halves that are shut: none, receive (the peer has closed), send, both' \
        mark 'mark for firewall and routing (SO_MARK); requires CAP_NET_ADMIN' \
        cgroup_id 'number of the socket\'s control group (v2)' \
        timer_kind 'active timer: retransmit, keepalive, time_wait, zero_window, none' \
        timer_expires_ms 'milliseconds until it expires' \
        timer_retransmits 'retransmissions or probes without an answer so far' \
        recv_memory_bytes 'memory of received data that waits for the program' \
        recv_memory_max_bytes 'limit of that memory (SO_RCVBUF)' \
        send_memory_bytes 'memory of data that was passed down to be sent and is not freed yet' \
        send_memory_max_bytes 'limit of memory for sending (SO_SNDBUF)' \
        forward_memory_bytes 'memory that the socket has reserved and does not use yet' \
        send_queued_bytes 'memory of data that the program has written and TCP still keeps' \
        option_memory_bytes 'memory of socket options' \
        backlog_memory_bytes 'memory of packets that came in while the program held the socket' \
        drops 'packets dropped before they reached the socket\'s queue' \
        rtt_us 'smoothed round-trip time, in microseconds' \
        rtt_variation_us 'mean deviation of the round-trip time, in microseconds' \
        min_rtt_us 'recent minimum of the round-trip time, in microseconds' \
        recv_rtt_us 'round-trip time measured by the receiver, in microseconds' \
        rto_ms 'retransmission timeout, in milliseconds' \
        ato_ms 'timeout of delayed acknowledgements, in milliseconds' \
        backoff 'how often the retransmission timeout has been doubled' \
        timeouts 'retransmission timeouts in a row' \
        probes 'unanswered probes in a row' \
        send_mss_bytes 'largest segment sent, in bytes' \
        recv_mss_bytes 'largest segment received, in bytes' \
        advertised_mss_bytes 'MSS advertised to the peer, in bytes' \
        pmtu_bytes 'path MTU, in bytes' \
        cwnd 'congestion window, in segments' \
        ssthresh 'slow start threshold, in segments; null: no congestion so far' \
        unacked 'segments sent and not acknowledged' \
        sacked 'unacked segments that were acknowledged out of order' \
        lost 'unacked segments considered lost' \
        retrans 'unacked segments that were retransmitted' \
        fackets 'unacked segments acknowledged by FACK; 0 since Linux 4.15' \
        retrans_total 'segments retransmitted so far' \
        reordering 'reordering distance, in segments, before a segment counts as lost' \
        reorder_seen 'reordering events seen' \
        dsack_dups 'segments that the peer reported as duplicates (DSACK)' \
        out_of_order 'segments received out of order' \
        bytes_sent 'bytes sent, including retransmissions' \
        bytes_acked 'bytes acknowledged by the peer' \
        bytes_retrans 'bytes retransmitted' \
        bytes_received 'bytes received' \
        notsent_bytes 'bytes written and not yet sent' \
        segs_out 'segments sent' \
        segs_in 'segments received' \
        data_segs_out 'data segments sent' \
        data_segs_in 'data segments received' \
        delivered 'segments delivered to the peer' \
        delivered_ce 'delivered segments with a congestion mark (ECN CE)' \
        pacing_rate_bps 'pacing rate, in bits per second; null: not paced' \
        max_pacing_rate_bps 'limit of the pacing rate (SO_MAX_PACING_RATE), in bits per second; null: none' \
        delivery_rate_bps 'recent delivery rate, in bits per second' \
        busy_us 'time with data to send, in microseconds' \
        rwnd_limited_us 'busy time limited by the peer\'s window, in microseconds' \
        sndbuf_limited_us 'busy time limited by the send buffer, in microseconds' \
        recv_space_bytes 'receive space that buffer auto-tuning aims at, in bytes' \
        recv_ssthresh_bytes 'largest receive window to advertise, in bytes' \
        send_window_bytes 'window advertised by the peer, in bytes' \
        recv_window_bytes 'window advertised to the peer, in bytes' \
        last_data_sent_ms 'milliseconds since data was last sent' \
        last_data_received_ms 'milliseconds since data was last received' \
        last_ack_received_ms 'milliseconds since the last acknowledgement was received' \
        rto_total 'retransmission timeouts so far' \
        rto_recoveries 'recoveries from retransmission timeouts' \
        rto_time_ms 'time spent in retransmission timeouts, in milliseconds' \
        rehash 'how often a retransmission timeout made it try another path' \
        received_ce 'segments received with a congestion mark (ECN CE)' \
        delivered_e1_bytes 'bytes delivered with ECT(1)' \
        delivered_e0_bytes 'bytes delivered with ECT(0)' \
        delivered_ce_bytes 'bytes delivered with a congestion mark (ECN CE)' \
        received_e1_bytes 'bytes received with ECT(1)' \
        received_e0_bytes 'bytes received with ECT(0)' \
        received_ce_bytes 'bytes received with a congestion mark (ECN CE)' \
        ecn_failures 'why Accurate ECN is off: bits TCP_ACCECN_…_FAIL of the kernel; Linux 7.0' \
        send_rate_bps 'what cwnd, MSS and round-trip time allow, in bits per second' \
        congestion_state 'open, disorder, cwr, recovery or loss' \
        timestamps 'uses timestamps (RFC 7323)' \
        usec_timestamps 'timestamps count microseconds' \
        sack 'uses selective acknowledgements (RFC 2018)' \
        window_scaling 'uses window scaling (RFC 7323)' \
        ecn 'negotiated explicit congestion notification' \
        ecn_seen 'at least one packet came with an ECT mark' \
        fastopen_data 'its SYN carried data that was acknowledged (Fast Open)' \
        fastopen_child 'was accepted by Fast Open' \
        app_limited 'the delivery rate was limited by the program, not by the path' \
        fastopen_failure 'why Fast Open failed: cookie_unavailable, data_not_acked, syn_retransmitted' \
        send_wscale 'shift of the window that the peer advertises; null: not used' \
        recv_wscale 'shift of the window advertised to the peer; null: not used' \
        ecn_mode 'disabled, rfc3168, accurate or pending; Linux 7.0' \
        ecn_option_seen 'seen of the Accurate ECN option: none, empty, counters, failed; Linux 7.0' \
        tcp_info_size_bytes 'bytes of struct tcp_info that the kernel filled in' \
        congestion_control 'algorithm: cubic, bbr, reno, …' \
        bbr_bandwidth_bps 'BBR: measured bandwidth of the path, in bits per second' \
        bbr_min_rtt_us 'BBR: minimum round-trip time, in microseconds' \
        bbr_pacing_gain_percent 'BBR: pacing rate in percent of the bandwidth' \
        bbr_cwnd_gain_percent 'BBR: congestion window in percent of the bandwidth-delay product' \
        vegas_rtt_count 'Vegas: round-trip times measured' \
        vegas_rtt_us 'Vegas: round-trip time, in microseconds' \
        vegas_min_rtt_us 'Vegas: minimum round-trip time, in microseconds' \
        dctcp_alpha 'DCTCP: share of marked bytes, in 1024ths' \
        dctcp_ecn_bytes 'DCTCP: bytes acknowledged with a congestion mark' \
        dctcp_total_bytes 'DCTCP: bytes acknowledged' \
        vegas_enabled 'Vegas: whether it is active' \
        dctcp_enabled 'DCTCP: whether the peer uses it too' \
        dctcp_ce_state 'DCTCP: whether the last segment had a congestion mark' \
        ulp 'protocol that the kernel runs over the connection: tls, mptcp, …' \
        tls_version 'TLS in the kernel: its version' \
        tls_cipher 'TLS in the kernel: aes_gcm_128, …' \
        tls_send 'where data is encrypted: software, device, device_record, or none' \
        tls_recv 'where data is decrypted: software, device, device_record, or none' \
        tls_zero_copy 'TLS in the kernel: sends without copying' \
        tls_no_padding 'TLS in the kernel: expects no padding' \
        mptcp_flags 'MPTCP subflow: flags of linux/mptcp.h' \
        mptcp_remote_token 'MPTCP subflow: the peer\'s token' \
        mptcp_local_token 'MPTCP subflow: the local token' \
        mptcp_remote_id 'MPTCP subflow: id of the peer\'s address' \
        mptcp_local_id 'MPTCP subflow: id of the local address' \
        mptcp_map_sequence 'MPTCP subflow: sequence number of the last mapping' \
        mptcp_subflow_sequence 'MPTCP subflow: subflow sequence number where that mapping starts' \
        mptcp_subflow_offset 'MPTCP subflow: offset of its sequence numbers' \
        mptcp_map_length 'MPTCP subflow: length of that mapping, in bytes' \
        mptcp_written 'MPTCP subflow: sequence number of the next byte to write' \
        md5_peers 'peers whose segments must have an MD5 signature; requires CAP_NET_ADMIN' \
        tos 'type of service byte of its IPv4 packets (IP_TOS)' \
        traffic_class 'traffic class of its IPv6 packets (IPV6_TCLASS)' \
        class_id 'class for traffic control (net_cls), else the priority (SO_PRIORITY)' \
        recverr 'errors are queued (IP_RECVERR)' \
        is_icsk 'is of a protocol with connections' \
        freebind 'may bind to an address that is not local (IP_FREEBIND)' \
        hdrincl 'writes its own IP headers (IP_HDRINCL)' \
        mc_loop 'its multicasts are also received on this machine (IP_MULTICAST_LOOP)' \
        transparent 'accepts packets for other addresses (IP_TRANSPARENT)' \
        mc_all 'receives every multicast that the host has joined (IP_MULTICAST_ALL)' \
        nodefrag 'the kernel does not reassemble its fragments on output (IP_NODEFRAG)' \
        bind_address_no_port 'its port is chosen at connect (IP_BIND_ADDRESS_NO_PORT)' \
        recverr_rfc4884 'errors are queued with their extensions (IP_RECVERR_RFC4884)' \
        defer_connect 'connects with the first write (TCP_FASTOPEN_CONNECT)' \
        socket_type 'of families that have several: stream, dgram, seqpacket, raw' \
        peer_inode 'of a unix socket: inode number of its peer; 0: no process holds that' \
        time 'when it happened, RFC 3339; -E only' \
        event 'what happened: destroyed; -E only' \
        state_after 'CLOSED, or the state of the record that the kernel goes on with; -E only' \
        bpf_instructions 'length of a packet socket\'s classic BPF filter; 0: none; requires CAP_NET_ADMIN' \
        bpf_code 'the filter in the format of `tcpdump -ddd`, with commas for newlines' | __lsock_list '' '-'
end

function __lsock_dialects
    printf '%s\t%s\n' \
        rfc 'RFC 9293' \
        linux 'Linux kernel (tracepoints, /proc, sock_diag)' \
        ss 'ss' \
        ss-filter 'filter words of ss' \
        netstat 'net-tools netstat' \
        windows 'Windows netstat.exe' \
        windows-de 'German Windows netstat.exe' \
        windows-doc 'Microsoft\'s documentation of netstat' \
        windows-mib 'Windows SDK MIB_TCP_STATE' \
        windows-tcpstate 'Windows SDK TCPSTATE (SIO_TCP_INFO)' \
        powershell 'PowerShell Get-NetTCPConnection, .NET TcpState' \
        bsd 'FreeBSD, NetBSD, OpenBSD and macOS netstat' \
        dragonfly 'DragonFly BSD netstat' \
        solaris 'Solaris and illumos netstat' \
        aix 'AIX netstat' \
        plan9 'Plan 9' \
        mib 'TCP-MIB tcpConnState (RFC 4022)' \
        lsof 'lsof on Linux' \
        lsof-bsd 'lsof on the BSDs, Solaris and HP-UX' \
        psutil 'psutil' \
        reactos 'ReactOS netstat'
end

function __lsock_backends
    printf '%s\t%s\n' \
        sock_diag 'the kernel\'s socket monitoring, by netlink' \
        procfs 'the tables of /proc/net'
end

function __lsock_formats
    printf '%s\t%s\n' \
        help 'list all formats' \
        json 'what lsock --json or --record FILE writes' \
        ss-dump 'what `ss -D FILE` writes' \
        netstat 'netstat of Linux: net-tools and busybox' \
        ss 'ss of Linux: the tables of TCP, UDP and raw sockets' \
        windows 'netstat of Windows, in any language' \
        bsd 'netstat of FreeBSD, NetBSD, OpenBSD, macOS and HP-UX' \
        solaris 'netstat of Solaris and illumos' \
        aix 'netstat -A of AIX'
end

function __lsock_states
    printf '%s\t%s\n' \
        LISTEN '' \
        SYN-SENT '' \
        SYN-RECEIVED '' \
        ESTABLISHED '' \
        FIN-WAIT-1 '' \
        FIN-WAIT-2 '' \
        CLOSE-WAIT '' \
        CLOSING '' \
        LAST-ACK '' \
        TIME-WAIT '' \
        CLOSED ''
end

function __lsock_verbs
    printf '%s\t%s\n' \
        explain 'say what a state, a number or a term means' \
        diff 'what changed between two recordings, or since one' \
        doctor 'find what is wrong, who must act, and what to type next' \
        help 'show what a verb does, and its options'
end

function __lsock_filter
    printf '%s\t%s\n' \
        or 'either of two; binds weaker than and' \
        and 'both; may be left out between two tests' \
        not 'the opposite of the test that follows' \
        state 'in this state, or in one of this group' \
        exclude 'in any other state' \
        src 'local end: address, prefix or name, and port' \
        dst 'remote end: address, prefix or name, and port' \
        sport 'local port: number, range, list or name of a service' \
        dport 'remote port: number, range, list or name of a service' \
        dev 'bound to this interface: name or index' \
        fwmark 'firewall mark, maybe only some of its bits' \
        cgroup 'made in this control group (v2)' \
        autobound 'local port chosen by the system' \
        protocol 'tcp, udp, udplite, raw, mptcp, unix, packet, netlink, sctp, vsock, xdp, tipc' \
        family 'address family: inet, inet6, unix, packet, netlink, vsock, xdp, tipc' \
        state 'state of TCP and MPTCP in the words of RFC 9293; null for other protocols' \
        state_native 'the system\'s own name of the state' \
        status 'the TCP state, or the protocol\'s own word: connected, unconnected, listening' \
        listening 'waits for others: TCP in LISTEN, UDP with a port and no known peer, and the like' \
        local_address 'local address, RFC 5952; unix: path or @name; netlink, packet: what it gets' \
        local_port 'local port; raw: the number of its protocol; netlink: its port id' \
        remote_address 'address of the peer; null if there is none' \
        remote_port 'port of the peer; null if there is none' \
        interface 'network interface that the socket is bound to' \
        inode 'inode number; 0: no process holds it' \
        cookie 'the kernel\'s number for the connection, 16 hex digits, unique until reboot' \
        uid 'user id of the socket\'s creator; null if the kernel does not report it' \
        user 'name of that user' \
        netns 'inode of the network namespace' \
        process_status 'found, permission_denied, not_found, none or not_requested' \
        processes 'every process that holds the socket' \
        recv_q 'accept_queue of a listener, recv_queue of others' \
        send_q 'accept_queue_max of a listener, send_queue of others' \
        local 'local address and port, and the interface after a %' \
        remote 'address and port of the peer' \
        recv_queue 'bytes received and not read by the program (+1 for a FIN)' \
        send_queue 'bytes sent and not acknowledged (+1 for a SYN or FIN)' \
        accept_queue 'of a listener: connections finished and not yet accepted' \
        accept_queue_max 'of a listener: limit of that queue; one more is let in' \
        v6only 'of an IPv6 socket: takes no IPv4' \
        dual_stack 'an IPv6 wildcard socket that answers for IPv4 too' \
        bound 'bound to a port, neither listening nor connected' \
        state_native_number 'the system\'s own number of the state' \
        connected 'has a peer' \
        loopback 'one of its addresses is of this machine alone: 127.0.0.0/8, ::1' \
        wildcard 'its local address is 0.0.0.0 or ::, all of this machine\'s' \
        interface_index 'index of that interface; 0: not bound to one' \
        process 'name of a process that holds the socket' \
        pid 'id of a process that holds the socket' \
        tid 'id of the thread, with --threads' \
        fd 'file descriptor of the socket in that process' \
        process_uid 'effective user id of that process' \
        process_user 'name of that user' \
        process_count 'how many descriptors in processes hold the socket' \
        peer_process 'processes at the other end of a TCP connection in this machine, or unix socket' \
        process_none 'where process_status is none: time_wait, syn_received, orphan, accept_queue' \
        process_cgroup 'control group of a process that holds the socket' \
        unit 'systemd unit, or Windows services, of a process that holds the socket' \
        container 'its container: the name, or 12 digits of the id' \
        container_runtime 'docker, podman, containerd, cri-o, kubernetes, lxc, nspawn, …' \
        context 'security context of a process that holds the socket' \
        socket_context 'security context of the socket itself' \
        process_path 'path of the program of a process that holds the socket; Windows only' \
        netns_name 'name of the network namespace: of ip netns, or the container or unit in it' \
        namespace 'the network namespace for people: netns_name, else its inode' \
        socket_cgroup 'path of the control group (v2) that the socket was created in' \
        created_us 'creation time, in microseconds since 1970, UTC; Windows only' \
        age_ms 'milliseconds since its creation; Windows only' \
        explain 'what its own numbers say: who must act, what is queued (--explain)' \
        shutdown 'halves that are shut: none, receive (the peer has closed), send, both' \
        mark 'mark for firewall and routing (SO_MARK); requires CAP_NET_ADMIN' \
        cgroup_id 'number of the socket\'s control group (v2)' \
        timer_kind 'active timer: retransmit, keepalive, time_wait, zero_window, none' \
        timer_expires_ms 'milliseconds until it expires' \
        timer_retransmits 'retransmissions or probes without an answer so far' \
        recv_memory_bytes 'memory of received data that waits for the program' \
        recv_memory_max_bytes 'limit of that memory (SO_RCVBUF)' \
        send_memory_bytes 'memory of data that was passed down to be sent and is not freed yet' \
        send_memory_max_bytes 'limit of memory for sending (SO_SNDBUF)' \
        forward_memory_bytes 'memory that the socket has reserved and does not use yet' \
        send_queued_bytes 'memory of data that the program has written and TCP still keeps' \
        option_memory_bytes 'memory of socket options' \
        backlog_memory_bytes 'memory of packets that came in while the program held the socket' \
        drops 'packets dropped before they reached the socket\'s queue' \
        rtt_us 'smoothed round-trip time, in microseconds' \
        rtt_variation_us 'mean deviation of the round-trip time, in microseconds' \
        min_rtt_us 'recent minimum of the round-trip time, in microseconds' \
        recv_rtt_us 'round-trip time measured by the receiver, in microseconds' \
        rto_ms 'retransmission timeout, in milliseconds' \
        ato_ms 'timeout of delayed acknowledgements, in milliseconds' \
        backoff 'how often the retransmission timeout has been doubled' \
        timeouts 'retransmission timeouts in a row' \
        probes 'unanswered probes in a row' \
        send_mss_bytes 'largest segment sent, in bytes' \
        recv_mss_bytes 'largest segment received, in bytes' \
        advertised_mss_bytes 'MSS advertised to the peer, in bytes' \
        pmtu_bytes 'path MTU, in bytes' \
        cwnd 'congestion window, in segments' \
        ssthresh 'slow start threshold, in segments; null: no congestion so far' \
        unacked 'segments sent and not acknowledged' \
        sacked 'unacked segments that were acknowledged out of order' \
        lost 'unacked segments considered lost' \
        retrans 'unacked segments that were retransmitted' \
        fackets 'unacked segments acknowledged by FACK; 0 since Linux 4.15' \
        retrans_total 'segments retransmitted so far' \
        reordering 'reordering distance, in segments, before a segment counts as lost' \
        reorder_seen 'reordering events seen' \
        dsack_dups 'segments that the peer reported as duplicates (DSACK)' \
        out_of_order 'segments received out of order' \
        bytes_sent 'bytes sent, including retransmissions' \
        bytes_acked 'bytes acknowledged by the peer' \
        bytes_retrans 'bytes retransmitted' \
        bytes_received 'bytes received' \
        notsent_bytes 'bytes written and not yet sent' \
        segs_out 'segments sent' \
        segs_in 'segments received' \
        data_segs_out 'data segments sent' \
        data_segs_in 'data segments received' \
        delivered 'segments delivered to the peer' \
        delivered_ce 'delivered segments with a congestion mark (ECN CE)' \
        pacing_rate_bps 'pacing rate, in bits per second; null: not paced' \
        max_pacing_rate_bps 'limit of the pacing rate (SO_MAX_PACING_RATE), in bits per second; null: none' \
        delivery_rate_bps 'recent delivery rate, in bits per second' \
        busy_us 'time with data to send, in microseconds' \
        rwnd_limited_us 'busy time limited by the peer\'s window, in microseconds' \
        sndbuf_limited_us 'busy time limited by the send buffer, in microseconds' \
        recv_space_bytes 'receive space that buffer auto-tuning aims at, in bytes' \
        recv_ssthresh_bytes 'largest receive window to advertise, in bytes' \
        send_window_bytes 'window advertised by the peer, in bytes' \
        recv_window_bytes 'window advertised to the peer, in bytes' \
        last_data_sent_ms 'milliseconds since data was last sent' \
        last_data_received_ms 'milliseconds since data was last received' \
        last_ack_received_ms 'milliseconds since the last acknowledgement was received' \
        rto_total 'retransmission timeouts so far' \
        rto_recoveries 'recoveries from retransmission timeouts' \
        rto_time_ms 'time spent in retransmission timeouts, in milliseconds' \
        rehash 'how often a retransmission timeout made it try another path' \
        received_ce 'segments received with a congestion mark (ECN CE)' \
        delivered_e1_bytes 'bytes delivered with ECT(1)' \
        delivered_e0_bytes 'bytes delivered with ECT(0)' \
        delivered_ce_bytes 'bytes delivered with a congestion mark (ECN CE)' \
        received_e1_bytes 'bytes received with ECT(1)' \
        received_e0_bytes 'bytes received with ECT(0)' \
        received_ce_bytes 'bytes received with a congestion mark (ECN CE)' \
        ecn_failures 'why Accurate ECN is off: bits TCP_ACCECN_…_FAIL of the kernel; Linux 7.0' \
        send_rate_bps 'what cwnd, MSS and round-trip time allow, in bits per second' \
        congestion_state 'open, disorder, cwr, recovery or loss' \
        timestamps 'uses timestamps (RFC 7323)' \
        usec_timestamps 'timestamps count microseconds' \
        sack 'uses selective acknowledgements (RFC 2018)' \
        window_scaling 'uses window scaling (RFC 7323)' \
        ecn 'negotiated explicit congestion notification' \
        ecn_seen 'at least one packet came with an ECT mark' \
        fastopen_data 'its SYN carried data that was acknowledged (Fast Open)' \
        fastopen_child 'was accepted by Fast Open' \
        app_limited 'the delivery rate was limited by the program, not by the path' \
        fastopen_failure 'why Fast Open failed: cookie_unavailable, data_not_acked, syn_retransmitted' \
        send_wscale 'shift of the window that the peer advertises; null: not used' \
        recv_wscale 'shift of the window advertised to the peer; null: not used' \
        ecn_mode 'disabled, rfc3168, accurate or pending; Linux 7.0' \
        ecn_option_seen 'seen of the Accurate ECN option: none, empty, counters, failed; Linux 7.0' \
        tcp_info_size_bytes 'bytes of struct tcp_info that the kernel filled in' \
        congestion_control 'algorithm: cubic, bbr, reno, …' \
        bbr_bandwidth_bps 'BBR: measured bandwidth of the path, in bits per second' \
        bbr_min_rtt_us 'BBR: minimum round-trip time, in microseconds' \
        bbr_pacing_gain_percent 'BBR: pacing rate in percent of the bandwidth' \
        bbr_cwnd_gain_percent 'BBR: congestion window in percent of the bandwidth-delay product' \
        vegas_rtt_count 'Vegas: round-trip times measured' \
        vegas_rtt_us 'Vegas: round-trip time, in microseconds' \
        vegas_min_rtt_us 'Vegas: minimum round-trip time, in microseconds' \
        dctcp_alpha 'DCTCP: share of marked bytes, in 1024ths' \
        dctcp_ecn_bytes 'DCTCP: bytes acknowledged with a congestion mark' \
        dctcp_total_bytes 'DCTCP: bytes acknowledged' \
        vegas_enabled 'Vegas: whether it is active' \
        dctcp_enabled 'DCTCP: whether the peer uses it too' \
        dctcp_ce_state 'DCTCP: whether the last segment had a congestion mark' \
        ulp 'protocol that the kernel runs over the connection: tls, mptcp, …' \
        tls_version 'TLS in the kernel: its version' \
        tls_cipher 'TLS in the kernel: aes_gcm_128, …' \
        tls_send 'where data is encrypted: software, device, device_record, or none' \
        tls_recv 'where data is decrypted: software, device, device_record, or none' \
        tls_zero_copy 'TLS in the kernel: sends without copying' \
        tls_no_padding 'TLS in the kernel: expects no padding' \
        mptcp_flags 'MPTCP subflow: flags of linux/mptcp.h' \
        mptcp_remote_token 'MPTCP subflow: the peer\'s token' \
        mptcp_local_token 'MPTCP subflow: the local token' \
        mptcp_remote_id 'MPTCP subflow: id of the peer\'s address' \
        mptcp_local_id 'MPTCP subflow: id of the local address' \
        mptcp_map_sequence 'MPTCP subflow: sequence number of the last mapping' \
        mptcp_subflow_sequence 'MPTCP subflow: subflow sequence number where that mapping starts' \
        mptcp_subflow_offset 'MPTCP subflow: offset of its sequence numbers' \
        mptcp_map_length 'MPTCP subflow: length of that mapping, in bytes' \
        mptcp_written 'MPTCP subflow: sequence number of the next byte to write' \
        md5_peers 'peers whose segments must have an MD5 signature; requires CAP_NET_ADMIN' \
        tos 'type of service byte of its IPv4 packets (IP_TOS)' \
        traffic_class 'traffic class of its IPv6 packets (IPV6_TCLASS)' \
        class_id 'class for traffic control (net_cls), else the priority (SO_PRIORITY)' \
        recverr 'errors are queued (IP_RECVERR)' \
        is_icsk 'is of a protocol with connections' \
        freebind 'may bind to an address that is not local (IP_FREEBIND)' \
        hdrincl 'writes its own IP headers (IP_HDRINCL)' \
        mc_loop 'its multicasts are also received on this machine (IP_MULTICAST_LOOP)' \
        transparent 'accepts packets for other addresses (IP_TRANSPARENT)' \
        mc_all 'receives every multicast that the host has joined (IP_MULTICAST_ALL)' \
        nodefrag 'the kernel does not reassemble its fragments on output (IP_NODEFRAG)' \
        bind_address_no_port 'its port is chosen at connect (IP_BIND_ADDRESS_NO_PORT)' \
        recverr_rfc4884 'errors are queued with their extensions (IP_RECVERR_RFC4884)' \
        defer_connect 'connects with the first write (TCP_FASTOPEN_CONNECT)' \
        socket_type 'of families that have several: stream, dgram, seqpacket, raw' \
        peer_inode 'of a unix socket: inode number of its peer; 0: no process holds that' \
        time 'when it happened, RFC 3339; -E only' \
        event 'what happened: destroyed; -E only' \
        state_after 'CLOSED, or the state of the record that the kernel goes on with; -E only' \
        bpf_instructions 'length of a packet socket\'s classic BPF filter; 0: none; requires CAP_NET_ADMIN' \
        bpf_code 'the filter in the format of `tcpdump -ddd`, with commas for newlines' \
        tcp 'this protocol' \
        udp 'this protocol' \
        udplite 'this protocol' \
        raw 'this protocol' \
        mptcp 'this protocol' \
        unix 'this protocol' \
        packet 'this protocol' \
        netlink 'this protocol' \
        sctp 'this protocol' \
        vsock 'this protocol' \
        xdp 'this protocol' \
        tipc 'this protocol'
end

function __lsock_filter_states
    printf '%s\t%s\n' \
        all 'every state' \
        connected 'all but LISTEN and CLOSED' \
        synchronized 'connected, but not SYN-SENT' \
        bucket 'SYN-RECEIVED and TIME-WAIT, which Linux keeps as small records' \
        big 'all but bucket' \
        LISTEN '' \
        SYN-SENT '' \
        SYN-RECEIVED '' \
        ESTABLISHED '' \
        FIN-WAIT-1 '' \
        FIN-WAIT-2 '' \
        CLOSE-WAIT '' \
        CLOSING '' \
        LAST-ACK '' \
        TIME-WAIT '' \
        CLOSED ''
end

complete -c lsock -f
complete -c lsock -n 'not __lsock_verb explain help' -s t -l tcp -d 'TCP sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s u -l udp -d 'UDP sockets'
complete -c lsock -n 'not __lsock_verb explain help' -l udplite -d 'UDP-Lite sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s w -l raw -d 'raw sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s x -l unix -d 'unix sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s 0 -l packet -d 'packet sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s M -l mptcp -d 'MPTCP sockets'
complete -c lsock -n 'not __lsock_verb explain help' -l netlink -d 'netlink sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s S -l sctp -d 'SCTP sockets'
complete -c lsock -n 'not __lsock_verb explain help' -l vsock -d 'vsock sockets'
complete -c lsock -n 'not __lsock_verb explain help' -l xdp -d 'XDP sockets'
complete -c lsock -n 'not __lsock_verb explain help' -l tipc -d 'TIPC sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s A -l query -x -a '(string split " " "all inet tcp udp udplite raw mptcp unix packet netlink sctp vsock xdp tipc unix_stream unix_dgram unix_seqpacket packet_raw packet_dgram vsock_stream vsock_dgram" | __lsock_list "" "")' -d 'sockets of these kinds, as ss names them'
complete -c lsock -n 'not __lsock_verb explain help' -s 4 -l ipv4 -d 'sockets that carry IPv4, dual-stack ones included'
complete -c lsock -n 'not __lsock_verb explain help' -s 6 -l ipv6 -d 'IPv6 sockets'
complete -c lsock -n 'not __lsock_verb explain help' -s a -l all -d 'sockets in every state: the default'
complete -c lsock -n 'not __lsock_verb explain help' -s l -l listening -d 'only listeners: TCP in LISTEN, UDP without a peer'
complete -c lsock -n 'not __lsock_verb explain help' -s B -l bound-inactive -d 'only TCP sockets that hold a port and do nothing'
complete -c lsock -n 'not __lsock_verb explain help' -s f -l family -x -a 'inet inet6 unix packet netlink vsock xdp tipc' -d 'sockets of this family'
complete -c lsock -n 'not __lsock_verb explain help' -s F -l filter -r -F -d 'the filter in FILE holds, too; - is standard input'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -l columns -x -a '(__lsock_columns)' -d 'these columns; +LIST adds, help lists them'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l sort -x -a '(__lsock_sort_columns)' -d 'sort by these columns; -NAME for descending'
complete -c lsock -n '__lsock_follows --sort' -a '(__lsock_sort_columns)'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*K" --kill "-[^-]*s" --summary --openmetrics help' -l limit -x -d 'show the first N sockets only'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l count -d 'print only how many sockets there are'
complete -c lsock -n 'not __lsock_verb explain help' -s n -l numeric -d 'numbers, no names: the default'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*s" --summary --openmetrics help' -s r -l resolve -d 'names of hosts and services (asks DNS)'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*s" --summary --openmetrics help' -s p -l processes -d 'the processes that hold each socket'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*s" --summary --openmetrics help' -l no-processes -d 'do not look for processes; undoes -p'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*s" --summary --openmetrics help' -s T -l threads -d 'each thread for itself; implies -p'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*s" --summary --openmetrics help' -s Z -l context -d 'security contexts of processes; implies -p'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -s z -l contexts -d 'as -Z, and of the sockets themselves'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l explain -d 'say below each socket what its own numbers mean'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*K" --kill "-[^-]*E" --events help' -s s -l summary -d 'how many sockets there are, by state'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*s" --summary --openmetrics help' -s e -l extended -d 'uid, inode, cookie, shut halves, mark'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -s o -l options -d 'the timer that runs'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -s m -l memory -d 'memory of the socket, and its drops'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -s i -l info -d 'how a TCP connection fares'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -l tos -d 'type of service and priority'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -l inet-sockopt -d 'options set on the socket'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -s b -l bpf -d 'classic BPF filters of packet sockets'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -l cgroup -d 'path of the socket\'s control group'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -s Q -l no-queues -d 'leave out the queue columns'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*K" --kill "-[^-]*E" --events help' -l openmetrics -d 'the counts of -s as OpenMetrics'
complete -c lsock -n 'not __lsock_verb help' -l json -a 'pretty lines' -d 'JSON; =pretty indented, =lines one object a line'
complete -c lsock -n 'not __lsock_verb explain help' -l csv -a 'spreadsheet' -d 'CSV (RFC 4180); =spreadsheet: no formulas'
complete -c lsock -n 'not __lsock_verb explain help' -s H -l no-header -d 'no heading line'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*s" --summary --openmetrics help' -s O -l oneline -d 'every socket on one line'
complete -c lsock -l color -a 'auto always never' -d 'colours: auto (the default), always or never'
complete -c lsock -n 'not __lsock_verb explain doctor "-[^-]*s" --summary --openmetrics help' -l state-names -x -a '(__lsock_dialects)' -d 'states in the words of ss, netstat, windows, bsd, …'
complete -c lsock -n 'not __lsock_verb help' -l backend -x -a '(__lsock_backends)' -d 'read the tables from this source only'
complete -c lsock -n 'not __lsock_verb "-[^-]*K" --kill "-[^-]*E" --events help' -l proc-root -r -F -d 'read DIR/net/tcp and so on in place of /proc/net/tcp'
complete -c lsock -n 'not __lsock_verb doctor "-[^-]*K" --kill "-[^-]*E" --events help' -l format -x -a '(__lsock_formats)' -d 'the format of what --read reads; help lists them'
complete -c lsock -n 'not __lsock_verb diff "-[^-]*K" --kill "-[^-]*E" --events help' -l read -r -F -d 'show a recording; - reads standard input'
complete -c lsock -n 'not __lsock_verb explain diff "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l record -r -F -d 'write what was seen to FILE too, for --read'
complete -c lsock -n 'not __lsock_verb help' -s N -l netns -x -d 'network namespace: NAME, PID, INODE, PATH or all'
complete -c lsock -n 'not __lsock_verb help' -l net -x -d 'the same as --netns'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -s K -l kill -d 'close the sockets that the filter chooses'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l dry-run -d 'with -K: close nothing, list what would be'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*K" --kill "-[^-]*s" --summary --openmetrics help' -s E -l events -d 'TCP and UDP sockets as they end, until interrupted'
complete -c lsock -n 'not __lsock_verb explain diff "-[^-]*K" --kill "-[^-]*s" --summary --openmetrics help' -l interval -x -d 'with -E and doctor: between two readings, 1 by default'
complete -c lsock -n 'not __lsock_verb explain diff doctor "-[^-]*K" --kill "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l plan -d 'say what of the filter runs in the kernel'
complete -c lsock -n 'not __lsock_verb diff "-[^-]*K" --kill "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l list -d 'name all topics of explain, or all checks of doctor'
complete -c lsock -n 'not __lsock_verb explain diff "-[^-]*K" --kill "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l only -x -d 'with doctor: apply only these checks'
complete -c lsock -n 'not __lsock_verb explain diff "-[^-]*K" --kill "-[^-]*E" --events "-[^-]*s" --summary --openmetrics help' -l skip -x -d 'with doctor: leave these checks out'
complete -c lsock -l json-schema -d 'print the JSON Schema of --json'
complete -c lsock -s h -l help -d 'show this help; after a verb, the help of that verb'
complete -c lsock -s V -l version -d 'show the version'
complete -c lsock -n 'not __lsock_verb explain help' -l no-pushdown -d 'ask for every socket and judge here'
complete -c lsock -n 'not __lsock_verb explain diff doctor help' -a '(__lsock_verbs)'
complete -c lsock -n '__lsock_verb explain' -a '(__lsock_states)'
complete -c lsock -n '__lsock_verb diff' -F
complete -c lsock -n '__lsock_verb doctor' -a '(__lsock_filter)'
complete -c lsock -n '__lsock_verb help' -a '(__lsock_verbs)'
complete -c lsock -n 'not __lsock_verb explain diff doctor help; and not __lsock_follows state exclude excl' -a '(__lsock_filter)'
complete -c lsock -n '__lsock_follows state exclude excl' -a '(__lsock_filter_states)'
# end fish
