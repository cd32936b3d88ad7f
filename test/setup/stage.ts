import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asUser, canBecomeUser, tryCommand } from './namespace.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** All that an installed copy has. */
const PARTS = [
  'package.json',
  'dist',
  'config',
  'node_modules/koffi',
  'node_modules/@koromix',
  'node_modules/systeminformation',
];

/**
 * Root's checkout may lie where an ordinary user cannot read. Then the tests run a copy that everybody can,
 * which goes when the tests are over.
 */
export default async function stage(): Promise<(() => Promise<void>) | undefined> {
  if (canBecomeUser() !== true || tryCommand(asUser(['test', '-r', join(root, 'dist')])) === true) return undefined;
  const copy = await mkdtemp(join(tmpdir(), 'bindmatrix-test-'));
  await chmod(copy, 0o755);
  for (const part of PARTS.filter((name) => existsSync(join(root, name)))) {
    await cp(join(root, part), join(copy, part), { recursive: true });
  }
  process.env.STAGED_PROGRAM = copy;
  return () => rm(copy, { recursive: true });
}
