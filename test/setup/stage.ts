import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProbe } from '../discover/build-probe.ts';
import { asUser, canBecomeUser, tryCommand } from './namespace.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** All that an installed copy has. */
const PARTS = ['package.json', 'dist', 'config', 'node_modules/@koromix', 'node_modules/systeminformation'];

/**
 * Puts `bindmatrix` on the PATH, as an installation does, and has the tests run that. Root's checkout may lie where an
 * ordinary user cannot read: then it is a copy that everybody can. It goes when the tests are over.
 */
export default async function stage(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'bindmatrix-test-'));
  await chmod(folder, 0o755);
  const mustCopy = canBecomeUser() === true && tryCommand(asUser(['test', '-r', join(root, 'dist')])) !== true;
  for (const part of mustCopy ? PARTS.filter((name) => existsSync(join(root, name))) : [])
    await cp(join(root, part), join(folder, part), { recursive: true });
  const home = mustCopy ? folder : root;
  await mkdir(join(folder, 'bin'));
  await symlink(join(home, 'dist', 'cli.js'), join(folder, 'bin', 'bindmatrix'));
  process.env.STAGED_PROGRAM = home;
  process.env.STAGED_BIN = join(folder, 'bin');
  process.env.PATH = `${join(folder, 'bin')}:${process.env.PATH}`;
  const warm = await buildProbe(new URL('./warm-program.ts', import.meta.url));
  process.env.STAGED_WARM = warm.command()[1];
  return async () => {
    await Promise.all([rm(folder, { recursive: true }), warm.remove()]);
  };
}
