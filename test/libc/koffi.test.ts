import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KNOWN_RELEASE, loadKoffi } from '../../src/libc/koffi.ts';

const installed = (): { readonly version: string } => {
  const main = createRequire(import.meta.url).resolve('koffi');
  return JSON.parse(readFileSync(join(dirname(main), 'package.json'), 'utf8'));
};

describe('koffi without its loader', () => {
  test('the known release is the one that is installed, else its own loader takes 12 ms of every start', () => {
    expect(installed().version).toBe(KNOWN_RELEASE);
  });

  test('is the same library as with it, and calls C', async () => {
    const { default: koffi } = await import('koffi');
    const direct = loadKoffi();
    expect(direct.version).toBe(koffi.version);
    const getpid = direct.load(null).func('int getpid()') as () => number;
    expect(getpid()).toBe(process.pid);
  });
});
