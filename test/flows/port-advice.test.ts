import { describe, expect, test } from 'vitest';
import { type Tried, withAdvice } from '../../src/flows/port-advice.ts';
import { DEFAULT_AXES } from '../../src/model/axes.ts';
import type { HeldSocket } from '../../src/model/host.ts';
import type { AloneObservation } from '../../src/model/observation.ts';
import { OK, type Outcome, refused } from '../../src/model/outcome.ts';
import type { PortReport } from '../../src/model/report.ts';
import { address, hostWith } from '../plan/host.ts';

const IN_USE = refused('bind', 'EADDRINUSE');

const alone = (text: string, port: number, outcome: Outcome): AloneObservation => ({
  combination: { protocol: 'tcp', port, ...DEFAULT_AXES },
  listener: { protocol: 'tcp', address: address(text), port, options: {} },
  outcome,
  listened: false,
});

const listening = (text: string, port: number): HeldSocket => ({
  protocol: 'tcp',
  address: address(text),
  port,
  state: 'LISTEN',
  uid: 0,
  inode: 1,
  owners: [{ pid: 7, command: 'nginx' }],
});

const portReport = (port: number, changes: Partial<PortReport> = {}): PortReport => ({
  protocol: 'tcp',
  port,
  caution: 'held',
  holders: [listening('0.0.0.0', port)],
  ...changes,
});

const tried = (...observations: AloneObservation[]): Tried => ({
  host: hostWith(['eth0 192.0.2.2']),
  held: [listening('127.0.0.1', 8080), listening('0.0.0.0', 8081)],
  alone: observations,
  processesOf: (owners) => owners.map((owner) => ({ ...owner, parent: 1, uid: 0 })),
  socketsOn: () => [],
});

describe('withAdvice', () => {
  test('advises about the first endpoint of a port in use that was refused with EADDRINUSE', () => {
    const observed = tried(
      alone('192.0.2.2', 8080, OK),
      alone('127.0.0.1', 8080, IN_USE),
      alone('0.0.0.0', 8080, IN_USE),
    );
    const [port] = withAdvice([portReport(8080)], observed);
    expect(port?.advice?.listener.address).toEqual(address('127.0.0.1'));
    expect(port?.advice?.alternatives.map(({ steps }) => steps.map(({ kind }) => kind).join('+'))).toContain('stop');
  });

  test('gives each port its own advice, from the sockets on it', () => {
    const [one, two] = withAdvice(
      [portReport(8080), portReport(8081)],
      tried(alone('0.0.0.0', 8080, IN_USE), alone('0.0.0.0', 8081, IN_USE)),
    );
    const addresses = (port: PortReport | undefined) =>
      port?.advice?.alternatives.flatMap(({ steps }) =>
        steps.flatMap((step) => (step.kind === 'address' ? [step.listener.address.ip] : [])),
      );
    // 0.0.0.0 fails beside 127.0.0.1, and 192.0.2.2 is free; beside 0.0.0.0 no address is.
    expect(addresses(one)).toContain('192.0.2.2');
    expect(addresses(two)).toEqual([]);
  });

  test.each([
    ['a port that no socket holds', portReport(8080, { caution: 'free', holders: [] }), alone('0.0.0.0', 8080, IN_USE)],
    ['a port of which nothing was refused', portReport(8080), alone('0.0.0.0', 8080, OK)],
    ['a port refused for another reason', portReport(8080), alone('0.0.0.0', 8080, refused('bind', 'EACCES'))],
    ['the same port of the other protocol', portReport(8080, { protocol: 'udp' }), alone('0.0.0.0', 8080, IN_USE)],
  ])('gives no advice for %s', (_what, port, observation) => {
    expect(withAdvice([port], tried(observation))).toEqual([port]);
  });
});
