import { join } from 'node:path';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { hostNamespace } from '../setup/namespace.ts';
import { type Finished, type Running, start } from '../setup/process.ts';

/** What became of the clients of live services beside which the program ran. */
export interface TrafficFigures {
  readonly connections: number;
  readonly datagrams: number;
  /** Connections that met no socket, datagrams that got no answer. */
  readonly lost: number;
  /** Connections that met another socket than the service's. */
  readonly taken: number;
  /** How often the program ran. */
  readonly programs: number;
}

/** What became of a service that restarts, with its port free for ten milliseconds each time. */
export interface RestartFigures {
  readonly restarts: number;
  readonly refused: number;
  readonly programs: number;
}

/** The built program: as the tests have staged it, else that of this checkout. */
const STAGED = process.env.STAGED_BIN;
const PROGRAM = [
  process.execPath,
  STAGED === undefined ? join(import.meta.dirname, '../../dist/cli.js') : join(STAGED, 'bindmatrix'),
];

/** A refused bind, a refused start and a port that changed meanwhile are what is looked for. */
const FINE: readonly (number | null)[] = [0, 1, 3];

/**
 * Runs `run`, `run --live`, `why` and `serve` beside services of each kind (TCP, a pair with SO_REUSEPORT, dual-stack, UDP)
 * until their clients have made `count` connections to each kind and sent as many datagrams. `seed` decides the order of the commands.
 * Needs root, and works in a network namespace of its own.
 */
export function traffic(seed: number, count: number): Promise<TrafficFigures> {
  return within(async (inside, probe) => {
    const service = start(inside(probe.command('serve')));
    await service.waitFor(/ready/);
    const clients = start(inside(probe.command('load', String(count))));
    let programs = 0;
    const fewest = Math.min(BESIDE_SERVICES.length, count / CLIENTS_PER_PROGRAM);
    while (programs < fewest || !clients.stdout().includes('enough')) {
      const round = Math.floor(programs / BESIDE_SERVICES.length);
      await finished(inside, shuffled(BESIDE_SERVICES, seed + round)[programs % BESIDE_SERVICES.length] ?? []);
      programs++;
    }
    const counts = await lastWord<Omit<TrafficFigures, 'programs'>>(clients);
    const { accepted, received } = await lastWord<{ accepted: number; received: number }>(service);
    if (accepted < counts.connections - counts.lost - counts.taken || received < counts.datagrams - counts.lost)
      throw new Error(`the service counted ${accepted} and ${received}, its clients ${JSON.stringify(counts)}`);
    return { ...counts, programs };
  });
}

/** How many clients must come while one program runs, at most. */
const CLIENTS_PER_PROGRAM = 25;

const BESIDE_SERVICES: readonly (readonly string[])[] = [
  ...[7001, 7002, 7003].flatMap((port) => [
    ['run', '--port', String(port), '--reuse', 'none,addr,port,addr+port'],
    ['run', '--live', '--port', String(port), '--reuse', 'addr,port'],
    ['why', `0.0.0.0:${port}`, '--reuse', 'port'],
    ['why', `[::]:${port}`, '--reuse', 'none'],
    ['serve', '--port', String(port), '--reuse', 'port'],
    ['serve', '--port', String(port), '--reuse', 'addr+port', '--address', '10.0.0.1'],
  ]),
  ['run', '--protocol', 'udp', '--port', '7004', '--reuse', 'none,addr,port'],
  ['run', '--protocol', 'udp', '--port', '7004', '--reuse', 'addr', '--live', '--sequence', 'bind-all-first'],
  ['why', 'udp:0.0.0.0:7004', '--reuse', 'addr'],
  ['why', 'udp:127.0.0.1:7004'],
  ['why'],
].filter((command) => !(command[0] === 'serve' && command.includes('10.0.0.1') && command.includes('7003')));

/**
 * Half of `count` restarts beside `why` in a loop, of a service with SO_REUSEADDR, as most have it; half beside `run` that
 * began while the service was up, of services with it and without. `seed` decides the order.
 */
export async function restarts(seed: number, count: number): Promise<RestartFigures & { refusedBeside: string[] }> {
  const half = Math.ceil(count / 2);
  const parts = {
    why: await besideWhy(seed, half),
    'run, a service with SO_REUSEADDR': await besideRun(seed, 'addr', half / 2),
    'run, a service without': await besideRun(seed, 'none', half / 2),
  };
  const sum = (key: keyof RestartFigures): number => Object.values(parts).reduce((n, part) => n + part[key], 0);
  const refusedBeside = Object.entries(parts).flatMap(([name, { refused }]) => (refused > 0 ? [name] : []));
  return { restarts: sum('restarts'), refused: sum('refused'), programs: sum('programs'), refusedBeside };
}

const besideWhy = (seed: number, count: number): Promise<RestartFigures> =>
  within(async (inside, probe) => {
    const service = start(inside(probe.command('restart', '7001', 'addr', '10', '20')));
    let programs = 0;
    while (Number(service.stdout().trim().split('\n').at(-1)) < count || programs === 0) {
      for (const command of shuffled(WHY, seed + programs)) await finished(inside, command);
      programs += WHY.length;
    }
    return { ...(await lastWord<Omit<RestartFigures, 'programs'>>(service)), programs };
  });

const WHY = [['7001', '--reuse', 'none'], ['7001', '--reuse', 'port'], ['7001'], ['127.0.0.1:7001'], []].map(
  (words) => ['why', ...words],
);

const besideRun = (seed: number, option: 'addr' | 'none', count: number): Promise<RestartFigures> =>
  within(async (inside, probe) => {
    const service = start(inside(probe.command('restart', '7001', option, '10')));
    await service.waitFor(/ready/);
    const reuses = shuffled(['none', 'addr', 'port', 'addr+port'], seed).join(',');
    let programs = 0;
    for (; programs * 5 < count; programs++) {
      const program = start(inside([...PROGRAM, 'run', '--port', '7001', '--reuse', reuses, '--show', 'alone']));
      await program.waitFor(/note: tcp port 7001 is held/);
      process.kill(service.pid, 'SIGUSR2');
      expectFine(['run'], await program.finished);
      await service.waitFor(new RegExp(`(?:restarted\\n){${programs + 1}}`));
    }
    return { ...(await lastWord<Omit<RestartFigures, 'programs'>>(service)), programs };
  });

/**
 * A service that restarts all along, half of `count` times with SO_REUSEADDR and half without, beside `run` in a loop. A run
 * that begins while the service is down cannot know of it: few restarts are refused, not none.
 */
export async function restartsAllAlong(count: number): Promise<RestartFigures> {
  const parts = [await besideRuns('addr', count / 2), await besideRuns('none', count / 2)];
  const sum = (key: keyof RestartFigures): number => parts.reduce((n, part) => n + part[key], 0);
  return { restarts: sum('restarts'), refused: sum('refused'), programs: sum('programs') };
}

const besideRuns = (option: 'addr' | 'none', count: number): Promise<RestartFigures> =>
  within(async (inside, probe) => {
    const service = start(inside(probe.command('restart', '7001', option, '10', '20')));
    let programs = 0;
    await service.waitFor(/^\d+$/m);
    for (; Number(service.stdout().trim().split('\n').at(-1)) < count; programs++)
      await finished(inside, ['run', '--port', '7001']);
    return { ...(await lastWord<Omit<RestartFigures, 'programs'>>(service)), programs };
  });

type Inside = (argv: readonly string[]) => string[];

/** Works in a namespace with some addresses, so that a run there has something to do. */
async function within<T>(work: (inside: Inside, probe: Probe) => Promise<T>): Promise<T> {
  const addresses = Array.from({ length: 60 }, (_, i) => `10.0.0.${i + 1}`);
  const probe = await buildProbe(new URL('./services.ts', import.meta.url));
  const host = await hostNamespace({ as: 'root', addresses });
  try {
    return await work((argv) => ['nsenter', '--target', String(host.pid), '--net', ...argv], probe);
  } finally {
    host.kill('SIGKILL');
    await probe.remove();
  }
}

async function finished(inside: Inside, command: readonly string[]): Promise<void> {
  expectFine(command, await start(inside([...PROGRAM, ...command])).finished);
}

function expectFine(command: readonly string[], { code, stderr }: Finished): void {
  if (!FINE.includes(code)) throw new Error(`${command.join(' ')} ends with ${code}\n${stderr}`);
}

/** Ends a program of services.ts, and gives what it counted. */
async function lastWord<T>(program: Running): Promise<T> {
  program.kill('SIGTERM');
  const { stdout } = await program.finished;
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}

/** The same items in an order that the seed decides (a linear congruential generator). */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  return items
    .map((item) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return { item, key: state };
    })
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
