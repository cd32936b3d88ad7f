import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/file.ts';
import { complaintsOfText } from './complaints.ts';

const COUNT = 320;
const STEPS = [
  { op: 'bind', socket: 'server', address: '0.0.0.0', port: 50005, reuseaddr: true },
  { op: 'listen', socket: 'server' },
  { op: 'close', socket: 'server' },
];

const trialLines = (i: number, steps: readonly object[] = STEPS): string[] => [
  `  - id: trial-${i}`,
  '    title: |',
  '      - a dash in a text',
  '    # a comment',
  '    steps:',
  ...steps.map((step) => `      - ${JSON.stringify(step)}`),
];

/** More than 64 KiB, so that it is read a piece at a time. `change` has the lines of one trial instead of the usual. */
const yaml = (change: ReadonlyMap<number, readonly string[]> = new Map()): string =>
  [
    'version: 1 # the head',
    'trials:',
    ...Array.from({ length: COUNT }, (_, i) => change.get(i) ?? trialLines(i)).flat(),
    'expect:',
    '  - { address: any4, expect: ok }',
    '',
  ].join('\n');

const json = (steps: (i: number) => readonly object[] = () => STEPS): string =>
  JSON.stringify(
    {
      version: 1,
      trials: Array.from({ length: COUNT }, (_, i) => ({
        id: `trial-${i}`,
        title: '- a dash in a text\n',
        steps: steps(i),
      })),
      expect: [{ address: 'any4', expect: 'ok' }],
    },
    null,
    1,
  );

/** The content of a file without the places. */
const contentOf = (text: string): unknown => {
  const read = parseConfig('f.yaml', text);
  return read.ok
    ? JSON.parse(
        JSON.stringify(read.value, (key, value) => (key === 'source' || key === 'stepSources' ? undefined : value)),
      )
    : read;
};

const LINES = trialLines(0).length;
const lineOf = (trial: number): number => 3 + trial * LINES;

describe('a file of many trials', () => {
  it('is the same in YAML and in JSON', () => {
    expect(contentOf(yaml())).toEqual(contentOf(json()));
    expect(contentOf(yaml())).toHaveProperty('trials.length', COUNT);
  });

  it('is the same with CRLF, and as a whole where it has an anchor', () => {
    expect(contentOf(yaml().replaceAll('\n', '\r\n'))).toEqual(contentOf(yaml()));
    expect(contentOf(yaml().replace('- id: trial-5\n', '- &five\n    id: trial-5\n'))).toEqual(contentOf(yaml()));
  });

  it('has the place of each trial', () => {
    const read = parseConfig('f.yaml', yaml());
    expect(read.ok && read.value.trials[280]?.source).toEqual({ file: 'f.yaml', line: lineOf(280), column: 5 });
    const quick = parseConfig('f.json', json());
    const [before] = json().split('"id":"trial-280"'.replace(':', ': '));
    const line = (before ?? '').split('\n').length - 1;
    expect(quick.ok && quick.value.trials[280]?.source).toEqual({ file: 'f.json', line, column: 3 });
  });

  it('has the place of each step', () => {
    const read = parseConfig('f.yaml', yaml());
    const at = (line: number) => ({ file: 'f.yaml', line, column: 9 });
    const first = lineOf(280) + 5;
    expect(read.ok && read.value.trials[280]?.stepSources).toEqual([at(first), at(first + 1), at(first + 2)]);
    const quick = parseConfig('f.json', json());
    const lines = json().split('\n');
    const places = quick.ok ? (quick.value.trials[280]?.stepSources ?? []) : [];
    const ops = places.map((place) => ('line' in place ? lines[place.line]?.trim() : undefined));
    expect(ops).toEqual(['"op": "bind",', '"op": "listen",', '"op": "close",']);
  });
});

describe('a mistake in a file of many trials has its place', () => {
  const wrong = [{ op: 'listen', socket: 'server' }, { op: 'bnd' }];

  it.each([
    ['an unknown op', trialLines(250, wrong), `f.yaml:${lineOf(250) + 6}:15: "bnd" is not an op -> did you mean bind?`],
    [
      'an unknown key',
      [...trialLines(250), '    stpes: []'],
      `f.yaml:${lineOf(250) + LINES}:5: unknown key "stpes" in a trial -> did you mean steps?`,
    ],
    [
      'a socket that is not open',
      trialLines(250, [{ op: 'close', socket: 'x' }]),
      `f.yaml:${lineOf(250) + 5}:32: no socket "x" is open here -> open it in an earlier step`,
    ],
    [
      'an alias without an anchor',
      trialLines(250).map((line) => line.replace('trial-250', '*a')),
      `f.yaml:${lineOf(250)}:9: the alias "*a" has no anchor "&a" before it -> if it is a glob, quote it: "*a"`,
    ],
    [
      'a tag',
      trialLines(250).map((line) => line.replace('trial-250', '!x a')),
      `f.yaml:${lineOf(250)}:9: YAML tags are not supported: !x -> quote a text that begins with "!"`,
    ],
    [
      'an id that is given twice',
      trialLines(3),
      `f.yaml:${lineOf(250)}:9: the id "trial-3" is already the id of trial 4 -> give each trial and each expectation an id of its own`,
    ],
  ])('%s', (_, lines, expected) => expect(complaintsOfText(yaml(new Map([[250, lines]])))).toEqual([expected]));

  it('bad syntax', () => {
    const [first] = complaintsOfText(yaml(new Map([[250, trialLines(250).map((line) => line.replace('}', ']'))]])));
    expect(first).toMatch(new RegExp(`^f\\.yaml:${lineOf(250) + 5}:\\d+: invalid YAML: `));
  });

  it('in JSON: a wrong value, and an unknown key', () => {
    const text = json((i) => (i === 250 ? [{ op: 'listen', socket: 'server', prot: 1 }, { op: 'bnd' }] : STEPS));
    const lines = text.split('\n');
    const [key, value] = [lines.findIndex((l) => l.includes('"prot"')), lines.findIndex((l) => l.includes('"bnd"'))];
    expect(complaintsOfText(text)).toEqual([
      expect.stringMatching(new RegExp(`^f\\.yaml:${key + 1}:6: unknown key "prot" in a listen step`)),
      `f.yaml:${value + 1}:12: "bnd" is not an op -> did you mean bind?`,
    ]);
  });

  it.each([
    [
      'a key that is written twice',
      '{"version":1,"version":1}',
      'f.yaml:1:14: the key "version" is written twice -> keep one of the two',
    ],
    ['a number with an exponent', '{"version":1e0}', 'f.yaml:1:12: 1e0 is not a plain decimal number -> write 1'],
    [
      'a number that is too large',
      '{"version":99999999999999999999}',
      'f.yaml:1:12: 99999999999999999999 is too large a number -> put it into quotes if it is text',
    ],
    ['the key of the prototype', '{"version":1,"__proto__":{}}', 'f.yaml:1:14: unknown key "__proto__"'],
  ])('in JSON: %s', (_, text, expected) => expect(complaintsOfText(text)).toEqual([expected]));
});

describe('a file with more than a hundred mistakes', () => {
  // The schema stops before these: they have no steps, no socket to accept from, or are no trials at all.
  it.each([
    ['without steps', '{ id: last }'],
    ['without the socket to accept from', '{ id: last, steps: [{ op: accept, socket: a }] }'],
    ['that is a number', '7'],
  ])('is refused where its last trial is one %s', (_, last) => {
    const wrong = Array.from({ length: 120 }, (__, i) => `  - { id: t${i}, steps: [{ op: nothing }] }`);
    const text = ['version: 1', 'trials:', ...wrong, `  - ${last}`, ''].join('\n');
    const complaints = complaintsOfText(text);
    expect(complaints.length).toBeGreaterThan(100);
    expect(complaints[0]).toMatch(/:3:\d+: /);
  });
});
