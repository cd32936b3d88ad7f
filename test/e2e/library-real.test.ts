import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { HostDescription, Report, WhyAnswer } from '../../src/api.ts';
import { canBecomeUser, canUnshare, runInNamespace, type Who } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere, testWhere } from '../setup/where.ts';
import { calledBy, callLibrary, libraryProgram } from './library-call.ts';

const ADDRESSES = ['192.0.2.10', '2001:db8::10'];
const as = (who: Who) => ({ as: who, addresses: ADDRESSES });

/** In a private namespace with two addresses beside loopback. */
const called = async <T>(body: string, who: Who): Promise<T> =>
  calledBy<T>(await runInNamespace(libraryProgram(body), as(who))).value;

/** Where an experiment takes a while: enough for the event loop to have its turn many times. */
const LONG_RUN = `{ run: { in: PLACE, ports: [8080, 8081, 8082, 8083], reuse: ['none', 'addr', 'port', 'addr+port'],
  addresses: Array.from({ length: 90 }, (_, i) => '127.0.0.' + (i + 1)) } }`;

/** The processes that have the mark in their environment, as all children of a marked one do. */
const marked = (mark: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(mark);
      } catch {
        return false; // It has ended, or is of somebody else.
      }
    });

const WHOS: readonly Who[] = ['root', 'user'];

describe.each(WHOS)('as %s', (who) => {
  describeWhere(canUnshare(who), 'the library on real sockets', () => {
    test('run() in: host tries this host, and agrees with its rules', async () => {
      const report = await called<Report>(
        'return await lib.run({ run: { ports: [8080] }, expect: [{ address: "any4", holder: "192.0.2.10", expect: "EADDRINUSE" }] })',
        who,
      );
      expect(report.selected).toEqual(expect.arrayContaining(['0.0.0.0', '::', ...ADDRESSES]));
      expect(report.expectations[0]).toMatchObject({ status: 'met', observed: ['bind:EADDRINUSE'] });
      expect(report.summary).toMatchObject({ disagreements: 0, unknown: 0 });
      expect(report.where).toBe('host');
    });

    test('run() leaves a port that is in use alone, and tells who holds it', async () => {
      const [report, visits] = await called<[Report, number]>(
        `const { createServer } = await import('node:net');
        let visits = 0;
        const server = createServer(() => visits++).listen(8080, '192.0.2.10');
        await new Promise((done) => server.once('listening', done));
        const report = await lib.run({ run: { ports: [8080], families: ['inet'] } });
        await new Promise((done) => server.close(done));
        return [report, visits]`,
        who,
      );
      expect(visits).toBe(0);
      expect(report.ports[0]).toMatchObject({ caution: 'held', holders: [{ address: '192.0.2.10', state: 'LISTEN' }] });
      expect(report.alone.find(({ address }) => address === '192.0.2.10')?.outcome).toBe('bind:EADDRINUSE');
    });

    test('why() tells of a listener that is here, and its alternatives can be asked about as they are', async () => {
      const [answer, passive, text, next] = await called<[WhyAnswer, WhyAnswer, string, WhyAnswer]>(
        `const { createServer } = await import('node:net');
        const server = createServer().listen(8080, '192.0.2.10');
        await new Promise((done) => server.once('listening', done));
        const answer = await lib.why('0.0.0.0:8080');
        const passive = await lib.why({ address: '0.0.0.0', port: 8080 }, { passive: true });
        const step = answer.alternatives.flatMap(({ steps }) => steps).find((one) => one.bind !== undefined);
        const next = await lib.why(step.bind);
        await new Promise((done) => server.close(done));
        return [answer, passive, lib.render(answer, 'terminal'), next]`,
        who,
      );
      expect(answer).toMatchObject({ schema: 'bindmatrix/why@1', outcome: 'bind:EADDRINUSE', trial: { agrees: true } });
      expect(answer.blockers[0]?.socket).toMatchObject({ address: '192.0.2.10', port: 8080 });
      expect(answer.processes[0]?.pid).toBe(answer.blockers[0]?.socket.owners[0]?.pid);
      expect(passive).toMatchObject({ outcome: 'bind:EADDRINUSE', trial: null });
      expect(text).toContain('EADDRINUSE');
      expect(next.outcome).toBe('ok');
    });

    test('snapshot() is what the command writes, and predict() of it is what run() finds', async () => {
      const [host, foreseen, found] = await called<[HostDescription, Report, Report]>(
        `const host = await lib.snapshot();
        const experiment = { run: { ports: [8080] } };
        return [host, lib.predict(experiment, { host }), await lib.run(experiment)]`,
        who,
      );
      const command = await runInNamespace([...PROGRAM, 'snapshot', '--format', 'json'], as(who));
      expect(host).toEqual(JSON.parse(command.stdout));
      expect(foreseen.matrices).toEqual(found.matrices.map((one) => ({ ...one, system: 'linux' })));
      expect(foreseen.alone.map(({ outcome }) => outcome)).toEqual(found.alone.map(({ outcome }) => outcome));
    });

    test('run() in: host that is aborted throws the reason, and has closed every socket', async () => {
      const value = await called<[boolean, number]>(
        `const PLACE = 'host';
        const ends = new AbortController();
        const reason = new Error('enough');
        let calls = 0;
        const onProgress = () => { calls++; ends.abort(reason) };
        try { await lib.run(${LONG_RUN}, { signal: ends.signal, onProgress }) } catch (error) { return [error === reason, calls] }`,
        who,
      );
      expect(value).toEqual([true, 1]);
    });
  });
});

/** Whoever may have a sandbox runs it, and nothing of it is left in the end. */
const inSandbox = async <T>(body: string, argv: (program: readonly string[]) => readonly string[]): Promise<T> => {
  const mark = `LIBRARY_TEST=${randomUUID()}`;
  const { value } = calledBy<T>(await run(['env', mark, ...argv(libraryProgram(body))]));
  // What init has not yet reaped has no environment any more.
  await expect.poll(() => marked(mark)).toEqual([]);
  return value;
};

const asIs = (program: readonly string[]) => program;
const asNobody = (program: readonly string[]) => [
  ...['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--', 'env', '-u', 'HOME'],
  ...program,
];

describe.each([
  ['whoever runs the tests', asIs, canUnshare()],
  ['an ordinary user', asNobody, canBecomeUser() === true ? canUnshare('userns') : canBecomeUser()],
] as const)('the library in sandboxes, as %s', (_who, argv, able) => {
  testWhere(able, 'run() in: sandbox tries port 80 on addresses that the host does not have', async () => {
    const report = await inSandbox<Report>(
      "return await lib.run({ run: { in: 'sandbox', ports: [80], addresses: ['any4', '192.168.1.101', '127.0.0.1'] } })",
      argv,
    );
    expect(report).toMatchObject({ where: 'sandbox', summary: { disagreements: 0 } });
    expect(report.selected).toEqual(['0.0.0.0', '192.168.1.101', '127.0.0.1']);
    expect(report.summary.pairs).toEqual({ ok: 2, failed: 7, skipped: 0 });
  });

  testWhere(able, 'run() that is aborted under way throws the reason once the sandbox is gone', async () => {
    const value = await inSandbox<unknown>(
      `const PLACE = 'sandbox';
      const { readFileSync } = await import('node:fs');
      const childrenOf = () => readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim();
      const ends = new AbortController();
      const reason = new Error('enough');
      let before = '';
      const onProgress = () => { before = childrenOf(); ends.abort(reason) };
      try { await lib.run(${LONG_RUN}, { signal: ends.signal, onProgress }) }
      catch (error) { return [error === reason, before !== '', childrenOf()] }`,
      argv,
    );
    expect(value).toEqual([true, true, '']);
  });

  testWhere(able, 'run() ends with what its onProgress throws', async () => {
    const value = await inSandbox<string>(
      `const PLACE = 'sandbox';
      try { await lib.run(${LONG_RUN}, { onProgress: () => { throw new TypeError('mine') } }) }
      catch (error) { return error.name + ': ' + error.message }`,
      argv,
    );
    expect(value).toBe('TypeError: mine');
  });

  testWhere(able, 'check() tries expectations, trials and services', async () => {
    const report = await inSandbox<Report>(
      `return await lib.check({
        run: { addresses: ['192.168.1.101'] },
        expect: [{ address: 'any4', holder: '192.168.1.101', port: 80, expect: 'bind:EADDRINUSE' }],
        trials: [{ id: 'twice', steps: [
          { op: 'bind', socket: 'a', address: '0.0.0.0', port: 80 },
          { op: 'listen', socket: 'a' },
          { op: 'bind', socket: 'b', address: '127.0.0.1', port: 80, expect: 'EADDRINUSE' } ] }],
        services: [
          { id: 'web', profile: 'nginx', listen: 80 },
          { id: 'app', profile: 'node', listen: '127.0.0.1:80', expect: 'exits' } ],
      })`,
      argv,
    );
    expect(report.summary).toMatchObject({
      expectations: { met: 1, unmet: 0 },
      trials: { met: 1, unmet: 0 },
      services: { met: 2, unmet: 0 },
      disagreements: 0,
    });
    expect(report.services?.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['web', 'up'],
      ['app', 'exits'],
    ]);
  });

  testWhere(
    able,
    'check() that is aborted in a step that waits leaves neither it nor a process that it forked',
    async () => {
      const value = await inSandbox<boolean>(
        `const ends = new AbortController();
      const reason = new Error('enough');
      setTimeout(() => ends.abort(reason), 2000);
      try { await lib.check({ trials: [{ id: 'waits', steps: [
        { op: 'bind', socket: 'a', address: '127.0.0.1', port: 80 }, { op: 'listen', socket: 'a' },
        { op: 'fork', socket: 'b', from: 'a' }, { op: 'sleep', seconds: 3000 } ] }] }, { signal: ends.signal }) }
      catch (error) { return error === reason }`,
        argv,
      );
      expect(value).toBe(true);
    },
  );
});

test('several calls at the same time do not disturb each other', async () => {
  const able = canUnshare();
  if (able !== true) return;
  const { value } = await callLibrary<number[]>(
    `const run = (address) => lib.run({ run: { in: 'sandbox', ports: [80], addresses: ['any4', address] } });
    const reports = await Promise.all([run('192.168.1.101'), run('192.168.1.102'), lib.check({
      expect: [{ address: 'any4', holder: '127.0.0.1', port: 80, expect: 'bind:EADDRINUSE' }] })]);
    return reports.map(({ summary }) => summary.disagreements + summary.expectations.unmet)`,
  );
  expect(value).toEqual([0, 0, 0]);
});

testWhere(canUnshare(), 'where no sandbox can be had, run() throws `cannot` with what to do', async () => {
  const { value } = await callLibrary<unknown>(
    `process.env.PATH = '/nowhere';
    try { await lib.run({ run: { in: 'sandbox' } }) } catch (error) { return [error.code, error.problems] }`,
  );
  expect(value).toEqual([
    'cannot',
    [{ message: expect.stringContaining('unshare'), hint: expect.stringContaining('util-linux'), path: [] }],
  ]);
});
