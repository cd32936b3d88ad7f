// Listeners started together in C, IPv4 and TCP, SO_REUSEADDR on all: the addresses in the order given, then with the
// first one last. All that bind are kept open while one client visits each address: it is accepted where it arrives, at
// the listener of the address or else at the first, and reset.
// cc -O2 -o together together.c && ./together PORT ANY ADDRESSES...   prints: {"ok": N, "failed": N}
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static int stream(int flags) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  if (fd < 0) { perror("socket"); exit(1); }
  return fd;
}

static int listener(const struct sockaddr_in *address) {
  int one = 1, fd = stream(SOCK_NONBLOCK);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(fd, (const struct sockaddr *)address, sizeof *address) == 0 && listen(fd, 128) == 0) return fd;
  close(fd);
  return -1;
}

static void reset(int fd) {
  struct linger now = {.l_onoff = 1};
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  close(fd);
}

static void visit(const struct sockaddr_in *address, const int *fds, int own, int any) {
  struct sockaddr_in name;
  socklen_t length = sizeof name;
  int client = stream(0), accepted = -1;
  if (connect(client, (const struct sockaddr *)address, sizeof *address) != 0) { perror("connect"); exit(1); }
  getsockname(client, (struct sockaddr *)&name, &length);
  if (fds[own] >= 0) accepted = accept4(fds[own], (struct sockaddr *)&name, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (accepted < 0) accepted = accept4(fds[any], (struct sockaddr *)&name, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (accepted < 0) { perror("accept4"); exit(1); }
  reset(accepted);
  reset(client);
}

// The place of ANY is where a client of an address without a listener arrives; `any` may be refused itself.
static long together(const struct sockaddr_in *addresses, int count, int any) {
  int *fds = calloc(count, sizeof *fds);
  long ok = 0;
  for (int i = 0; i < count; i++) {
    fds[i] = listener(&addresses[i]);
    ok += fds[i] >= 0;
  }
  // To ANY a client goes by 127.0.0.1, at which nobody listens if ANY was refused.
  for (int i = 0; i < count; i++) if (i != any || fds[any] >= 0) visit(&addresses[i], fds, i, any);
  for (int i = 0; i < count; i++) {
    if (fds[i] < 0) continue;
    if (accept4(fds[i], NULL, NULL, SOCK_CLOEXEC) >= 0 || errno != EAGAIN) { perror("accept4"); exit(1); }
    reset(fds[i]);
  }
  free(fds);
  return ok;
}

int main(int argc, char **argv) {
  if (argc < 4) { fprintf(stderr, "usage: together PORT ANY ADDRESSES...\n"); return 2; }
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  int count = argc - 2;
  struct sockaddr_in *addresses = calloc(count + 1, sizeof *addresses);
  for (int i = 0; i < count; i++) {
    addresses[i].sin_family = AF_INET;
    addresses[i].sin_port = htons(atoi(argv[1]));
    if (inet_pton(AF_INET, argv[i + 2], &addresses[i].sin_addr) != 1) { fprintf(stderr, "%s?\n", argv[i + 2]); return 2; }
  }
  long ok = together(addresses, count, 0);
  addresses[count] = addresses[0];
  ok += together(addresses + 1, count, count - 1);
  printf("{\"ok\": %ld, \"failed\": %ld}\n", ok, 2L * count - ok);
  return 0;
}
