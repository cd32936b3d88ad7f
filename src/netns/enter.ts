import { closeSync, existsSync, openSync, readdirSync } from 'node:fs';
import { errnoName } from '../libc/errno.ts';
import { errno } from '../libc/library.ts';
import { mount, setns, unshare } from '../libc/linux-calls.ts';
import { LINUX_ONLY } from '../libc/linux-only.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { mountSysfs } from './process.ts';

/** Where ip-netns(8) keeps the namespaces that have a name. */
const NAMED = '/run/netns';

/**
 * The file of a network namespace: of a name of ip-netns(8), of a process by its pid, or a path that is one already. A
 * problem where none bears that name.
 */
export function namespaceFile(written: string): Result<string> {
  const named = `${NAMED}/${written}`;
  if (written.startsWith('/')) return existing(written, `there is no file ${written}`);
  if (/^[^/\0]+$/.test(written) && existsSync(named)) return ok(named);
  if (/^\d+$/.test(written)) return existing(`/proc/${written}/ns/net`, `there is no process ${written}`);
  return problem(`no network namespace is named "${written}"`, namesHint());
}

const existing = (path: string, otherwise: string): Result<string> =>
  // The link may be there and may not be followed: only opening it tells why.
  existsSync(path) || existsSync(path.replace(/\/ns\/net$/, '')) ? ok(path) : problem(otherwise, namesHint());

function namesHint(): string {
  const names = existsSync(NAMED) ? readdirSync(NAMED) : [];
  const known = names.length === 0 ? 'ip netns knows none here' : `ip netns knows ${names.join(', ')}`;
  return `${known}; the pid of a process in a namespace names it too`;
}

/**
 * Moves the main thread into a network namespace, for good, and shows its links under /sys. Node's other threads stay
 * outside, but what the main thread opens and starts is inside. The error is the call that was refused, and its errno.
 */
export function enterNamespace(file: string): Result<void, { readonly call: string; readonly errno: string }> {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    return { ok: false, error: { call: 'open', errno: code } };
  }
  const entered = setns(fd, LINUX_ONLY.CLONE_NEWNET) === 0;
  const why = entered ? '' : errnoName(errno());
  closeSync(fd);
  if (!entered) return { ok: false, error: { call: 'setns', errno: why } };
  showItsLinks();
  return ok(undefined);
}

/**
 * As ip-netns(8) does for a command: /sys/class/net shows the links of the namespace that mounted it. Where that is
 * refused they are shown without what stands there.
 */
function showItsLinks(): void {
  const { CLONE_NEWNS, MS_REC, MS_SLAVE } = LINUX_ONLY;
  if (unshare(CLONE_NEWNS) === 0 && mount('none', '/', 'none', MS_REC | MS_SLAVE, null) === 0) mountSysfs();
}
