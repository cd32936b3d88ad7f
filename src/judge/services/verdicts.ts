import type { Share } from '../../model/plan-report.ts';
import type { PlannedSocket } from '../../model/planned-socket.ts';
import type { Verdict } from '../../model/service-plan.ts';
import { isOpenQuestion, passed } from './calls.ts';
import { endpointOf } from './open-sockets.ts';
import type { Server } from './server.ts';

/** The endpoints that a service means to have and has not, each once. */
export function lostOf({ wanted, open, refusedReload }: Server): readonly string[] {
  const has = refusedReload?.has ?? open;
  const missing = wanted.filter((slot) => !has.some((one) => one.slot === slot && one.choice === 0));
  const endpoints = missing.flatMap(({ choices: [first] }) =>
    first === undefined || has.some(({ socket }) => isLike(socket, first)) ? [] : [protocolAnd(first)],
  );
  return [...new Set(endpoints)];
}

/** Whether a socket that is open, as before a reload, is as good as the wanted one. */
const isLike = (open: PlannedSocket, wanted: PlannedSocket): boolean =>
  open.protocol === wanted.protocol && endpointOf(open) === endpointOf(wanted) && !isNarrower(open, wanted);

/** Whether it leaves IPv4 out, which the wanted one takes: a reload changes no socket that it keeps. */
export const isNarrower = (open: PlannedSocket, wanted: PlannedSocket): boolean =>
  open.options.v6only === true && wanted.options.v6only === false;

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
