import { createServer, type Socket } from 'node:net';
import { type Address, parseAddress, type SocketAddress } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import type { ServeEvent, ServeSummary } from '../model/serve.ts';
import type { Sockets } from '../net/socket.ts';
import { aborted } from './aborted.ts';
import { listenOn, type Opened, openBound, prepare } from './listener.ts';

/** What the tutorial's server passes to listen(2). */
export const SERVE_BACKLOG = 1024;

/** How long a client may take to answer the server's FIN with its own, in milliseconds. */
const GRACE = 500;

/** Binds the listener through libc with exactly these options: Node's own net always sets SO_REUSEADDR. */
export const bindServer = (sockets: Sockets, listener: Listener): Opened =>
  openBound(sockets, prepare(sockets, listener));

/** listen(2) on that socket. */
export const listenServer = (sockets: Sockets, fd: number): Opened => listenOn(sockets, fd, SERVE_BACKLOG);

export interface ServeContext {
  /** Whether a client from this address is served; any other is reset before a byte is read. */
  readonly isServed: (peer: Address) => boolean;
  /** Ends the server. */
  readonly signal: AbortSignal;
  readonly tell: (event: ServeEvent) => void;
}

/**
 * Accepts and reads until the signal; then closes the listener, and each connection before its client does, so that
 * TIME_WAIT stays on this side. libuv owns the descriptor from here on; it sets no option on the listener or on the
 * connections that it accepts (uv__tcp_listen(), uv__server_io()).
 */
export async function serveClients(sockets: Sockets, fd: number, context: ServeContext): Promise<ServeSummary> {
  const clients = new Clients(context);
  const server = createServer({ pauseOnConnect: true }, (socket) => clients.admit(socket));
  server.listen({ fd }, SERVE_BACKLOG);
  sockets.release(fd);
  await aborted(context.signal);
  server.close();
  return clients.close();
}

/** The connected clients, and counts of what they sent. */
class Clients {
  readonly #context: ServeContext;
  readonly #open = new Map<Socket, SocketAddress>();
  readonly #counts = { clients: 0, messages: 0, bytes: 0, remotePeers: 0 };
  #closing: readonly SocketAddress[] = [];

  constructor(context: ServeContext) {
    this.#context = context;
  }

  admit(socket: Socket): void {
    const peer = peerOf(socket);
    if (peer !== undefined && this.#context.isServed(peer.address)) {
      this.#serve(socket, peer);
      return;
    }
    // A client without an address has already reset its connection (getpeername(2), ENOTCONN).
    this.#counts[peer === undefined ? 'clients' : 'remotePeers']++;
    socket.on('error', () => {}).resetAndDestroy();
  }

  /** Sends every client a FIN, waits for theirs, then closes the connections that are left. */
  async close(): Promise<ServeSummary> {
    const open = [...this.#open];
    this.#closing = open.filter(([socket]) => !socket.readableEnded).map(([, peer]) => peer);
    const gone = open.map(([socket]) => new Promise((resolve) => socket.once('close', resolve)));
    for (const [socket] of open) socket.end();
    await within(GRACE, Promise.all(gone));
    for (const socket of this.#open.keys()) socket.destroy();
    await Promise.all(gone);
    return { ...this.#counts, closedFirst: this.#closing };
  }

  #serve(socket: Socket, peer: SocketAddress): void {
    const { tell } = this.#context;
    let how = 'end';
    this.#counts.clients++;
    this.#open.set(socket, peer);
    tell({ kind: 'connected', peer });
    socket.on('data', (bytes: Buffer) => {
      this.#counts.messages++;
      this.#counts.bytes += bytes.length;
      tell({ kind: 'received', peer, bytes });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      how = error.code ?? error.message;
    });
    socket.once('close', () => {
      this.#open.delete(socket);
      tell({ kind: 'closed', peer, how: how === 'end' && this.#closing.includes(peer) ? 'server' : how });
    });
    socket.resume();
  }
}

function peerOf({ remoteAddress, remotePort }: Socket): SocketAddress | undefined {
  const address = parseAddress(remoteAddress ?? '');
  return address.ok && remotePort !== undefined ? { address: address.value, port: remotePort } : undefined;
}

function within(milliseconds: number, done: Promise<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
