import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { type Address, formatEndpoint, isAny, parseAddress } from '../model/address.ts';
import { type Host, isOwnAddress, type LocalAddress } from '../model/host.ts';
import type { CombinationPlan, Plan } from '../model/plan.ts';
import { ok, problem, type Result } from '../model/result.ts';
import type { Sockets } from '../net/socket.ts';
import { mayTry } from './alone.ts';
import { type Started, specsInOrder, startAll } from './together.ts';

/** A kept-open connection without a request is reset after this long, in milliseconds. */
const IDLE = 10_000;

export interface HoldContext {
  readonly host: Host;
  readonly plan: Plan;
  readonly sockets: Sockets;
  /** Ends the demonstration. */
  readonly signal: AbortSignal;
  /** Told line by line who listens, and who came from elsewhere. */
  readonly say: (line: string) => void;
}

/**
 * Keeps the listeners up until the signal, each answering HTTP with which listener it is. Only peers of this
 * host are served: any other is reset before a byte is read, and counted.
 */
export async function hold(context: HoldContext): Promise<Result<void>> {
  const { plan, sockets, signal, say } = context;
  const held = plan.combinations.find((c) => !mayTry(c, c.caution));
  if (held !== undefined)
    return problem(
      `${held.protocol} port ${held.port} is held by somebody else's socket: nothing was started`,
      'hold another port, or use --in sandbox',
    );
  const doorman = new Doorman(context);
  try {
    const started = plan.combinations.flatMap((c) => startCombination(sockets, plan, c, say));
    if (started.length === 0) return problem('no listener could be started, so there is nothing to hold');
    for (const { listener, port } of started) doorman.serve(listener, port);
    say(
      `${started.length} ${started.length === 1 ? 'listener answers' : 'listeners answer'} HTTP, to this host only. Ctrl-C ends it.`,
    );
    await untilAborted(signal);
    return ok(undefined);
  } finally {
    doorman.close();
    sockets.closeAll();
    if (doorman.remotePeers > 0) say(`${doorman.remotePeers} connections came from elsewhere and were reset`);
  }
}

type Serving = { readonly listener: Started; readonly port: number };

function startCombination(
  sockets: Sockets,
  plan: Plan,
  combination: CombinationPlan,
  say: HoldContext['say'],
): Serving[] {
  const started = startAll(sockets, specsInOrder(sockets, combination, plan.addresses), combination.sequence);
  for (const { address, outcome } of started) {
    const endpoint = formatEndpoint(address, combination.port);
    if (outcome !== 'ok') say(`✗ ${endpoint}  ${outcome.replace(':', ' ')}`);
    else say(`✓ ${endpoint}  curl http://${formatEndpoint(reachable(address), combination.port)}/`);
  }
  return started.filter((s) => s.fd >= 0).map((listener) => ({ listener, port: combination.port }));
}

/** ANY is no destination: its own loopback address is. */
const reachable = (address: Address): Address =>
  isAny(address) ? { family: address.family, ip: address.family === 'inet' ? '127.0.0.1' : '::1' } : address;

/** Lets local peers in to the HTTP server of their listener, and turns the others away. */
class Doorman {
  readonly #sockets: Sockets;
  readonly #local: readonly LocalAddress[];
  readonly #servers: Server[] = [];
  readonly #connections = new Set<Socket>();
  remotePeers = 0;

  constructor({ sockets, host }: HoldContext) {
    this.#sockets = sockets;
    this.#local = host.addresses;
  }

  serve({ address, fd }: Started, port: number): void {
    const http = httpServer(formatEndpoint(address, port));
    const server = createTcpServer({ pauseOnConnect: true }, (socket) => this.#admit(socket, http));
    server.listen({ fd });
    this.#sockets.release(fd);
    this.#servers.push(server);
  }

  /** Resets what is open, so that no TIME_WAIT stays behind. */
  close(): void {
    for (const socket of this.#connections) socket.resetAndDestroy();
    for (const server of this.#servers) server.close();
  }

  #admit(socket: Socket, http: HttpServer): void {
    if (!this.#isLocal(socket.remoteAddress)) {
      this.remotePeers++;
      socket.resetAndDestroy();
      return;
    }
    this.#connections.add(socket);
    socket.once('close', () => this.#connections.delete(socket));
    socket.setTimeout(IDLE, () => socket.resetAndDestroy());
    http.emit('connection', socket);
    socket.resume();
  }

  #isLocal(remote: string | undefined): boolean {
    const parsed = parseAddress(remote ?? '');
    if (!parsed.ok) return false;
    return isOwnAddress(parsed.value, this.#local);
  }
}

/** Leaves closing to the client, who then keeps TIME_WAIT at a port of its own. */
function httpServer(listener: string): HttpServer {
  return createServer((request, response) => {
    request.resume();
    const { localAddress, localPort, remoteAddress, remotePort } = request.socket;
    const body = `listener ${listener}\nreached at ${localAddress} port ${localPort}, by ${remoteAddress} port ${remotePort}\n`;
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
}

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
