import { describe, expect, it } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import { planAnswer } from '../../../src/report/services/answer.ts';
import { address, judged, verdictsOf } from './cast.ts';

describe('a service that has ended', () => {
  it('leaves nothing in the way of one with SO_REUSEADDR if it had it too', () => {
    const report = judged(
      'services:\n  - { id: old, profile: nginx, listen: 80, ended: { leaves: TIME_WAIT } }\n  - { id: new, profile: nginx, listen: 80 }',
    );
    expect(verdictsOf(report)).toEqual({ new: 'up' });
  });

  it('is told of each service: what it does over its own leftovers', () => {
    const report = judged(
      'services:\n  - { id: a, profile: nginx, listen: 80 }\n  - { id: b, profile: plain, listen: 81 }',
    );
    expect(report.services.map(({ restart }) => restart)).toEqual([
      { TIME_WAIT: 'up', ESTABLISHED: 'up', FIN_WAIT2: 'up' },
      { TIME_WAIT: 'exits', ESTABLISHED: 'exits', FIN_WAIT2: 'exits' },
    ]);
  });

  const behind = (old: string, held: readonly HeldSocket[] = []) => {
    const { services, notes } = judged(`services:\n  - ${old}\n  - { id: new, profile: plain, listen: 8080 }`, held);
    return { status: services[0]?.status, why: services[0]?.why, notes };
  };

  it('and left nothing although the plan says so is told', () => {
    const udp = behind(
      '{ id: old, profile: plain, listen: { endpoint: 9, protocol: udp }, ended: { leaves: TIME_WAIT } }',
    );
    expect(udp).toMatchObject({
      status: 'met',
      notes: ['old leaves no connection in TIME_WAIT: it has no TCP socket'],
    });
    const sshd: HeldSocket = {
      protocol: 'tcp',
      address: address('127.0.0.1'),
      port: 22,
      state: 'LISTEN',
      uid: 0,
      inode: 7,
      reuseaddr: true,
      reuseport: false,
      owners: [],
    };
    const refused = behind('{ id: old, profile: plain, listen: 22, ended: { leaves: FIN_WAIT2 } }', [sshd]);
    expect(refused.notes).toEqual(['old leaves no connection in FIN_WAIT2: it does not start itself']);
    expect(behind('{ id: old, profile: plain, listen: 22, ended: { leaves: nothing } }', [sshd]).notes).toEqual([]);
  });

  it('on a device, where no client of this host reaches it, leaves the ports behind it unknown', () => {
    const why = 'old leaves no connection in ESTABLISHED: connect to 127.0.0.1 gets ECONNREFUSED from this host itself';
    const device = behind(
      '{ id: old, profile: haproxy, listen: { endpoint: 8080, options: { interface: v0 } }, ended: { leaves: ESTABLISHED } }',
    );
    expect(device).toEqual({ status: 'inconclusive', why, notes: [why] });
  });

  it('is all that a plan has: there is nothing to say', () => {
    const report = judged('services: [{ id: old, profile: nginx, listen: 80, ended: { leaves: TIME_WAIT } }]');
    expect(planAnswer(report)).toBe('NOTHING TO SAY: every service has ended');
  });
});
