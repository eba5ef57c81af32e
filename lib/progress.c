/* progress: how far a long job has got, as one line. */

#include <inttypes.h>

#include "mem.h"
#include "progress.h"

/* Seconds: what takes less than the first needs no line. */
static const double patience = 1, interval = 0.25;

void
progress_begin(struct progress *progress, const char *what, double now)
{
	*progress = (struct progress){
		.what = what,
		.began = now,
		.shown = now + patience - interval,
	};
}

bool
progress_due(struct progress *progress, double now)
{
	if (now - progress->shown < interval)
		return false;
	progress->shown = now;
	return true;
}

/* Hours only where there are any: "0:21", "12:05", "3:00:00". */
static void
add_time(struct mem *line, double seconds)
{
	const double most = 999 * 3600.0;
	const uint64_t left = (uint64_t)(seconds < most ? seconds : most);

	if (left >= 3600)
		mem_printf(line, "%" PRIu64 ":%02u:%02u", left / 3600,
		    (unsigned int)(left / 60 % 60), (unsigned int)(left % 60));
	else
		mem_printf(line, "%u:%02u", (unsigned int)(left / 60),
		    (unsigned int)(left % 60));
}

void
progress_line(const struct progress *progress, double now, struct mem *line)
{
	const double seconds = now - progress->began;
	double rate = 0;

	if (seconds > 0 && progress->done > progress->earlier)
		rate = (double)(progress->done - progress->earlier) / seconds;
	mem_printf(line, "%" PRIu64, progress->done);
	if (progress->total > 0)
		mem_printf(line, " of %" PRIu64, progress->total);
	mem_printf(line, " %s", progress->what);
	if (rate > 0)
		mem_printf(line, ", %.*f/s", rate < 10 ? 1 : 0, rate);
	if (progress->flawed > 0)
		mem_printf(
		    line, ", %" PRIu64 " %s", progress->flawed, progress->flaw);
	if (rate > 0 && progress->total > progress->done) {
		mem_puts(line, ", ");
		add_time(
		    line, (double)(progress->total - progress->done) / rate);
		mem_puts(line, " left");
	}
}
