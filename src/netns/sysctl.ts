import { writeFileSync } from 'node:fs';
import { ok, problem, type Result } from '../model/result.ts';

/** sysctl(8) by its file: net.ipv4.ip_nonlocal_bind is /proc/sys/net/ipv4/ip_nonlocal_bind. */
export function writeSysctl(name: string, value: string): Result<void> {
  try {
    writeFileSync(`/proc/sys/${name.replaceAll('.', '/')}`, value);
    return ok(undefined);
  } catch (error) {
    return problem(
      `sysctl ${name}=${value}: ${(error as NodeJS.ErrnoException).code}`,
      'this kernel may not have it, or not in a namespace of its own',
    );
  }
}
