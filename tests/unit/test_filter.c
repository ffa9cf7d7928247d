/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filter without a kernel: parsing, errors, matching and requests. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "filter.h"
#include "words.h"

/* Look-ups without a system. */
static size_t host_addresses(void *context, struct text name, struct host_address *out, size_t room)
{
    static const struct host_address both[] = {
        {false, {192, 0, 2, 1}}, {false, {192, 0, 2, 2}}, {true, {[0] = 0x20, [15] = 1}}};
    size_t count = text_equal(name, TEXT("many")) ? COUNT_OF(both) : 0;

    (void)context;
    for (size_t i = 0; i < count && i < room; i++)
        out[i] = both[i];
    return count;
}

static bool service_port(void *context, struct text name, uint16_t *port)
{
    (void)context;
    *port = 22;
    return text_equal(name, TEXT("ssh"));
}

static bool interface_index(void *context, struct text name, uint32_t *index)
{
    (void)context;
    *index = 7;
    return text_equal(name, TEXT("eth7"));
}

static struct text interface_name(void *context, uint32_t index)
{
    (void)context;
    return index == 7 ? TEXT("eth7") : TEXT("");
}

static const struct names names = {
    .host_addresses = host_addresses,
    .service_port = service_port,
    .interface_index = interface_index,
    .interface = interface_name,
};

struct fixture {
    struct arena arena;
    struct filter_source source;
    struct filter filter;
    struct error error;
    struct snapshot snapshot;
    bool parsed;
};

static void setup(struct fixture *fixture, const char *text)
{
    struct text word = text_of(text);

    memset(fixture, 0, sizeof(*fixture));
    snapshot_init(&fixture->snapshot);
    ck_assert_ptr_nonnull(
        snapshot_begin_source(&fixture->snapshot, "test", PROTOCOL_TCP, DIALECT_LINUX, 0));
    ck_assert(filter_source_words(&fixture->source, &fixture->arena, &word, 1));
    fixture->parsed =
        filter_parse(&fixture->filter, &fixture->arena, &fixture->source, &names, &fixture->error);
}

static void teardown(struct fixture *fixture)
{
    snapshot_free(&fixture->snapshot);
    arena_free(&fixture->arena);
}

static struct address v4(unsigned a, unsigned b, unsigned c, unsigned d)
{
    return (struct address){{(uint8_t)a, (uint8_t)b, (uint8_t)c, (uint8_t)d}};
}

/* 10.0.0.1:22 -> 192.0.2.2:40000, ESTABLISHED, on eth7 */
static struct socket connection(void)
{
    return (struct socket){
        .local = v4(10, 0, 0, 1),
        .remote = v4(192, 0, 2, 2),
        .local_port = 22,
        .remote_port = 40000,
        .recv_queue = 5000,
        .interface = 7,
        .inode = 11,
        .protocol = PROTOCOL_TCP,
        .family = FAMILY_INET,
        .state = STATE_ESTABLISHED,
        .have = HAVE_STATE | HAVE_ADDRESSES | HAVE_RECV_QUEUE | HAVE_INTERFACE | HAVE_INODE,
    };
}

static struct socket listener(void)
{
    return (struct socket){
        .local_port = 22,
        .accept_queue = 3,
        .protocol = PROTOCOL_TCP,
        .family = FAMILY_INET,
        .state = STATE_LISTEN,
        .have = HAVE_STATE | HAVE_ADDRESSES | HAVE_ACCEPT_QUEUE | HAVE_INTERFACE | HAVE_V6ONLY,
    };
}

static enum truth judged(const char *text, struct socket socket)
{
    struct fixture fixture;
    struct column_context context;
    enum truth truth;

    setup(&fixture, text);
    ck_assert_msg(fixture.parsed, "%s: %s", text, fixture.error.message);
    context = (struct column_context){.snapshot = &fixture.snapshot, .names = &names};
    truth = filter_judge(&fixture.filter, &context, &socket);
    teardown(&fixture);
    return truth;
}

#define YES(text, socket)     ck_assert_msg(judged(text, socket) == TRUTH_YES, "%s", text)
#define NO(text, socket)      ck_assert_msg(judged(text, socket) == TRUTH_NO, "%s", text)
#define UNKNOWN(text, socket) ck_assert_msg(judged(text, socket) == TRUTH_UNKNOWN, "%s", text)

START_TEST(every_spelling_of_an_operator)
{
    static const char *const yes[] = {
        "",
        "sport = :22",
        "sport=:22",
        "sport==22",
        "sport eq ssh",
        "sport :ssh",
        "sport 22",
        "sport != 23",
        "sport!=23",
        "sport ne :23",
        "sport neq 23",
        "sport < 23",
        "sport lt 23",
        "sport <= 22",
        "sport le 22",
        "sport leq 22",
        "sport > 21",
        "sport gt 21",
        "sport >= 22",
        "sport ge 22",
        "sport geq 22",
        "sport 20-30",
        "sport = :1-5,ssh,80",
        "sport != 23-30,1",
        "local_port = 20-22",
        "(sport=:22)",
        "((sport=:22))",
        "!sport=:23",
        "! ! sport = :22",
        "not sport = :23",
        "sport=:22&&dport=:40000",
        "sport=:22&dport=:40000",
        "sport=:22 and dport=:40000",
        "sport=:22 dport=:40000",
        "sport=:1||dport=:40000",
        "sport=:1|dport=:40000",
        "sport=:1 or dport=:40000",
        "SPORT = :22 AND DPORT = :40000",
    };

    for (size_t i = 0; i < COUNT_OF(yes); i++)
        YES(yes[i], connection());
}
END_TEST

START_TEST(and_binds_tighter_than_or)
{
    YES("sport = :22 or sport = :1 and dport = :1", connection());
    NO("(sport = :22 or sport = :1) and dport = :1", connection());
    YES("sport = :1 dport = :1 or sport = :22", connection());
    YES("not sport = :1 and sport = :22", connection());
}
END_TEST

START_TEST(hosts)
{
    YES("src 10.0.0.1", connection());
    YES("src 10.0.0.1:22", connection());
    NO("src 10.0.0.1:23", connection());
    YES("src 10/8", connection());
    YES("src 10.0.0/24", connection());
    NO("src 10.0.1/24", connection());
    YES("dst = 192.0.2.0/24:40000", connection());
    YES("src != 10.0.0.2", connection());
    YES("src *", connection());
    YES("src *:22", connection());
    YES("src inet:10.0.0.1", connection());
    NO("src inet6:*", connection());
    YES("dst many", connection());
    NO("src many", connection());
    YES("10.0.0.1", connection());
    YES("192.0.2.2:40000", connection());
    YES("host 10.0.0.1", connection());
    YES("host many", connection());
    NO("host 10.0.0.2", connection());
    YES("net 192.0.2/24", connection());
    YES("port 40000", connection());
    YES("port > 39999", connection());
    NO("port 23-30", connection());
    YES("src port 22 and dst port 1,40000", connection());
    YES("src host 10.0.0.1 dst net 192/8", connection());
    NO("dst port 22", connection());
    YES(":22", connection());
    YES(":40000", connection());
    NO(":23", connection());
    YES(":1,22-30", connection());
    NO(":23-30", connection());
    YES("src 10.0.0.1:22,23", connection());
    NO("src 10.0.0.1:23,24-30", connection());
    YES("src [::ffff:0:0]:22 or dst 192.0.2.2:39000-41000", connection());
    YES("dst many:40000", connection());
    NO("dst many:22", connection());
    NO("not :22", connection());
    YES("src 10.0.0.1%eth7", connection());
    YES("dev eth7", connection());
    YES("dev = 7", connection());
    NO("dev 8", connection());
    YES("interface = eth7", connection());
    YES("interface ~ eth*", connection());
    YES("local = 10.0.0.1:22", connection());
    YES("remote_address = 192.0.2.0/24", connection());
}
END_TEST

START_TEST(a_prefix_of_ipv4_holds_mapped_addresses)
{
    struct socket mapped = connection();

    mapped.family = FAMILY_INET6;
    mapped.local = (struct address){{[10] = 255, [11] = 255, [12] = 10, [15] = 1}};
    YES("src 10.0.0.1", mapped);
    YES("src 10/8", mapped);
    NO("src 11/8", mapped);
    YES("src [::ffff:10.0.0.1]", mapped);
    YES("src ::ffff:10.0.0.1", mapped);
    NO("src [::ffff:10.0.0.1]", connection());
}
END_TEST

START_TEST(states)
{
    struct socket udp = connection(), bound = listener();

    udp.protocol = PROTOCOL_UDP;
    udp.state = STATE_NONE;
    bound.state = STATE_CLOSED;
    bound.flags = SOCKET_BOUND;
    YES("state established", connection());
    YES("state ESTAB", connection());
    YES("state TCP_ESTABLISHED", connection());
    YES("state connected", connection());
    YES("state established", udp);
    NO("state closed", udp);
    YES("exclude listening", connection());
    YES("state listening", listener());
    YES("state listening state established", connection());
    NO("state all exclude established", connection());
    NO("exclude connected exclude closed", connection());
    YES("state = established", connection());
    YES("not state != established", connection());
    YES("state listening or sport = :22", connection());
    NO("state listening sport = :1 or sport = :22", connection());
    YES("state bound-inactive", bound);
    YES("state closed", bound);
    NO("state bound", listener());
    YES("bound", bound);
    YES("status = established", connection());
    YES("listening", listener());
    NO("listening", connection());
    YES("connected", connection());
    YES("tcp", connection());
    NO("protocol = udp", connection());
    YES("inet", connection());
    YES("family = inet", connection());
}
END_TEST

START_TEST(values_and_units)
{
    YES("recv_queue = 5000", connection());
    YES("recv-queue > 4K", connection());
    NO("recv_queue > 5KiB", connection());
    YES("recv_queue < 4.9K", connection());
    YES("recv_queue <= 5000B", connection());
    NO("recv_queue = 4.8828K", connection()); /* 4999.98… */
    YES("recv_queue > 4.8828K", connection());
    YES("recv_queue >= 4.8828K", connection());
    NO("recv_queue < 4.8828K", connection());
    NO("recv_queue <= 4.8828K", connection());
    YES("recv_queue < 0x1389", connection());
    YES("inode = 11", connection());
    YES("listening = no", connection());
    YES("not listening = true", connection());
    YES("state_native_number > -5", connection());
}
END_TEST

START_TEST(columns_are_compared)
{
    struct socket full = listener();

    full.accept_queue_max = 2;
    full.have |= HAVE_ACCEPT_QUEUE_MAX;
    YES("accept_queue > accept_queue_max", full);
    YES("accept-queue >= accept-queue-max", full);
    NO("accept_queue = accept_queue_max", full);
    YES("accept_queue != accept_queue_max", full);
    NO("accept_queue < accept_queue_max", full);
    YES("accept_queue <= accept_queue", full);
    UNKNOWN("accept_queue > accept_queue_max", listener());
    UNKNOWN("not accept_queue > accept_queue_max", listener());
    NO("accept_queue > accept_queue_max", connection()); /* it has none */
    YES("remote_port > local_port", connection());
    NO("local_port = remote_port", connection());
}
END_TEST

START_TEST(unknown_values_give_unknown_results)
{
    UNKNOWN("uid = 0", connection());
    UNKNOWN("not uid = 0", connection());
    UNKNOWN("uid != 0", connection());
    UNKNOWN("fwmark = 1", connection());
    UNKNOWN("fwmark != 1", connection());
    UNKNOWN("cgroup 5", connection());
    NO("uid = 0 and sport = :1", connection());
    YES("uid = 0 or sport = :22", connection());
    UNKNOWN("uid = 0 or sport = :1", connection());
    UNKNOWN("not (uid = 0 and sport = :22)", connection());
}
END_TEST

/* Windows reports only the local end of a UDP socket, so its peer is unknown. */
START_TEST(unreported_peers)
{
    struct socket udp = listener(), udp6;

    udp.protocol = PROTOCOL_UDP;
    udp.state = STATE_NONE;
    udp.have = HAVE_LOCAL;
    udp6 = udp;
    udp6.family = FAMILY_INET6;
    YES("sport = :22", udp);
    NO("sport = :23", udp);
    NO("src 10/8", udp);
    YES(":22", udp);
    UNKNOWN(":23", udp);
    UNKNOWN("10.0.0.1", udp);
    UNKNOWN("dport = :22", udp);
    UNKNOWN("dport != :22", udp);
    UNKNOWN("dst 10/8", udp);
    UNKNOWN("not dst 10/8", udp);
    UNKNOWN("dst 10/8", udp6);
    NO("dst [2001:db8::1]", udp);
    UNKNOWN("remote_port = 53", udp);
    UNKNOWN("connected", udp);
    UNKNOWN("state established", udp);
    UNKNOWN("exclude established", udp);
    UNKNOWN("status = unconnected", udp);
    UNKNOWN("state connected", udp);
    YES("listening", udp); /* if known */
}
END_TEST

/* Bare words, without names that only the system knows. */
START_TEST(bare_words)
{
    YES("22", connection());
    YES("40000", connection());
    NO("23", connection());
    YES("20-30", connection());
    YES("1,40000", connection());
    YES("established", connection());
    YES("ESTAB 22", connection());
    NO("CLOSE_WAIT", connection());
    YES("synchronized", connection());
    YES("not time-wait", connection());
    YES("22/tcp", connection());
    NO("22/udp", connection());
    YES("tcp:ssh", connection());
    NO("TCP:23", connection());
    NO("localhost", connection());
    NO("localhost:22", connection());
    YES("22 10.0.0.1", connection());
    NO("22 10.0.0.2", connection());
    YES("80 or 22", connection());
    YES("22 and 40000", connection());
    NO("22 and 23", connection());
    YES("(80 or 443) or not 1", connection());
}
END_TEST

/* web and db are processes, www is a user. */
static bool find_name(void *context, struct text word, struct nearest *nearest,
                      struct filter_name *name, struct error *error)
{
    (void)context;
    (void)error;
    nearest_offer(nearest, word, TEXT("database"));
    if (text_equal(word, TEXT("web")) || text_equal(word, TEXT("my web")))
        *name = (struct filter_name){.kind = BARE_PROCESS, .filter = TEXT("pid = 1")};
    else if (text_equal(word, TEXT("db")))
        *name = (struct filter_name){.kind = BARE_PROCESS, .filter = TEXT("pid = 2 or pid = 3")};
    else if (text_equal(word, TEXT("www")))
        *name = (struct filter_name){.kind = BARE_USER, .filter = TEXT("user = www")};
    else if (text_equal(word, TEXT("webb")))
        name->hint = TEXT("a hint");
    else
        name->doubt = TEXT("a doubt");
    return true;
}

static const struct filter_names existing = {NULL, find_name};

static void planned(const char *text, const char *words)
{
    struct fixture fixture;
    struct builder out = {0};
    struct text word = text_of(text), rest, line;
    struct builder tests = {0};

    memset(&fixture, 0, sizeof(fixture));
    ck_assert(filter_source_words(&fixture.source, &fixture.arena, &word, 1));
    fixture.source.names = &existing;
    ck_assert_msg(
        filter_parse(&fixture.filter, &fixture.arena, &fixture.source, &names, &fixture.error),
        "%s: %s", text, fixture.error.message);
    filter_plan(&fixture.filter, &out);
    for (rest = builder_text(&out); rest.length > 0;) {
        line = text_take_until(&rest, '\n');
        if (!text_starts_with(line, TEXT("  "))) {
            builder_add(&tests, tests.length > 0 ? TEXT("; ") : TEXT(""));
            builder_add(&tests, (struct text){line.bytes + 9, line.length - 9});
        }
    }
    ck_assert_msg(text_equal(builder_text(&tests), text_of(words)), "%s: %.*s", text,
                  (int)tests.length, tests.bytes);
    builder_free(&tests);
    builder_free(&out);
    arena_free(&fixture.arena);
}

START_TEST(words_of_one_kind_are_alternatives)
{
    planned("80", ":80");
    planned("80 443", ":80 or :443");
    planned("80 443 8000-8100", ":80 or :443 or :8000-8100");
    planned("80 established 443 time-wait", ":80 or :443; state established or state time-wait");
    planned("10.0.0.1 10.0.0.2:22 :80", "10.0.0.1 or 10.0.0.2:22; :80");
    planned("22/tcp 53/udp", "( tcp :22 ) or ( udp :53 )");
    planned("22/tcp established", "tcp :22; state established");
    planned("localhost 10.0.0.1", "127.0.0.0/8 or [::1] or 10.0.0.1");
    planned("web", "pid = 1");
    planned("web db", "pid = 1 or pid = 2 or pid = 3");
    planned("db web 80", "pid = 2 or pid = 3 or pid = 1; :80");
    planned("www web", "user = www; pid = 1");
    planned("'my web'", "pid = 1");
    planned("not web", "not pid = 1");
    planned("80 and 443", ":80; :443");
    planned("(80) 443", ":80; :443");
    planned("80 443 or web", "( :80 or :443 ) or pid = 1");
    planned("uid = 0 80 uid != 1 443", "uid = 0; :80 or :443; uid != 1");
}
END_TEST

static void refused_name(const char *text, const char *remedy)
{
    struct text word = text_of(text);
    struct filter_source source;
    struct arena arena = {NULL};
    struct error error = {.status = STATUS_DONE};
    struct filter filter;

    ck_assert(filter_source_words(&source, &arena, &word, 1));
    source.names = &existing;
    ck_assert(!filter_parse(&filter, &arena, &source, &names, &error));
    ck_assert_int_eq(error.status, STATUS_USAGE);
    ck_assert_str_eq(error.remedy, remedy);
    ck_assert_ptr_eq(error.typed.bytes, word.bytes);
    arena_free(&arena);
}

START_TEST(unknown_names)
{
    refused_name("webb", "a hint");
    refused_name("databse", "did you mean database? (a doubt)");
    refused_name("lisening", "did you mean listening? (a doubt)");
    refused_name("a.example", "for a host name, which uses DNS: `dst a.example` (a doubt)");
    refused_name("ssh", "for the port of this service: `:ssh` (a doubt)");
}
END_TEST

START_TEST(absent_values_are_unequal_to_all)
{
    NO("accept_queue = 0", connection());
    YES("accept_queue != 0", connection());
    NO("accept_queue < 5", connection());
    NO("remote_port = 0", listener());
    YES("remote_port != 80", listener());
    NO("remote_port < 80", listener());
    YES("dport < 80", listener()); /* as in ss: port 0 */
}
END_TEST

static void refused(const char *text, const char *marked, const char *remedy)
{
    struct fixture fixture;
    struct text typed;

    setup(&fixture, text);
    ck_assert_msg(!fixture.parsed, "%s is taken", text);
    ck_assert_int_eq(fixture.error.status, STATUS_USAGE);
    typed = (struct text){fixture.error.typed.bytes + fixture.error.begin,
                          fixture.error.end - fixture.error.begin};
    ck_assert_msg(text_equal(typed, text_of(marked)), "%s: marks %.*s", text, (int)typed.length,
                  typed.bytes);
    ck_assert_msg(strstr(fixture.error.remedy, remedy) != NULL, "%s: %s", text,
                  fixture.error.remedy);
    teardown(&fixture);
}

START_TEST(errors_mark_the_place)
{
    refused("frobnicate", "frobnicate", "");
    refused("lisening", "lisening", "listening");
    refused("sprot = :22", "sprot", "sport");
    refused("estblished", "estblished", "ESTABLISHED");
    refused("half-open", "half-open", "syn-received");
    refused("example.org:443", "example.org:443", "`dst example.org:443`");
    refused("ssh", "ssh", "`:ssh`");
    refused("nginx", "nginx", "`process = nginx`");
    refused("'a b'", "'a b'", "`process = 'a b'`");
    refused("99999", "99999", "`pid = 99999`");
    refused("80 443", "443", "`or`");
    refused(":80 :443", ":443", "`or`");
    refused("established time-wait", "time-wait", "`or`");
    refused("10.0.0.1 uid = 0 10.0.0.2", "10.0.0.2", "`or`");
    refused("state", "", "");
    refused("state estblished", "estblished", "ESTABLISHED");
    refused("state half-open", "half-open", "syn-received");
    refused("state conected", "conected", "connected");
    refused("sport = :22 and", "", "");
    refused("sport = ", "", "");
    refused("sport = and", "and", "");
    refused("sport = :99999", "99999", "");
    refused("sport ~ 22", "~", "");
    refused("sport = 1,99999", "99999", "80,443,8000-8100");
    refused("sport 1-99999", "1-99999", "80,443,8000-8100");
    refused("sport 30-20", "30-20", "");
    refused("sport 20-", "20-", "80,443,8000-8100");
    refused("sport 20,", "20,", "80,443,8000-8100");
    refused("sport < 20,30", "20,30", "");
    refused("sport > 20-30", "20-30", "");
    refused("local_port = 20,30", "20,30", "");
    refused("recv_queue > rtt", "rtt", "");
    refused("src < 10.0.0.1", "<", "");
    refused("src 10.0.0.256", "10.0.0.256", "four parts");
    refused("src 10.0.0.0/33", "33", "");
    refused("src [::1", "[", "");
    refused("src [::1]x", "x", "");
    refused("src nowhere", "nowhere", "");
    refused("src inet6:10.0.0.1", "10.0.0.1", "");
    refused("src 10.1", "10.1", "193.233.7/24");
    refused("dev eth8", "eth8", "interface = NAME");
    refused("fwmark 1/x", "1/x", "");
    refused("(sport = :22", "(", "");
    refused("sport = :22)", ")", "");
    refused("()", ")", "");
    refused("user = 'www", "'www", "");
    refused("recv_queue > 12parsecs", "12parsecs", "");
    refused("recv_queue > 99999999999999999999999", "99999999999999999999999", "");
    refused("tcp = 3", "=", "");
    refused("dccp:3", "dccp:3", "");
    refused("tcp:99999", "tcp:99999", "");
    refused("listening = maybe", "maybe", "");
}
END_TEST

START_TEST(deep_nesting_is_an_error_and_long_chains_are_not)
{
    static char text[2 * 300 + 20 * 20000];
    size_t length = 0;
    struct fixture fixture;

    for (int i = 0; i < 300; i++)
        text[length++] = '(';
    text[length] = '\0';
    setup(&fixture, text);
    ck_assert(!fixture.parsed);
    teardown(&fixture);
    length = 0;
    for (int i = 0; i < 20000; i++)
        length += (size_t)snprintf(text + length, 20, "sport = :%d or ", i % 65536);
    memcpy(text + length, "sport = :22", 12);
    YES(text, connection());
}
END_TEST

START_TEST(errors_can_span_words)
{
    struct text words[] = {TEXT("sport"), TEXT("="), TEXT("'a"), TEXT("b")};
    struct filter_source source;
    struct arena arena = {NULL};
    struct error error = {.status = STATUS_DONE};
    struct filter filter;

    ck_assert(filter_source_words(&source, &arena, words, COUNT_OF(words)));
    ck_assert(!filter_parse(&filter, &arena, &source, NULL, &error));
    ck_assert_ptr_eq(error.typed.bytes, words[2].bytes);
    ck_assert_ptr_eq(error.until.bytes, words[3].bytes);
    ck_assert_uint_eq(error.begin, 0);
    ck_assert_uint_eq(error.end, 1);
    arena_free(&arena);
}
END_TEST

static struct request narrowed(struct fixture *fixture, const char *text)
{
    struct request request;

    setup(fixture, text);
    ck_assert_msg(fixture->parsed, "%s: %s", text, fixture->error.message);
    request_everything(&request);
    ck_assert(filter_narrow(&fixture->filter, &request));
    return request;
}

static void asks_states(const char *text, uint32_t tcp, uint32_t udp)
{
    struct fixture fixture;
    struct request request = narrowed(&fixture, text);

    ck_assert_msg(request.states[PROTOCOL_TCP] == tcp, "%s: TCP %x", text,
                  request.states[PROTOCOL_TCP]);
    ck_assert_msg(request.states[PROTOCOL_UDP] == udp, "%s: UDP %x", text,
                  request.states[PROTOCOL_UDP]);
    teardown(&fixture);
}

#define BIT(state) STATE_BIT(STATE_##state)
#define TCP_ALL    (STATES_ALL | STATE_BIT_BOUND)
#define UDP_ALL    (BIT(ESTABLISHED) | BIT(CLOSED))

START_TEST(states_are_requested)
{
    asks_states("", TCP_ALL, UDP_ALL);
    asks_states("state established", BIT(ESTABLISHED), BIT(ESTABLISHED));
    asks_states("state time-wait", BIT(TIME_WAIT), 0);
    asks_states("tcp", TCP_ALL, 0);
    asks_states("not tcp", 0, UDP_ALL);
    asks_states("tcp listening", BIT(LISTEN), 0);
    asks_states("listening", BIT(LISTEN), BIT(CLOSED));
    asks_states("not listening", TCP_ALL & ~BIT(LISTEN), UDP_ALL);
    asks_states("bound", STATE_BIT_BOUND, 0);
    asks_states("not bound", TCP_ALL & ~STATE_BIT_BOUND, UDP_ALL);
    asks_states("listening or udp", BIT(LISTEN), UDP_ALL);
    asks_states("listening or sport = :1", TCP_ALL, UDP_ALL);
    asks_states("not (not listening or udp)", BIT(LISTEN), 0);
    asks_states("tcp udp", 0, 0);
    asks_states("sport = :1 sport = :2", 0, 0);
    asks_states("uid = 5 state listening", BIT(LISTEN), 0);
}
END_TEST

START_TEST(ends_are_pinned)
{
    struct fixture fixture;
    struct request request =
        narrowed(&fixture, "src 10.0.0.1:22 dst 10.0.0.2 dport >= 9 dport < 10");

    ck_assert(request.local.has_address && request.remote.has_address);
    ck_assert_uint_eq(request.local.port, 22);
    ck_assert_uint_eq(request.remote.port, 9);
    teardown(&fixture);
    request = narrowed(&fixture, "src 10.0.0.1:22 or src 10.0.0.2:22");
    ck_assert(!request.local.has_address);
    ck_assert_uint_eq(request.local.port, 22);
    teardown(&fixture);
    request = narrowed(&fixture, "dst many dport = 5 dev eth7");
    ck_assert(!request.remote.has_address && request.interface_given);
    ck_assert_uint_eq(request.interface, 7);
    teardown(&fixture);
    request = narrowed(&fixture, "sport 20,30 dport 40-40");
    ck_assert(request.local.port == 0 && request.remote.port == 40);
    teardown(&fixture);
    asks_states("sport 20-30 sport 31,40", 0, 0);
    request = narrowed(&fixture, "not src 10.0.0.1:22");
    ck_assert(!request.local.has_address && request.local.port == 0);
    teardown(&fixture);
    request = narrowed(&fixture, "10.0.0.1:22");
    ck_assert(!request.local.has_address && request.local.port == 0);
    teardown(&fixture);
}
END_TEST

static void pushes(const char *text, const char *words)
{
    struct fixture fixture;
    struct request request = narrowed(&fixture, text);
    struct builder out = {0};

    predicate_describe(request.predicate, &out);
    ck_assert_msg(text_equal(builder_text(&out), text_of(words)), "%s: %.*s", text, (int)out.length,
                  out.bytes);
    builder_free(&out);
    teardown(&fixture);
}

START_TEST(the_predicate_has_what_the_kernel_can_test)
{
    pushes("uid = 5", "any");
    pushes("uid = 5 sport = :22", "sport = 22");
    pushes("uid = 5 or sport = :22", "any");
    pushes("not (uid = 5 or sport = :22)", "not sport = 22");
    pushes("not (uid = 5 and sport = :22)", "any");
    pushes("sport < 1024 or dport > 1024", "sport <= 1023 or dport >= 1025");
    pushes("src 10/8 dst [::1]", "src 10.0.0.0/8 and dst ::1/128");
    pushes(":22", "sport = 22 or dport = 22");
    pushes("not :22", "not sport = 22 and not dport = 22");
    pushes("dst many", "dst 192.0.2.1/32 or dst 192.0.2.2/32 or dst 2000::1/128");
    pushes("dev eth7 fwmark 1/3", "dev 7 and fwmark 0x1/0x3");
    pushes("sport 20-30,40", "sport in 20..30 or sport = 40");
    pushes("not sport 20-30,40", "not sport in 20..30 and not sport = 40");
    pushes("src 10/8:20-30", "src 10.0.0.0/8 and sport in 20..30");
    pushes("local_port = remote_port", "any");
    pushes("local_port != 22", "not sport = 22");
    pushes("not local_port < 22", "not sport in 1..21");
    pushes("remote_address != 10.0.0.1", "any");
    pushes("local_port = 0", "any");
    pushes("src *", "any");
}
END_TEST

START_TEST(words_are_found_and_signs_are_the_longest)
{
    size_t length;

    for (size_t i = 0; i < filter_word_count; i++) {
        struct text rest = text_of(filter_words[i].spellings);

        while (rest.length > 0)
            ck_assert_int_eq(filter_word(text_take_until(&rest, ' '), true), filter_words[i].word);
    }
    ck_assert_int_eq(filter_sign(TEXT("!=3"), &length), WORD_UNEQUAL);
    ck_assert_uint_eq(length, 2);
    ck_assert_int_eq(filter_sign(TEXT("!(3"), &length), WORD_NOT);
    ck_assert_int_eq(filter_sign(TEXT("<="), &length), WORD_LESS_EQUAL);
    ck_assert_int_eq(filter_sign(TEXT("x"), &length), WORD_NONE);
}
END_TEST

Suite *unit_suite(void)
{
    Suite *suite = suite_create("filter");
    TCase *tests = tcase_create("filter");

    tcase_add_test(tests, every_spelling_of_an_operator);
    tcase_add_test(tests, and_binds_tighter_than_or);
    tcase_add_test(tests, hosts);
    tcase_add_test(tests, a_prefix_of_ipv4_holds_mapped_addresses);
    tcase_add_test(tests, states);
    tcase_add_test(tests, values_and_units);
    tcase_add_test(tests, columns_are_compared);
    tcase_add_test(tests, unknown_values_give_unknown_results);
    tcase_add_test(tests, unreported_peers);
    tcase_add_test(tests, absent_values_are_unequal_to_all);
    tcase_add_test(tests, bare_words);
    tcase_add_test(tests, words_of_one_kind_are_alternatives);
    tcase_add_test(tests, unknown_names);
    tcase_add_test(tests, errors_mark_the_place);
    tcase_add_test(tests, deep_nesting_is_an_error_and_long_chains_are_not);
    tcase_add_test(tests, errors_can_span_words);
    tcase_add_test(tests, states_are_requested);
    tcase_add_test(tests, ends_are_pinned);
    tcase_add_test(tests, the_predicate_has_what_the_kernel_can_test);
    tcase_add_test(tests, words_are_found_and_signs_are_the_longest);
    suite_add_tcase(suite, tests);
    return suite;
}
