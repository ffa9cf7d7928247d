/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cell.h"

#include "file.h"
#include "number.h"
#include "quantity.h"
#include "utf8.h"

static size_t escape_byte(struct builder *builder, unsigned char byte)
{
    static const char short_forms[] = "\a\b\t\n\v\f\r\\";
    static const char letters[] = "abtnvfr\\";
    const char *found = byte == 0 ? NULL : memchr(short_forms, byte, sizeof(short_forms) - 1);
    char *end = builder_reserve(builder, 4);

    if (end == NULL)
        return 0;
    end[0] = '\\';
    if (found != NULL) {
        end[1] = letters[found - short_forms];
        builder->length += 2;
        return 2;
    }
    end[1] = 'x';
    end[2] = "0123456789abcdef"[byte >> 4];
    end[3] = "0123456789abcdef"[byte & 15];
    builder->length += 4;
    return 4;
}

static size_t escape_character(struct builder *builder, uint32_t character)
{
    size_t before = builder->length;

    builder_printf(builder, "\\u{%x}", (unsigned)character);
    return builder->length - before;
}

/* Escapes the text, except plain ASCII and the byte `also`. *some: whether anything was escaped. */
static size_t escape(struct builder *builder, struct text text, char also, bool *some)
{
    size_t width = text_plain_length(text), at = width;

    builder_add(builder, (struct text){text.bytes, width});
    while (at < text.length) {
        struct text rest = text_from(text, at);
        unsigned char byte = (unsigned char)text.bytes[at];
        uint32_t character;
        size_t length = text_plain_length(rest);

        if (length == 0 && (byte == '"' || byte == (unsigned char)also))
            length = 1; /* plain for people, but not in JSON */
        if (length > 0) {
            builder_add(builder, (struct text){rest.bytes, length});
            width += length;
            at += length;
            continue;
        }
        length = byte < 0x80 ? 0 : utf8_decode(rest, &character);
        *some |= length == 0 || utf8_is_deceptive(character);
        if (length == 0) {
            width += escape_byte(builder, byte);
            at++;
        } else if (utf8_is_deceptive(character)) {
            width += escape_character(builder, character);
            at += length;
        } else {
            builder_add(builder, (struct text){rest.bytes, length});
            width += utf8_width(character);
            at += length;
        }
    }
    return width;
}

size_t cell_escape(struct builder *builder, struct text text)
{
    bool some = false;

    return escape(builder, text, '"', &some);
}

/* For Windows paths and accounts: backslashes stay plain if nothing else in the text is
 * escaped. */
static size_t escape_windows(struct builder *builder, struct text text)
{
    size_t before = builder->length, width;
    bool some = false;

    width = escape(builder, text, '\\', &some);
    if (!some)
        return width;
    builder->length = before;
    return cell_escape(builder, text);
}

size_t cell_escape_message(struct builder *builder, struct text text)
{
    return file_has_backslashes ? escape_windows(builder, text) : cell_escape(builder, text);
}

static size_t add_text(struct builder *builder, struct text text, const struct names *names)
{
    return names != NULL && names->windows ? escape_windows(builder, text)
                                           : cell_escape(builder, text);
}

static size_t write_host(char *out, const struct endpoint *endpoint)
{
    size_t length;

    if (endpoint->any_family) {
        *out = '*';
        return 1;
    }
    if (endpoint->family != FAMILY_INET6)
        return address_write(out, FAMILY_INET, &endpoint->address);
    *out = '[';
    length = 1 + address_write(out + 1, FAMILY_INET6, &endpoint->address);
    out[length] = ']';
    return length + 1;
}

static size_t write_port(char *out, uint16_t port)
{
    if (port != 0)
        return number_write(out, port);
    *out = '*';
    return 1;
}

static size_t write_endpoint(char *out, const struct endpoint *endpoint)
{
    size_t length;

    /* Only values whose text needs no names: no interface, no resolved host. */
    if (endpoint->interface != 0 || endpoint->name.length != 0 || !family_is_ip(endpoint->family))
        return 0;
    length = write_host(out, endpoint);
    out[length++] = ':';
    return length + write_port(out + length, endpoint->port);
}

static size_t write_text(char *out, struct text text)
{
    if (text.length > CELL_SIMPLE_MAX || text_plain_length(text) != text.length)
        return 0;
    memcpy(out, text.bytes, text.length);
    return text.length;
}

size_t cell_write_simple(char *out, const struct value *value)
{
    switch (value->type) {
    case VALUE_TEXT:
        return write_text(out, value->text);
    case VALUE_NUMBER:
        return number_write(out, value->number);
    case VALUE_INTEGER:
        return number_write_signed(out, value->integer);
    case VALUE_BOOL:
        return write_text(out, value->boolean ? TEXT("true") : TEXT("false"));
    case VALUE_ADDRESS:
        return address_write(out, (enum family)value->endpoint.family, &value->endpoint.address);
    case VALUE_HEX64:
        return number_write_hex64(out, value->number);
    case VALUE_ENDPOINT:
        return write_endpoint(out, &value->endpoint);
    default:
        return 0;
    }
}

static void add_interface(struct builder *builder, uint32_t index, const struct names *names)
{
    struct text name = names == NULL || names->interface == NULL
                           ? TEXT("")
                           : names->interface(names->context, index);

    builder_add_byte(builder, '%');
    if (name.length == 0)
        quantity_number(builder, index);
    else
        add_text(builder, name, names);
}

static struct text host_name(const struct endpoint *endpoint, const struct names *resolve)
{
    struct host_address host = {.is_ipv6 = endpoint->family == FAMILY_INET6};

    if (resolve == NULL || resolve->host == NULL || address_is_wildcard(&endpoint->address))
        return TEXT("");
    memcpy(host.bytes, endpoint->address.bytes, sizeof(host.bytes));
    return resolve->host(resolve->resolver, &host);
}

/* An interface goes inside the brackets, as in RFC 4007 section 11: [fe80::1%eth0]:80 */
static void add_host(struct builder *builder, const struct endpoint *endpoint,
                     const struct names *names, const struct names *resolve)
{
    struct text name = endpoint->any_family ? TEXT("") : host_name(endpoint, resolve);
    char host[ADDRESS_MAX_LENGTH + 2];
    size_t length = name.length == 0 ? write_host(host, endpoint) : 0;
    bool brackets = length > 0 && host[length - 1] == ']';

    builder_add(builder, (struct text){host, length - brackets});
    cell_escape(builder, name);
    if (endpoint->interface != 0)
        add_interface(builder, endpoint->interface, names);
    if (brackets)
        builder_add_byte(builder, ']');
}

static struct text service_name(const struct endpoint *endpoint, const struct names *resolve)
{
    if (resolve == NULL || resolve->service == NULL)
        return TEXT("");
    return resolve->service(resolve->resolver, endpoint->port,
                            protocol_names[(enum protocol)endpoint->protocol]);
}

static void add_port(struct builder *builder, const struct endpoint *endpoint,
                     const struct names *resolve)
{
    struct text name = endpoint->port == 0 ? TEXT("") : service_name(endpoint, resolve);
    char port[NUMBER_MAX_LENGTH];

    if (name.length != 0)
        cell_escape(builder, name);
    else
        builder_add(builder, (struct text){port, write_port(port, endpoint->port)});
}

/* Formats as ss does: unix `/run/a.sock 4711` (with inode), netlink `route:812`, packet
 * `ipv4%eth0`. */
static void add_named(struct builder *builder, const struct endpoint *endpoint,
                      const struct names *names)
{
    if (endpoint->name.length == 0)
        builder_add_byte(builder, '*');
    else
        add_text(builder, endpoint->name, names);
    if (endpoint->interface != 0)
        add_interface(builder, endpoint->interface, names);
    if (!endpoint->has_number)
        return;
    builder_add_byte(builder, endpoint->family == FAMILY_UNIX ? ' ' : ':');
    quantity_number(builder, endpoint->number);
}

static void add_endpoint(struct builder *builder, const struct endpoint *endpoint,
                         const struct names *names, const struct names *resolve)
{
    if (!family_is_ip(endpoint->family) || endpoint->name.length > 0) {
        add_named(builder, endpoint, names);
        return;
    }
    add_host(builder, endpoint, names, resolve);
    builder_add_byte(builder, ':');
    add_port(builder, endpoint, resolve);
}

size_t cell_width(struct text escaped)
{
    size_t width = 0;

    for (size_t at = 0; at < escaped.length;) {
        struct text rest = text_from(escaped, at);
        uint32_t character;
        size_t length = (unsigned char)rest.bytes[0] < 0x80 ? 0 : utf8_decode(rest, &character);

        width += length == 0 ? 1 : utf8_width(character);
        at += length == 0 ? 1 : length;
    }
    return width;
}

/* Formats one item: nginx[812]. */
static size_t write_item(struct builder *builder, const struct list *list, size_t item,
                         const struct names *names)
{
    struct value name, number = {.presence = VALUE_ABSENT};
    size_t width = 1, begin;

    list->cell(list, item, list->type->name, &name);
    if (list->type->number != LIST_NO_NUMBER)
        list->cell(list, item, list->type->number, &number);
    if (name.presence == VALUE_KNOWN && name.type == VALUE_TEXT)
        width = add_text(builder, name.text, names);
    else
        builder_add_byte(builder, '-');
    begin = builder->length;
    if (number.presence == VALUE_KNOWN) {
        builder_add_byte(builder, '[');
        quantity_number(builder, number.number);
        builder_add_byte(builder, ']');
    }
    return width + builder->length - begin;
}

/* Formats all items, or the first and the number of others: nginx[812] +3. */
static size_t write_list(struct builder *builder, const struct list *list,
                         const struct names *names)
{
    size_t shown = list->whole ? list->count : 1, width, begin;

    if (list->count == 0)
        return add_text(builder, list->otherwise, names);
    width = write_item(builder, list, 0, names);
    for (size_t item = 1; item < shown; item++) {
        builder_add(builder, TEXT(", "));
        width += 2 + write_item(builder, list, item, names);
    }
    begin = builder->length;
    if (list->count > shown) {
        builder_add(builder, TEXT(" +"));
        quantity_number(builder, list->count - shown);
    }
    return width + builder->length - begin;
}

size_t cell_write(struct builder *builder, const struct value *value, const struct names *names,
                  const struct names *resolve)
{
    size_t width, before = builder->length;
    char *end = builder_reserve(builder, CELL_SIMPLE_MAX);

    if (end == NULL || value->presence == VALUE_ABSENT)
        return 0;
    if (value->presence != VALUE_KNOWN) {
        builder_add_byte(builder, '-');
        return 1;
    }
    width = resolve != NULL && value->type == VALUE_ENDPOINT ? 0 : cell_write_simple(end, value);
    if (width != 0) {
        builder->length += width;
        return width;
    }
    switch (value->type) {
    case VALUE_TEXT:
        return add_text(builder, value->text, names);
    case VALUE_ENDPOINT:
        add_endpoint(builder, &value->endpoint, names, resolve);
        return cell_width((struct text){builder->bytes + before, builder->length - before});
    case VALUE_LIST:
        return write_list(builder, &value->list, names);
    default:
        return 0; /* other types are simple */
    }
}
