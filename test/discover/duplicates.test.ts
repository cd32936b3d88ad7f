import { type ChildProcess, spawn } from 'node:child_process';
import { fstatSync, readdirSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { Duplicates } from '../../src/discover/linux/duplicates.ts';
import type { SocketOptions } from '../../src/model/options.ts';
import { formatOutcome, OK } from '../../src/model/outcome.ts';
import type { Sockets } from '../../src/net/socket.ts';
import { canEnter, inside } from '../net/inside.ts';
import { describeWhere } from '../setup/where.ts';

const LOOPBACK = { family: 'inet', ip: '127.0.0.1' } as const;

function listener(sockets: Sockets, options: SocketOptions): number {
  const fd = sockets.open('tcp', 'inet');
  if (!fd.ok) throw new Error(formatOutcome(fd.error));
  expect(sockets.setOptions(fd.value, options)).toBe(OK);
  expect(sockets.bind(fd.value, sockets.sockaddr(LOOPBACK, 8080))).toBe(OK);
  expect(sockets.listen(fd.value, 16)).toBe(OK);
  return fd.value;
}

let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

/** A process that has the socket as its descriptor 3. */
function share(fd: number): number {
  child = spawn('sleep', ['20'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
  return child.pid ?? 0;
}

const openDescriptors = (): number => readdirSync('/proc/self/fd').length;

describeWhere(canEnter(), 'SO_REUSEADDR and SO_REUSEPORT of a socket of another process', () => {
  test.each([
    [{}, { reuseaddr: false, reuseport: false }],
    [{ reuseaddr: true }, { reuseaddr: true, reuseport: false }],
    [{ reuseport: true }, { reuseaddr: false, reuseport: true }],
    [
      { reuseaddr: true, reuseport: true },
      { reuseaddr: true, reuseport: true },
    ],
  ])('%o: the flags read from a duplicate of its descriptor are %o', (options, value) => {
    inside((sockets) => {
      const fd = listener(sockets, options);
      const duplicates = new Duplicates();
      expect(duplicates.read(share(fd), 3, fstatSync(fd).ino)).toEqual({ ok: true, value });
      duplicates.close();
    });
  });

  test('reading them leaves no descriptor open, and the port free as soon as its holder closes', () => {
    inside((sockets) => {
      const before = openDescriptors();
      const fd = listener(sockets, {});
      const duplicates = new Duplicates();
      for (let i = 0; i < 100; i++) duplicates.read(process.pid, fd, fstatSync(fd).ino);
      duplicates.close();
      expect(openDescriptors()).toBe(before + 1);
      sockets.close(fd);
      listener(sockets, {});
    });
  });

  test('reading them of another socket, a closed descriptor or a process that has gone gives ENOENT, EBADF, ESRCH', () => {
    inside((sockets) => {
      const fd = listener(sockets, {});
      const before = openDescriptors();
      const duplicates = new Duplicates();
      expect(duplicates.read(process.pid, fd, fstatSync(fd).ino + 1)).toEqual({ ok: false, error: 'ENOENT' });
      expect(duplicates.read(process.pid, 9999, 1)).toEqual({ ok: false, error: 'EBADF' });
      expect(duplicates.read(2 ** 22 - 1, 3, 1)).toMatchObject({ ok: false, error: 'ESRCH' });
      duplicates.close();
      expect(openDescriptors()).toBe(before);
    });
  });
});
