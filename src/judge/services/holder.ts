import type { FailedCall } from '../../model/plan-report.ts';
import type { Slot } from '../../model/planned-socket.ts';
import { bindCall, closeCall, listenCall, passed, perform } from './calls.ts';
import { neighbourName, neighboursOf, openNeighbour, withNeighbours } from './neighbours.ts';
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
        why: withNeighbours(step.prediction.why, run.cast.neighbours),
      },
    ];
  });
}

/** Whose socket by itself refuses the attempt: a neighbour's, that of a service, or one of its own. */
function holderOf(attempt: Attempt, server: Server, run: Run, book: Rulebook): string | null {
  const { port } = attempt.socket;
  const neighbour = neighboursOf(run.cast.neighbours).find((one) => {
    if (one.held.port !== port) return false;
    const trail = new Trail(book);
    perform(openNeighbour(one, run.cast.hidden ?? false), (call) => trail.take(call.port, call.step));
    return isRefused(trail, attempt, server);
  });
  if (neighbour !== undefined) return neighbourName(neighbour.held);
  const earlier = run.trail.steps.slice(0, run.trail.steps.indexOf(attempt.bind));
  const other = run.servers.find(({ attempts, service }) =>
    attempts.some((held) => {
      if (held.socket.port !== port || !passed(held.bind) || !earlier.includes(held.bind)) return false;
      return isRefused(beside(held, service, book), attempt, server);
    }),
  );
  return other?.service.id ?? leftBy(run, port);
}

/** A kernel in which that socket alone is open. */
function beside({ socket }: Attempt, { uid }: Server['service'], book: Rulebook): Trail {
  const trail = new Trail(book);
  trail.take(socket.port, bindCall('holder', socket, uid).step);
  if (socket.protocol === 'tcp') trail.take(socket.port, listenCall('holder', socket.port, uid).step);
  return trail;
}

/** A service that has ended and left connections on the port. */
const leftBy = ({ cast: { services } }: Run, port: number): string | null =>
  services.find(({ ended, slots }) => ended !== undefined && ended !== 'nothing' && portsOf(slots).has(port))?.id ??
  null;

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
