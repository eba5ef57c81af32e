# jira-filters: small programs, from nothing to a working Jira credential.
#
#	make		build into build/
#	make demo	do the main job against the stand-in
#	make check	run every test, or T=t/1000-keygen.t; instrumented, in a
#			tree of their own, with SAN=address,undefined; or the
#			programs that $PATH finds, with INSTALLED=yes
#	make lint | fuzz | bench | dist | distcheck | clean
#	make install | uninstall, which honour DESTDIR and the names below
#
# demo, check and lint first install what they need, if something is missing.

PREFIX	= /usr/local
BINDIR	= $(PREFIX)/bin
SHAREDIR = $(PREFIX)/share
MANDIR	= $(SHAREDIR)/man
DATADIR	= $(SHAREDIR)/jira-filters
UNITDIR	= $(PREFIX)/lib/systemd/system
ANSIBLEDIR = $(SHAREDIR)/ansible/collections/ansible_collections
PUPPETDIR = $(SHAREDIR)/puppet/modules
CFLAGS	= -O2 -g
WARN	= -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	  -Wmissing-prototypes -Wwrite-strings -Wformat=2 -Wvla
BIND	= -Wl,-z,now # looking up late leaves registers on the stack
FUZZ_TIME = 60
FUZZ_CC	= clang

VERSION	:= $(shell cat VERSION)
pkg	= $(shell pkg-config $1 2>/dev/null)

# Ours, beside the builder's.
OURS	= -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 \
	  -DVERSION='"$(VERSION)"' -Ilib -pthread \
	  $(call pkg,--cflags libbsd-overlay libcrypto libcurl) $(WARN) \
	  $(SAN:%=-fsanitize=% -fno-sanitize-recover=all)

O	= build$(SAN:%=/san)$(INSTALLED:%=/installed)
sources	= $(if $(INSTALLED),,$(wildcard $1))
PROGS	= $(patsubst bin/%.c,$O/%,$(call sources,bin/*.c))
UNITS	= $(patsubst %.c,$O/%.t,$(call sources,t/unit/*.c))
FUZZ	= $(patsubst t/fuzz/%.c,fuzz-%,$(wildcard t/fuzz/*.c))
T	= $(wildcard t/*.t) $(UNITS)
PRELOADS = $(patsubst t/%.c,$O/t/%.so,$(wildcard t/*.c))

# What is installed, from:to; a completion by the name of its program.
as	= $(foreach f,$(wildcard $1),$f:$2/$(notdir $f))
tree	= $(foreach f,$(shell find $1 -type f ! -name '*.pyc'),$f:$2$(f:$1%=%))
FILES	= $(foreach p,$(PROGS) contrib/cron/jira-token-fresh, \
	  $p:$(BINDIR)/$(notdir $p) \
	  $C.bash:$(SHAREDIR)/bash-completion/completions/$(notdir $p) \
	  $C.fish:$(SHAREDIR)/fish/vendor_completions.d/$(notdir $p).fish) \
	  $C.zsh:$(SHAREDIR)/zsh/site-functions/_jira-filters \
	  $(call as,contrib/systemd/jira.conf,$(PREFIX)/lib/sysusers.d) \
	  $(call as,contrib/systemd/jira-token@.*,$(UNITDIR)) \
	  $(call as,share/* contrib/systemd/vault.conf,$(DATADIR)) \
	  $(foreach s,1 5 7,$(call as,man/*.$s,$(MANDIR)/man$s)) \
	  $(call tree,contrib/ansible,$(ANSIBLEDIR)/jira/filters) \
	  $(call tree,contrib/puppet,$(PUPPETDIR)/jira_filters)
C	= contrib/completion/jira-filters

# What a program links besides libbsd.  A module that reaches for more than
# its program names breaks the link, as it should.
NET	= applink probe request submit token
CRYPTO	= conn keygen oauth1-sign oauth1-verify seal $(NET)
JQ	= cfg-merge request
LIBS	= $(call pkg,--libs libbsd-overlay)
$(NET:%=$O/jira-%) $(UNITS) $(FUZZ): LIBS += $(call pkg,--libs libcurl)
$(CRYPTO:%=$O/jira-%) $(UNITS) $(FUZZ): LIBS += $(call pkg,--libs libcrypto)
$(JQ:%=$O/jira-%) $(UNITS) $(FUZZ): LIBS += -ljq

all: $(PROGS)

$(PROGS): $O/%: $O/bin/%.o $O/libjira.a
$(UNITS): %.t: %.o $O/libjira.a
$(PROGS) $(UNITS):
	$(CC) $(OURS) $(CFLAGS) $(BIND) $(LDFLAGS) -o $@ $^ $(LIBS)

$O/libjira.a: $(patsubst %.c,$O/%.o,$(wildcard lib/*.c))
	rm -f $@
	$(AR) rcs $@ $^

$O/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OURS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$O/t/%.so: t/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(OURS) $(CFLAGS) $(BIND) -fno-sanitize=all -shared -fPIC \
	    -o $@ $< -ldl

-include $(wildcard $O/*/*.d $O/t/*/*.d)

deps:
	@sh t/deps.sh

demo: deps
	@$(MAKE) --no-print-directory -s all
	@PATH="$$PWD/$O:$$PATH" sh t/standin/demo.sh

check: deps
	@$(MAKE) --no-print-directory all $(UNITS) $(PRELOADS)
	BUILD="$$PWD/$O" SAN="$(SAN)" prove $(PROVE) $(T)

lint: deps
	mandoc -T lint -W warning man/*.[157]
	shellcheck -x -P t t/*.sh t/*.t t/*/*.sh \
	    $$(grep -rl '^#!/bin/sh' contrib)
	clang-format --dry-run -Werror bin/*.c lib/*.[ch] t/*.c t/*/*.[ch]

fuzz: $(FUZZ)

$(FUZZ): fuzz-%:
	mkdir -p build/corpus/$*
	$(FUZZ_CC) $(OURS) -g -O1 -fsanitize=fuzzer,address,undefined \
	    -fno-sanitize-recover=all -o build/$@ t/fuzz/$*.c lib/*.c $(LIBS)
	build/$@ -max_total_time=$(FUZZ_TIME) -timeout=10 \
	    -artifact_prefix=build/ build/corpus/$* $(wildcard t/fuzz/$*.d)

bench: all
	@PATH="$$PWD/$O:$$PATH" sh t/bench/run.sh $(BENCH)

install: all
	set -e; umask 022; for f in $(FILES); do \
		from=$${f%:*} to="$(DESTDIR)$${f#*:}" mode=644; \
		[ ! -x "$$from" ] || mode=755; \
		mkdir -p "$${to%/*}"; install -m $$mode "$$from" "$$to"; done

uninstall:
	for f in $(FILES); do rm -f "$(DESTDIR)$${f#*:}"; done
	-for d in $(DATADIR) $(ANSIBLEDIR)/jira $(PUPPETDIR)/jira_filters; do \
		find "$(DESTDIR)$$d" -depth -type d -exec rmdir {} \;; done

dist distcheck:
	@sh t/$@.sh $(VERSION) $(if $(filter command line,$(origin T)),'T=$T')

clean:
	rm -rf build

.PHONY: all deps demo check lint fuzz $(FUZZ) bench clean \
	install uninstall dist distcheck
