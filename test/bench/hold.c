// Holds many TCP sockets, in as many processes as the limit of descriptors asks for, until its standard input closes:
// hold listeners|connections COUNT READY [PROCESSES]. The file READY is made when all are held.
// cc -O2 -o hold hold.c
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void check(int result, const char *what) {
  if (result < 0) { perror(what); exit(1); }
}

static int bound(int process, int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(0x7f000001 + process);
  int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  check(fd, "socket");
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  check(bind(fd, (struct sockaddr *)&address, sizeof address), "bind");
  check(listen(fd, 512), "listen");
  return fd;
}

// Each connection is two sockets of this process; the listener is one.
static void connections(int process, int count) {
  int listener = bound(process, 8080);
  struct sockaddr_in address;
  socklen_t length = sizeof address;
  getsockname(listener, (struct sockaddr *)&address, &length);
  for (int i = 0; i < (count - 1) / 2; i++) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(fd, "socket");
    check(connect(fd, (struct sockaddr *)&address, sizeof address), "connect");
    check(accept(listener, NULL, NULL), "accept");
  }
}

int main(int argc, char **argv) {
  if (argc < 4) { fprintf(stderr, "usage: hold listeners|connections COUNT READY\n"); return 2; }
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  int total = atoi(argv[2]), room = (limit.rlim_max > 20000 ? 20000 : (int)limit.rlim_max) - 100;
  int asked = argc > 4 ? atoi(argv[4]) : 0, processes = asked > 0 ? asked : (total + room - 1) / room, done[2];
  char byte;
  check(pipe(done), "pipe");
  for (int process = 0; process < processes; process++) {
    int share = total / processes + (process < total % processes);
    if (fork() != 0) continue;
    close(done[0]);
    if (strcmp(argv[1], "listeners") == 0) for (int i = 0; i < share; i++) bound(process, 1024 + i);
    else connections(process, share);
    check(write(done[1], "+", 1), "write");
    while (read(0, &byte, 1) > 0);
    return 0;
  }
  close(done[1]);
  for (int process = 0; process < processes; process++) check(read(done[0], &byte, 1) - 1, "a holder");
  check(open(argv[3], O_CREAT | O_WRONLY, 0644), argv[3]);
  while (wait(NULL) > 0);
  return 0;
}
