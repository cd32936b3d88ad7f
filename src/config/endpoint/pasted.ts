import { ok, problem, type Result } from '../../model/result.ts';
import { readText } from '../read-text.ts';
import { readLogLine, tellsOfFailure } from './log-line.ts';
import { type Names, namesOfThisHost } from './names.ts';
import { parseEndpoint } from './parse-endpoint.ts';
import { readTableLine } from './table-line.ts';
import type { WrittenEndpoint } from './written-endpoint.ts';

const LINES = 'give a line of ss, netstat or lsof, or of a log, that names a port';

/**
 * Reads the endpoints that are asked about: each operand is one, or a whole line that names one; `-` alone reads that from
 * standard input. Several words that together are a line are read as one.
 */
export function readEndpoints(
  operands: readonly string[],
  names = namesOfThisHost(),
): Result<readonly WrittenEndpoint[]> {
  if (operands.length === 1 && operands[0] === '-') return readStandardInput(names);
  const read = operands.map((one) => (isLine(one) ? readPasted(one, names) : parseEndpoint(one, names)));
  const wrong = read.find((one) => !one.ok);
  if (wrong === undefined || wrong.ok) return ok(read.flatMap((one) => (one.ok ? [one.value] : [])));
  const line = operands.length > 1 ? readPasted(operands.join(' '), names) : wrong;
  return line.ok ? ok([line.value]) : wrong;
}

const isLine = (text: string): boolean => /\S\s+\S/.test(text);

function readStandardInput(names: Names): Result<readonly WrittenEndpoint[]> {
  const text = readText('-');
  if (!text.ok) return problem(`standard input: ${text.error.message}`, text.error.hint);
  const read = readPasted(text.value, names);
  return read.ok ? ok([read.value]) : problem(`standard input: ${read.error.message}`, read.error.hint);
}

/** What is read of a text: no message is longer, and a log may be. */
const MOST = { lines: 2000, columns: 2000, message: 8000 } as const;

/** Reads what a text of one or more lines names: where several do, the first that tells of a failure, else the first. */
export function readPasted(text: string, names: Names): Result<WrittenEndpoint> {
  const lines = text
    .split('\n', MOST.lines)
    .map((line) => line.slice(0, MOST.columns))
    .filter((line) => line.trim() !== '');
  const inOrder = [...lines.filter(tellsOfFailure), ...lines];
  // The words of one message may stand on several lines.
  const whole = lines.join(' ').slice(0, MOST.message);
  const found =
    first(inOrder, (line) => readLine(line, names) ?? toResult(readLogLine(line, names, 'endpoint'))) ??
    toResult(readLogLine(whole, names, 'endpoint')) ??
    first(inOrder, (line) => toResult(readLogLine(line, names, 'port')));
  return found ?? problem(lines.length === 0 ? 'it is empty' : 'no line in it names a port', hintFor(lines));
}

type Found = Result<WrittenEndpoint> | undefined;

function first(lines: readonly string[], read: (line: string) => Found): Found {
  for (const line of lines) {
    const found = read(line);
    if (found?.ok) return found;
  }
  return undefined;
}

/** An endpoint by itself, or the line of a table. */
function readLine(line: string, names: Names): Found {
  const whole = isLine(line) ? undefined : parseEndpoint(line, names);
  return whole?.ok ? whole : readTableLine(line, names);
}

const toResult = (found: WrittenEndpoint | undefined): Found => (found === undefined ? undefined : ok(found));

/** `nginx -t` finds a port taken only where its own configuration takes it twice. */
const hintFor = (lines: readonly string[]): string =>
  lines.some((line) => /^nginx: .* test is successful/.test(line))
    ? 'nginx -t is successful where the port is taken, too: paste what nginx said when it failed, as in journalctl -u nginx'
    : LINES;
