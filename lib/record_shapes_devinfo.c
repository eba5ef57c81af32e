/*
 * record_shapes_devinfo: what development information has to be.
 *
 * As Atlassian's specification of the Jira Software Cloud REST API has it, in
 * its state of 2026; in its order.
 */

#include "record_shapes_part.h"

static const struct shape devinfo_key =
    SHAPE("", SHAPE_TEXT, MAY, 1, 512, NULL, NULL, SHAPE_DEVINFO_KEY);
#define DEVINFO_KEYS(flags) ARRAY("issueKeys", flags, 1, 500, &devinfo_key)

static const char *const commit_flags[] = { "MERGE_COMMIT", NULL };
static const struct shape commit_flag = WORD("", MAY, commit_flags);
static const char *const changes[] = { "ADDED", "COPIED", "DELETED", "MODIFIED",
	"MOVED", "UNKNOWN", NULL };
static const struct shape file_members[] = {
	STRING("path", MUST, 1024),
	URL("url", MUST),
	WORD("changeType", MUST, changes),
	INT32("linesAdded", MUST, 0),
	INT32("linesRemoved", MUST, 0),
	END,
};
static const struct shape file = OBJECT("", MAY, file_members);
static const struct shape author[] = {
	STRING("name", MAY_CUT, 255),
	STRING("email", MAY, 255),
	STRING("username", MAY, 255),
	STRING("url", MAY, 2000),
	STRING("avatar", MAY, 2000),
	END,
};
#define COMMIT                                                                 \
	INT64("updateSequenceId", MUST_FILLED), STRING("hash", MAY, 255),      \
	    ARRAY("flags", MAY, 0, 1, &commit_flag),                           \
	    STRING("message", MUST_CUT, 1024), OBJECT("author", MUST, author), \
	    INT32("fileCount", MUST, 0), URL("url", MUST),                     \
	    ARRAY("files", MAY_CUT, 0, 10, &file),                             \
	    TIME("authorTimestamp", MUST), STRING("displayId", MUST, 255)
static const struct shape commit_members[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MAY_CUT),
	ASSOCIATIONS(0, 0, &record_by_issue),
	COMMIT,
	END,
};
static const struct shape last_commit[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MUST_CUT),
	COMMIT,
	END,
};
static const struct shape branch_members[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MAY_CUT),
	ASSOCIATIONS(0, 0, &record_by_issue),
	INT64("updateSequenceId", MUST_FILLED),
	STRING("name", MUST, 512),
	OBJECT("lastCommit", MUST, last_commit),
	STRING("createPullRequestUrl", MAY, 2000),
	SHAPE("url", SHAPE_TEXT, MUST, 1, 2000, NULL, NULL, SHAPE_ANY),
	END,
};
static const char *const pull_states[] = { "OPEN", "MERGED", "DECLINED",
	"UNKNOWN", NULL };
static const char *const approvals[] = { "APPROVED", "UNAPPROVED", NULL };
static const struct shape reviewer_members[] = {
	STRING("name", MAY_CUT, 255),
	WORD("approvalStatus", MAY, approvals),
	URL("url", MAY),
	URL("avatar", MAY),
	STRING("email", MAY, 254),
	STRING("accountId", MAY, 128),
	END,
};
static const struct shape reviewer = OBJECT("", MAY, reviewer_members);
static const struct shape pull_members[] = {
	ENTITY("id"),
	DEVINFO_KEYS(MAY_CUT),
	ASSOCIATIONS(0, 0, &record_by_issue),
	INT64("updateSequenceId", MUST_FILLED),
	WORD("status", MUST, pull_states),
	STRING("title", MUST_CUT, 1024),
	OBJECT("author", MUST, author),
	INT32("commentCount", MUST, INT32_MIN),
	STRING("sourceBranch", MUST, 255),
	URL("sourceBranchUrl", MAY),
	TIME("lastUpdate", MUST_FILLED),
	STRING("destinationBranch", MAY, 255),
	URL("destinationBranchUrl", MAY),
	ARRAY("reviewers", MAY, 0, 0, &reviewer),
	URL("url", MUST),
	STRING("displayId", MUST, 255),
	END,
};
static const struct shape commit = OBJECT("", SHAPE_ISSUES, commit_members);
static const struct shape branch = OBJECT("", SHAPE_ISSUES, branch_members);
static const struct shape pull = OBJECT("", SHAPE_ISSUES, pull_members);
static const struct shape repository[] = {
	STRING("name", MUST_CUT, 255),
	STRING("description", MAY_CUT, 1024),
	STRING("forkOf", MAY, 1024),
	URL("url", MUST),
	ARRAY("commits", SHAPE_SOLE, 0, 400, &commit),
	ARRAY("branches", SHAPE_SOLE, 0, 400, &branch),
	ARRAY("pullRequests", SHAPE_SOLE, 0, 400, &pull),
	URL("avatar", MAY),
	STRING("avatarDescription", MAY_CUT, 1024),
	ENTITY("id"),
	INT64("updateSequenceId", MUST_FILLED),
	END,
};
const struct shape record_repository = OBJECT("", MAY, repository);
