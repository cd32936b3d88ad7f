import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { pathOfFile } from '../../src/config/example-files.ts';
import { EXAMPLE_NAMES, RUN_EXAMPLES } from '../../src/config/example-names.ts';
import { readConfigFile } from '../../src/config/file.ts';

const folder = join(import.meta.dirname, '..', '..', 'config', 'examples');
const inFolder = (path: string): string[] =>
  readdirSync(path)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'));

test('every example of the package has a name, and every name an example', () => {
  expect([...EXAMPLE_NAMES].sort()).toEqual([...inFolder(folder), ...inFolder(join(folder, 'services'))].sort());
  for (const name of EXAMPLE_NAMES) {
    const path = pathOfFile(`example:${name}`);
    const below = path.ok ? path.value.slice(path.value.indexOf('examples')) : '';
    expect(existsSync(join(folder, '..', below)), below).toBe(true);
  }
});

test('the examples that run is said to take are those that describe a run', () => {
  const describing = EXAMPLE_NAMES.filter((name) => {
    const file = readConfigFile(join(folder, `${name}.yaml`));
    return file.ok && file.value.expect.length > 0;
  });
  expect([...RUN_EXAMPLES].sort()).toEqual(describing.sort());
});

test.each([
  ['example:before-depoly', /did you mean example:before-deploy/],
  ['example:', /no example/],
  ['example:../default', /no example/],
  ['example:constructor', /no example/],
])('%s is no example', (name, said) =>
  expect(readConfigFile(name)).toMatchObject({ ok: false, error: [{ message: expect.stringMatching(said) }] }),
);

test('a file whose name only begins like that is named by its path', () =>
  expect(pathOfFile('./example:before-deploy')).toEqual({ ok: true, value: './example:before-deploy' }));
