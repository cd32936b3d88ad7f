import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { canUnshare } from './namespace.ts';
import {
  canRunAsUser,
  runProgram,
  runProgramAsUser,
  runProgramInNamespace,
  startProgram,
  startProgramInNamespace,
} from './program.ts';
import { testWhere } from './where.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const VERSION = { code: 0, stdout: `${version}\n`, stderr: '' };

test('the built program runs here', async () => {
  expect(await runProgram(['--version'])).toMatchObject(VERSION);
  expect(await startProgram(['--version']).finished).toMatchObject(VERSION);
});

testWhere(canUnshare(), 'the built program runs in a private network namespace', async () => {
  expect(await runProgramInNamespace(['--version'])).toMatchObject(VERSION);
  expect(await startProgramInNamespace(['--version']).finished).toMatchObject(VERSION);
});

testWhere(canRunAsUser(), 'the built program runs as an ordinary user', async () => {
  expect(await runProgramAsUser(['--version'])).toMatchObject(VERSION);
});

testWhere(canUnshare('user'), 'the built program runs as an ordinary user in a namespace that root made', async () => {
  expect(await runProgramInNamespace(['--version'], { as: 'user' })).toMatchObject(VERSION);
});
