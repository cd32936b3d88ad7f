/** A text with its variables filled in. */
export interface Filled {
  readonly text: string;
  /** Names that are not set and have no default: Docker puts in nothing, and warns. */
  readonly unset: readonly string[];
  /** What is wrong with it, or what `${X:?message}` says. */
  readonly wrong?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Defaults in defaults. */
const DEEPEST = 10;

const NAME = /[A-Za-z_]\w*/y;
const OPERATORS = [':-', ':?', ':+', '-', '?', '+'];

/** `$X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:?message}`, `${X:+other}`, `$$` (the Compose file, Interpolation). */
export function interpolate(text: string, environment: Environment, depth = 0): Filled {
  if (!text.includes('$')) return { text, unset: [] };
  if (depth > DEEPEST) return { text: '', unset: [], wrong: 'defaults are nested too deeply' };
  let [filled, at] = ['', 0];
  const unset: string[] = [];
  for (let dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', at)) {
    filled += text.slice(at, dollar);
    const one = variableAt(text, dollar, environment, depth);
    if (one.wrong !== undefined) return { text: '', unset, wrong: one.wrong };
    filled += one.text;
    for (const name of one.unset) unset.push(name);
    at = one.end;
  }
  return { text: filled + text.slice(at), unset };
}

interface Variable extends Filled {
  /** The offset after it. */
  readonly end: number;
}

function variableAt(text: string, dollar: number, environment: Environment, depth: number): Variable {
  const next = text[dollar + 1];
  if (next === '$') return { text: '$', unset: [], end: dollar + 2 };
  const start = next === '{' ? dollar + 2 : dollar + 1;
  const name = nameAt(text, start);
  const invalid = { text: '', unset: [], end: text.length, wrong: `"${text}" has a "$" that begins no variable` };
  if (name === '') return { ...invalid, wrong: `${invalid.wrong}; write "$$" for the sign itself` };
  const end = start + name.length;
  if (next !== '{') return { ...valueHere(name, environment), end };
  const close = closing(text, end);
  if (close === undefined) return { ...invalid, wrong: `"${text}" has a "\${" that is not closed` };
  return { ...braced(name, text.slice(end, close), environment, depth), end: close + 1 };
}

function nameAt(text: string, at: number): string {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0] ?? '';
}

function valueHere(name: string, environment: Environment): Filled {
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  return { text: value ?? '', unset: value === undefined ? [name] : [] };
}

/** What stands in braces after the name: nothing, or an operator and a text. */
function braced(name: string, rest: string, environment: Environment, depth: number): Filled {
  const plain = valueHere(name, environment);
  if (rest === '') return plain;
  const operator = OPERATORS.find((sign) => rest.startsWith(sign));
  if (operator === undefined) return { text: '', unset: [], wrong: `"\${${name}${rest}}" is no variable of Compose` };
  const isThere = plain.unset.length === 0 && (!operator.startsWith(':') || plain.text !== '');
  const other = rest.slice(operator.length);
  if (operator.endsWith('+')) return isThere ? interpolate(other, environment, depth + 1) : { text: '', unset: [] };
  if (isThere) return plain;
  if (operator.endsWith('-')) return interpolate(other, environment, depth + 1);
  return { text: '', unset: [], wrong: `the variable ${name} is needed${other === '' ? '' : `: ${other}`}` };
}

/** The offset of the `}` that closes what was opened before `from`. */
function closing(text: string, from: number): number | undefined {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('${', at)) depth++;
    else if (text[at] === '}') depth--;
    if (depth === 0) return at;
  }
  return undefined;
}
