import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectInput, INPUT_FORMATS, type InputFormat } from '../../src/inputs/detect.ts';
import { INPUT_READERS } from '../../src/inputs/read-input.ts';
import type { Source } from '../../src/model/experiment.ts';
import { ok } from '../../src/model/result.ts';
import { times } from '../setup/long.ts';
import { SAMPLES } from './samples.ts';

/** Places of a text, or of what it marks as the files of a dump, lie inside it. */
function checkPlace(source: Source, text: string): void {
  if (!('file' in source)) throw new Error('a place without a file');
  const lines = text.split('\n');
  expect(source.line).toBeGreaterThan(0);
  expect(source.line).toBeLessThanOrEqual(lines.length);
  expect(source.column).toBeGreaterThan(0);
  if (source.file === 'f') expect(source.column).toBeLessThanOrEqual((lines[source.line - 1] ?? '').length + 1);
}

/** Never throws; each thing that is found has a place inside the file and a text of one line. */
function check(format: InputFormat, text: string): void {
  const include = () => ok([{ file: 'f', text }]);
  const surroundings = { environment: { A: '80', B: ':81' }, root: true, hostName: 'a' };
  const read = INPUT_READERS[format](text, 'f', surroundings);
  if (read.ok) {
    const { services, skipped, remarks } = read.value;
    for (const { lines } of services) {
      expect(lines.length).toBeGreaterThan(0);
      for (const { port, source } of lines) {
        expect(port).toBeGreaterThan(0);
        expect(port).toBeLessThan(65536);
        checkPlace(source, text);
      }
    }
    for (const { source, text: written } of [...skipped, ...remarks]) {
      checkPlace(source, text);
      expect(written).not.toMatch(/\p{Cc}/u);
    }
  } else checkComplaints(read.error, text);
  INPUT_READERS[format](text, 'f', { ...surroundings, include });
}

function checkComplaints(problems: readonly { message: string; hint?: string; source: Source }[], text: string): void {
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.length).toBeLessThanOrEqual(100);
  for (const { message, hint = '', source } of problems) {
    checkPlace(source, text);
    expect(message).toMatch(/:\d+:\d+: \S/);
    expect(message + hint).not.toMatch(/\p{Cc}|undefined|\[object/u);
    expect(message.length).toBeLessThan(1000);
  }
}

const PIECES: Readonly<Record<InputFormat, readonly string[]>> = {
  nginx: [
    'http',
    'server',
    'stream',
    'listen',
    '80',
    '[::]:80',
    'a_by_lua_block',
    '{',
    '}',
    ';',
    '[[',
    ']]',
    '--',
    'include',
    'bind',
    '$',
    '# configuration file /a:\n',
  ],
  compose: [
    'services',
    'a',
    'ports',
    ': ',
    '- ',
    '"80:80"',
    '22:22',
    '<<: ',
    '*a',
    '&a ',
    '!reset ',
    'extends',
    'include',
    'file',
    'service',
    '$',
    '${A:-',
    '}',
    '{',
    '[',
    ']',
    ', ',
    'target',
    'extends',
  ],
  systemd: [
    '[Socket]',
    'ListenStream',
    '=',
    '80',
    '[::1]:80',
    '%i',
    '/run/a',
    'BindIPv6Only',
    'both',
    'ReusePort',
    '# /a.socket\n',
    ';',
  ],
  sshd: [
    'Port',
    'ListenAddress',
    '22',
    '[::1]:22',
    '=',
    'Include',
    'a',
    'Match',
    'all',
    "'",
    '\\\\',
    'rdomain',
    'AddressFamily',
    'inet',
  ],
  haproxy: [
    'frontend a\n',
    'bind',
    ':80',
    '1-65535',
    ',',
    'ipv6@',
    'unix@',
    '$A',
    '"$B"',
    'interface',
    'disabled',
    'global\n',
    'stats socket',
    'noreuseport',
    '[::]:',
    '\n.if ',
    '\n.else\n',
    '\n.endif\n',
    'defined(A)',
    'streq(a,',
    'feature(B)',
    '||',
    'setenv',
    'unsetenv',
    'peers p\n',
    'server',
    'localpeer',
    'defaults',
    'from',
    'dgram-bind',
    '\\x',
  ],
};

const OF_ALL = [
  ' ',
  '\n',
  '\n  ',
  '\t',
  '\r\n',
  '\\',
  '"',
  "'",
  '#',
  '\0',
  '\ud800',
  '\u2028',
  'é',
  ':',
  '-',
  '__proto__',
  'constructor',
];

const piece = (format: InputFormat): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...PIECES[format]) },
    { weight: 3, arbitrary: fc.constantFrom(...OF_ALL) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  );

const inserted = (format: InputFormat): fc.Arbitrary<string> =>
  fc.array(piece(format), { maxLength: 3 }).map((p) => p.join(''));

const mutated = fc
  .constantFrom(...SAMPLES)
  .chain(({ format, text }) =>
    fc.record({
      format: fc.constant(format),
      text: fc.constant(text),
      edits: fc.array(fc.record({ at: fc.nat(text.length), length: fc.nat(20), insert: inserted(format) }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  )
  .map(({ format, text, edits }) => ({
    format,
    text: edits.reduce(
      (before, { at, length, insert }) => before.slice(0, at) + insert + before.slice(at + length),
      text,
    ),
  }));

describe('any text as a file of a server', () => {
  it.each(INPUT_FORMATS)('of pieces of %s', (format) => {
    const text = fc.array(piece(format), { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (any) => check(format, any)),
      { numRuns: times(150, 3000, 30_000) },
    );
  });

  it('that was right before it was edited', () => {
    fc.assert(
      fc.property(mutated, ({ format, text }) => check(format, text)),
      { numRuns: times(200, 5000, 50_000) },
    );
  });

  it('of another format, or whose format is asked for', () => {
    for (const { text } of SAMPLES) for (const format of INPUT_FORMATS) check(format, text);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        detectInput('a', text);
      }),
      { numRuns: times(200, 2000) },
    );
  });
});
