import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Call, nameByCall } from '../../src/commands/terminal/program-name.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-name-'));
for (const bin of ['global/bin', 'other/bin', 'project/node_modules/.bin']) {
  mkdirSync(join(folder, bin), { recursive: true });
  writeFileSync(join(folder, 'cli.js'), '');
  symlinkSync(join(folder, 'cli.js'), join(folder, bin, 'bindmatrix'));
}
afterAll(() => rmSync(folder, { recursive: true }));

const at = (path: string): string => join(folder, path);

const call = (script: string, changes: Partial<Call> = {}): Call => ({
  runtime: 'node',
  script: at(script),
  folder: at('project'),
  env: { PATH: `/nonexistent:${at('global/bin')}:${at('other/bin')}` },
  ...changes,
});

const LOCAL = 'project/node_modules/.bin/bindmatrix';

describe('a proposed command calls the program as it was called', () => {
  test.each<[string, Call, string]>([
    ['from the PATH', call('global/bin/bindmatrix'), 'bindmatrix'],
    ['by a path that another on the PATH would hide', call('other/bin/bindmatrix'), at('other/bin/bindmatrix')],
    ['by its path in the folder', call('other/bin/bindmatrix', { folder: at('other/bin') }), './bindmatrix'],
    ['from a project', call(LOCAL), 'npx bindmatrix'],
    ['in a folder that was deleted', call(LOCAL, { folder: undefined }), at(LOCAL)],
    ['from a folder in a project', call(LOCAL, { folder: at('project/a/b') }), 'npx bindmatrix'],
    ['from a project elsewhere', call(LOCAL, { folder: at('other') }), at(LOCAL)],
    [
      'by a script of npm, whose PATH no shell has',
      call(LOCAL, { env: { PATH: at('project/node_modules/.bin'), npm_lifecycle_event: 'x' } }),
      'npx bindmatrix',
    ],
    [
      'by npx, which has downloaded it',
      call(LOCAL, {
        folder: '/',
        env: { npm_lifecycle_event: 'npx', npm_lifecycle_script: "'bindmatrix' 'run'", PATH: '' },
      }),
      'npx bindmatrix',
    ],
    [
      'by a script that npx runs',
      call('cli.js', { folder, env: { npm_lifecycle_event: 'npx', npm_lifecycle_script: 'vitest' } }),
      'node cli.js',
    ],
    ['as a file of Node in the folder', call('project/dist/cli.js'), 'node dist/cli.js'],
    [
      'as a file of Node elsewhere',
      call('a b/cli.js', { runtime: '/usr/bin/node' }),
      `/usr/bin/node '${at('a b/cli.js')}'`,
    ],
  ])('%s', (_, called, name) => {
    expect(nameByCall(called)).toBe(name);
  });
});
