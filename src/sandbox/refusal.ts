import { readFileSync } from 'node:fs';
import type { Problem } from '../model/result.ts';

interface Cause {
  /** A file of the kernel, and the value by which it refuses. */
  readonly file: string;
  readonly value: RegExp;
  /** What refuses, in words. */
  readonly reason: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What can forbid an unprivileged namespace, most specific first: namespaces(7), user_namespaces(7), seccomp(2). */
const CAUSES: readonly Cause[] = [
  {
    file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns',
    value: /^1/,
    reason: 'AppArmor restricts unprivileged user namespaces',
    remedy: 'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or run as root',
  },
  {
    file: '/proc/sys/kernel/unprivileged_userns_clone',
    value: /^0/,
    reason: 'kernel.unprivileged_userns_clone is 0',
    remedy: 'sudo sysctl kernel.unprivileged_userns_clone=1, or run as root',
  },
  {
    file: '/proc/sys/user/max_user_namespaces',
    value: /^0/,
    reason: 'user.max_user_namespaces is 0',
    remedy: 'sudo sysctl user.max_user_namespaces=10000',
  },
  {
    file: '/proc/sys/user/max_net_namespaces',
    value: /^0/,
    reason: 'user.max_net_namespaces is 0',
    remedy: 'sudo sysctl user.max_net_namespaces=10000',
  },
  {
    file: '/proc/self/status',
    value: /^Seccomp:\s+2/m,
    reason: 'a seccomp filter is active, as in a container',
    remedy: 'give the container CAP_SYS_ADMIN, or run it with a profile that allows unshare(2)',
  },
];

/** Why the kernel refused a private namespace, in one line, and what to change. `complaint` is what unshare(1) printed. */
export function explainRefusal(complaint: string): Problem {
  const said = complaint.trim().split('\n')[0] ?? '';
  if (said !== '' && !said.startsWith('unshare:'))
    return { message: `the sandbox process ended early: ${complaint.trim()}` };
  const message = `the sandbox could not start${said === '' ? '' : `: ${said}`}`;
  const cause = /not permitted|denied|No space left/i.test(said)
    ? CAUSES.find((c) => c.value.test(read(c.file)))
    : undefined;
  if (cause === undefined) return { message, hint: /No space left/i.test(said) ? NO_SPACE : TRY };
  return { message: `${message} (${cause.reason})`, hint: cause.remedy };
}

const TRY = 'try "unshare -Urnm true" to see whether this host allows private namespaces';

/** The limits of every user namespace around this one count too, and cannot be read here: namespaces(7), ENOSPC. */
const NO_SPACE =
  'raise user.max_user_namespaces and user.max_net_namespaces (sysctl), also of the container or host around this one';

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
