import { build } from 'esbuild';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type ExperimentInput, predict, type Report, render } from '../../src/api.ts';
import { reportDocument } from '../../src/contracts/report.ts';
import { AXIS_KEYS, readAxis } from '../../src/model/axes.ts';
import { yamlTables } from '../../yaml-tables.mjs';
import { WEB } from '../inputs/snapshot/documents.ts';
import { arbitraryAxes } from '../model/arbitrary-axes.ts';
import { times } from '../setup/long.ts';
import { thrownBy } from './thrown.ts';

const SHARE: ExperimentInput = { run: { ports: [80], addresses: ['any4', '192.168.1.101', 'each-ipv4'] } };

const experiments: fc.Arbitrary<ExperimentInput> = fc
  .record({
    axes: arbitraryAxes,
    addresses: fc.subarray(['any4', 'any6', '192.0.2.1', '192.0.2.2', '127.0.0.1', '2001:db8::1'], { minLength: 1 }),
    protocols: fc.subarray(['tcp', 'udp'] as const, { minLength: 1 }),
    place: fc.constantFrom('host' as const, 'sandbox' as const),
  })
  .map(({ axes, addresses, protocols, place }) => ({
    run: {
      in: place,
      ports: [80],
      addresses,
      protocols,
      ...Object.fromEntries(
        AXIS_KEYS.filter((key) => key !== 'uid' && key !== 'device').map((key) => [
          key,
          [readAxis(axes, key, (axis, value) => axis.written(value))],
        ]),
      ),
    },
    expect: [{ address: addresses[0] ?? 'any4', holder: '127.0.0.1', expect: ['ok', 'bind:EADDRINUSE'] }],
  }));

describe('predict()', () => {
  afterEach(() => void vi.restoreAllMocks());

  test('tells which of three addresses can share a port on Linux and on FreeBSD, each for itself', () => {
    const report = predict(SHARE, { os: ['linux', 'freebsd'] });
    const [linux, freebsd] = report.matrices;
    expect(report.predicted?.map(({ os }) => os)).toEqual(['linux', 'freebsd']);
    expect(linux?.at('0.0.0.0', '127.0.0.1')).toEqual({
      holder: '0.0.0.0',
      newcomer: '127.0.0.1',
      outcome: 'bind:EADDRINUSE',
      predicted: 'bind:EADDRINUSE',
      rule: 'linux.wildcard-overlaps-listener',
      tried: true,
    });
    expect(linux?.at('192.168.1.101', '127.0.0.1')?.outcome).toBe('ok');
    expect(freebsd?.at('0.0.0.0', '127.0.0.1')?.outcome).toBe('ok');
  });

  test('gives a report that is, as JSON, what the format json writes, and that the contract accepts', () => {
    fc.assert(
      fc.property(experiments, fc.subarray(['linux', 'linux@5.10', 'windows', 'macos'] as const), (asked, systems) => {
        const report = predict(asked, systems.length === 0 ? {} : { os: systems });
        const json: unknown = JSON.parse(JSON.stringify(report));
        expect(json).toEqual(JSON.parse(render(report, 'json')));
        expect(reportDocument.safeParse(json).error).toBeUndefined();
      }),
      { numRuns: times(20, 300) },
    );
  });

  test('gives the same answer to the same question, and asks neither the clock nor the process', () => {
    const first = JSON.stringify(predict(SHARE, { os: ['linux', 'windows'] }));
    for (const [holder, name] of [
      [Date, 'now'],
      [performance, 'now'],
      [process, 'hrtime'],
      [process, 'cwd'],
    ] as const)
      vi.spyOn(holder as { now(): number }, name as 'now').mockImplementation(() => {
        throw new Error(`${name} was asked`);
      });
    const second = JSON.stringify(predict(SHARE, { os: ['linux', 'windows'] }));
    vi.restoreAllMocks();
    expect(second).toBe(first);
    expect(JSON.parse(first)).toMatchObject({ started: '1970-01-01T00:00:00.000Z', seconds: 0 });
  });

  test('needs no module of Node, no koffi and no parser of YAML', async () => {
    const { metafile } = await build({
      entryPoints: ['src/api/predict.ts'],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'browser',
      format: 'esm',
      plugins: [yamlTables],
      logLevel: 'silent',
    });
    const names = Object.keys(metafile.inputs);
    expect(names.filter((name) => /node:|koffi|node_modules\/yaml|systeminformation/.test(name))).toEqual([]);
    expect(names).toContain('src/rules/linux/set.ts');
  });

  test('asks a current Linux where neither a system nor a host is named', () => {
    expect(predict(SHARE).predicted).toEqual([expect.objectContaining({ os: 'linux' })]);
    expect(JSON.stringify(predict(SHARE, { os: 'linux' }))).toBe(JSON.stringify(predict(SHARE)));
  });

  test('takes linux@6.1 for the newest release of that series that the rules know', () => {
    expect(predict(SHARE, { os: 'linux@6.1' }).predicted).toEqual([
      expect.objectContaining({ os: expect.stringMatching(/^linux@6\.1\.\d+$/), newestOf: '6.1' }),
    ]);
  });
});

describe('predict() with a host', () => {
  const outcomeOf = (report: Report, address: string) => report.alone.find((one) => one.address === address)?.outcome;
  const on80 = (place: 'host' | 'sandbox'): ExperimentInput => ({ run: { in: place, ports: [80] } });

  test('counts what listens there, and every address that it has', () => {
    const report = predict(on80('host'), { host: WEB });
    expect(report.selected).toEqual(['0.0.0.0', '127.0.0.1', '192.0.2.10', '::', '::1', 'fe80::1%eth0']);
    expect(outcomeOf(report, '192.0.2.10')).toBe('bind:EADDRINUSE');
    expect(report.ports[0]?.holders.map(({ owners }) => owners.map(({ command }) => command))).toEqual([
      ['nginx', 'nginx'],
    ]);
    expect(report.host.kernel).toBe('6.1.0-18-amd64');
  });

  test('in a sandbox has its addresses and none of its sockets', () => {
    const report = predict(on80('sandbox'), { host: WEB });
    expect(report.selected).toContain('192.0.2.10');
    expect(outcomeOf(report, '192.0.2.10')).toBe('ok');
  });

  test('asks the rules of its kernel, or of the systems that are named', () => {
    expect(predict(on80('host'), { host: WEB }).predicted?.[0]).toMatchObject({ os: 'linux', v6only: false });
    const v6only = { ...WEB, host: { ...WEB.host, sysctls: { 'net.ipv6.bindv6only': '1' } } };
    expect(predict(on80('host'), { host: v6only }).predicted?.[0]).toMatchObject({ os: 'linux', v6only: true });
    expect(predict(on80('host'), { host: v6only, os: 'freebsd' }).host.sysctls).toEqual({});
  });

  test('asks about an address that the host does not have only in a sandbox, as on the host itself', async () => {
    const absent = (place: 'host' | 'sandbox') =>
      predict({ run: { in: place, ports: [8080], addresses: ['198.51.100.7'] } }, { host: WEB });
    expect(outcomeOf(absent('sandbox'), '198.51.100.7')).toBe('ok');
    const { code, problems } = await thrownBy(() => absent('host'));
    expect(code).toBe('config');
    expect(problems).toEqual([
      {
        message: '198.51.100.7 is not an address of this host',
        hint: expect.stringContaining("in: 'sandbox'"),
        path: ['run', 'addresses', 0],
      },
    ]);
  });
});

describe('what predict() refuses', () => {
  const wrong = (given: unknown, options?: unknown) => thrownBy(() => predict(given as never, options as never));

  test.each([
    ['no object', [undefined], 'usage', []],
    ['a list', [[]], 'usage', []],
    ['an unknown key', [{ run: { prots: [80] } }], 'config', ['run', 'prots']],
    ['a port that is none', [{ run: { ports: [80, 0] } }], 'config', ['run', 'ports', 1]],
    ['a misspelt errno', [{ expect: [{ address: 'any4', expect: 'EADRINUSE' }] }], 'config', ['expect', 0, 'expect']],
    ['another version', [{ version: 2 }], 'config', ['version']],
    ['an interface that is not there', [{ run: { interfaces: ['eth9'] } }], 'config', ['run', 'interfaces', 0]],
    ['trials', [{ trials: [{ id: 'a', steps: [{ op: 'sleep', seconds: 0 }] }] }], 'config', ['trials']],
    ['an unknown system', [{}, { os: 'beos' }], 'usage', ['os']],
    ['no system at all', [{}, { os: [] }], 'usage', ['os']],
    ['a version of another system', [{}, { os: 'freebsd@14' }], 'usage', ['os']],
    ['a host that is none', [{}, { host: {} }], 'config', ['host', 'schema']],
    [
      'a host with a wrong socket',
      [{}, { host: { ...WEB, sockets: [{ ...WEB.sockets[0], port: 0 }] } }],
      'config',
      ['host', 'sockets', 0, 'port'],
    ],
    [
      'a host with a wrong address',
      [{}, { host: { ...WEB, localhost: ['local'] } }],
      'config',
      ['host', 'localhost', 0],
    ],
  ] as const)('%s is told with its path', async (_what, [given, options], code, path) => {
    const error = await wrong(given, options);
    expect(error).toMatchObject({ name: 'BindmatrixError', code });
    expect(error.problems[0]?.path).toEqual(path);
    expect(error.message).toContain(error.problems[0]?.message);
    expect(error.message).not.toContain('$0');
  });

  test('every mistake is told at once, each on a line with its place and what to do', async () => {
    const error = await wrong({ run: { ports: [0], reuse: ['adr'] } });
    expect(error.problems).toHaveLength(2);
    expect(error.message.split('\n')).toEqual([
      expect.stringMatching(/^run\.ports\[0\]: port 0 cannot be shared: .* \(write a number from 1 to 65535\)$/),
      expect.stringMatching(/^run\.reuse\[0\]: "adr" is not a value of reuse \(did you mean addr\?\)$/),
    ]);
  });

  test('a refused bind is no error: it is in the report', () => {
    const report = predict({ run: { ports: [80] }, expect: [{ address: 'any4', holder: '127.0.0.1', expect: 'ok' }] });
    expect(report.expectations[0]).toMatchObject({ status: 'unmet', observed: ['bind:EADDRINUSE'] });
  });
});
