import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

/** Compiles a program of `policies/`, which runs a command under a policy, into a folder; everybody may run it. */
export function compilePolicy(folder: string, name: string): string {
  const path = join(folder, name);
  spawnSync('cc', ['-o', path, join(import.meta.dirname, 'policies', `${name}.c`)]);
  chmodSync(folder, 0o755);
  return path;
}
