import { readFileSync, readlinkSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { run } from '../setup/process.ts';

/** So many looks, so many milliseconds apart. */
const LOOKS = 40;
const INTERVAL = 25;

/** Sockets on the ports of the commands. The kernel may close some a moment after the end; a TIME_WAIT would last for 60 s. */
export async function socketsLeft(inside: readonly string[]): Promise<string[]> {
  let lines: string[] = [];
  for (let look = 0; look === 0 || (lines.length > 0 && look < LOOKS); look++) {
    if (look > 0) await setTimeout(INTERVAL);
    const listed = await run(['nsenter', ...inside, 'ss', '-Htuan', 'sport = :50005 or sport = :50007']);
    lines = listed.stdout.split('\n').filter(Boolean);
  }
  return lines;
}

/** Of a process that may have ended meanwhile. */
export function namespaceOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return '';
  }
}

/** Whether a report was written to its end. */
export function isWhole(report: string): boolean {
  try {
    JSON.parse(readFileSync(report, 'utf8'));
    return true;
  } catch {
    return false;
  }
}

/** Mounts of the kinds that a sandbox makes: its /sys, and namespaces that are bound to a name. */
export const specialMounts = (): number =>
  readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .filter((line) => / - (?:sysfs|nsfs) /.test(line)).length;
