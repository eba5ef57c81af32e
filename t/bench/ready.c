/*
 * ready: post the lines of a file, one after another, with libcurl.
 *
 *	ready url file
 *
 * Prints how many were answered in a second.  JOBS handles share as many
 * connections, or one where HTTP/2 is spoken; no answer is looked at: what is
 * measured is the least that sending with libcurl costs.
 */

#include <err.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

enum {
	JOBS = 4,
	READ_SIZE = 16384, /* bytes at once */
	WAIT = 1000        /* ms */
};

/* The lines, and which is next. */
struct bodies {
	char *text, *next;
	size_t count, left;
};

static void
read_bodies(struct bodies *bodies, const char *path)
{
	FILE *const file = fopen(path, "r");
	size_t size = 0;
	ssize_t len;
	char *p;

	if (file == NULL)
		err(1, "%s", path);
	len = getdelim(&bodies->text, &size, '\0', file);
	if (len <= 0 || fclose(file) == EOF)
		errx(1, "%s: nothing in it", path);
	for (p = bodies->text; (p = strchr(p, '\n')) != NULL; *p++ = '\0')
		bodies->count++;
	bodies->next = bodies->text;
	bodies->left = bodies->count;
}

static size_t
pass_by(char *data, size_t size, size_t count, void *arg)
{
	(void)data;
	(void)arg;
	return size * count;
}

static void
must(bool good)
{
	if (!good)
		errx(1, "libcurl fails");
}

/* Returns false when there is no more. */
static bool
post_next(CURLM *multi, CURL *curl, struct bodies *bodies)
{
	const size_t len = strlen(bodies->next);

	if (bodies->left == 0)
		return false;
	(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)len);
	(void)curl_easy_setopt(curl, CURLOPT_POSTFIELDS, bodies->next);
	must(curl_multi_add_handle(multi, curl) == CURLM_OK);
	bodies->next += len + 1;
	bodies->left--;
	return true;
}

static CURL *
make(const char *url, struct curl_slist *headers)
{
	CURL *const curl = curl_easy_init();

	must(curl != NULL);
	(void)curl_easy_setopt(curl, CURLOPT_URL, url);
	(void)curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	(void)curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, pass_by);
	(void)curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, (long)READ_SIZE);
	(void)curl_easy_setopt(curl, CURLOPT_PIPEWAIT, 1L);
	(void)curl_easy_setopt(curl, CURLOPT_CAINFO, "cert.pem");
	return curl;
}

static size_t
take_answers(CURLM *multi, struct bodies *bodies)
{
	const CURLMsg *message;
	size_t count = 0;
	CURL *curl;
	int left;

	while ((message = curl_multi_info_read(multi, &left)) != NULL) {
		curl = message->easy_handle;
		must(message->data.result == CURLE_OK);
		must(curl_multi_remove_handle(multi, curl) == CURLM_OK);
		if (!post_next(multi, curl, bodies))
			curl_easy_cleanup(curl);
		count++;
	}
	return count;
}

static double
now(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int
main(int argc, char *argv[])
{
	CURLM *const multi = curl_multi_init();
	struct curl_slist *headers = NULL;
	struct bodies bodies = { 0 };
	size_t answered = 0;
	double start;
	int i, running;

	if (argc != 3)
		errx(64, "usage: ready url file");
	read_bodies(&bodies, argv[2]);
	headers = curl_slist_append(headers, "Content-Type: application/json");
	headers = curl_slist_append(headers, "Authorization: Bearer token");
	headers = curl_slist_append(headers, "Expect:");
	start = now();
	for (i = 0; i < JOBS; i++)
		(void)post_next(multi, make(argv[1], headers), &bodies);
	while (answered < bodies.count) {
		must(curl_multi_perform(multi, &running) == CURLM_OK);
		answered += take_answers(multi, &bodies);
		if (answered < bodies.count)
			(void)curl_multi_poll(multi, NULL, 0, WAIT, NULL);
	}
	printf("%.0f\n", (double)answered / (now() - start));
	(void)curl_multi_cleanup(multi);
	curl_slist_free_all(headers);
	free(bodies.text);
	return 0;
}
