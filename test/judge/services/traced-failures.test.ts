import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../src/config/profiles.ts';
import { passed } from '../../../src/judge/services/calls.ts';
import { simulate } from '../../../src/judge/services/simulate.ts';
import type { HeldSocket } from '../../../src/model/host.ts';
import type { ReadyService } from '../../../src/model/planned-socket.ts';
import { resolvedProfile } from '../../../src/model/profile.ts';
import { OWN, slotsOf, TRACED, type Traced } from '../../plan/services/traced.ts';
import { address, BOOK, HOST } from './cast.ts';

const serviceOf = (traced: Traced): ReadyService => {
  const profile = resolvedProfile(PROFILES, traced.profile);
  return {
    id: traced.profile,
    profile: traced.profile,
    fails: profile.fails,
    listen: profile.listen ?? 'each',
    slots: slotsOf(traced),
    expect: ['up'],
    source: { file: 'traced.json', line: 1, column: 1 },
  };
};

/** The blockers of the traces: sockets without options, TCP that listens and UDP. */
const BLOCKERS: Readonly<Record<string, Pick<HeldSocket, 'address' | 'v6only'>>> = {
  '[::] dual': { address: address('::'), v6only: false },
  '[::] v6only': { address: address('::'), v6only: true },
  '0.0.0.0': { address: address('0.0.0.0') },
  '127.0.0.1': { address: address('127.0.0.1') },
};

function blockersOf(by: string, { slots }: ReadyService): HeldSocket[] {
  const ports = new Set(slots.flatMap(({ choices }) => choices.map(({ protocol, port }) => `${protocol} ${port}`)));
  return [...ports].map((key): HeldSocket => {
    const [protocol, port] = key.split(' ') as ['tcp' | 'udp', string];
    const state = protocol === 'tcp' ? 'LISTEN' : 'BOUND';
    const plain = {
      protocol,
      port: Number(port),
      state,
      uid: 0,
      inode: 1,
      reuseaddr: false,
      reuseport: false,
    } as const;
    return { ...plain, ...BLOCKERS[by]!, owners: [] };
  });
}

const TAKEN = TRACED.flatMap((traced) => (traced.taken ?? []).map((taken) => ({ traced, taken })));

describe('servers whose port is taken, as they were traced', () => {
  it('are 264 outcomes on the addresses of the traces', () => {
    expect(TAKEN).toHaveLength(264);
    expect(HOST.addresses.map(({ address: { ip } }) => ip).sort()).toEqual(OWN.map(({ ip }) => ip).sort());
  });

  it.each(TAKEN.map(({ traced, taken }) => [traced.server, taken.by, taken.outcome, traced] as const))(
    '%s beside %s: %s',
    (_, by, outcome, traced) => {
      const service = serviceOf(traced);
      const [server] = simulate({ services: [service], neighbours: blockersOf(by, service) }, BOOK).servers;
      expect(server?.isRunning ? 'keeps running' : 'exited').toBe(outcome);
    },
  );

  it.each(
    TAKEN.filter(({ taken }) => taken.attempts !== undefined).map(
      ({ traced, taken }) => [traced.server, taken.attempts, traced] as const,
    ),
  )('%s tries %i times', (server, attempts, traced) => {
    // Both stub sockets of systemd-resolved are tried once: the trace counts the two.
    const tries = server === 'systemd-resolved' ? 2 : (serviceOf(traced).fails.tries ?? 1);
    expect(tries).toBe(attempts);
  });

  it('wait between two tries as long as they were seen to', () => {
    const pauses = (of: (traced: Traced, interval: number | undefined) => number | undefined) =>
      Object.fromEntries(
        TAKEN.filter(({ taken }) => taken.attempts !== undefined).map(({ traced, taken }) => [
          traced.server,
          of(traced, taken.interval),
        ]),
      );
    expect(pauses((traced) => serviceOf(traced).fails.pause)).toEqual(pauses((_, interval) => interval));
  });
});

describe('servers that refuse themselves', () => {
  const failing = TRACED.filter(({ sequence }) => sequence.some((call) => call.includes('!')));

  it.each(failing.map((traced) => [`${traced.server}: ${traced.config.join('; ')}`, traced] as const))(
    '%s',
    (_, traced) => {
      const [server] = simulate({ services: [serviceOf(traced)], neighbours: [] }, BOOK).servers;
      const refused = server!.attempts.findIndex(({ bind }) => !passed(bind));
      expect(`bind#${refused}!EADDRINUSE`).toBe(traced.sequence.find((call) => call.includes('!')));
      // A trace numbers each further try of a socket as one more.
      const calls = server!.attempts.filter(({ bind }) => !passed(bind)).length * (server!.service.fails.tries ?? 1);
      const all = Array.from({ length: calls }, (_none, i) => `bind#${refused + i}!EADDRINUSE`);
      expect(all).toEqual(traced.sequence.filter((call) => call.includes('!')));
    },
  );
});
