import { readListeners } from '../../flows/asked-listener.ts';
import { askWhy } from '../../flows/why.ts';
import type { AskedListener } from '../../model/asked-listener.ts';
import { ok, type Result } from '../../model/result.ts';
import type { WhyAnswers } from '../../model/why.ts';
import { whyJson } from '../../report/json.ts';
import type { WhyAnswer } from '../types/why-answer.ts';
import { readBindInput } from './bind-input.ts';
import { type Failure, failed, flowFailed, misused } from './failure.ts';
import { isRecord } from './input.ts';
import { plainProblem } from './places.ts';
import type { Presented } from './present.ts';

/** A signal that nobody sends. */
const NEVER = new AbortController().signal;

/** Whether a listener would bind here and now, and why. */
export async function answered(
  asked: unknown,
  passive: boolean,
): Promise<Result<Presented<WhyAnswer, WhyAnswers>, Failure>> {
  const listener = readAsked(asked);
  if (!listener.ok) return listener;
  const answers = await askWhy([listener.value], { signal: NEVER, passive });
  if (answers.ok) return ok({ shown: whyJson(answers.value[0]), inner: answers.value });
  if (answers.error.kind !== 'input') return flowFailed(answers.error, undefined);
  // Only a device can be wrong on a host.
  return failed(
    'config',
    answers.error.problems.map((one) => ({ ...plainProblem(one), path: ['device'] })),
  );
}

function readAsked(asked: unknown): Result<AskedListener, Failure> {
  if (isRecord(asked)) return readBindInput(asked);
  if (typeof asked !== 'string')
    return misused({ message: 'the endpoint must be text or an object', hint: "such as '0.0.0.0:80'" });
  // On the command line this is standard input.
  const read = asked.trim() === '-' ? readListeners([''], {}) : readListeners([asked], {});
  if (!read.ok) return misused(read.error);
  const [first] = read.value ?? [];
  return first === undefined ? misused({ message: 'no endpoint is named' }) : ok(first);
}
