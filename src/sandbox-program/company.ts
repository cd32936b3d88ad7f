import { stepMeets } from '../model/step-outcome.ts';
import type { Step, Trial } from '../model/trial.ts';
import type { TrialResult } from '../model/trial-observation.ts';

/**
 * How many trials, from that one on, can have nothing to do with each other, so that they may follow each other in one
 * namespace: it is laid out alike for all of them, no port of one is another's, and none leaves a connection behind. At
 * least one. Of a plan of services these are its parts; the sockets of each are closed before the next one begins.
 */
export function companyFrom(trials: readonly Trial[], from: number): number {
  const [first, ...others] = trials.slice(from);
  const taken = first === undefined ? undefined : fixedPorts(first);
  if (first === undefined || taken === undefined) return 1;
  const layout = JSON.stringify(first.sandbox);
  const isAlike = ({ sandbox }: Trial): boolean => sandbox === first.sandbox || JSON.stringify(sandbox) === layout;
  let count = 1;
  for (const trial of others) {
    const ports = fixedPorts(trial);
    if (ports === undefined || !isAlike(trial)) break;
    if ([...ports].some((port) => taken.has(port))) break;
    for (const port of ports) taken.add(port);
    count += 1;
  }
  return count;
}

/** What ends with its sockets, which the runner resets; a connection may stay behind as TIME_WAIT. */
const LEAVES_NOTHING: ReadonlySet<Step['op']> = new Set(['socket', 'bind', 'listen', 'setsockopt', 'close', 'deliver']);

/** Undefined where a port is the kernel's choice, or where something may stay behind. */
function fixedPorts({ steps, platform }: Trial): Set<number> | undefined {
  const ports = new Set<number>();
  for (const step of steps) {
    if (platform !== undefined || !LEAVES_NOTHING.has(step.op)) return undefined;
    if (!('port' in step)) continue;
    if (typeof step.port !== 'number' || step.port === 0) return undefined;
    ports.add(step.port);
  }
  return ports;
}

/**
 * The result that counts of a trial that followed others in one namespace. If it did not come out as it expects, it is run
 * again `alone`: nothing that is told is due to the company.
 */
export function withoutCompany(
  trial: Trial | undefined,
  result: TrialResult,
  alone: (trial: Trial) => TrialResult,
): TrialResult {
  if (trial === undefined || isAsExpected(trial, result)) return result;
  const again = alone(trial);
  // The first result of a layout brings the host, also for those that follow.
  if (!('host' in result) || result.host === undefined || 'host' in again) return again;
  const { layout, host } = result;
  return 'reason' in again ? { ...again, brought: { layout, host } } : { ...again, host };
}

const isAsExpected = ({ steps }: Trial, result: TrialResult): boolean =>
  !('reason' in result) &&
  result.observations.length === steps.length &&
  steps.every(({ expect }, i) => {
    const outcome = result.observations[i]?.outcome;
    return outcome !== undefined && stepMeets(outcome, expect);
  });
