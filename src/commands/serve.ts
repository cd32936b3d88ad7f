import { parsePort, readReuse } from '../config/values.ts';
import { type ServeEnd, serve as serveClients } from '../flows/serve.ts';
import { parseAddress } from '../model/address.ts';
import type { Listener } from '../model/listener.ts';
import { reuseOptions } from '../model/options.ts';
import { ok, type Problem, problem, type Result } from '../model/result.ts';
import { closingLines, openingLines, refusalLine, refusalLines, type Style, Transcript } from '../report/index.ts';
import type { ServeArguments } from './command-line/options/serve.ts';
import { EXIT, problemExit, signalled } from './terminal/exit-codes.ts';
import { complain, note, printFitted, printLines } from './terminal/print.ts';

import { printProblem } from './terminal/print-problem.ts';
import { Signals } from './terminal/signals.ts';
import { flushed } from './terminal/stalled-reader.ts';
import { styleFor } from './terminal/style.ts';
import { usableStdout } from './terminal/usable-stdout.ts';

/** SIGINT, what Ctrl-C sends: how a server is meant to end. */
const SIGINT = 2;

/** `bindmatrix serve`: the tutorial's server. Gives the exit code. */
export async function serve(argv: ServeArguments): Promise<number> {
  const listener = readListener(argv);
  if (!listener.ok) {
    complain(listener.error);
    return EXIT.usage;
  }
  const stdout = usableStdout();
  if (!stdout.ok) {
    complain(stdout.error);
    return EXIT.unknown;
  }
  const allowRemote = argv['allow-remote'] ?? false;
  const signals = new Signals();
  const style = styleFor(argv);
  const transcript = new Transcript(style);
  const ended = await serveClients(listener.value, {
    signal: signals.signal,
    allowRemote,
    share: argv.share ?? false,
    onListening: (backlog) => printFitted(openingLines(listener.value, allowRemote, backlog, style), style.unicode),
    tell: (event) => printLines(transcript.lines(event), style.unicode),
  });
  if (!ended.ok) {
    printProblem(ended.error);
    return problemExit(ended.error, signals.number);
  }
  const code = exitOf(ended.value, signals.number ?? 0);
  // Set before printing, for a terminal that is gone.
  process.exitCode = code;
  printEnd(ended.value, listener.value, style);
  return await flushed(code);
}

function exitOf({ kind }: ServeEnd, signal: number): number {
  if (kind === 'refused') return EXIT.unmet;
  return signal === SIGINT ? EXIT.done : signalled(signal);
}

function printEnd(end: ServeEnd, listener: Listener, style: Style): void {
  if (end.kind === 'served') {
    const lines = closingLines(end.summary, end.left, listener, style);
    printFitted([...(process.stdout.isTTY ? [''] : []), ...lines], style.unicode);
    return;
  }
  complain({ message: refusalLine(end.refusal) });
  for (const line of refusalLines(end.refusal, { ...style, columns: process.stderr.columns || 80 }))
    note(line, style.unicode);
}

function readListener(argv: ServeArguments): Result<Listener> {
  const address = atFlag('address', parseAddress(argv.address));
  const port = atFlag('port', parsePort(argv.port));
  const reuse = atFlag('reuse', readReuse(argv.reuse));
  if (!address.ok) return address;
  if (!port.ok) return port;
  if (!reuse.ok) return reuse;
  return ok({ protocol: 'tcp', address: address.value, port: port.value, options: reuseOptions(reuse.value) });
}

const atFlag = <T>(flag: string, value: Result<T, Problem>): Result<T> =>
  value.ok ? value : problem(`--${flag}: ${value.error.message}`, value.error.hint);
