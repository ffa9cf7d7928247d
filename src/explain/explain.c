/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "explain.h"

#include "diagram.h"
#include "fill.h"
#include "texts.h"

/* For a recording: explains each state in it once. */
static void add_present(struct report *report, const uint64_t *counts)
{
    static const struct report_column columns[] = {
        NUMBERS("count", "COUNT"), WORDS("state", "STATE"), PROSE("meaning", "", ""),
        PROSE("next", "", "Who must act: ")};
    bool any = false;

    for (unsigned state = STATE_NONE + 1; state < STATE_COUNT; state++) {
        if (counts[state] == 0)
            continue;
        if (!any)
            report_table(report, "present", "", columns, COUNT_OF(columns));
        any = true;
        REPORT_ROW(report, report_number(counts[state]), report_text(state_name((enum state)state)),
                   report_text(state_texts[state].sentence), report_text(state_texts[state].next));
    }
}

static void fill_diagram(const struct filling *filling, const struct subject *subject UNUSED)
{
    const struct explain_facts *facts = filling->facts;
    struct report *report = filling->report;

    report_topic(report, "diagram", TEXT("diagram"),
                 TEXT("The states of a TCP connection: RFC 9293, Figure 5."));
    report_section(report, "diagram", "");
    diagram_draw(report, facts->counts, facts->utf8);
    report_section(report, "legend", "");
    report_paragraph(report,
                     "Arrow labels: event / action. rcv: a segment arrives; CLOSE, SEND, OPEN: calls of the "
                     "program; -: nothing is sent.");
    report_paragraph(
        report, "(note 1) Only after a passive OPEN. Not drawn: FIN-WAIT-1 goes straight to "
                "TIME-WAIT if the peer's FIN carries the ACK of ours (note 2); an RST ends any "
                "connection (note 3, section 3.10.7.4).");
    if (facts->recorded && facts->counts != NULL)
        add_present(report, facts->counts);
    report_section(report, "here", "");
    if (facts->counts != NULL)
        report_paragraph(report, "The numbers count the TCP sockets in each state%s.",
                         facts->recorded ? " of the recording" : " here, now");
    else
        report_paragraph(
            report,
            "The number of sockets in each state is unknown: the tables could not be read.");
    report_paragraph(report, "`lsock explain STATE` explains one, `lsock explain STATE neighbours` "
                             "draws its arrows, `lsock explain --list` lists all topics.");
}

static filler *const fillers[SUBJECT_KINDS] = {
    [SUBJECT_DIAGRAM] = fill_diagram, [SUBJECT_LIST] = fill_list,
    [SUBJECT_STATE] = fill_state,     [SUBJECT_AMBIGUOUS] = fill_ambiguous,
    [SUBJECT_EXTRA] = fill_extra,     [SUBJECT_PAIR] = fill_pair,
    [SUBJECT_NUMBER] = fill_number,   [SUBJECT_DIALECT] = fill_dialect,
    [SUBJECT_TERM] = fill_term,       [SUBJECT_LADDER] = fill_ladder,
    [SUBJECT_TOOL] = fill_tool,       [SUBJECT_SETTING] = fill_setting,
    [SUBJECT_COUNTER] = fill_counter, [SUBJECT_ERROR] = fill_term,
    [SUBJECT_COMMAND] = fill_command,
};

void explain_fill(const struct subjects *subjects, const struct explain_facts *facts,
                  struct report *report)
{
    struct filling filling = {report, facts, subjects};

    for (size_t i = 0; i < subjects->count; i++) {
        const struct subject *subject = &subjects->list[i];

        fillers[subject->kind](&filling, subject);
        if (report->topic != NULL) {
            report->topic->only = subject->only;
            report->topic->brief = subject->brief;
        }
    }
}
