/* A long job says how far it has got, in one line and not too often. */

#include <string.h>

#include "clock.h"
#include "mem.h"
#include "progress.h"
#include "tap.h"

static const struct {
	const char *sentence, *line;
	uint64_t done, total, earlier;
	double seconds;
} lines[] = {
	{ "tells items, total, rate and time",
	    "12300 of 100000 items, 4100/s, 0:21 left", 12300, 100000, 0, 3 },
	{ "no time without a total", "50 items, 25/s", 50, 0, 0, 2 },
	{ "no rate before the first", "0 of 9 items", 0, 9, 0, 2 },
	{ "nor at the very beginning", "5 of 9 items", 5, 9, 0, 0 },
	{ "no time when it is over", "9 of 9 items, 4.5/s", 9, 9, 0, 2 },
	{ "nor past a total that was wrong", "20 of 9 items, 10/s", 20, 9, 0,
	    2 },
	{ "does not count what was there before",
	    "1010 of 1020 items, 1.0/s, 0:10 left", 1010, 1020, 1000, 10 },
	{ "tells minutes", "10 of 7210 items, 10/s, 12:00 left", 10, 7210, 0,
	    1 },
	{ "and hours", "1 of 10801 items, 1.0/s, 3:00:00 left", 1, 10801, 0,
	    1 },
	{ "but no more than 999",
	    "1 of 18446744073709551615 items, 0.1/s, 999:00:00 left", 1,
	    UINT64_MAX, 0, 10 },
};

static void
check_lines(void)
{
	struct progress progress;
	struct mem line = { 0 };
	size_t i;

	for (i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		progress_begin(&progress, "items", 100);
		progress.done = lines[i].done;
		progress.total = lines[i].total;
		progress.earlier = lines[i].earlier;
		progress_line(&progress, 100 + lines[i].seconds, &line);
		it(lines[i].sentence,
		    strcmp(mem_str(&line), lines[i].line) == 0);
		mem_release(&line);
	}
}

static void
check_flaws(void)
{
	struct progress progress;
	struct mem line = { 0 };

	progress_begin(&progress, "items", 100);
	progress.flaw = "not accepted";
	progress.done = 2;
	progress.total = 4;
	progress_line(&progress, 101, &line);
	it("says nothing of what is well",
	    strcmp(mem_str(&line), "2 of 4 items, 2.0/s, 0:01 left") == 0);
	mem_cut(&line, 0);
	progress.flawed = 1;
	progress_line(&progress, 101, &line);
	it("and how much is not",
	    strcmp(mem_str(&line),
		"2 of 4 items, 2.0/s, 1 not accepted, 0:01 left") == 0);
	mem_release(&line);
}

static void
check_times(void)
{
	struct progress progress;

	progress_begin(&progress, "items", 100);
	it("is silent about what is short", !progress_due(&progress, 100.9));
	it("speaks after a second", progress_due(&progress, 1000));
	it("not again at once", !progress_due(&progress, 1000.1));
	it("but soon", progress_due(&progress, 1000.5));
	it("by a clock that goes forward", clock_seconds() <= clock_seconds());
}

int
main(void)
{
	check_lines();
	check_flaws();
	check_times();
	return finish();
}
