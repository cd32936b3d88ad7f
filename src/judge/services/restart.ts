import type { ServiceReport } from '../../model/plan-report.ts';
import type { ReadyService } from '../../model/planned-socket.ts';
import type { LeftBehind, Verdict } from '../../model/service-plan.ts';
import { isOpen } from './open-slots.ts';
import type { Server } from './server.ts';
import { simulateRestart } from './simulate.ts';
import type { Rulebook } from './trail.ts';
import { verdictOf } from './verdicts.ts';

const STATES = ['TIME_WAIT', 'ESTABLISHED', 'FIN_WAIT2'] as const satisfies readonly LeftBehind[];

/** Whether it would start again over what it left: of a service that starts by itself and has a TCP socket. */
export function restartOf(server: Server, book: Rulebook): ServiceReport['restart'] {
  const { service } = server;
  const known = RESTARTS.get(book) ?? new Map<string, ServiceReport['restart']>();
  RESTARTS.set(book, known);
  const key = likeness(service);
  if (!known.has(key)) known.set(key, startsAlone(server, book) ? restartAlone(service, book) : undefined);
  return known.get(key);
}

/** By the likeness of a service: hundreds of a plan may differ in nothing but their ports. */
const RESTARTS = new WeakMap<Rulebook, Map<string, ServiceReport['restart']>>();

/** Equal for services whose restarts come out alike: all that decides but the number of an unprivileged port. */
function likeness({ fails, listen, uid, slots }: ReadyService): string {
  const ports = new Map<number, string>();
  const name = (port: number): string => {
    if (!ports.has(port)) ports.set(port, port < 1024 ? String(port) : `port ${ports.size}`);
    return ports.get(port) ?? '';
  };
  const choices = slots.map((slot) => slot.choices.map((one) => ({ ...one, port: name(one.port) })));
  // Where there is one socket, it has it or has none.
  const policy = slots.length === 1 ? fails.then === 'stays' : [fails, listen];
  return JSON.stringify([policy, uid, choices]);
}

/** Whether it starts where nothing else is: where all its calls went through beside others, it does. */
function startsAlone({ service, attempts, isRunning }: Server, book: Rulebook): boolean {
  if (isRunning && attempts.every(isOpen)) return true;
  return simulateRestart(service, book, 'nothing')?.isRunning === true;
}

function restartAlone(service: ReadyService, book: Rulebook): ServiceReport['restart'] {
  if (!hasTcp(service)) return undefined;
  const verdicts = STATES.map((state): [string, Verdict] => {
    const again = simulateRestart(service, book, state);
    return [state, again === undefined ? 'exits' : verdictOf(again, [])];
  });
  return Object.fromEntries(verdicts);
}

const hasTcp = ({ slots }: ReadyService): boolean =>
  slots.some(({ choices }) => choices.some(({ protocol }) => protocol === 'tcp'));
