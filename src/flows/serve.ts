import { discoverHost } from '../discover/host.ts';
import { withOwners } from '../discover/owners.ts';
import { socketsOn } from '../discover/sockets.ts';
import { type Address, formatSocketAddress } from '../model/address.ts';
import { harmless } from '../model/caution.ts';
import { cannot, type FlowProblem } from '../model/flow-problem.ts';
import { type HeldSocket, ownAddresses } from '../model/host.ts';
import type { Listener } from '../model/listener.ts';
import type { Refused } from '../model/outcome.ts';
import { ok, type Problem, type Result } from '../model/result.ts';
import type { ServeEvent, ServeRefusal, ServeSummary } from '../model/serve.ts';
import { openSockets } from '../run/open-sockets.ts';
import { bindServer, listenServer, SERVE_BACKLOG, serveClients } from '../run/serve.ts';
import { serverCalls } from '../run/server-calls.ts';
import { otherPorts } from '../why/ports.ts';
import { refusalOf } from '../why/serve-refusal.ts';
import { sharersOf } from '../why/sharers.ts';
import { gatherEvidence } from './evidence.ts';

/** How a caller follows a server, and ends it. */
export interface ServeConduct {
  /** Ends the server, which closes its connections first. */
  readonly signal: AbortSignal;
  /** Serve clients from remote hosts too; else they are reset before a byte is read. */
  readonly allowRemote: boolean;
  /** Share a port with a server of another process, and take a part of its connections. */
  readonly share: boolean;
  /** Called once, when the listener is up. */
  readonly onListening: (backlog: number) => void;
  readonly tell: (event: ServeEvent) => void;
}

/** How a server ended. A refused bind is a finding, not a failure. */
export type ServeEnd =
  | { readonly kind: 'refused'; readonly refusal: ServeRefusal }
  /** `left`: what the kernel keeps of the connections that this server closed first; an error where it may not be seen. */
  | { readonly kind: 'served'; readonly summary: ServeSummary; readonly left: Result<readonly HeldSocket[]> };

/** Serves TCP clients at one address until the signal; only reads what they send. */
export async function serve(listener: Listener, conduct: ServeConduct): Promise<Result<ServeEnd, FlowProblem>> {
  const sockets = openSockets();
  if (!sockets.ok) return cannot(sockets.error);
  const usable = serverCalls(sockets.value);
  if (!usable.ok) return cannot(usable.error);
  // Before the bind: who comes later, and sets SO_REUSEPORT, joins this server.
  const sharers = conduct.share ? ok([]) : findSharers(listener);
  if (!sharers.ok) return cannot(sharers.error);
  const bound = bindServer(sockets.value, listener);
  // A refused bind takes nothing from anybody, and is what the tutorial's story is about.
  if (bound.outcome.kind === 'ok' && sharers.value.length > 0) {
    sockets.value.close(bound.fd);
    return cannot(sharedPort(listener, sharers.value));
  }
  const opened = bound.outcome.kind === 'ok' ? listenServer(sockets.value, bound.fd) : bound;
  if (opened.outcome.kind === 'refused') return explainRefusal(listener, opened.outcome);
  conduct.onListening(SERVE_BACKLOG);
  const summary = await serveClients(sockets.value, opened.fd, {
    isServed: (peer) => conduct.allowRemote || isLocal(peer),
    signal: conduct.signal,
    tell: conduct.tell,
  });
  return ok({ kind: 'served', summary, left: leftBy(summary, listener.port) });
}

/** The sockets of others from which the listener takes connections: only SO_REUSEPORT lets two servers share a port. */
function findSharers(listener: Listener): Result<readonly HeldSocket[]> {
  if (harmless(listener) === listener) return ok([]);
  const host = discoverHost();
  if (!host.ok) return host;
  const listed = socketsOn([listener.port], ['tcp']);
  return listed.ok ? ok(withOwners(sharersOf(listener, host.value, listed.value.sockets))) : listed;
}

/** As `run --hold` refuses a port that is in use. */
function sharedPort({ port }: Listener, sharers: readonly HeldSocket[]): Problem {
  const pids = [...new Set(sharers.flatMap(({ owners }) => owners.map(({ pid }) => pid)))];
  const whom = pids.length === 0 ? 'another process' : `process ${pids.join(', ')}`;
  return {
    message: `tcp port ${port} is in use by ${whom}, whose connections this server would share: it was not started`,
    hint: 'serve on another port; with --share it takes a part of those connections',
  };
}

async function explainRefusal(listener: Listener, outcome: Refused): Promise<Result<ServeEnd, FlowProblem>> {
  const host = discoverHost();
  if (!host.ok) return cannot(host.error);
  const listed = socketsOn([listener.port, ...otherPorts(host.value, listener.port)], ['tcp']);
  const seen = await gatherEvidence(listed, { owners: ({ port }) => port === listener.port, options: null }, host);
  if (!seen.ok) return cannot(seen.error);
  const { sockets, processes } = seen.value;
  return ok({ kind: 'refused', refusal: refusalOf(listener, outcome, host.value, sockets, processes) });
}

/** Asked anew for each client: addresses come and go while a server runs. */
function isLocal(peer: Address): boolean {
  const host = discoverHost();
  return ownAddresses(host.ok ? host.value.addresses : [])(peer);
}

function leftBy({ closedFirst }: ServeSummary, port: number): Result<readonly HeldSocket[]> {
  const listed = closedFirst.length === 0 ? ok({ sockets: [] }) : socketsOn([port], ['tcp']);
  if (!listed.ok) return listed;
  const peers = new Set(closedFirst.map(formatSocketAddress));
  return ok(listed.value.sockets.filter(({ peer }) => peer !== undefined && peers.has(formatSocketAddress(peer))));
}
