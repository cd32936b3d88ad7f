import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { check, type FileInput, type Format, predict, type Report, render, rules, run, why } from '../../src/api.ts';
import { rulesDocument } from '../../src/contracts/rules.ts';
import { readListeners } from '../../src/flows/asked-listener.ts';
import { FORMATS } from '../../src/model/format.ts';
import { WEB } from '../inputs/snapshot/documents.ts';
import { thrownBy } from './thrown.ts';

const REPORT = predict({
  run: { ports: [80], addresses: ['any4', '127.0.0.1'] },
  expect: [{ address: 'any4', holder: '127.0.0.1', expect: 'ok' }],
});

describe('render()', () => {
  test.each(FORMATS)('writes a report as %s, in every format that the commands have', (format) => {
    const text = render(REPORT, format);
    expect(text).toMatch(/\S/);
    expect(text).not.toContain('\x1b');
  });

  test('colours only where it is told to, and heeds the width', () => {
    expect(render(REPORT, 'terminal', { colour: true })).toContain('\x1b[');
    const widths = (columns: number) =>
      render(REPORT, 'terminal', { columns })
        .split('\n')
        .map(({ length }) => length);
    expect(Math.max(...widths(60))).toBeLessThanOrEqual(60);
    expect(Math.max(...widths(120))).toBeGreaterThan(80);
  });

  test.each([
    ['an unknown format', REPORT, 'pdf', undefined, ['format']],
    ['a width that is none', REPORT, 'terminal', { columns: 0.5 }, ['columns']],
    ['a copy', { ...REPORT }, 'json', undefined, []],
    ['nothing', undefined, 'json', undefined, []],
  ] as const)('refuses %s', async (_what, given, format, options, path) => {
    const error = await thrownBy(() => render(given as Report, format as Format, options));
    expect(error).toMatchObject({ code: 'usage', problems: [{ path }] });
  });
});

describe('rules()', () => {
  test('gives every rule, as the contract has them', () => {
    const all = rules();
    expect(rulesDocument.safeParse({ schema: 'bindmatrix/rules@1', version: '1', rules: all }).error).toBeUndefined();
    expect(new Set(all.map(({ os }) => os)).size).toBeGreaterThan(5);
  });

  test('gives the one that a prediction names', () => {
    const { rule } = REPORT.matrices[0]?.at('0.0.0.0', '127.0.0.1') ?? { rule: '' };
    expect(rules(rule)).toMatchObject({ id: rule, os: 'linux', source: expect.stringContaining('net/') });
  });

  test.each(['', 'no-overlap', 'linux.*', 'linux.nothing'])('gives none for "%s", which is no id', (id) => {
    expect(rules(id)).toBeUndefined();
  });
});

describe('why()', () => {
  test('takes every endpoint that its documentation names', () => {
    const text = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
    const sentence = /The endpoint is text, as[^(]*\(([^)]*)\)/.exec(text)?.[1] ?? '';
    const named = [...sentence.matchAll(/`([^`]+)`/g)].map(([, endpoint]) => endpoint ?? '');
    expect(named.length).toBeGreaterThan(2);
    for (const endpoint of named) expect(readListeners([endpoint], {})).toMatchObject({ ok: true });
  });
});

describe('what why() refuses', () => {
  test.each([
    ['no endpoint', undefined, []],
    ['text without a port', 'nonsense', []],
    ['standard input', '-', []],
    ['a port that is none', { address: '::', port: 0 }, ['port']],
    ['an address that is none', { address: 'localhost', port: 80 }, ['address']],
    ['no port', { address: '::' }, ['port']],
    ['a misspelt key', { address: '::', port: 80, v6Only: 'on' }, ['v6Only']],
    ['IPV6_V6ONLY of IPv4', { address: '0.0.0.0', port: 80, v6only: 'on' }, ['v6only']],
    ['a misspelt option', { address: '::', port: 80, reuse: 'both' }, ['reuse']],
  ] as const)('%s, before it looks at the host', async (_what, given, path) => {
    const error = await thrownBy(() => why(given as never));
    expect(error).toMatchObject({ code: 'usage', problems: [{ path }] });
    expect(error.message).not.toContain('--');
  });
});

describe('check() of a described host', () => {
  const FILE: FileInput = {
    expect: [{ address: '192.0.2.10', port: 80, expect: 'bind:EADDRINUSE' }],
    trials: [
      {
        id: 'twice',
        steps: [
          { op: 'bind', socket: 'a', address: '127.0.0.1', port: 80 },
          { op: 'bind', socket: 'b', address: '127.0.0.1', port: 80, expect: 'EADDRINUSE' },
        ],
      },
      { id: 'wrong', steps: [{ op: 'bind', socket: 'a', address: '127.0.0.1', port: 80, expect: 'EACCES' }] },
    ],
    services: [{ id: 'web', profile: 'node', listen: '0.0.0.0:80', expect: 'exits' }],
  };

  test('judges expectations, trials and services by its rules, beside what listens there', async () => {
    const report = await check(FILE, { host: WEB });
    expect(report.expectations).toEqual([expect.objectContaining({ status: 'met', system: 'linux' })]);
    expect(report.trials.map(({ id, status }) => [id, status])).toEqual([
      ['twice', 'met'],
      ['wrong', 'unmet'],
    ]);
    expect(report.services).toEqual([expect.objectContaining({ id: 'web', verdict: 'exits', status: 'met' })]);
    expect(report.summary).toMatchObject({
      expectations: { met: 1 },
      trials: { met: 1, unmet: 1 },
      services: { met: 1 },
    });
    expect(report.predicted).toHaveLength(1);
    expect(report.host.hostname).toBe('web-1');
    for (const format of FORMATS) expect(render(report, format)).toMatch(/\S/);
    expect(JSON.parse(JSON.stringify(report))).toEqual(JSON.parse(render(report, 'json')));
  });

  test('with `only` judges those trials alone', async () => {
    const report = await check(FILE, { host: WEB, only: 'tw*' });
    expect(report.trials.map(({ id }) => id)).toEqual(['twice']);
    expect(report.expectations).toEqual([]);
    expect(report.services).toBeUndefined();
  });

  test.each([
    ['an id that no trial has', FILE, { only: 'thrice' }, 'usage', ['only']],
    ['an id that is none', FILE, { only: 3 }, 'usage', ['only']],
    ['a file that asks nothing', { run: { ports: [80] } }, {}, 'config', []],
    ['an unknown profile', { services: [{ id: 'a', profile: 'ngnix' }] }, {}, 'config', ['services', 0, 'profile']],
    [
      'a file of a server that is not there',
      { services: [{ id: 'a', from: '/nowhere/nginx.conf' }] },
      {},
      'config',
      ['services', 0, 'from'],
    ],
    ['no file', null, {}, 'usage', []],
  ] as const)('refuses %s', async (_what, file, options, code, path) => {
    const error = await thrownBy(() => check(file as never, { host: WEB, ...(options as object) }));
    expect(error).toMatchObject({ code, problems: [{ path }] });
    expect(error.message).not.toMatch(/--|\$0/);
  });
});

describe('a signal that was sent before', () => {
  test('ends run() and check() with its reason, before anything is done', async () => {
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    await expect(run({}, { signal })).rejects.toBe(reason);
    await expect(check({ trials: [] }, { signal })).rejects.toBe(reason);
  });
});
