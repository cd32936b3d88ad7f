import { cpSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { yamlTables } from '../../yaml-tables.mjs';

/** What a booted kernel needs of the project, in one folder. */
export interface GuestFolder {
  readonly folder: string;
  /** The first process, and what it is booted for, bundled. */
  readonly init: string;
  readonly suite: string;
  /** The built program. */
  readonly program: string;
}

/** Packages that stay packages of their own in the bundles: see esbuild.config.mjs. */
const PACKAGES = [`@koromix/koffi-${process.platform}-${process.arch}`, 'systeminformation'] as const;

/** Fills `folder` with the built program, the guest's programs, and the packages that both load. */
export async function fillGuestFolder(root: string, folder: string): Promise<GuestFolder> {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'cli.js'))) throw new Error('dist/cli.js is missing: "npm run build" makes it');
  cpSync(dist, join(folder, 'dist'), { recursive: true });
  for (const name of PACKAGES) {
    const from = realpathSync(join(root, 'node_modules', name));
    mkdirSync(join(folder, 'node_modules', dirname(name)), { recursive: true });
    cpSync(from, join(folder, 'node_modules', name), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), '{}\n');
  await build({
    absWorkingDir: root,
    entryPoints: ['test/kernels/guest/init.ts', 'test/kernels/guest/suite.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    external: [...PACKAGES],
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    // What is bundled may be CommonJS, and ask for Node's modules.
    banner: { js: "import { createRequire as loader } from 'node:module'; const require = loader(import.meta.url);" },
    plugins: [yamlTables],
    logLevel: 'warning',
  });
  const [init, suite, program] = ['init.mjs', 'suite.mjs', 'dist/cli.js'].map((path) => join(folder, path)) as [
    string,
    string,
    string,
  ];
  return { folder, init, suite, program };
}
