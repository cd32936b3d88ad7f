import { nativePart } from '../libc/library.ts';
import { cannot, type FlowProblem, wrongInput } from '../model/flow-problem.ts';
import { ok, type Problem, type Result } from '../model/result.ts';

import { enterNamespace, namespaceFile } from '../netns/enter.ts';
import { enterCommand } from '../sandbox/privilege.ts';

/**
 * Goes into the network namespace that --netns names, before anything else is done: all that follows is about that one.
 * `$0` in a hint stands for the program.
 */
export function goInto(written: string): Result<void, FlowProblem> {
  const file = namespaceFile(written);
  if (!file.ok) return wrongInput([{ ...file.error, source: { flag: '--netns' } }]);
  const part = nativePart();
  if (!part.ok) return cannot(part.error);
  const entered = enterNamespace(file.value);
  return entered.ok ? ok(undefined) : cannot(refusal(written, file.value, entered.error));
}

interface Refusal {
  readonly call: string;
  readonly errno: string;
}

/** What is missing, and what to change. */
function refusal(written: string, file: string, { call, errno }: Refusal): Problem {
  const message = `--netns ${written}: ${call} ${file}: ${errno}`;
  if (errno === 'EINVAL') return { message, hint: 'it is no network namespace' };
  if (errno !== 'EPERM' && errno !== 'EACCES') return { message };
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) return { message, hint: 'CAP_SYS_ADMIN is missing: give it to this container, or ask on its host' };
  const pid = /^\/proc\/(\d+)\//.exec(file)?.[1];
  const own = pid === undefined ? '' : `; where the namespace is yours: ${enterCommand(Number(pid))} $0 …`;
  return { message, hint: `it needs CAP_SYS_ADMIN: run it with sudo${own}` };
}
