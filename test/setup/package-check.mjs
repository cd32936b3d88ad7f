// Checks the package as a user gets it: packs it, has publint and attw judge the tarball, installs that elsewhere with
// install scripts off and without the tools that build it, and starts it there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

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
  'dist/third-party-licences.txt',
  'config/default.yaml',
  'config/init.yaml',
];

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

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-package-'));
try {
  step('npm pack', 'npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'missing.tgz');
  const packed = step('the tarball can be read', 'tar', ['-tzf', tarball]).split('\n');
  const missing = PACKED.filter((name) => !packed.includes(`package/${name}`));
  report('it has what a user needs', missing.length === 0, `missing: ${missing.join(', ')}`);
  step('publint', tool('publint'), ['run', '--strict', tarball]);
  step('attw', tool('attw'), [tarball, '--profile', 'esm-only', '--no-color']);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  step('npm install, scripts off', 'npm', [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    tarball,
  ]);
  step('npx bindmatrix --version', 'npx', ['--no-install', 'bindmatrix', '--version'], { expected: version });
  step('npx bindmatrix interfaces', 'npx', ['--no-install', 'bindmatrix', 'interfaces'], { expected: '127.0.0.1' });
} finally {
  rmSync(folder, { recursive: true });
}
