// The matrix in C: every ordered pair of the addresses named, IPv4 and TCP, SO_REUSEADDR on both sockets. The holder is
// opened once for its row; each newcomer is opened, bound, made to listen where bind(2) let it, and closed.
// cc -O2 -o matrix matrix.c && ./matrix PORT ADDRESS...   prints: {"ok": N, "failed": N, "cpu": MILLISECONDS of the loop}
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static int listener(const struct sockaddr_in *address, int *refused) {
  int one = 1;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) { perror("socket"); exit(1); }
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  *refused = bind(fd, (const struct sockaddr *)address, sizeof *address) != 0 || listen(fd, 128) != 0;
  return fd;
}

static double spent(void) {
  struct rusage now;
  getrusage(RUSAGE_SELF, &now);
  return (now.ru_utime.tv_sec + now.ru_stime.tv_sec) * 1e3 + (now.ru_utime.tv_usec + now.ru_stime.tv_usec) / 1e3;
}

int main(int argc, char **argv) {
  if (argc < 3) { fprintf(stderr, "usage: matrix PORT ADDRESS...\n"); return 2; }
  int count = argc - 2, refused;
  long failed = 0;
  struct sockaddr_in *addresses = calloc(count, sizeof *addresses);
  unsigned char *cells = calloc(count, count);
  for (int i = 0; i < count; i++) {
    addresses[i].sin_family = AF_INET;
    addresses[i].sin_port = htons(atoi(argv[1]));
    if (inet_pton(AF_INET, argv[i + 2], &addresses[i].sin_addr) != 1) { fprintf(stderr, "%s?\n", argv[i + 2]); return 2; }
  }
  double before = spent();
  for (int i = 0; i < count; i++) {
    int holder = listener(&addresses[i], &refused);
    if (refused) { perror(argv[i + 2]); return 1; }
    for (int j = 0; j < count; j++) {
      int newcomer = listener(&addresses[j], &refused);
      cells[(long)i * count + j] = refused;
      failed += refused;
      close(newcomer);
    }
    close(holder);
  }
  printf("{\"ok\": %ld, \"failed\": %ld, \"cpu\": %.1f}\n", (long)count * count - failed, failed, spent() - before);
  return 0;
}
