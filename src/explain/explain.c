/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "explain.h"

#include "diagram.h"
#include "fill.h"

static void fill_diagram(struct report *report, const struct explain_facts *facts)
{
    report_topic(report, "diagram", "diagram",
                 TEXT("The states of a TCP connection: RFC 9293, Figure 5."));
    report_section(report, "diagram", "");
    diagram_draw(report, facts->counts, facts->utf8);
    report_section(report, "legend", "");
    report_paragraph(report,
                     "An arrow says: what happens / what is done. rcv: a segment comes; CLOSE, "
                     "SEND, OPEN: the program's calls; -: nothing is sent.");
    report_paragraph(report,
                     "(note 1) Only where the connection was opened passively. Not drawn: "
                     "FIN-WAIT-1 goes to TIME-WAIT at once when the FIN brings the ACK of ours "
                     "(note 2); an RST ends any connection (note 3, section 3.10.7.4).");
    report_section(report, "here", "");
    if (facts->counts != NULL)
        report_paragraph(report, "The numbers are the TCP sockets that %s.",
                         facts->recorded ? "were in each state when it was recorded"
                                         : "are in each state here now");
    else
        report_paragraph(report,
                         "How many sockets are in each state is not known: there is nothing "
                         "to read them from.");
    report_paragraph(report, "`lsock explain STATE` tells of one, `lsock explain --list` what else "
                             "there is.");
}

static void fill(struct report *report, const struct subject *subject, const struct subjects *all,
                 const struct explain_facts *facts)
{
    switch (subject->kind) {
    case SUBJECT_DIAGRAM:
        fill_diagram(report, facts);
        break;
    case SUBJECT_LIST:
        fill_list(report);
        break;
    case SUBJECT_STATE:
        fill_state(report, subject, facts);
        break;
    case SUBJECT_AMBIGUOUS:
        fill_ambiguous(report, subject, all);
        break;
    case SUBJECT_EXTRA:
        fill_extra(report, subject);
        break;
    case SUBJECT_PAIR:
        fill_pair(report, subject);
        break;
    case SUBJECT_NUMBER:
        fill_number(report, subject);
        break;
    case SUBJECT_DIALECT:
        fill_dialect(report, subject);
        break;
    case SUBJECT_TERM:
        fill_term(report, subject);
        break;
    case SUBJECT_LADDER:
        fill_ladder(report, subject);
        break;
    case SUBJECT_TOOL:
        fill_tool(report, subject);
        break;
    case SUBJECT_SETTING:
        fill_setting(report, subject, facts);
        break;
    case SUBJECT_COUNTER:
        fill_counter(report, subject, facts);
        break;
    }
}

void explain_fill(const struct subjects *subjects, const struct explain_facts *facts,
                  struct report *report)
{
    for (size_t i = 0; i < subjects->count; i++)
        fill(report, &subjects->list[i], subjects, facts);
}
