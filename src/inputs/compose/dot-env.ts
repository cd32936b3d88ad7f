import { interpolate } from './interpolate.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `NAME=`, `export NAME=` or `NAME:` at the beginning of a line. */
const START = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*/;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', $: '$$' };

/** A value longer than this is none: values of values may double with each line. */
const LONGEST = 65_536;

/**
 * The variables of an `.env` file, which Compose reads beside its own (compose-go, dotenv): quotes around a value, in which
 * it may have several lines; ` #` begins a comment after one without; outside of single quotes `$X` is the value of
 * `environment`, else of an earlier line. What is no such line is left out.
 */
export function readDotEnv(text: string, environment: Environment): Readonly<Record<string, string>> {
  const values: Record<string, string> = Object.create(null);
  const known: Record<string, string | undefined> = Object.assign(Object.create(null), environment);
  for (let at = 0; at < text.length; ) {
    const line = lineAt(text, at);
    if (line.name !== undefined) {
      const value = line.isLiteral ? line.value : interpolate(line.value, known).text;
      values[line.name] = value.length > LONGEST ? '' : value;
      if (environment[line.name] === undefined) known[line.name] = values[line.name];
    }
    at = line.next;
  }
  return { ...values };
}

interface Line {
  /** Absent: the line has no variable. */
  readonly name?: string;
  readonly value: string;
  readonly isLiteral: boolean;
  /** Where the next line begins. */
  readonly next: number;
}

function lineAt(text: string, at: number): Line {
  const end = endOfLine(text, at);
  const start = START.exec(text.slice(at, end));
  const name = start?.[1];
  if (start === null || name === undefined) return { value: '', isLiteral: true, next: end + 1 };
  const from = at + start[0].length;
  const quoted = quotedAt(text, from);
  if (quoted !== undefined) return { name, ...quoted, next: endOfLine(text, quoted.end) + 1 };
  return { name, value: withoutComment(text.slice(from, end)), isLiteral: false, next: end + 1 };
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

interface Quoted {
  readonly value: string;
  readonly isLiteral: boolean;
  readonly end: number;
}

/** The text in quotes that begins at `from`; undefined where none does, or it does not end. */
function quotedAt(text: string, from: number): Quoted | undefined {
  const quote = text.charAt(from);
  if (quote !== '"' && quote !== "'") return undefined;
  let value = '';
  for (let at = from + 1; at < text.length; at++) {
    const [sign, next] = [text.charAt(at), text.charAt(at + 1)];
    if (sign === quote) return { value, isLiteral: quote === "'", end: at + 1 };
    if (sign === '\\' && next === quote) value += text.charAt(++at);
    else if (sign === '\\' && quote === '"' && (next === '\\' || Object.hasOwn(ESCAPES, next))) {
      value += ESCAPES[next] ?? next;
      at++;
    } else value += sign;
  }
  return undefined;
}

const withoutComment = (text: string): string => (text.split(' #')[0] ?? '').trimEnd();
