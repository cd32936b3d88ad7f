import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileOfPlain } from '../../src/config/plain-places.ts';
import { readPlainYaml } from '../../src/config/plain-yaml.ts';
import { placesIn } from '../../src/config/source-at.ts';
import { type Path, parseYaml } from '../../src/config/yaml-file.ts';
import { times } from '../setup/long.ts';

/** Every path to a value, the whole first. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inside.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

/** Whether it is read as plain; then the YAML parser must give the same values and places. */
function compared(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === undefined) return false;
  const file = fileOfPlain(plain, placesIn('a.yaml', text));
  const yaml = parseYaml(text, placesIn('a.yaml', text));
  if (!yaml.ok) throw new Error(`${JSON.stringify(yaml.error)}\n${text}`);
  expect(yaml.value.problems, text).toEqual([]);
  expect(file.value, text).toEqual(yaml.value.value);
  for (const path of [...pathsOf(file.value), ['absent'], ['services', 99], ['services', 0, 'absent']]) {
    expect(file.sourceOf(path), `${String(path)}\n${text}`).toEqual(yaml.value.sourceOf(path));
    expect(file.sourceOfKey(path), `${String(path)}\n${text}`).toEqual(yaml.value.sourceOfKey(path));
  }
  return true;
}

const FILES = readdirSync('config', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => readFileSync(join('config', name), 'utf8'))
  .sort((a, b) => a.length - b.length);

describe('YAML that is plain', () => {
  it('is read as the YAML parser reads it: every file of config, most of them as plain', () => {
    const plain = FILES.filter(compared);
    expect(plain.length).toBeGreaterThan(FILES.length * 0.6);
  });

  it.each([
    'a: 1',
    'a: 1 # text\n# more\nb: [x, "y z", \'q\'] # text\n',
    'list:\n- a: 1\n  b: { c: "d", e: [1, 2] }\n- a: 2\nc: true\n',
    'list:\n    -   a: 1\n        b: 2\n    -   3\n',
    'a:\n  # text\n\n  b:   x: y\n',
    'title: it is (mostly) fine, says "who"\n',
    'a: http://x/y:80\nb: 192.0.2.1:80\nc: 1.5.2\nd: 0.0.0.0\n',
  ])('%j', (text) => {
    compared(text);
  });

  it.each([
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a text of several lines', 'a: one\n  two\n'],
    ['a block text', 'a: |\n  one\n'],
    ['brackets of several lines', 'a: [1,\n  2]\n'],
    ['a key that comes twice', 'a: 1\na: 2\n'],
    ['a null', 'a:\nb: 1\n'],
    ['a null in words', 'a: null\n'],
    ['a number of another base', 'a: 0x10\n'],
    ['a number with a zero before it', 'a: 010\n'],
    ['a fraction', 'a: 1.5\n'],
    ['a tab', 'a:\t1\n'],
    ['a carriage return', 'a: 1\r\nb: 2\r\n'],
    ['an escape', 'a: "\\u0041"\n'],
    ['a second document', 'a: 1\n---\nb: 2\n'],
    ['a sign of YAML at the beginning', 'a: @b\n'],
    ['a # inside a text', 'a: b#c\n'],
    ['a text alone', 'a\n'],
    ['nothing', '# only this\n'],
    ['a list in a list', '- - 1\n'],
    ['an empty pair of brackets', 'a: []\n'],
  ])('%s is left to the YAML parser', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  it('is read alike wherever signs are put in, taken away or exchanged', () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    const SIGNS = ' \n:#-{}[],"\'ab0.*&!|>%@`?~=\\\t  : - # \n  '.split('');
    const short = FILES.filter(({ length }) => length < 1500);
    let plain = 0;
    for (let i = 0; i < times(1500, 20_000, 200_000); i++) {
      let text = short[random(short.length)] ?? '';
      for (let edits = 1 + random(3); edits > 0; edits--) {
        const at = random(text.length);
        const sign = SIGNS[random(SIGNS.length)] ?? '';
        text = text.slice(0, at) + sign + text.slice(at + random(3));
      }
      if (compared(text)) plain++;
    }
    expect(plain).toBeGreaterThan(times(200, 2000, 20_000));
  });
});
