import type { Share } from '../../model/plan-report.ts';
import type { PlannedSocket } from '../../model/planned-socket.ts';
import type { Verdict } from '../../model/service-plan.ts';
import { isOpenQuestion, passed } from './calls.ts';
import { endpointOf } from './open-sockets.ts';
import type { Server } from './server.ts';

/** The endpoints that a service means to have and has not, each once. */
export function lostOf({ wanted, open, reloadRefused }: Server): readonly string[] {
  const has = reloadRefused ? open.filter(({ slot }) => wanted.includes(slot)) : open;
  const missing = wanted.filter((slot) => !has.some((one) => one.slot === slot && one.choice === 0));
  const same = (endpoint: string, protocol: string): boolean =>
    has.some(({ socket }) => endpointOf(socket) === endpoint && socket.protocol === protocol);
  const endpoints = missing.flatMap(({ choices: [first] }) =>
    first === undefined || same(endpointOf(first), first.protocol) ? [] : [protocolAnd(first)],
  );
  return [...new Set(endpoints)];
}

/** `0.0.0.0:53`, `udp 0.0.0.0:53` */
const protocolAnd = (socket: PlannedSocket): string =>
  socket.protocol === 'udp' ? `udp ${endpointOf(socket)}` : endpointOf(socket);

/** The verdict on a service, the worst that holds. */
export function verdictOf(server: Server, shares: readonly Share[]): Verdict {
  if (!server.isRunning) return 'exits';
  if (shares.length > 0) return 'shares';
  return lostOf(server).length > 0 ? 'degraded' : 'up';
}

/** Whether something of it could not be foreseen, so that its verdict is a guess. */
export const isInDoubt = ({ attempts }: Server): boolean =>
  attempts.some(({ bind, listen }) => isOpenQuestion(bind) || (listen !== undefined && isOpenQuestion(listen)));

/** `bind:EADDRINUSE`: the first refused call. */
export function refusalOf({ attempts }: Server): string | undefined {
  for (const { bind, listen } of attempts)
    for (const step of [bind, listen])
      if (step !== undefined && !passed(step) && step.outcome.kind === 'refused')
        return `${step.outcome.call}:${step.outcome.errno}`;
  return undefined;
}
