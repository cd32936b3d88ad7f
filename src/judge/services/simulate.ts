import type { HeldSocket } from '../../model/host.ts';
import type { ReadyService } from '../../model/planned-socket.ts';
import { type Call, perform } from './calls.ts';
import { earlierRun, type LeftNothing } from './earlier.ts';
import { neighboursOf, openNeighbour } from './neighbours.ts';
import { Server } from './server.ts';
import { type Observed, type Rulebook, Trail, type TrailStep } from './trail.ts';

/** The services that start, and in which order. */
export interface Cast {
  /** In the order of starting. */
  readonly services: readonly ReadyService[];
  readonly neighbours: readonly HeldSocket[];
  /** While `first` starts, `second` starts as a whole before so many of its calls were made. */
  readonly interruption?: { readonly first: string; readonly second: string; readonly calls: number };
  /** What options of neighbours are that could not be read. */
  readonly hidden?: boolean;
}

/** What a kernel did with casts, by their keys. */
export type Sightings = ReadonlyMap<string, Observed>;

/** Equal for casts of one part of a plan that start alike: `edge admin`, `edge admin; admin in edge at 1`. */
export function castKey({ services, interruption }: Cast): string {
  const order = services.map(({ id }) => id).join(' ');
  return interruption === undefined
    ? order
    : `${order}; ${interruption.second} in ${interruption.first} at ${interruption.calls}`;
}

/** What became of a cast. */
export interface Run {
  readonly cast: Cast;
  readonly trail: Trail;
  /** In the order of the cast, without those that have ended. */
  readonly servers: readonly Server[];
  readonly leftNothing: readonly LeftNothing[];
  /** The step before which the interruption came. */
  readonly interrupted?: Call;
}

/** Starts the services in a kernel that follows the rules, or that did what was observed. */
export function simulate(cast: Cast, book: Rulebook, sightings?: Sightings): Run {
  const trail = new Trail(book, sightings?.get(castKey(cast)));
  const take = ({ port, step }: Call): TrailStep => trail.take(port, step);
  for (const one of neighboursOf(cast.neighbours)) perform(openNeighbour(one, cast.hidden ?? false), take);
  const leftNothing = cast.services.flatMap((service) =>
    service.ended === undefined ? [] : (perform(earlierRun(service), take) ?? []),
  );
  const servers = cast.services.filter(({ ended }) => ended === undefined).map((service) => new Server(service));
  const interrupted = startAll(servers, cast, take);
  for (const server of servers)
    if (server.isRunning && server.service.reload !== undefined) perform(server.reload(server.service.reload), take);
  return { cast, trail, servers, leftNothing, ...(interrupted === undefined ? {} : { interrupted }) };
}

function startAll(
  servers: readonly Server[],
  { interruption }: Cast,
  take: (call: Call) => TrailStep,
): Call | undefined {
  let interrupted: Call | undefined;
  for (const server of servers) {
    if (server.service.id === interruption?.second) continue;
    if (server.service.id !== interruption?.first) {
      perform(server.start(), take);
      continue;
    }
    const second = servers.find(({ service }) => service.id === interruption.second);
    let calls = 0;
    perform(server.start(), (call) => {
      if (calls === interruption.calls && second !== undefined) {
        interrupted = call;
        perform(second.start(), take);
      }
      calls += 1;
      return take(call);
    });
    // It makes no more calls than that.
    if (interrupted === undefined && second !== undefined) perform(second.start(), take);
  }
  return interrupted;
}

/** Whether a service starts again over what its earlier self has left: its verdict by itself. */
export function simulateRestart(
  service: ReadyService,
  book: Rulebook,
  leaves: ReadyService['ended'],
): Server | undefined {
  const { reload: _, ended: __, ...plain } = service;
  const earlier: ReadyService = { ...plain, id: `${service.id}.before`, ended: leaves ?? 'nothing' };
  const [server] = simulate({ services: [earlier, plain], neighbours: [] }, book).servers;
  return server;
}
