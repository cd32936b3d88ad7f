import { spawnSync } from 'node:child_process';

/** No more than a user's own: certificates and options that Node reads at its start would slow both programs down alike. */
export const ENVIRONMENT = { PATH: process.env.PATH, HOME: process.env.HOME };

/** bash's `time` reads getrusage(2), to the millisecond; times(2), which sh has, counts ticks of ten. */
const TIMED = 'TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null 2>&4; } 4>&2 2>&3';

/** User and system time of a program and its children, in milliseconds. Throws if it does not end with 0. */
export function cpuOf(argv: readonly string[]): number {
  const result = spawnSync('bash', ['-c', TIMED, 'bash', ...argv], {
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  if (result.error) throw result.error;
  if (result.status !== 0)
    throw new Error(`"${argv.join(' ').slice(0, 120)}" ended with ${result.status}: ${result.stderr}`);
  const seconds = String(result.output[3]).trim().split(' ').map(Number);
  return seconds.reduce((sum, one) => sum + one, 0) * 1000;
}
