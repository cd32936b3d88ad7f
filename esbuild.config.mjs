// Builds dist/: one file for each program and for each file that is imported lazily, with everything it needs in it but
// what must stay a package of its own. Finding and reading twenty files takes longer than reading one.
import { spawnSync } from 'node:child_process';
import { constants, existsSync } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, version as esbuildVersion } from 'esbuild';
import { asciiOnly } from './ascii-only.mjs';
import { whenFirstCalled, workFiles } from './library-bundles.mjs';
import { licences } from './licences.mjs';
import { yamlTables } from './yaml-tables.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const outdir = join(root, 'dist');

/** Programs in their own right: the command line, and the process that runs inside a private namespace. */
const PROGRAMS = { cli: 'src/cli.ts', 'sandbox-program': 'src/sandbox-program/start.ts' };

/** What other programs import. */
const LIBRARY = { index: 'src/api.ts' };

/** What loads the other bundles for both. It is asked in place of require(). */
const LOADER = { 'code-cache': 'src/code-cache/load.ts' };
const LOADER_LINE =
  "require = ((load) => (id) => (id.startsWith('./') ? load('./code-cache.js').load(id) : load(id)))(require);\n";

const LAZY_IMPORT = /\bimport\('(\.[^']+)'\)/g;

/** Every file of src that some file of src imports lazily, such as the code of a command. */
async function lazyFiles() {
  const files = (await readdir(join(root, 'src'), { recursive: true })).filter((name) => name.endsWith('.ts'));
  const targets = await Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(root, 'src', name), 'utf8');
      return [...text.matchAll(LAZY_IMPORT)].map(([, target]) => join('src', dirname(name), target));
    }),
  );
  return [...new Set(targets.flat())].sort();
}

/** `src/commands/run.ts` becomes `commands-run.js`: all files of dist/ lie side by side. */
const outputName = (path) => relative('src', path).replaceAll('/', '-').replace(/\.ts$/, '');

const ENTRIES = {
  ...PROGRAMS,
  ...LIBRARY,
  ...LOADER,
  ...Object.fromEntries([...(await lazyFiles()), ...(await workFiles(root))].map((path) => [outputName(path), path])),
};
const OUTPUTS = new Map(Object.entries(ENTRIES).map(([name, path]) => [path, `./${name}.js`]));

/** systeminformation loads by platform, and only where link facts are shown: it stays a package of its own. */
const EXTERNAL = ['systeminformation'];

/** Loaded where the code that needs it first runs. */
const ON_DEMAND = /^node:(?:http|child_process|v8)$/;

/**
 * dist/ is CommonJS, whatever package.json says of src: Node loads its loader of ES modules only where it needs it, and
 * that takes 10 to 20 ms of each start.
 */
const MODULES = '{ "type": "commonjs" }\n';

/** Writes under another name first, so that a program that starts meanwhile never reads half a file. */
const replaceFile = async (name, contents) => {
  const temporary = join(outdir, `${name}.${process.pid}.tmp`);
  await writeFile(temporary, contents, { mode: name === 'cli.js' ? 0o755 : 0o644 });
  await rename(temporary, join(outdir, name));
};

/**
 * yargs lays out its help with string-width, whose tables of wide characters and first Intl.Segmenter cost every start
 * about 20 ms, a third of `--version`. The help is in characters of one column: counting them does.
 */
const plainWidth = {
  name: 'plain-width',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, ({ importer }) =>
      /node_modules\/(?:yargs|cliui|wrap-ansi)\//.test(importer)
        ? { path: 'string-width', namespace: 'plain-width' }
        : null,
    );
    onLoad({ filter: /.*/, namespace: 'plain-width' }, () => ({
      contents: `import { stripVTControlCharacters } from 'node:util';
        export default (text) => [...stripVTControlCharacters(text)].length;`,
    }));
  },
};

/** What is imported lazily is a file of its own. */
const separateEntries = {
  name: 'separate-entries',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ kind, path, resolveDir }) => {
      const output = OUTPUTS.get(relative(root, join(resolveDir, path)));
      return kind === 'dynamic-import' && output !== undefined ? { path: output, external: true } : null;
    });
  },
};

/**
 * Names that a file may use, each with the line that defines it there: what CommonJS has no name for (yargs asks for it),
 * and the monotonic clock in milliseconds, since the first use of `performance` loads eight modules of Node.
 */
const LINES = {
  urlOfThisFile: "const urlOfThisFile = require('node:url').pathToFileURL(__filename).href;\n",
  monotonicNow: 'const monotonicNow = () => { const [s, ns] = process.hrtime(); return s * 1e3 + ns / 1e6; };\n',
};
const DEFINED = {
  'import.meta.dirname': '__dirname',
  'import.meta.url': 'urlOfThisFile',
  'performance.now': 'monotonicNow',
};

/** A file of CommonJS has a require() of its own: node:module would load the loader of ES modules. */
const ownRequire = {
  name: 'own-require',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(?:node:)?module$/ }, () => ({ path: 'own-require', namespace: 'own-require' }));
    onLoad({ filter: /.*/, namespace: 'own-require' }, () => ({
      contents: 'export const createRequire = () => require;',
    }));
  },
};

/** An ES import of what is not in the bundle runs at the bundle's start, whoever wrote it: these are loaded when first used. */
const onDemand = {
  name: 'on-demand',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: ON_DEMAND }, ({ path, namespace }) =>
      namespace === 'on-demand' ? { path, external: true } : { path, namespace: 'on-demand' },
    );
    onLoad({ filter: /.*/, namespace: 'on-demand' }, async ({ path }) => ({
      contents: `for (const name of ${JSON.stringify(Object.keys(await import(path)).filter((name) => name !== 'default'))})
        Object.defineProperty(exports, name, { enumerable: true, get: () => require(${JSON.stringify(path)})[name] });`,
    }));
  },
};

const OPTIONS = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  supported: { 'dynamic-import': false },
  define: DEFINED,
  external: EXTERNAL,
  plugins: [plainWidth, whenFirstCalled(root, OUTPUTS), separateEntries, yamlTables, onDemand, ownRequire],
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  write: false,
};

/** The manual page, which the built program makes. */
const MANUAL = 'bindmatrix.1';

/** What this build does not make anew: build-types.mjs does. */
const KEPT = new Set([MANUAL, 'index.d.ts']);

/** Every Node must be able to parse the program itself, so that it can say that it is too old. */
const { cli, ...others } = ENTRIES;
const builds = await Promise.all([
  build({ ...OPTIONS, entryPoints: others, target: 'node20.19' }),
  build({ ...OPTIONS, entryPoints: { cli }, target: 'node8' }),
]).catch(() => process.exit(1)); // esbuild has said what is wrong

/** Says in one line that this Node is too old, by `engines` of package.json: `^20.19.0 || >=22.12.0`. */
const { engines } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const NEEDED = /^\^(\d+)\.(\d+)\.0 \|\| >=(\d+)\.(\d+)\.0$/.exec(engines.node).slice(1, 5).map(Number);
const NODE_CHECK = `(function (needed, version) {
  var major = +version[0], minor = +version[1];
  if ((major === needed[0] && minor >= needed[1]) || (major === needed[2] && minor >= needed[3]) || major > needed[2]) return;
  var wanted = needed[0] + '.' + needed[1] + ' or ' + needed[2] + '.' + needed[3] + ' or later';
  process.stderr.write('bindmatrix: this is Node ' + version.join('.') + '; it needs Node ' + wanted + '\\n');
  process.exit(3);
})(${JSON.stringify(NEEDED)}, process.versions.node.split('.'));
`;

/** What `--version --verbose` tells of the build. */
const git = (...args) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout?.trim();
const BUILD = {
  commit: git('describe', '--always', '--dirty', '--abbrev=12') || 'unknown commit',
  date: git('log', '-1', '--format=%cs') || new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  esbuild: esbuildVersion,
};

/** A bundle, with the lines that it needs before it. */
function fileOf(name, text) {
  const isProgram = Object.hasOwn(PROGRAMS, basename(name, '.js'));
  const lines = Object.keys(LINES).flatMap((one) => (text.includes(one) ? [LINES[one]] : []));
  const shebang = name === 'cli.js' ? `#!/usr/bin/env node\n${NODE_CHECK}` : '';
  return asciiOnly(name, [shebang, isProgram ? LOADER_LINE : '', ...lines, text].join(''));
}

const files = new Map(
  builds.flatMap((made) => made.outputFiles).map(({ path, text }) => [basename(path), fileOf(basename(path), text)]),
);
files.set('package.json', MODULES);
files.set('build.json', `${JSON.stringify(BUILD)}\n`);
files.set(
  'third-party-licences.txt',
  await licences(
    root,
    builds.map(({ metafile }) => metafile),
  ),
);

await mkdir(outdir, { recursive: true });
const writable = await access(outdir, constants.W_OK).then(
  () => true,
  () => false,
);
if (!writable) {
  // Another user's checkout: what is built there can still be run.
  console.error(`build: ${outdir} is not writable; nothing was built`);
  process.exit(existsSync(join(outdir, 'cli.js')) ? 0 : 1);
}
// A file is written before those that load it; then the files of an earlier build are removed.
for (const [name, contents] of [...files].reverse()) await replaceFile(name, contents);
const page = spawnSync(process.execPath, [join(outdir, 'cli.js'), 'completion', 'man'], { encoding: 'utf8' });
if (page.status !== 0) {
  console.error(page.stderr);
  process.exit(1);
}
await replaceFile(MANUAL, page.stdout);
for (const name of await readdir(outdir)) {
  if (!KEPT.has(name) && !files.has(name) && !name.endsWith('.tmp')) await rm(join(outdir, name), { recursive: true });
}
