// Checks the package as a user gets it: packs it, has publint and attw judge the tarball, installs that elsewhere as a
// user does, where npm may run scripts but has none to run and nothing to warn of, and starts it there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { libraryExamples } from './library-examples.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const tool = (name) => join(root, 'node_modules', '.bin', name);
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What the tarball must contain; a file that dist/ needs and that is not packed is missed only on another machine. */
const PACKED = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'dist/cli.js',
  'dist/bindmatrix.1',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/third-party-licences.txt',
  'config/default.yaml',
  'config/init.yaml',
  'config/schema.json',
  'docs/library.md',
];

/** A plain installation that shows every script and every warning. */
const INSTALL = ['install', '--foreground-scripts', '--ignore-scripts=false', '--loglevel=notice', '--prefer-offline'];
const QUIETLY = ['--no-audit', '--no-fund', '--no-update-notifier'];

/** How a strict project of others resolves modules. */
const RESOLUTIONS = { nodenext: 'nodenext', bundler: 'esnext' };

/** A program in which every call is used as a strict project would, and what does not fit is refused. */
const STRICT = `import {
  BindmatrixError, check, parse, predict, render, rules, run, snapshot, why,
  type ExperimentInput, type FileInput, type HostDescription, type Report, type Rule, type WhyAnswer,
} from 'bindmatrix';
import schema from 'bindmatrix/schema.json' with { type: 'json' };

const experiment: ExperimentInput = { run: { ports: [80], addresses: ['any4', '127.0.0.1'] } };
const report: Report = predict(experiment, { os: ['linux', 'linux@6.1', 'freebsd'] });
const outcome: string | undefined = report.matrices[0]?.at('0.0.0.0', '127.0.0.1')?.outcome;
const file: FileInput = parse('version: 1\\nexpect:\\n  - { address: any4, expect: ok }\\n', { name: 'a.yaml' });
const rule: Rule | undefined = rules('linux.no-overlap');
const all: readonly Rule[] = rules();
const later = async (signal: AbortSignal): Promise<readonly [HostDescription, WhyAnswer, Report, Report]> => [
  await snapshot(), await why('80', { passive: true }), await run(experiment, { signal }), await check(file, { signal }),
];
// Never called: it is the compiler that refuses it.
export function refused() {
// @ts-expect-error ports are numbers
predict({ run: { ports: ['80'] } });
// @ts-expect-error a misspelt key
predict({ run: { prots: [80] } });
// @ts-expect-error no such system
predict(experiment, { os: 'beos' });
// @ts-expect-error no such format
render(report, 'pdf');
// @ts-expect-error a result is not changed
report.seconds = 1;
}
const code: 'usage' | 'config' | 'cannot' = new BindmatrixError('usage', []).code;
console.log(outcome, file.expect?.length, rule?.id, all.length > 100, typeof later, code, typeof schema, render(report, 'tap').length > 0);
`;
const STRICT_OUTPUT = 'bind:EADDRINUSE 1 linux.no-overlap true function usage object true';

function report(title, fine, detail) {
  console.log(`${fine ? 'ok  ' : 'FAIL'} ${title}`);
  if (fine) return;
  console.log(detail.trim());
  process.exitCode = 1;
}

function step(title, command, args, { cwd = folder, expected = '' } = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  report(title, status === 0 && stdout.includes(expected), `${error ?? ''}${stdout}${stderr}`);
  return stdout;
}

/** Neither npm nor a script says a word but how many packages were added; no package has a script to run. */
function install(tarball) {
  const { status, stdout, stderr } = spawnSync('npm', [...INSTALL, ...QUIETLY, tarball], {
    cwd: folder,
    encoding: 'utf8',
  });
  const silent = /^\s*added \d+ packages in \S+\s*$/.test(stdout) && stderr.trim() === '';
  report('npm install warns of nothing and runs no script', status === 0 && silent, `${stdout}${stderr}`);
  const { packages } = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'));
  const withScript = Object.keys(packages).filter((path) => packages[path].hasInstallScript);
  report('no package that it needs has an install script', withScript.length === 0, withScript.join(', '));
}

/** Projects of others, one for each way to resolve modules: they compile, and what is compiled runs. */
function consumers() {
  const types = readFileSync(join(folder, 'node_modules/bindmatrix/dist/index.d.ts'), 'utf8');
  report('the types import nothing', !/^import |\bimport\(|from '/m.test(types), 'dist/index.d.ts imports something');
  for (const [moduleResolution, module] of Object.entries(RESOLUTIONS)) {
    const project = join(folder, moduleResolution);
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }\n');
    writeFileSync(join(project, 'strict.ts'), STRICT);
    for (const [i, { code }] of libraryExamples().entries()) writeFileSync(join(project, `example-${i}.ts`), code);
    const compilerOptions = {
      ...{ target: 'es2022', lib: ['es2023'], module, moduleResolution, resolveJsonModule: true, strict: true },
      ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noPropertyAccessFromIndexSignature: true },
      ...{ verbatimModuleSyntax: true, types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    step(`a strict project compiles: ${moduleResolution}`, tool('tsc'), ['-p', project]);
    const expected = STRICT_OUTPUT;
    step(`it runs: ${moduleResolution}`, process.execPath, [join(project, 'strict.js')], { expected });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-package-'));
try {
  step('npm pack', 'npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'missing.tgz');
  const packed = step('the tarball can be read', 'tar', ['-tzf', tarball]).split('\n');
  const missing = PACKED.filter((name) => !packed.includes(`package/${name}`));
  report('it has what a user needs', missing.length === 0, `missing: ${missing.join(', ')}`);
  step('publint', tool('publint'), ['run', '--strict', tarball]);
  step('attw', tool('attw'), [tarball, '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm', '--no-color']);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  install(tarball);
  consumers();
  step('npx bindmatrix --version', 'npx', ['--no-install', 'bindmatrix', '--version'], { expected: version });
  step('npx bindmatrix interfaces', 'npx', ['--no-install', 'bindmatrix', 'interfaces'], { expected: '127.0.0.1' });
} finally {
  rmSync(folder, { recursive: true });
}
