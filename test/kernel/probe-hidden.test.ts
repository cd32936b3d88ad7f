import { expect, test } from 'vitest';
import { ANY } from '../../src/model/address.ts';
import { reuseOptions } from '../../src/model/options.ts';
import { OK } from '../../src/model/outcome.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { openBound, prepare } from '../../src/run/listener.ts';
import { probeHidden } from '../../src/run/probe-hidden.ts';
import { canEnter, inside } from '../net/inside.ts';
import { experimentWith, heldSocket, hostWith } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

describeWhere(canEnter(), 'a TCP port on which no socket is listed', () => {
  test.each([
    ['none', [], [50005]],
    ['addr', [], [50005]],
    ['none', [heldSocket({ state: 'TIME_WAIT', inode: 0 })], [50005]],
    // Nothing distinguishes it from TIME_WAIT then.
    ['addr', [heldSocket({ state: 'TIME_WAIT', inode: 0 })], []],
  ] as const)('beside a socket that is bound with %s and %j listed: probing finds %j in use', (reuse, held, taken) => {
    const plan = planExperiment(experimentWith({ ports: [50005, 50006] }), hostWith([]), held);
    if (!plan.ok) throw new Error('no plan');
    const found = inside((sockets) => {
      const holder = { protocol: 'tcp', address: ANY.inet, port: 50005, options: reuseOptions(reuse) } as const;
      expect(openBound(sockets, prepare(sockets, holder)).outcome).toBe(OK);
      return [...probeHidden(sockets, plan.value, held)];
    });
    expect(found).toEqual(taken);
  });
});
