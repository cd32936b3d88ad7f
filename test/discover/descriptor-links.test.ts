import { readdirSync, readlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { visitSockets } from '../../src/discover/linux/descriptor-links.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function open(): Promise<void> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
}

/** As readlink(2) of each whole path says. */
const asListed = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`)) ?? [];
      return inode === undefined ? [] : [`${fd} ${inode}`];
    } catch {
      // The folder that was being listed.
      return [];
    }
  });

const visited = (pid: number): string[] => {
  const found: string[] = [];
  visitSockets(pid, (fd, inode) => found.push(`${fd} ${inode}`));
  return found;
};

test.skipIf(process.platform !== 'linux')(
  'each descriptor of a socket is seen with its inode, and no other',
  async () => {
    const before = visited(process.pid);
    expect(before).toEqual(asListed());
    for (let i = 0; i < 20; i++) await open();
    const after = visited(process.pid);
    expect(after).toEqual(asListed());
    expect(after.length).toBe(before.length + 20);
  },
);

test('of a process that has gone nothing is seen', () => {
  expect(visited(2 ** 22)).toEqual([]);
});
