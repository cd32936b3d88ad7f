import type { FailedCall } from '../../model/plan-report.ts';
import type { Slot } from '../../model/planned-socket.ts';
import { bindCall, closeCall, listenCall, passed, perform } from './calls.ts';
import { neighbourName, neighboursOf, openNeighbour } from './neighbours.ts';
import type { Attempt } from './open-slots.ts';
import { endpointOf } from './open-sockets.ts';
import type { Server } from './server.ts';
import type { Run } from './simulate.ts';
import { type Rulebook, Trail } from './trail.ts';

/** The calls of a service that were refused, each with the service or process that stands in its way. */
export function failedCalls(server: Server, run: Run, book: Rulebook): readonly FailedCall[] {
  return server.attempts.flatMap((attempt) => {
    const step = [attempt.bind, attempt.listen].find((one) => one !== undefined && !passed(one));
    if (step?.outcome.kind !== 'refused') return [];
    const { call, errno } = step.outcome;
    return [
      {
        call: call as FailedCall['call'],
        endpoint: endpointOf(attempt.socket),
        errno,
        holder: errno === 'EADDRINUSE' ? holderOf(attempt, server, run, book) : null,
        rule: step.prediction.rule,
        why: step.prediction.why,
      },
    ];
  });
}

/** Whose socket by itself refuses the attempt: a neighbour's, that of a service, or one of its own. */
function holderOf(attempt: Attempt, server: Server, run: Run, book: Rulebook): string | null {
  for (const one of neighboursOf(run.cast.neighbours)) {
    if (one.held.port !== attempt.socket.port) continue;
    const trail = new Trail(book);
    perform(openNeighbour(one, run.cast.hidden ?? false), ({ port, step }) => trail.take(port, step));
    if (isRefused(trail, attempt, server)) return neighbourName(one.held);
  }
  const before = run.trail.steps.indexOf(attempt.bind);
  for (const other of run.servers)
    for (const held of other.attempts) {
      if (held === attempt || !passed(held.bind) || held.socket.port !== attempt.socket.port) continue;
      if (run.trail.steps.indexOf(held.bind) > before) continue;
      const trail = new Trail(book);
      trail.take(held.socket.port, bindCall('holder', held.socket, other.service.uid).step);
      if (held.socket.protocol === 'tcp') trail.take(held.socket.port, listenCall('holder', held.socket.port, undefined).step);
      if (isRefused(trail, attempt, server)) return other.service.id;
    }
  const gone = run.cast.services.find(({ ended, slots }) => ended !== undefined && ended !== 'nothing' && portsOf(slots).has(attempt.socket.port));
  return gone?.id ?? null;
}

const portsOf = (slots: readonly Slot[]): ReadonlySet<number> =>
  new Set(slots.flatMap(({ choices }) => choices.map(({ port }) => port)));

function isRefused(trail: Trail, { socket }: Attempt, { service }: Server): boolean {
  const bind = trail.take(socket.port, bindCall('newcomer', socket, service.uid).step);
  if (!passed(bind)) return true;
  const listen =
    socket.protocol === 'tcp' ? trail.take(socket.port, listenCall('newcomer', socket.port, service.uid).step) : bind;
  trail.take(socket.port, closeCall('newcomer', socket.port).step);
  return !passed(listen);
}
