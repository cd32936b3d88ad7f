import { describe, expect, test } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import type { PortReport } from '../../../src/model/report.ts';
import { portNotes } from '../../../src/report/occupancy/notes.ts';
import { portInWords } from '../../../src/report/occupancy/words.ts';
import { address, heldSocket } from '../../plan/host.ts';

const portOf = (...holders: HeldSocket[]): PortReport => ({ protocol: 'tcp', port: 50005, caution: 'held', holders });
const ALL = { uid: 0, capabilities: ['CAP_SYS_PTRACE'], initialPidNamespace: true };
const USER = { uid: 1000, capabilities: [] };
const peer = { address: address('127.0.0.1'), port: 40000 };

describe('what holds a port', () => {
  test.each([
    [
      { state: 'FIN_WAIT2', inode: 0, peer },
      'held by 1 closing connection that no process owns any more, in FIN_WAIT2',
    ],
    [{ state: 'SYN_RECV', inode: 0, peer }, 'held by 1 connection that no process has accepted yet, in SYN_RECV'],
    [
      {},
      'held by no process in this PID namespace (uid 0): the kernel itself, as for an NFS server, or a descriptor in flight over a unix socket: 127.0.0.1:50005 LISTEN',
    ],
  ] as const)('%j is worded for a user who may see all processes', (socket, words) => {
    expect(portInWords(portOf(heldSocket(socket)), ALL)).toBe(words);
  });

  test.each([
    ['free', [], 'no socket seen (sockets that are only bound are not listed here)'],
    ['held', [], 'in use by a socket not seen (sockets that are only bound are not listed here)'],
  ] as const)(
    'a port of caution %s without a socket says that this kernel does not list all sockets',
    (caution, holders, words) => {
      expect(portInWords({ protocol: 'tcp', port: 50005, caution, holders, unseen: 'bound-only' }, ALL)).toBe(words);
    },
  );

  test('a socket without a visible owner is worded for another user with who may see more', () => {
    expect(portInWords(portOf(heldSocket()), USER)).toBe(
      'held by a process of uid 0 that you cannot see: run as root: 127.0.0.1:50005 LISTEN',
    );
  });

  test('portNotes names the owner of a socket before that of an orphan', () => {
    const port = portOf(heldSocket({ state: 'FIN_WAIT2', inode: 0, peer }), heldSocket());
    const [seen] = portNotes([port], ALL, 'host');
    expect(seen).toContain(
      'by no process in this PID namespace (uid 0): the kernel itself, as for an NFS server, or a descriptor in flight over a unix socket on 127.0.0.1:50005 LISTEN',
    );
    expect(portNotes([port], USER, 'host')[0]).toContain('by a process of uid 0 that you cannot see: run as root');
  });

  test('portNotes says of free ports that a service may be refused, on the host alone', () => {
    const free = (port: number): PortReport => ({ protocol: 'tcp', port, caution: 'free', holders: [] });
    expect(portNotes([free(80), free(443)], ALL, 'host')).toEqual([
      'note: a service that starts on tcp port 80, tcp port 443 during the run may be refused; --in sandbox leaves this host alone',
    ]);
    expect(portNotes([1, 2, 3, 4, 5, 6].map(free), ALL, 'host')[0]).toContain('tcp port 4 or 2 others during');
    expect(portNotes([free(80)], ALL, 'sandbox')).toEqual([]);
  });
});
