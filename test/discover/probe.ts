import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { discoverHost } from '../../src/discover/host.ts';
import { listByC } from '../../src/discover/interfaces.ts';
import { portFilter } from '../../src/discover/linux/port-filter.ts';
import { dumpSockets } from '../../src/discover/linux/sock-diag.ts';
import { withOwners } from '../../src/discover/owners.ts';
import { allSockets, type SocketListing, socketsOn } from '../../src/discover/sockets.ts';
import { LINUX_ONLY } from '../../src/libc/linux-only.ts';
import { withNetlink } from '../../src/libc/netlink.ts';
import type { Result } from '../../src/model/result.ts';
import { asUser } from '../setup/namespace.ts';
import { holdSockets, shareListener } from './held.ts';
import { refuseNetlink } from './refuse-netlink.ts';

/**
 * What the tests run inside a namespace. Each word of the command line is done in turn and prints one line of JSON:
 * `sockets:80,443` asks for ports; `hold` opens one socket of each kind and tells what they are; after `refuse` this
 * process has no netlink.
 */
const VERBS: Readonly<Record<string, (argument: string) => unknown>> = {
  host: discoverHost,
  byc: listByC,
  hold: holdSockets,
  filtered: (ports) => filteredByKernel(ports.split(',').map(Number)),
  shared: listShared,
  user: (word) => asOrdinaryUser(word.replace('=', ':')),
  refuse: refuseNetlink,
  all: () => owned(allSockets()),
  sockets: (ports) => owned(socketsOn(ports.split(',').map(Number), ['tcp', 'udp'])),
  tcp: (ports) => owned(socketsOn(ports.split(',').map(Number), ['tcp'])),
};

const owned = (listed: Result<SocketListing>): unknown =>
  listed.ok ? { ...listed.value, sockets: withOwners(listed.value.sockets) } : listed;

/** The ports of what the kernel's filter lets through, before anybody looks again. */
const filteredByKernel = (ports: readonly number[]): unknown =>
  withNetlink(LINUX_ONLY.NETLINK_SOCK_DIAG, (netlink) => {
    const dumped = dumpSockets(netlink, 'inet', 'tcp', portFilter(ports));
    return dumped.ok ? [...new Set(dumped.value.map(({ port }) => port))].sort() : dumped;
  });

/** The owners as they are, and as they are listed. */
function listShared(): unknown {
  const sharer = shareListener();
  const expected = [process.pid, sharer.pid].map((pid) => ({
    pid,
    command: readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd(),
    uid: process.geteuid?.(),
  }));
  const listed = socketsOn([50_005], ['tcp']);
  const found = listed.ok ? withOwners(listed.value.sockets).map(({ owners }) => owners) : listed;
  sharer.kill();
  return { owners: expected, found };
}

/** Does one word, written with `=`, as somebody who may not see this process's descriptors. */
function asOrdinaryUser(word: string): unknown {
  const [command = '', ...args] = asUser([process.execPath, process.argv[1] ?? '', word]);
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return stdout === '' ? { stderr } : JSON.parse(stdout);
}

for (const word of process.argv.slice(2)) {
  const [verb = '', argument = ''] = word.split(':', 2);
  process.stdout.write(`${JSON.stringify(VERBS[verb]?.(argument) ?? null)}\n`);
}
