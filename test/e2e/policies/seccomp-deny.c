// seccomp-deny CALL[,CALL...] COMMAND...: runs a command whose every such call fails with EPERM (seccomp(2)). `netlink`
// is socket(AF_NETLINK), which fails with EAFNOSUPPORT as with RestrictAddressFamilies= of systemd, and `sock_diag` a
// netlink socket of that protocol, which fails with EPROTONOSUPPORT as where the kernel has no sock_diag.
#include <errno.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct { const char *name; int call; } CALLS[] = {
  { "accept", SYS_accept }, { "accept4", SYS_accept4 }, { "bind", SYS_bind }, { "connect", SYS_connect },
  { "getsockname", SYS_getsockname }, { "getsockopt", SYS_getsockopt }, { "listen", SYS_listen },
  { "pidfd_getfd", SYS_pidfd_getfd }, { "pidfd_open", SYS_pidfd_open }, { "setns", SYS_setns },
  { "setsockopt", SYS_setsockopt }, { "socket", SYS_socket }, { "unshare", SYS_unshare },
};

/** Refuses a call whose argument number `place` is `value`. */
static int refuse(int call, int place, unsigned value, int error) {
  struct sock_filter code[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 3),
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0]) + 8 * place),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { sizeof code / sizeof *code, code };
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static int refuse_every(int call) {
  struct sock_filter code[] = {
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = { sizeof code / sizeof *code, code };
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

static int refuse_name(const char *name) {
  if (strcmp(name, "netlink") == 0) return refuse(SYS_socket, 0, AF_NETLINK, EAFNOSUPPORT);
  if (strcmp(name, "sock_diag") == 0) return refuse(SYS_socket, 2, NETLINK_SOCK_DIAG, EPROTONOSUPPORT);
  for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++)
    if (strcmp(name, CALLS[i].name) == 0) return refuse_every(CALLS[i].call);
  errno = EINVAL;
  return -1;
}

int main(int count, char **words) {
  if (count < 3 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) { perror("seccomp"); return 9; }
  for (char *name = strtok(words[1], ","); name; name = strtok(0, ","))
    if (refuse_name(name)) { perror(name); return 9; }
  execvp(words[2], words + 2);
  perror(words[2]);
  return 9;
}
