// landlock-bind PORT[,PORT...] COMMAND...: runs a command that may bind these TCP ports alone (Landlock ABI 4, Linux 6.7)
#include <linux/types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int count, char **words) {
  struct { __u64 files, net; } handled = { 0, 1 /* LANDLOCK_ACCESS_NET_BIND_TCP */ };
  int fd = syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
  if (fd < 0) { perror("landlock_create_ruleset"); return 9; }
  for (char *port = strtok(words[1], ","); port; port = strtok(0, ",")) {
    struct { __u64 access, port; } rule = { 1, atoi(port) };
    if (syscall(SYS_landlock_add_rule, fd, 2 /* LANDLOCK_RULE_NET_PORT */, &rule, 0)) { perror("landlock_add_rule"); return 9; }
  }
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (syscall(SYS_landlock_restrict_self, fd, 0)) { perror("landlock_restrict_self"); return 9; }
  execvp(words[2], words + 2);
  perror(words[2]);
  return 9;
}
