import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { asciiOnly } from '../../ascii-only.mjs';

describe('bundles', () => {
  it('are in ASCII, so that they can be read as one byte a character', () => {
    const bundles = readdirSync('dist').filter((name) => name.endsWith('.js'));
    expect(bundles.length).toBeGreaterThan(20);
    expect(bundles.filter((name) => readFileSync(join('dist', name)).some((byte) => byte > 0x7f))).toEqual([]);
  });

  const written = ['`ä端🙂`', '"…端".replace(/[…端]/g, "-")', '/^[🙂]$/u.test("🙂")', '/* ä */ 1'];
  it.each(written)('do the same after that: %s', (text) => {
    const ascii = asciiOnly('a.js', text);
    expect(ascii).toMatch(/^[\0-\x7f]*$/);
    expect(runInNewContext(ascii)).toEqual(runInNewContext(text));
  });

  it.each(['/\\…/', 'String.raw`…`'])('are not written where that would be another program: %s', (text) => {
    expect(() => asciiOnly('a.js', text)).toThrow('a.js');
  });
});
