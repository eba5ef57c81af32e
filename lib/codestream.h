/*
 * codestream: what a CodeStream on-prem server accepts in its configuration.
 *
 * It reads the file as Hjson, refuses to start when it meets a member that it
 * does not know, and evaluates every string as a JavaScript template literal.
 * From its sources: shared/codestream_configs (parameters.json, schema 15 to
 * 40; lib/structured_config_base.js) and shared/server_utils/interpolate.js.
 */
#ifndef CODESTREAM_H
#define CODESTREAM_H

#include "profile.h"

extern const struct profile codestream;

#endif
