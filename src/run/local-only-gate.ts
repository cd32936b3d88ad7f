import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { type Address, parseAddress } from '../model/address.ts';
import { type LocalAddress, ownAddresses } from '../model/host.ts';
import { formatListener, type Listener } from '../model/listener.ts';
import type { Sockets } from '../net/socket.ts';

/** An idle connection is reset after this long, in milliseconds. */
const IDLE = 10_000;

/** Passes connections of this host to the HTTP server of their listener, and resets all others unread. */
export class LocalOnlyGate {
  readonly #sockets: Sockets;
  readonly #isOwn: (address: Address) => boolean;
  readonly #servers: Server[] = [];
  readonly #connections = new Set<Socket>();
  /** Connections from remote hosts that were reset. */
  remotePeers = 0;

  constructor(sockets: Sockets, local: readonly LocalAddress[]) {
    this.#sockets = sockets;
    this.#isOwn = ownAddresses(local);
  }

  /** Answers HTTP on a listening socket. Node owns the descriptor from here on. */
  serve(listener: Listener, fd: number): void {
    const http = httpServer(formatListener(listener));
    const server = createTcpServer({ pauseOnConnect: true }, (socket) => this.#admit(socket, http));
    server.listen({ fd });
    this.#sockets.release(fd);
    this.#servers.push(server);
  }

  /** Resets all open connections, so that they leave no TIME_WAIT. */
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
    return parsed.ok && this.#isOwn(parsed.value);
  }
}

/** Lets the client close first, so that TIME_WAIT stays at the client's port. */
function httpServer(listener: string): HttpServer {
  return createServer((request, response) => {
    request.resume();
    const { localAddress, localPort, remoteAddress, remotePort } = request.socket;
    const body = `listener ${listener}\nreached at ${localAddress} port ${localPort}, by ${remoteAddress} port ${remotePort}\n`;
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
}
