import type { Address } from '../model/address.ts';
import type { AxisValues } from '../model/axes.ts';
import type { Caution } from '../model/caution.ts';
import type { Expectation, Experiment } from '../model/experiment.ts';
import type { SourcedProblem } from '../model/flow-problem.ts';
import { type HeldSocket, type Host, isOrphan } from '../model/host.ts';
import type { ExpectationPlan, Plan } from '../model/plan.ts';
import { err, ok, type Result } from '../model/result.ts';
import { combinationsOf, setsFreebind } from './combinations.ts';
import { selectAddresses } from './select.ts';
import { resolveSelector } from './selector.ts';
import { planTogether } from './together.ts';

/**
 * Plans an experiment on this host; the error has every problem. Pure: nothing is opened. `hidden` are TCP ports in use
 * by a socket that the kernel does not list.
 */
export function planExperiment(
  experiment: Experiment,
  host: Host,
  held: readonly HeldSocket[],
  hidden: ReadonlySet<number> = new Set(),
): Result<Plan, readonly SourcedProblem[]> {
  const cautionOf = (protocol: string, port: number): Caution =>
    protocol === 'tcp' && hidden.has(port) ? 'held' : cautionFor(protocol, port, held, experiment.live);
  const selected = selectAddresses(experiment, host);
  const expectations = planExpectations(experiment, host, cautionOf);
  if (!selected.ok || !expectations.ok) {
    return err([...(selected.ok ? [] : selected.error), ...(expectations.ok ? [] : expectations.error)]);
  }
  const addresses = selected.value;
  const together = planTogether(addresses, host);
  return ok({
    addresses,
    combinations: combinationsOf(experiment).map((combination) => ({
      ...combination,
      show: experiment.show,
      together,
      caution: cautionOf(combination.protocol, combination.port),
    })),
    expectations: expectations.value,
  });
}

type CautionOf = (protocol: string, port: number) => Caution;

/** A bind beside a socket that no process has disturbs nobody. */
function cautionFor(protocol: string, port: number, held: readonly HeldSocket[], live: boolean): Caution {
  const busy = held.some((s) => s.protocol === protocol && s.port === port && !isOrphan(s));
  if (!busy) return 'free';
  return live ? 'live' : 'held';
}

function planExpectations(
  experiment: Experiment,
  host: Host,
  cautionOf: CautionOf,
): Result<readonly ExpectationPlan[], readonly SourcedProblem[]> {
  const problems: SourcedProblem[] = [];
  const resolve = (named: Expectation['address'], axes: AxisValues): readonly Address[] => {
    const place = { host, where: experiment.where, absentToo: setsFreebind(axes) };
    const resolved = resolveSelector(named.text, place);
    if (resolved.ok) return resolved.value;
    problems.push({ source: named.source, ...resolved.error });
    return [];
  };
  const plans = experiment.expect.map((expectation) => ({
    expectation,
    addresses: resolve(expectation.address, expectation),
    holders: expectation.holder === undefined ? [] : resolve(expectation.holder, expectation),
    caution: cautionOf(expectation.protocol, expectation.port),
  }));
  return problems.length > 0 ? err(problems) : ok(plans);
}
