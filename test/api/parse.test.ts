import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check, type ExperimentInput, parse, predict, run } from '../../src/api.ts';
import { parseConfig } from '../../src/config/file.ts';
import { WEB } from '../inputs/snapshot/documents.ts';
import { LONG } from '../setup/long.ts';
import { thrownBy } from './thrown.ts';

const TEXT = `version: 1
run:
  ports: [80]
  addresses: [any4, 127.0.0.1]
expect:
  - address: 0.0.0.0
    holder: 127.0.0.1
    expect: bind:EADDRINUSE
`;

const WRONG = TEXT.replace('[80]', '[80, 0]').replace('holder:', 'older:');

describe('parse()', () => {
  test('gives what the file has, as an object', () => {
    expect(parse(TEXT)).toEqual({
      version: 1,
      run: { ports: [80], addresses: ['any4', '127.0.0.1'] },
      expect: [{ address: '0.0.0.0', holder: '127.0.0.1', expect: 'bind:EADDRINUSE' }],
    });
  });

  test('throws all mistakes with path, file, line and column', async () => {
    const { code, problems, message } = await thrownBy(() => parse(WRONG, { name: 'ports.yaml' }));
    expect(code).toBe('config');
    expect(problems).toEqual([
      expect.objectContaining({ path: ['run', 'ports', 1], file: 'ports.yaml', line: 3, column: 15 }),
      expect.objectContaining({ path: ['expect', 0, 'older'], file: 'ports.yaml', line: 7, column: 5 }),
    ]);
    expect(message.split('\n').map((line) => line.slice(0, 16))).toEqual(['ports.yaml:3:15:', 'ports.yaml:7:5: ']);
  });

  test.each([
    ['a YAML parser does not understand', 'run: [', 1],
    ['is empty', '', 1],
    ['is JSON with a mistake', '{"version": 1, "run": {"ports": [0]}}', 1],
    ['has a tag', 'version: 1\nrun: !x {}\n', 2],
    ['is no object', '- 1\n', 1],
    ['lacks its version', 'run: {}\n', 1],
  ])('throws the place in a text that %s', async (_what, text, line) => {
    const { code, problems } = await thrownBy(() => parse(text));
    expect(code).toBe('config');
    expect(problems[0]).toMatchObject({ file: '<text>', line, column: expect.any(Number) });
  });

  test.each([[undefined], [1], [Buffer.from(TEXT)]])('throws usage for %s, which is no text', async (text) => {
    expect((await thrownBy(() => parse(text as never))).code).toBe('usage');
  });

  test('reads every file of config/ as the command line does', () => {
    const folder = new URL('../../config/', import.meta.url);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    const texts = names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')] as const);
    const small = texts.filter(([, text]) => LONG || text.length < 3000);
    const files = small.filter(([name, text]) => parseConfig(name, text).ok);
    expect(files.length).toBeGreaterThan(20);
    for (const [name, text] of files) expect(parse(text, { name }).version).toBe(1);
  });
});

describe('what parse() has given', () => {
  const file = parse(TEXT, { name: 'ports.yaml' });

  test('keeps its places for what is said of it later', async () => {
    const { problems } = await thrownBy(() => predict(parse(TEXT.replace('any4', 'iface:eth7'), { name: 'a.yaml' })));
    expect(problems).toEqual([
      expect.objectContaining({ path: ['run', 'addresses', 0], file: 'a.yaml', line: 4, column: 15 }),
    ]);
  });

  test('is judged with its places in the report', () => {
    expect(predict(file).expectations[0]?.source).toEqual({ file: 'ports.yaml', line: 6, column: 5 });
  });

  test('is judged on another host with its places, too', async () => {
    const on8080 = parse(TEXT.replace('[80]', '[8080]'), { name: 'ports.yaml' });
    expect((await check(on8080, { host: WEB })).expectations[0]).toMatchObject({
      source: { file: 'ports.yaml', line: 6, column: 5 },
      status: 'met',
    });
  });

  test('has only paths where it was copied', async () => {
    const copy: ExperimentInput = { ...file, run: { ...file.run, addresses: ['iface:eth7'] } };
    const { problems, message } = await thrownBy(() => predict(copy));
    expect(problems).toEqual([expect.not.objectContaining({ file: expect.anything() })]);
    expect(message).toMatch(/^run\.addresses\[0\]: "iface:eth7" matches no address/);
    expect(predict({ ...file }).expectations[0]).not.toHaveProperty('source');
  });

  test('is refused by run() and predict() where it has more than an experiment, at its place', async () => {
    const more = parse(`${TEXT}trials:\n  - id: a\n    steps: [{ op: sleep, seconds: 0 }]\n`, { name: 'a.yaml' });
    for (const call of [() => predict(more), () => run(more)])
      expect((await thrownBy(call)).problems).toEqual([
        expect.objectContaining({ path: ['trials'], file: 'a.yaml', line: 9, column: 1, hint: 'check() takes it' }),
      ]);
  });
});
