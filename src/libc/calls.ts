import { declare, type Pointer } from './library.ts';

/** The system calls of a socket, as libc declares them; -1 is failure, and errno is read directly after. */
export interface Calls {
  socket(domain: number, type: number, protocol: number): number;
  setsockopt(fd: number, level: number, name: number, value: Pointer, length: number): number;
  bind(fd: number, address: Pointer, length: number): number;
  listen(fd: number, backlog: number): number;
  connect(fd: number, address: Pointer, length: number): number;
  accept4(fd: number, address: Pointer, length: Pointer, flags: number): number;
  getsockname(fd: number, address: Pointer, length: Pointer): number;
  send(fd: number, data: Buffer, length: number, flags: number): number;
  sendto(fd: number, data: Buffer, length: number, flags: number, address: Pointer, addressLength: number): number;
  recvfrom(
    fd: number,
    data: Buffer,
    length: number,
    flags: number,
    address: Buffer | null,
    addressLength: Buffer | null,
  ): number;
  poll(fds: Buffer, count: number, milliseconds: number): number;
  shutdown(fd: number, how: number): number;
  close(fd: number): number;
}

const PROTOTYPES: Readonly<Record<keyof Calls, string>> = {
  socket: 'int socket(int domain, int type, int protocol)',
  setsockopt: 'int setsockopt(int fd, int level, int name, uintptr_t value, uint32_t length)',
  bind: 'int bind(int fd, uintptr_t address, uint32_t length)',
  listen: 'int listen(int fd, int backlog)',
  connect: 'int connect(int fd, uintptr_t address, uint32_t length)',
  accept4: 'int accept4(int fd, uintptr_t address, uintptr_t length, int flags)',
  getsockname: 'int getsockname(int fd, uintptr_t address, uintptr_t length)',
  send: 'intptr_t send(int fd, const void *data, size_t length, int flags)',
  sendto:
    'intptr_t sendto(int fd, const void *data, size_t length, int flags, uintptr_t address, uint32_t addressLength)',
  recvfrom: 'intptr_t recvfrom(int fd, void *data, size_t length, int flags, void *address, void *addressLength)',
  poll: 'int poll(void *fds, unsigned long count, int milliseconds)',
  shutdown: 'int shutdown(int fd, int how)',
  close: 'int close(int fd)',
};

/**
 * libc's socket calls. Each is looked up when it is first called, so that a platform that lacks one can use the others;
 * the function found then replaces the stub, so that later calls cost one property access more than the C call.
 */
export const CALLS: Calls = Object.fromEntries(
  Object.entries(PROTOTYPES).map(([name, prototype]) => [name, onFirstCall(name as keyof Calls, prototype)]),
) as unknown as Calls;

function onFirstCall(name: keyof Calls, prototype: string): (...args: never[]) => number {
  const lookUp = (...args: never[]): number => {
    const calls = CALLS as Record<keyof Calls, (...args: never[]) => number>;
    if (calls[name] === lookUp) calls[name] = declare(prototype);
    return calls[name](...args);
  };
  return lookUp;
}
