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

/** What refuses it to root. */
const LACKING = 'CAP_SYS_ADMIN and setns(2), which a seccomp filter may forbid';

/** What is missing, and what to change. */
function refusal(written: string, file: string, { call, errno }: Refusal): Problem {
  const message = `--netns ${written}: ${call} ${file}: ${errno}`;
  if (errno === 'EINVAL') return { message, hint: 'it is no network namespace' };
  if (!['EPERM', 'EACCES', 'ENOSYS'].includes(errno)) return { message };
  const isRoot = process.geteuid?.() === 0;
  if (isRoot || errno === 'ENOSYS') return { message, hint: `give this container ${LACKING}, or ask on its host` };
  const pid = /^\/proc\/(\d+)\//.exec(file)?.[1];
  const own = pid === undefined ? '' : `; where the namespace is yours: ${enterCommand(Number(pid))} $0 …`;
  return { message, hint: `it needs CAP_SYS_ADMIN: run it with sudo${own}` };
}
