import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { times } from '../setup/long.ts';
import { complaintsOfText } from './complaints.ts';
import { shippedFiles, withExamples } from './examples.ts';

/** Never throws; each complaint is one line that names its place. */
function checkComplaints(text: string): void {
  for (const line of complaintsOfText(text)) {
    expect(line).toMatch(/^f\.yaml:[1-9]\d*:[1-9]\d*: \S/);
    expect(line).not.toMatch(/\p{Cc}|undefined|\[object|Invalid/u);
    expect(line.length).toBeLessThan(1500);
  }
}

const piece = fc.oneof(
  fc.constantFrom(
    'version',
    'run',
    'expect',
    'trials',
    'ports',
    'steps',
    'op',
    'bind',
    'socket',
    'address',
    'reuse',
    'holder',
    'sandbox',
    'sysctls',
    'id',
    'story',
    'expectPort',
    '1',
    '0',
    '80',
    '70000',
    '080',
    '0x1',
    '-1',
    '.nan',
    '1.5',
    'true',
    'null',
    '~',
    ': ',
    ':',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '\n',
    '\n  ',
    '\n    ',
    '? ',
    '&a ',
    '*a',
    '*b',
    '!t ',
    '!!set ',
    '"',
    "'",
    '|',
    '>',
    '#',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '<<: ',
    '::',
    '$P',
    '!$P',
    '__proto__',
    'constructor',
    'toString',
    '\t',
    '\0',
    '\ud800',
    '\u2028',
    'é',
  ), // prettier-ignore
  fc.string({ unit: 'binary', maxLength: 5 }),
);

const files = [...shippedFiles().map((file) => readFileSync(file, 'utf8')), withExamples('config/default.yaml')];

/** Cuts, doubles or replaces a part. */
const mutated = fc
  .record({
    text: fc.constantFrom(...files),
    edits: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.nat(30),
        insert: fc.array(piece, { maxLength: 3 }),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  })
  .map(({ text, edits }) =>
    edits.reduce((before, { at, length, insert }) => {
      const start = Math.floor(at * before.length);
      return before.slice(0, start) + insert.join('') + before.slice(start + length);
    }, text),
  );

/** Any value where the schema expects another. */
const strange = fc.record({ version: fc.constant(1) }).chain(
  () =>
    fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom<unknown>(null, true, 0, 80, 1.5, -1, '', 'ok', 'tcp', '::', '$P', [], {}),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            'op',
            'socket',
            'address',
            'port',
            'steps',
            'id',
            'set',
            'expect',
            'holder',
            'newcomer',
            'sysctls',
            'addresses',
            'story',
            'x',
          ),
          tie('value'),
          { maxKeys: 4 },
        ),
      ),
    })).value,
);

describe('any text', () => {
  it('of pieces of YAML', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => checkComplaints(pieces.join(''))),
      { seed: 1, numRuns: times(300, 3000) },
    );
  });

  it('that was a valid file before it was edited', () => {
    fc.assert(fc.property(mutated, checkComplaints), { seed: 1, numRuns: times(20, 400) });
  });

  it('with any value where another is expected', () => {
    const keys = fc.constantFrom('run', 'expect', 'trials');
    fc.assert(
      fc.property(keys, strange, strange, (key, value, inner) => {
        checkComplaints(JSON.stringify({ version: 1, [key]: value }));
        checkComplaints(JSON.stringify({ version: 1, expect: [value], trials: [{ id: 'a', steps: [inner] }, value] }));
        checkComplaints(
          JSON.stringify({
            version: 1,
            run: { ports: value, reuse: [inner] },
            trials: [{ id: 'b', steps: value, sandbox: inner, story: inner }],
          }),
        );
      }),
      { seed: 1, numRuns: times(60, 1000) },
    );
  });
});
