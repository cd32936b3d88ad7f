import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { formatSocketAddress, parseAddress, type SocketAddress } from '../model/address.ts';
import type { SocketOptions } from '../model/options.ts';
import { type CallOutcome, OK } from '../model/outcome.ts';
import type { HttpPlay, HttpVisit } from '../model/story.ts';
import type { Step, Trial } from '../model/trial.ts';
import type { Sockets } from '../net/socket.ts';
import { BACKLOG } from './listener.ts';

/** How long a client waits for an answer, in milliseconds. */
const PATIENCE = 3000;

/** One TCP listener of the trial. */
interface StoryListener {
  readonly name: string;
  readonly local: SocketAddress;
  readonly fd: number;
  outcome: CallOutcome;
  listens: boolean;
}

/**
 * Binds and listens in the order of the trial, makes every listener an HTTP server of its own, and fetches `/` from each
 * address of the trial's namespace. It is asynchronous: the whole process must be in that namespace.
 */
export async function visitListeners(sockets: Sockets, { steps, sandbox }: Trial): Promise<HttpPlay> {
  const listeners = new Map<string, StoryListener>();
  for (const step of steps) follow(sockets, listeners, step);
  const servers = [...listeners.values()].filter((one) => one.listens).map((one) => serve(sockets, one));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const hosts = [...sandbox.addresses.map((text) => text.replace(/\/.*$/, '')), '127.0.0.1'];
  const ports = [...new Set([...listeners.values()].map((one) => one.local.port))];
  const visits: HttpVisit[] = [];
  for (const port of ports) for (const host of hosts) visits.push(await visit(host, port));
  for (const server of servers) server.close();
  sockets.closeAll();
  return {
    listeners: [...listeners.values()].map(({ name, local, outcome }) => ({ name, local, outcome })),
    visits,
  };
}

/** Performs a bind or listen step; other steps are ignored. */
function follow(sockets: Sockets, listeners: Map<string, StoryListener>, step: Step): void {
  if (step.op === 'bind' && typeof step.port === 'number') {
    const address = parseAddress(step.address);
    if (!address.ok) return;
    const local = { address: address.value, port: step.port };
    listeners.set(step.socket, { name: step.socket, local, listens: false, ...bound(sockets, local, step.open ?? {}) });
  }
  const listener = step.op === 'listen' ? listeners.get(step.socket) : undefined;
  if (listener?.outcome.kind !== 'ok') return;
  listener.outcome = sockets.listen(listener.fd, BACKLOG);
  listener.listens = listener.outcome === OK;
}

/** The socket stays open if bind(2) is refused, as in the trial. */
function bound(sockets: Sockets, { address, port }: SocketAddress, options: SocketOptions) {
  const opened = sockets.open('tcp', address.family);
  if (!opened.ok) return { fd: -1, outcome: opened.error };
  const set = sockets.setOptions(opened.value, options);
  const outcome = set === OK ? sockets.bind(opened.value, sockets.sockaddr(address, port)) : set;
  return { fd: opened.value, outcome };
}

function serve(sockets: Sockets, { name, local, fd }: StoryListener): Server {
  const body = `${name} on ${formatSocketAddress(local)}`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(body);
  });
  server.listen({ fd });
  sockets.release(fd);
  return server;
}

async function visit(host: string, port: number): Promise<HttpVisit> {
  const url = `http://${host.includes(':') ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}/`;
  try {
    const request = get({ host, port, path: '/', agent: false, timeout: PATIENCE });
    request.once('timeout', () => request.destroy(new Error('ETIMEDOUT')));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    let body = '';
    for await (const chunk of response.setEncoding('utf8')) body += chunk;
    return { url, status: `HTTP/${response.httpVersion} ${response.statusCode} ${response.statusMessage}`, body };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { url, error: code ?? message };
  }
}
