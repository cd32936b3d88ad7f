import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DEFAULT_RUN } from '../../src/config/defaults.ts';
import { parseConfig } from '../../src/config/file.ts';
import type { RawFlags } from '../../src/config/flags.ts';
import { loadExperiment } from '../../src/config/load.ts';
import { axisLists, DEFAULT_AXES } from '../../src/model/axes.ts';
import { type Experiment, formatSource } from '../../src/model/experiment.ts';
import { OK } from '../../src/model/outcome.ts';
import { complaintsOf } from './complaints.ts';
import { shippedFiles, withExamples } from './examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The experiment of a file with this text, and of these flags. */
async function load(text: string | undefined, flags: RawFlags = {}): Promise<Experiment> {
  const file = text === undefined ? undefined : join(folder, 'f.yaml');
  if (file !== undefined) writeFileSync(file, text ?? '');
  const loaded = await loadExperiment(file, flags);
  expect(complaintsOf(loaded)).toEqual([]);
  if (!loaded.ok) throw new Error('refused');
  return loaded.value.experiment;
}

describe('defaults', () => {
  it('are what config/default.yaml says', () => {
    expect(parse(readFileSync('config/default.yaml', 'utf8'))).toEqual({ version: 1, run: DEFAULT_RUN });
  });

  it('without a file and without flags', async () => {
    expect(await load(undefined)).toEqual({
      where: 'host',
      ports: [50005],
      protocols: ['tcp'],
      families: ['inet', 'inet6'],
      interfaces: [{ text: '*', source: { flag: '--interface' } }],
      interfacesWritten: false,
      addresses: [],
      ...axisLists<never>((key) => [DEFAULT_AXES[key]]),
      show: ['alone', 'together', 'matrix'],
      exhaustive: false,
      seed: 1,
      live: false,
      expect: [],
    });
  });

  it('config/default.yaml gives the same experiment as no file', async () => {
    const written = await load(readFileSync('config/default.yaml', 'utf8'));
    const plain = await load(undefined);
    expect({ ...written, interfaces: plain.interfaces, interfacesWritten: false }).toEqual(plain);
    expect(written.interfaces.map(({ text }) => text)).toEqual(['*']);
  });
});

describe('flags over file over defaults', () => {
  const file = 'version: 1\nrun:\n  in: sandbox\n  ports: [80, 81]\n  reuse: [none, {holder: none, newcomer: none}]\n';

  it('key by key', async () => {
    const { where, ports, reuse, protocols, live } = await load(file, { port: '90,90', live: true });
    expect({ where, ports, reuse, protocols, live }).toEqual({
      where: 'sandbox',
      ports: [90],
      reuse: [{ holder: 'none', newcomer: 'none' }],
      protocols: ['tcp'],
      live: true,
    });
  });

  it('wrong flags are answered before the file is read', async () => {
    expect(complaintsOf(await loadExperiment(join(folder, 'none.yaml'), { port: 'x' }))).toEqual([
      '--port: "x" is not a port -> write a number from 1 to 65535',
    ]);
  });

  it.each<[string, string, RawFlags, boolean]>([
    ['nothing written', '', {}, false],
    ['addresses in the file', 'addresses: [127.0.0.1]', {}, false],
    ['both in the file', 'addresses: [127.0.0.1]\n  interfaces: ["*"]', {}, true],
    ['interfaces in the file, --address', 'interfaces: ["*"]', { address: '127.0.0.1' }, false],
    ['interfaces in the file, both flags', 'interfaces: ["*"]', { address: '127.0.0.1', interface: '*' }, true],
    ['addresses in the file, --interface', 'addresses: [127.0.0.1]', { interface: 'lo' }, true],
  ])('addresses come beyond the interfaces only where both are written: %s', async (_, lines, flags, expected) => {
    expect((await load(`version: 1\nrun:\n  ${lines}\n`, flags)).interfacesWritten).toBe(expected);
  });
});

describe('places', () => {
  it('of texts that only the host can resolve', async () => {
    const {
      interfaces,
      addresses,
      expect: entries,
    } = await load(
      'version: 1\nrun:\n  interfaces:\n    - eth0\n    - "!docker*"\n  addresses: [any4, 10.0.0.0/8]\nexpect:\n  - {address: any6, holder: any4, expect: ok}\n',
    );
    const places = [...interfaces, ...addresses, ...entries.flatMap((e) => [e.address, e.holder ?? e.address])];
    expect(places.map(({ text, source }) => `${text} ${formatSource(source).replace(folder, '')}`)).toEqual([
      'eth0 /f.yaml:4:7',
      '!docker* /f.yaml:5:7',
      'any4 /f.yaml:6:15',
      '10.0.0.0/8 /f.yaml:6:21',
      'any6 /f.yaml:8:15',
      'any4 /f.yaml:8:29',
    ]);
  });
});

describe('expectations', () => {
  const file =
    'version: 1\nrun: {ports: [80, 81], protocols: [udp, tcp], reuse: [port, addr], v6only: [off, on]}\nexpect:\n  - {address: any4, expect: ok}\n  - {address: any4, port: 90, protocol: tcp, reuse: {holder: none, newcomer: addr}, v6only: on, sequence: bind-all-first, expect: [ok, EACCES]}\n';

  it('take what they leave out from the first of each list', async () => {
    const [short, long] = (await load(file)).expect;
    expect(short).toMatchObject({
      port: 80,
      protocol: 'udp',
      reuse: { holder: 'port', newcomer: 'port' },
      v6only: 'off',
      sequence: 'listen-each',
      expect: [OK],
    });
    expect(short).not.toHaveProperty('holder');
    expect(short?.written).toEqual({ address: 'any4', expect: 'ok' });
    expect(long).toMatchObject({
      port: 90,
      protocol: 'tcp',
      reuse: { holder: 'none', newcomer: 'addr' },
      v6only: 'on',
      sequence: 'bind-all-first',
      expect: [OK, { kind: 'refused', errno: 'EACCES' }],
    });
  });

  it('after the flags', async () => {
    const [short, long] = (await load(file, { port: '8080', protocol: 'tcp' })).expect;
    expect(short).toMatchObject({ port: 8080, protocol: 'tcp' });
    expect(long).toMatchObject({ port: 90, protocol: 'tcp' });
  });
});

describe('files that come with the program', () => {
  it.each(shippedFiles())('%s is valid', (file) => {
    expect(complaintsOf(parseConfig(file, readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('config/default.yaml is valid with its examples in force', () => {
    const result = parseConfig('default.yaml', withExamples('config/default.yaml'));
    expect(complaintsOf(result)).toEqual([]);
    expect(result.ok && [result.value.expect.length, result.value.trials.length]).toEqual([3, 2]);
  });

  it('config/default.yaml shows every op, field and state', () => {
    const text = readFileSync('config/default.yaml', 'utf8');
    // The definitions are lists of errnos, verdicts and selectors, which an editor offers.
    const { definitions: _, ...rest } = JSON.parse(readFileSync('config/schema.json', 'utf8'));
    const schema = JSON.stringify(rest, null, 2);
    const keys = [...schema.matchAll(/"(\w+)": \{\n/g)]
      .map(([, key]) => key ?? '')
      .filter((key) => !['properties', 'items', 'additionalProperties', 'propertyNames'].includes(key));
    const words = [...schema.matchAll(/"const": "(\w+)"/g), ...schema.matchAll(/^ +"(\w+)",?$/gm)].map(
      ([, word]) => word ?? '',
    );
    const missing = [...new Set([...keys, ...words])].filter((word) => !new RegExp(`\\b${word}\\b`).test(text));
    expect(
      missing.filter(
        // Platforms, and the types of JSON.
        (word) =>
          ![
            'string',
            'boolean',
            'number',
            'integer',
            'darwin',
            'freebsd',
            'openbsd',
            'netbsd',
            'win32',
            'sunos',
            'aix',
            'android',
          ].includes(word),
      ),
    ).toEqual([]);
  });

  it('JSON is YAML, tabs and all', () => {
    const json = JSON.stringify(
      { version: 1, run: { ports: [80], reuse: [{ holder: 'none', newcomer: 'addr' }] } },
      null,
      '\t',
    );
    expect(complaintsOf(parseConfig('f.json', json))).toEqual([]);
  });
});
