import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Caution } from '../../src/model/caution.ts';
import type { HoldEvent } from '../../src/model/hold.ts';
import { OK, refused } from '../../src/model/outcome.ts';
import type { Plan } from '../../src/model/plan.ts';
import { holdListeners } from '../../src/run/hold.ts';
import { openSockets } from '../../src/run/open-sockets.ts';
import { address, combinationWith, hostWith } from '../plan/host.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const planOf = (port: number, caution: Caution, addresses: readonly string[]): Plan => ({
  addresses: addresses.map(address),
  combinations: [{ ...combinationWith({ port }), caution, show: ['alone'], together: [] }],
  expectations: [],
});

/** Holds until `during` is done, and gives the events and the result. */
async function hold(plan: Plan, during: () => Promise<void>) {
  const sockets = openSockets();
  if (!sockets.ok) throw new Error(sockets.error.message);
  const events: HoldEvent[] = [];
  const end = new AbortController();
  const tell = (event: HoldEvent): void => {
    events.push(event);
    if (event.kind === 'ready') void during().finally(() => end.abort());
  };
  const context = { host: hostWith([]), plan, sockets: sockets.value, signal: end.signal, tell };
  return { result: await holdListeners(context), events };
}

test('held listeners answer HTTP with their name, and are told with their outcomes', async () => {
  const port = await freePort();
  let body = '';
  const { result, events } = await hold(planOf(port, 'free', ['127.0.0.1', '203.0.113.1']), async () => {
    const [response] = (await once(get({ host: '127.0.0.1', port, agent: false }), 'response')) as [IncomingMessage];
    for await (const chunk of response.setEncoding('utf8')) body += chunk;
  });
  expect(result).toMatchObject({ ok: true });
  expect(body).toMatch(
    new RegExp(`^listener 127\\.0\\.0\\.1:${port}\nreached at 127\\.0\\.0\\.1 port ${port}, by 127`),
  );
  expect(events).toEqual([
    { kind: 'started', listener: expect.objectContaining({ address: address('127.0.0.1'), port }), outcome: OK },
    {
      kind: 'started',
      listener: expect.objectContaining({ address: address('203.0.113.1'), port }),
      outcome: refused('bind', 'EADDRNOTAVAIL'),
    },
    { kind: 'ready', listeners: 1 },
  ]);
});

test('a port in use by another process is a problem before any listener is started', async () => {
  const { result, events } = await hold(planOf(await freePort(), 'held', ['127.0.0.1']), async () => {});
  expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining('in use by another process') } });
  expect(events).toEqual([]);
});

test('where every listener is refused nothing is held', async () => {
  const { result, events } = await hold(planOf(await freePort(), 'free', ['203.0.113.1']), async () => {});
  expect(result).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('no listener could be started') },
  });
  expect(events).toHaveLength(1);
});
