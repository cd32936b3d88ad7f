import type { Random } from './generator.ts';

/** What is put into files: signs of YAML and JSON, odd characters, and what has broken parsers. */
const MORSELS = [
  ...'{}[],:-?&*!|>%@`#"\'\\\n\t \r\0~',
  ...[
    '\ufeff',
    '\u2028',
    '\u0085',
    '\ud800',
    '\u202e',
    '\x1b[2J',
    '😀',
    '\r\n',
    '\n\n',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
  ],
  ...[
    '&a ',
    '*a',
    '<<: *a',
    '!!binary x',
    '!x',
    '? ',
    '- ',
    ': ',
    '"\\q"',
    '"\\u12',
    "'",
    '|\n',
    '>-\n',
    '\n  ',
    '\n\t',
  ],
  ...['0x10', '1e3', '.inf', '-0', '080', 'null', '~', 'true', 'yes', '2001-01-01', '9'.repeat(400), '__proto__: 1\n'],
  ...['[[[[[[[[', '{"a":', 'trials:\n', 'version: 2\n', 'steps: []\n', 'socket: $x\n'],
];

type Mutation = (text: string, random: Random, others: readonly string[]) => string;

const put = (text: string, at: number, removed: number, added: string): string =>
  text.slice(0, at) + added + text.slice(at + removed);

const morsel = (random: Random): string => MORSELS[random(MORSELS.length)] ?? '';

const piece = (text: string, random: Random, longest: number): string => {
  const at = random(text.length);
  return text.slice(at, at + random(longest));
};

const MUTATIONS: readonly Mutation[] = [
  (text, random) => put(text, random(text.length), 0, morsel(random)),
  (text, random) => put(text, random(text.length), random(5), ''),
  (text, random) => put(text, random(text.length), 1, morsel(random)),
  (text, random) => put(text, random(text.length), random(200), ''),
  (text, random) => put(text, random(text.length), 0, piece(text, random, 300)),
  (text, random, others) => put(text, random(text.length), 0, piece(others[random(others.length)] ?? '', random, 300)),
  (text, random) => text.slice(0, random(text.length)),
  (text, random) => put(text, random(text.length), 1, String.fromCharCode(random(0x10000))),
  (text, random) => put(text, random(text.length), 0, morsel(random).repeat(random(300))),
  (text, random) => text.replaceAll('\n', ['\r\n', '\r', '\n\n', ' \n', '\n '][random(5)] ?? ''),
];

/** One file in so many grows by repetition. */
const SELDOM = 50;

/** A text with one to eight changes; seldom with a part of it repeated until it is some hundred thousand characters long. */
export function mutated(original: string, others: readonly string[], random: Random): string {
  let text = original;
  for (let left = 1 + random(8); left > 0; left--)
    text = MUTATIONS[random(MUTATIONS.length)]?.(text, random, others) ?? text;
  if (random(SELDOM) > 0 || text === '') return text;
  const repeated = random(2) === 0 ? morsel(random) : piece(text, random, 300);
  return put(text, random(text.length), 0, repeated.repeat(Math.ceil(random(300_000) / Math.max(1, repeated.length))));
}
