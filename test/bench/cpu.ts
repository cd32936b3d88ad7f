import { spawnSync } from 'node:child_process';

/** No more than a user's own: certificates and options that Node reads at its start would slow both programs down alike. */
export const ENVIRONMENT = { PATH: process.env.PATH, HOME: process.env.HOME };

/** times(1p) writes `0m0.25s 0m0.04s` of the shell, and on the next line of all of its children. */
const TIMED = '"$@" >/dev/null; code=$?; times >&3; exit $code';

/** User and system time of a program and its children, in milliseconds. Throws if it does not end with 0. */
export function cpuOf(argv: readonly string[]): number {
  const result = spawnSync('sh', ['-c', TIMED, 'sh', ...argv], {
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(`"${argv.join(' ').slice(0, 120)}" ended with ${result.status}: ${result.stderr}`);
  const [, children = ''] = String(result.output[3]).split('\n');
  const seconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(([, m, s]) => Number(m) * 60 + Number(s));
  return seconds.reduce((sum, one) => sum + one, 0) * 1000;
}
