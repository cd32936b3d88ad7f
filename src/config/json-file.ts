import { endOfText, JsonPlaces } from './json-places.ts';
import { DEEPEST } from './limits.ts';
import type { SourceAt } from './source-at.ts';
import type { YamlFile } from './yaml-file.ts';

/** Beyond so many signs outside of texts the values would take more memory than any file that is meant. */
const MOST_SIGNS = 600_000;

/**
 * Reads a file that is JSON, several times faster than as YAML. Undefined where it is not JSON, or has something that
 * YAML reads in another way or that is a problem: a key that is written twice, a number such as 1e3 or one too large, deep nesting.
 */
export function parseJson(text: string, at: SourceAt): YamlFile | undefined {
  if (!/^[ \t\r\n]*\{/.test(text)) return undefined;
  const colons = countColons(text);
  const value = colons === undefined ? undefined : parsed(text);
  // JSON.parse() keeps one of two equal keys.
  if (value === undefined || countKeys(value) !== colons) return undefined;
  const places = new JsonPlaces(text);
  return {
    value,
    problems: [],
    sourceOf: (path) => at(places.find(path).value),
    sourceOfKey: (path) => at(places.find(path).key),
    isBlamed: () => false,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the signs add to the depth of nesting. */
const DEPTH: Readonly<Record<string, number>> = { '{': 1, '[': 1, '}': -1, ']': -1 };

/** The colons outside of texts; undefined where a limit is passed, a text does not end, or a number has an exponent. */
function countColons(text: string): number | undefined {
  let [colons, commas, depth] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === '"') at = endOfText(text, at);
    else if (sign === ':') colons++;
    else if (sign === ',') commas++;
    else depth += DEPTH[sign] ?? 0;
    if (at < 0 || depth > DEEPEST || colons + commas > MOST_SIGNS || isExponent(text, at)) return undefined;
  }
  return colons;
}

const isExponent = (text: string, at: number): boolean =>
  (text[at] === 'e' || text[at] === 'E') && /\d/.test(text[at - 1] ?? '');

/** The keys of all mappings; NaN where one is the key of the prototype, which is a key of no file, or a number is too large. */
function countKeys(value: unknown): number {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) return Number.NaN;
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countKeys(one), 0);
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === '__proto__' ? Number.NaN : 1) + countKeys(one),
    0,
  );
}
