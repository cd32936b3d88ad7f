import { type Outcome, sameOutcome } from './outcome.ts';
import { type StepForecast, type StepOutcome, sameStep } from './step-outcome.ts';

/**
 * What refuses calls with EACCES or EPERM beside the table of ports: landlock(7), seccomp(2), BPF_PROG_TYPE_CGROUP_SOCK_ADDR
 * of bpf(2), user_namespaces(7).
 */
export const DENIERS =
  'Landlock or another security module, a seccomp filter, a BPF program of the cgroup, or a user namespace that does not own the network namespace';

const ERRNOS: ReadonlySet<string> = new Set(['EACCES', 'EPERM']);

/** Whether a policy may have refused it: of all errnos only these two say so. */
export const isForbidden = (outcome: Outcome | StepOutcome | StepForecast): boolean =>
  'errno' in outcome && ERRNOS.has(outcome.errno);

/** Whether a call was refused as only a policy refuses, and not by the rules. */
export const isDenied = (predicted: Outcome, observed: Outcome): boolean =>
  isForbidden(observed) && !sameOutcome(predicted, observed);

/** The same of a step. */
export const isStepDenied = (predicted: readonly StepForecast[], observed: StepOutcome): boolean =>
  isForbidden(observed) && !predicted.some((forecast) => forecast.kind === 'unknown' || sameStep(forecast, observed));

/** `EACCES, for which the rules know no reason: … may refuse it` */
export const deniedText = (errno: string): string =>
  `${errno}, for which the rules know no reason: ${DENIERS} may refuse it`;
