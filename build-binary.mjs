// Builds build/bindmatrix: one executable file for this platform, with Node, the bundles of dist/ and koffi's native part
// inside (https://nodejs.org/docs/latest-v20.x/api/single-executable-applications.html). Node's own file must be one that
// has the fuse for it, as the builds of nodejs.org and NodeSource do; koffi's package for this platform must be installed.
// strip(1), where there is one, takes 13 MB off. An argument is another folder than build/.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { build, transform } from 'esbuild';
import { inject } from 'postject';
import { asciiOnly } from './ascii-only.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const { arch, execPath, platform } = process;
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const fail = (message) => {
  console.error(`build:binary: ${message}`);
  process.exit(1);
};
if (platform !== 'linux') fail(`on ${platform} it was never built; it is made for Linux`);
if (!(await readFile(execPath)).includes(FUSE))
  fail(`${execPath} cannot become such an executable: take Node from nodejs.org`);

/** koffi's native part for this platform: the package that npm installs here. */
const native = (() => {
  try {
    return require.resolve(`@koromix/koffi-linux-${arch}/linux_${arch}/koffi.node`);
  } catch {
    return fail(`the package @koromix/koffi-linux-${arch} is missing: npm ci, on ${arch}`);
  }
})();

const folder = await mkdtemp(join(tmpdir(), 'bindmatrix-binary-'));
const assets = {};
const asset = async (name, contents) => {
  assets[name] = join(folder, name);
  await writeFile(assets[name], contents);
};

/** A program of src/binary or a package, as one file of CommonJS. */
const bundled = async (entry) => {
  const options = { absWorkingDir: root, bundle: true, format: 'cjs', platform: 'node', target: 'node20.19' };
  const { outputFiles } = await build({ ...options, entryPoints: [entry], minify: false, write: false });
  return outputFiles[0].text;
};

/** As src/binary/load.ts wraps a bundle: V8 takes what it compiled of the same text alone. */
const wrapped = (source) =>
  `(function (exports, require, module, __filename, __dirname) {${source.replace(/^#!.*/, '')}\n})`;

const bundles = (await readdir(join(root, 'dist'))).filter((name) => name.endsWith('.js') && name !== 'code-cache.js');
for (const name of bundles) {
  const { code } = await transform(await readFile(join(root, 'dist', name), 'utf8'), { minifyWhitespace: true });
  await asset(name, asciiOnly(name, code));
}
await asset(
  'systeminformation.js',
  asciiOnly('systeminformation.js', await bundled(require.resolve('systeminformation'))),
);
for (const name of Object.keys(assets)) {
  const script = new Script(wrapped(await readFile(assets[name], 'utf8')), { filename: name });
  await asset(`${name}.cache`, script.createCachedData());
}
await asset('koffi.node', await readFile(native));
const tutorial = join(root, 'config', 'tutorial');
const stories = (await readdir(tutorial)).map(async (name) => [name, await readFile(join(tutorial, name), 'utf8')]);
await asset('stories.json', JSON.stringify(Object.fromEntries(await Promise.all(stories))));

const main = join(folder, 'main.cjs');
await writeFile(main, await bundled('src/binary/main.ts'));
const blob = join(folder, 'executable.blob');
const configuration = { main, output: blob, disableExperimentalSEAWarning: true, useCodeCache: true, assets };
await writeFile(join(folder, 'sea.json'), JSON.stringify(configuration));
execFileSync(execPath, ['--experimental-sea-config', join(folder, 'sea.json')], { stdio: 'inherit' });

const outdir = process.argv[2] ?? join(root, 'build');
const temporary = join(outdir, `bindmatrix.${process.pid}.tmp`);
await mkdir(outdir, { recursive: true });
await copyFile(execPath, temporary);
spawnSync('strip', ['--strip-all', temporary]);
await inject(temporary, 'NODE_SEA_BLOB', await readFile(blob), { sentinelFuse: FUSE });
execFileSync('chmod', ['755', temporary]);
await rename(temporary, join(outdir, 'bindmatrix'));
await copyFile(join(root, 'dist', 'third-party-licences.txt'), join(outdir, 'third-party-licences.txt'));
await rm(folder, { recursive: true });
console.log(`${join(outdir, 'bindmatrix')}: ${platform} ${arch}, Node ${process.version}`);
