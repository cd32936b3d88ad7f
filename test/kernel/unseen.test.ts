import { expect, test } from 'vitest';
import { ANY } from '../../src/model/address.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { listenerSpec, openBound } from '../../src/run/listener.ts';
import { probeHidden } from '../../src/run/probe-hidden.ts';
import { canEnter, inside } from '../net/inside.ts';
import { experimentWith, heldSocket, hostWith } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

describeWhere(canEnter(), 'a port where nobody is listed', () => {
  test.each([
    ['none', [], [50005]],
    ['addr', [], [50005]],
    ['none', [heldSocket({ state: 'TIME_WAIT', inode: 0 })], [50005]],
    // Nothing tells it from TIME_WAIT then.
    ['addr', [heldSocket({ state: 'TIME_WAIT', inode: 0 })], []],
  ] as const)('is found taken by a socket that is bound with %s', (reuse, held, taken) => {
    const plan = planExperiment(experimentWith({ ports: [50005, 50006] }), hostWith([]), held);
    if (!plan.ok) throw new Error('no plan');
    const found = inside((sockets) => {
      const place = { protocol: 'tcp', port: 50005, v6only: 'system' } as const;
      expect(openBound(sockets, listenerSpec(sockets, place, reuse, ANY.inet)).outcome).toBe('ok');
      return [...probeHidden(sockets, plan.value, held)];
    });
    expect(found).toEqual(taken);
  });
});
