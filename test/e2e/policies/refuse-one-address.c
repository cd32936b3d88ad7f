// A library to be preloaded: bind(2) to the IPv4 address in the environment variable REFUSED gives EADDRNOTAVAIL, as for
// an address that the host does not have. Nothing that can be read of the host says so.
// cc -shared -fPIC -O2 -o refuse-one-address.so refuse-one-address.c
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>

int bind(int fd, const struct sockaddr *address, socklen_t length) {
  static int (*next)(int, const struct sockaddr *, socklen_t);
  if (!next) next = (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "bind");
  const char *refused = getenv("REFUSED");
  struct in_addr wanted;
  if (refused && address->sa_family == AF_INET && inet_pton(AF_INET, refused, &wanted) == 1 &&
      ((const struct sockaddr_in *)address)->sin_addr.s_addr == wanted.s_addr) {
    errno = EADDRNOTAVAIL;
    return -1;
  }
  return next(fd, address, length);
}
