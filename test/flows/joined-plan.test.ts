import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCheckFiles } from '../../src/flows/check-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file of this name; gives its path. */
function put(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const nginx = put('nginx.conf', 'events {}\nhttp { server { listen 80; } }\n');
const compose = put('compose.yaml', 'services:\n  web:\n    image: x\n    ports: ["80:80"]\n');
const plan = put('plan.yaml', 'version: 1\nservices:\n  - { id: nginx, profile: nginx, listen: 80 }\n');

const plansIn = async (...files: string[]): Promise<string[][]> =>
  (await readCheckFiles(files)).task?.plans.map(({ services }) => services.map(({ id }) => id)) ?? [];

test("servers' own files are one plan, in their order, since they are of one host", async () => {
  expect(await plansIn(nginx, compose)).toEqual([['nginx', 'web']]);
  expect(await plansIn(compose, nginx)).toEqual([['web', 'nginx']]);
  const [joined] = (await readCheckFiles([nginx, compose])).task?.plans ?? [];
  expect(joined?.file).toBe(`${nginx}, ${compose}`);
  expect(joined?.services.map(({ source }) => 'file' in source && source.file)).toEqual([nginx, compose]);
});

test('a plan stays by itself, and ids that two files have are told apart', async () => {
  expect(await plansIn(plan, nginx)).toEqual([['nginx'], ['nginx']]);
  expect(await plansIn(nginx, nginx)).toEqual([[`nginx@${nginx}`, `nginx@${nginx}.2`]]);
});
