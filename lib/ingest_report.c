/* ingest_report: tell of a run. */

#include <sys/stat.h>

#include "clock.h"
#include "ingest.h"
#include "ingest_report.h"
#include "verdict.h"

/* Is it what was wanted of a record? */
static bool
is_well(int kind)
{
	return kind == VERDICT_ACCEPTED || kind == VERDICT_VALID ||
	    kind == VERDICT_SUPERSEDED;
}

void
ingest_report_begin(
    struct ingest_report *report, const struct ingest *run, int fd)
{
	struct stat st;

	report->run = run;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		report->size = (uint64_t)st.st_size;
	progress_begin(&report->progress, "records", clock_seconds());
	report->progress.flaw = "not accepted";
}

static int
write_out(struct ingest_report *report, struct why *why)
{
	if (report->out.len > 0 && report->write(&report->out, why) == -1)
		return -1;
	mem_cut(&report->out, 0);
	return 0;
}

int
ingest_report_deliver(void *arg, const struct verdict *verdict, struct why *why)
{
	struct ingest_report *const report = arg;

	report->form(verdict, &report->out);
	if (report->out.len >= INGEST_REPORT_BYTES)
		return write_out(report, why);
	return mem_check(&report->out, why);
}

/* Of a file the bytes that were read tell how many records there will be. */
static void
show(struct ingest_report *report)
{
	const struct ingest_tally *const tally = ingest_tally(report->run);
	struct progress *const progress = &report->progress;
	int kind;

	if (report->show == NULL || !progress_due(progress, clock_seconds()))
		return;
	progress->done = tally->records;
	progress->flawed = 0;
	for (kind = 0; kind < VERDICT_KINDS; kind++)
		if (!is_well(kind))
			progress->flawed += tally->verdicts[kind];
	if (report->size > 0 && tally->read > 0)
		progress->total = (uint64_t)((double)tally->taken *
		    (double)report->size / (double)tally->read);
	report->show(progress);
}

int
ingest_report_flush(void *arg, struct why *why)
{
	struct ingest_report *const report = arg;

	show(report);
	return write_out(report, why);
}

int
ingest_report_end(const struct ingest_report *report, struct why *why)
{
	const struct ingest_tally *const tally = ingest_tally(report->run);
	const enum status status = ingest_status(report->run);
	struct mem words = { 0 };
	uint64_t count = 0;
	int kind;

	if (status == WHY_OK)
		return 0;
	for (kind = 0; kind < VERDICT_KINDS; kind++) {
		if (tally->verdicts[kind] == 0 || is_well(kind))
			continue;
		count += tally->verdicts[kind];
		mem_printf(&words, "%s%ju %s", words.len > 0 ? ", " : "",
		    (uintmax_t)tally->verdicts[kind],
		    verdict_name((enum verdict_kind)kind));
	}
	why_setx(why, status, "%ju of %ju record%s not accepted: %s",
	    (uintmax_t)count, (uintmax_t)tally->records,
	    tally->records == 1 ? "" : "s", mem_str(&words));
	mem_release(&words);
	return -1;
}

void
ingest_report_release(struct ingest_report *report)
{
	mem_release(&report->out);
}
