import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canUnshare, runInNamespace } from '../setup/namespace.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

const TRIAL = join(import.meta.dirname, '../../config/tutorial/different-client-ports.yaml');

/** Every command, and every form of it that prints another way. */
const CALLS: readonly (readonly string[])[] = [
  ['--version'],
  ['--help'],
  ['why', '--help'],
  ['run', '--port', '8081'],
  ['run', '--predict', 'linux', '--format', 'json'],
  ['run', '--in', 'sandbox', '--address', '10.9.9.9', '--format', 'markdown'],
  ['run', '--hold', '--port', '8083', '--address', '127.0.0.1'],
  ['run', '--hold', '--in', 'sandbox', '--address', '10.9.9.9'],
  ['why'],
  ['why', '8081'],
  ['why', '8081', '8082', '--format', 'json'],
  ['check', TRIAL],
  ['check', '--predict', 'linux', TRIAL],
  ['demo', 'restart-in-time-wait'],
  ['demo'],
  ['interfaces'],
  ['rules'],
  ['rules', 'linux.port-free', '--example'],
  ['schema'],
  ['schema', '--of', 'report'],
  ['serve', '--port', '8082'],
];

const ends = (to: string, args: readonly string[]) =>
  runInNamespace(['sh', '-c', `"$@" ${to}; exit $?`, 'sh', ...PROGRAM, ...args]);

describeWhere(canUnshare(), 'where stdout is closed', () => {
  test.each(CALLS)('%s … gives 3, and says so', async (...args) => {
    const { code, stderr } = await ends('>&-', args);
    expect(stderr).toMatch(/^bindmatrix: stdout is closed: there is nowhere to write to\n {2}.*>\/dev\/null\n$/);
    expect(code).toBe(3);
  });
});

describeWhere(existsSync('/dev/full') ? canUnshare() : 'needs /dev/full', 'where the disk of stdout is full', () => {
  test.each(CALLS)('%s … gives 3, and says so', async (...args) => {
    const { code, stderr } = await ends('>/dev/full', args);
    expect(stderr).toMatch(/^bindmatrix: stdout: write: ENOSPC$/m);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(3);
  });
});
