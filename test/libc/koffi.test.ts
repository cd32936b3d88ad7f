import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadKoffi, RELEASE } from '../../src/libc/koffi.ts';

interface Package {
  readonly version: string;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

const read = (path: string): Package => JSON.parse(readFileSync(path, 'utf8'));
const root = join(import.meta.dirname, '..', '..');
const koffi = read(join(dirname(createRequire(import.meta.url).resolve('koffi')), 'package.json'));

describe("koffi's native part without koffi", () => {
  test('the release is that of the types', () => {
    expect(koffi.version).toBe(RELEASE);
  });

  test('this package asks for what koffi has, on every platform, of exactly that release', () => {
    const { optionalDependencies } = read(join(root, 'package.json'));
    expect(optionalDependencies).toEqual(koffi.optionalDependencies);
    expect(new Set(Object.values(optionalDependencies))).toEqual(new Set([RELEASE]));
  });

  test('no part has an install script', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    const parts = Object.keys(packages).filter((path) => path.startsWith('node_modules/@koromix/'));
    expect(parts).toHaveLength(Object.keys(koffi.optionalDependencies).length);
    expect(parts.filter((path) => packages[path].hasInstallScript)).toEqual([]);
    expect(packages['node_modules/koffi'].hasInstallScript).toBe(true);
  });

  test('is the same library as with it, and calls C', async () => {
    const { default: whole } = await import('koffi');
    const direct = loadKoffi();
    expect(direct.version).toBe(whole.version);
    const getpid = direct.load(null).func('int getpid()') as () => number;
    expect(getpid()).toBe(process.pid);
  });
});
