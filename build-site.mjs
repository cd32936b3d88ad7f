// Builds the site in build/site/, or in the folder that is named: documents, rules and stories as pages, and a page on
// which the rules are asked in the browser. It is files alone: they work from a file: address, and ask nothing of anybody.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { licences } from './licences.mjs';
import { yamlTables } from './yaml-tables.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const outdir = resolve(process.argv[2] ?? join(root, 'build', 'site'));

/** Of all files together, each compressed as a server does. */
const MOST_BYTES = 400 * 1024;

/** The programs of its pages. They are classic scripts: a browser loads no module from a file: address. */
const SCRIPTS = { try: 'src/site-program/start.tsx', filter: 'src/site-program/filter.ts' };

const jsx = { jsx: 'automatic', jsxImportSource: 'preact' };

async function scripts() {
  const made = await build({
    absWorkingDir: root,
    entryPoints: SCRIPTS,
    outdir,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    // Nothing of Node's is left once what is not called there is dropped: that is looked at below.
    external: ['node:*'],
    define: { Buffer: 'undefined' },
    logLevel: 'warning',
    ...jsx,
  });
  for (const { path, text } of made.outputFiles)
    if (/\b(?:node:|Buffer\.|process\.)/.test(text)) throw new Error(`${basename(path)} needs Node`);
  return made;
}

/** The code that makes the pages, bundled to a place from where the installed packages are found. */
async function siteMaker() {
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'bindmatrix-site-'));
  const outfile = join(folder, 'site.mjs');
  await build({
    absWorkingDir: root,
    entryPoints: ['src/site/index.ts'],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    plugins: [yamlTables],
    logLevel: 'warning',
    ...jsx,
  });
  try {
    return await import(pathToFileURL(outfile));
  } finally {
    await rm(folder, { recursive: true });
  }
}

const names = async (folder, ending) =>
  (await readdir(join(root, folder), { recursive: true }))
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name))
    .sort();

/** The guide, also in other languages. */
const guides = (await readdir(root)).filter((name) => /^README(?:\.[\w-]+)?\.md$/.test(name));
const paths = [
  ...guides.sort((a, b) => a.length - b.length),
  ...(await names('docs', /\.md$/)),
  'CONTRIBUTING.md',
  'CHANGELOG.md',
];
const documents = await Promise.all(
  paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })),
);
const pictures = await names('docs', /\.(?:png|svg)$/);

const { description } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const { makeSite } = await siteMaker();
const pages = makeSite({ documents, pictures: new Set(pictures) }, description);
const made = await scripts();
const style = await build({
  absWorkingDir: root,
  entryPoints: ['src/site/style.css'],
  bundle: true,
  write: false,
  minify: true,
  logLevel: 'warning',
});

const files = new Map([
  ...pages,
  ...made.outputFiles.map(({ path, contents }) => [basename(path), contents]),
  ['style.css', style.outputFiles[0].contents],
  ['licences.txt', await licences(root, [made.metafile])],
]);
const shown = [...pages.values()].join('');
for (const path of pictures) {
  const name = basename(path);
  if (!shown.includes(`src="${name}"`)) continue;
  if (files.has(name)) throw new Error(`two pictures are named ${name}`);
  files.set(name, await readFile(join(root, path)));
}

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
let bytes = 0;
for (const [name, contents] of files) {
  await writeFile(join(outdir, name), contents);
  bytes += gzipSync(contents, { level: 9 }).length;
}
const kilobytes = (count) => `${Math.ceil(count / 1024)} KB`;
console.log(
  `${relative('.', outdir)}: ${files.size} files, ${kilobytes(bytes)} compressed, at most ${kilobytes(MOST_BYTES)}`,
);
if (bytes > MOST_BYTES) {
  console.error('build:site: the site is too large');
  process.exitCode = 1;
}
