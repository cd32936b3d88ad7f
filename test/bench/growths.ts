import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM } from './group.ts';
import { holdMany } from './held.ts';
import { addAddresses, manyAddresses, runAt } from './many-addresses.ts';

/** A program whose cost is measured at N, 2 N and 4 N. */
export interface Growth {
  readonly name: string;
  /** N. */
  readonly size: number;
  /** Makes what it needs, in a private network namespace; `folder` goes afterwards. Gives the command line. */
  readonly prepare: (folder: string, size: number) => readonly string[];
}

/** Sockets of the growing number of processes: few, so that the processes are what is paid for. */
const PER_PROCESS = 4;

export const GROWTHS: readonly Growth[] = [
  { name: 'addresses of a host, `interfaces`', size: 1000, prepare: (_, size) => hostOf(size, 'interfaces') },
  { name: 'addresses of the matrix', size: 100, prepare: (_, size) => tried(size, '--show', 'matrix') },
  { name: 'addresses together', size: 1000, prepare: (_, size) => tried(size, '--show', 'together') },
  { name: 'addresses of --predict', size: 750, prepare: (_, size) => foreseen(size) },
  { name: 'trials of `check`', size: 250, prepare: trialFile },
  { name: 'sockets of `why`', size: 10_000, prepare: (folder, size) => heldBy(folder, size) },
  {
    name: `processes of \`why\`, ${PER_PROCESS} sockets each`,
    size: 250,
    prepare: (folder, size) => heldBy(folder, size * PER_PROCESS, size),
  },
];

function hostOf(size: number, ...words: readonly string[]): readonly string[] {
  addAddresses(manyAddresses(size));
  return [...PROGRAM, ...words];
}

function tried(size: number, ...words: readonly string[]): readonly string[] {
  addAddresses(manyAddresses(size));
  return runAt(manyAddresses(size), ...words);
}

const foreseen = (size: number): readonly string[] => runAt(manyAddresses(size), '--predict', 'linux');

function heldBy(folder: string, sockets: number, processes?: number): readonly string[] {
  holdMany(folder, 'listeners', sockets, processes);
  return [...PROGRAM, 'why'];
}

/** A server that restarts beside a connection, in a YAML file, so many times. */
function trialFile(folder: string, size: number): readonly string[] {
  const path = join(folder, 'trials.yaml');
  const trials = Array.from({ length: size }, (_, i) => TRIAL.replace('ID', `restart-${i}`));
  writeFileSync(path, `version: 1\ntrials:\n${trials.join('')}`);
  return [...PROGRAM, 'check', path];
}

const TRIAL = `  - id: ID
    title: A server restarts beside a connection
    steps:
      - { op: bind, socket: server, address: 0.0.0.0, port: 50005, reuseaddr: true }
      - { op: listen, socket: server }
      - { op: connect, socket: client, address: 127.0.0.1, port: 50005 }
      - { op: accept, socket: conn, from: server }
      - { op: close, socket: conn }
      - { op: bind, socket: again, address: 0.0.0.0, port: 50005, expect: EADDRINUSE }
`;
