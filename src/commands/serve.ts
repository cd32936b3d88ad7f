import { parsePort, readReuse } from '../config/values.ts';
import { discoverHost } from '../discover/host.ts';
import { socketsOn } from '../discover/sockets.ts';
import { type Address, formatEndpoint, isLoopback, parseAddress, sameAddress, unmap } from '../model/address.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import { problem, type Result } from '../model/result.ts';
import type { ServeSummary } from '../model/serve.ts';
import { refusalLine, refusalLines } from '../report/serve/refusal.ts';
import { closingLines, openingLines, type Service } from '../report/serve/session.ts';
import { Transcript } from '../report/serve/transcript.ts';
import { opener } from '../run/run.ts';
import { openServer, SERVE_BACKLOG, serveClients } from '../run/serve.ts';
import { EXIT, signalled } from './exit.ts';
import type { ServeArguments } from './options.ts';
import { complain, complainOf, fitted, note, styleFor } from './print.ts';
import { blockersOf, predictBeside } from './refused-bind.ts';
import { Signals } from './signals.ts';

/** SIGINT, what Ctrl-C sends: how a server is meant to end. */
const SIGINT = 2;

/** `bindmatrix serve`: the tutorial's server. Gives the exit code. */
export async function serve(argv: ServeArguments): Promise<number> {
  const service = readService(argv);
  if (!service.ok) {
    complainOf(service.error);
    return EXIT.usage;
  }
  const sockets = opener();
  const host = discoverHost();
  if (!sockets.ok || !host.ok) return cannot(sockets.ok ? host : sockets);
  const signals = new Signals();
  const { address, port, reuse } = service.value;
  const opened = openServer(sockets.value, address, port, reuse);
  if (opened.outcome !== 'ok') return refused(service.value, opened.outcome, host.value);
  explain(openingLines(service.value, SERVE_BACKLOG));
  const transcript = new Transcript(styleFor(undefined).unicode);
  const summary = await serveClients(sockets.value, opened.fd, {
    isServed: (peer) => service.value.allowRemote || isLocal(peer),
    signal: signals.signal,
    tell: (event) => say(transcript.lines(event)),
  });
  explain([...(process.stdout.isTTY ? [''] : []), ...closingLines(summary, leftBy(summary, port), reuse)]);
  return signals.number === SIGINT ? EXIT.done : signalled(signals.number ?? 0);
}

const say = (lines: readonly string[]): void => void process.stdout.write(lines.map((line) => `${line}\n`).join(''));

/** What is no transcript, as wide as the terminal is. */
const explain = (lines: readonly string[]): void => void process.stdout.write(fitted(lines.join('\n'), process.stdout));

function cannot(failed: Result<unknown>): number {
  if (!failed.ok) complainOf(failed.error);
  return EXIT.unknown;
}

/** Why the server did not start: the line that the tutorial shows, and what it leaves open. */
function refused(service: Service, outcome: string, host: Host): number {
  const { why, outcome: alone } = predictBeside(host, service, []);
  const refusal = { ...service, outcome, why: alone === 'ok' ? '' : why, blockers: blockersOf(host, service) };
  complain(refusalLine(refusal));
  for (const line of refusalLines(refusal, process.stderr.columns || 80)) note(line);
  return EXIT.unmet;
}

/** Asked anew for each client: addresses come and go while a server runs. */
function isLocal(peer: Address): boolean {
  const plain = unmap(peer);
  if (isLoopback(plain)) return true;
  const host = discoverHost();
  return host.ok && host.value.addresses.some(({ address }) => sameAddress(address, plain));
}

/** What the kernel keeps of the connections that this server closed first. */
function leftBy({ closedFirst }: ServeSummary, port: number): readonly HeldSocket[] {
  const listed = closedFirst.length === 0 ? undefined : socketsOn([port], ['tcp']);
  if (listed?.ok !== true) return [];
  const peers = new Set(closedFirst.map((peer) => formatEndpoint(peer.address, peer.port)));
  return listed.value.sockets.filter(
    ({ peer }) => peer !== undefined && peers.has(formatEndpoint(peer.address, peer.port)),
  );
}

function readService(argv: ServeArguments): Result<Service> {
  const address = one('address', argv.address, parseAddress);
  const port = one('port', argv.port, parsePort);
  const reuse = one('reuse', argv.reuse, readReuse);
  if (!address.ok) return address;
  if (!port.ok) return port;
  if (!reuse.ok) return reuse;
  const allowRemote = argv['allow-remote'] ?? false;
  return { ok: true, value: { address: address.value, port: port.value, reuse: reuse.value, allowRemote } };
}

/** The one value of a flag. */
function one<T>(flag: string, written: string | readonly string[], read: (text: string) => Result<T>): Result<T> {
  const [text = '', ...more] = [written].flat();
  if (more.length > 0) return problem(`--${flag}: a server has one, not ${more.length + 1}`, 'give it once');
  const value = read(text);
  return value.ok ? value : problem(`--${flag}: ${value.error.message}`, value.error.hint);
}
