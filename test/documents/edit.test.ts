import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  content,
  type Edit,
  edited,
  fenceEdit,
  fenceLines,
  isEdited,
  isInKernelRange,
  type ReadDocument,
  type Region,
  readDocument,
  regionContent,
  regionEdit,
  unifiedDiff,
} from '../../src/documents/index.ts';
import { times } from '../setup/long.ts';

const read = (text: string): { readonly document: ReadDocument; readonly region: Region } => {
  const document = readDocument('markdown', text);
  const [region] = document.shown;
  if (region?.kind !== 'region') throw new Error('there is a region');
  return { document, region };
};

/** The document with another output in its region. */
function written(text: string, output: string): string {
  const { document, region } = read(text);
  const now = regionContent(region, output, 'markdown');
  return edited(document, [regionEdit(region, 'markdown', { text: now, kernel: '6.18' })]).join('');
}

const begin = (keys: string): string => `<!-- bindmatrix:begin ${keys} rules -->`;
const END = '<!-- bindmatrix:end -->';

describe('a region that is written', () => {
  it('has the output between empty lines, and a checksum that knows an edit', () => {
    const text = written(`a\n\n${begin('')}\n${END}\nb\n`, 'one\ntwo  \n\n');
    expect(text).toMatch(
      /^a\n\n<!--[^\n]*-->\n\none\ntwo\n\n<!-- bindmatrix:end kernel=6\.18 sum=[0-9a-f]{16} -->\nb\n$/,
    );
    expect(isEdited(read(text).region)).toBe(false);
    expect(isEdited(read(text.replace('\none', '\n\n\none')).region)).toBe(false);
    expect(isEdited(read(text.replace('two', 'too')).region)).toBe(true);
    expect(written(text, 'one\ntwo\n')).toBe(text);
  });

  it('that has text and no checksum was written by hand', () => {
    expect(isEdited(read(`${begin('')}\nmine\n${END}\n`).region)).toBe(true);
    expect(isEdited(read(`${begin('')}\n\n\n${END}\n`).region)).toBe(false);
  });

  it.each([
    ['> ', '> > text\n>\n'],
    ['  ', '- text\n\n'],
  ])('keeps %j before its lines', (prefix, before) => {
    const text = written(`${before}${prefix}${begin('as=text')}\n${prefix}${END}\n`, 'one\n\ntwo');
    expect(text.split('\n')).toEqual(expect.arrayContaining([`${prefix}one`, prefix.trimEnd(), `${prefix}two`]));
    const { region } = read(text);
    expect(isEdited(region)).toBe(false);
    expect(content(region.body)).toBe('```text\none\n\ntwo\n```');
  });

  it('keeps CRLF, a byte order mark and a last line without an end', () => {
    const text = written(`\ufeff# t\r\n\r\n${begin('')}\r\n${END}`, 'one\ntwo');
    expect(text).toMatch(/^\ufeff# t\r\n\r\n[^\n]*\r\n\r\none\r\ntwo\r\n\r\n<!-- [^\n]* -->$/);
    expect(isEdited(read(text).region)).toBe(false);
  });

  it('as console has the command before its output, in a fence that is longer than those inside', () => {
    const { region } = read(`${begin('as=console')}\n${END}\n`);
    expect(regionContent(region, '```\nx\n```\n', 'markdown')).toBe(
      '````console\n$ bindmatrix rules\n```\nx\n```\n````',
    );
  });

  it('as svg has an image with what the picture says of itself, and a checksum that knows an edit of the picture', () => {
    const svg = '<svg><title>t</title><desc id="d">[::]:80 &lt;b&gt; &amp; 1_2_ SO_REUSEADDR.</desc></svg>\n';
    const { document, region } = read(`${begin('as=svg file=a/b.svg')}\n${END}\n`);
    const image = regionContent(region, svg, 'markdown');
    expect(image).toBe('![\\[::\\]:80 \\<b\\> \\& 1_2\\_ SO_REUSEADDR.](a/b.svg)');
    const right = { text: image, kernel: '6.18', picture: svg };
    const after = read(edited(document, [regionEdit(region, 'markdown', right)]).join('')).region;
    expect(isEdited(after, svg)).toBe(false);
    expect(isEdited(after, svg.replace('80', '81'))).toBe(true);
    const told = read(`${begin('as=svg file=b.svg alt="two  words"')}\n${END}\n`).region;
    expect(regionContent(told, svg, 'markdown')).toBe('![two words](b.svg)');
  });

  it('has its headings at the level that is asked for', () => {
    const output = '## A\n\n### B\n\n```yaml\n# no heading\n```\n';
    const at = (level: string): string =>
      regionContent(read(`${begin(`heading=${level}`)}\n${END}\n`).region, output, 'markdown');
    expect(at('2')).toContain('## A\n\n### B');
    expect(at('4')).toBe('#### A\n\n##### B\n\n```yaml\n# no heading\n```');
    expect(at('6')).toContain('###### A\n\n**B**');
    expect(at('none')).toContain('**A**\n\n**B**');
  });

  it('of MDX closes its tags and has its own comment', () => {
    const document = readDocument('mdx', '{/* bindmatrix:begin rules */}\n\n{/* bindmatrix:end */}\n');
    const [region] = document.shown;
    if (region?.kind !== 'region') throw new Error('there is a region');
    const text = regionContent(region, 'a<br>b', 'mdx');
    expect(edited(document, [regionEdit(region, 'mdx', { text, kernel: '6.18' })]).join('')).toMatch(
      /^\{\/\* [^\n]* \*\/\}\n\na<br \/>b\n\n\{\/\* bindmatrix:end kernel=6\.18 sum=[0-9a-f]{16} \*\/\}\n$/,
    );
  });
});

describe('a fence that is written', () => {
  it('keeps what is before its commands, the commands and their exit codes', () => {
    const document = readDocument(
      'markdown',
      '- ```console bindmatrix\n  first\n  $ bindmatrix rules a\n  old\n  $ bindmatrix rules b\n  ? 1\n  ```\n',
    );
    const [fence] = document.shown;
    if (fence?.kind !== 'fence') throw new Error('there is a fence');
    expect(fenceLines(fence, ['old', ''])).toEqual(fence.body);
    expect(edited(document, [fenceEdit(fence, ['new\n\nmore\n', 'b\n'])]).join('')).toBe(
      '- ```console bindmatrix\n  first\n  $ bindmatrix rules a\n  new\n\n  more\n  $ bindmatrix rules b\n  b\n  ? 1\n  ```\n',
    );
  });
});

describe('a range of kernels', () => {
  it.each([
    ['>=6.8', '6.18.44', true],
    ['>=6.8', '6.1.0-49-amd64', false],
    ['>=5.10 <6.8', '6.1.176', true],
    ['>=5.10, <6.8', '6.8.0', false],
    ['6.1', '6.1.9', true],
    ['>=6.8', 'unknown', false],
  ])('%s with %s: %s', (range, release, is) => expect(isInKernelRange(release, range)).toBe(is));
});

describe('a diff', () => {
  it('shows what goes and comes, three lines around it, with the numbers of the lines', () => {
    const document = readDocument('markdown', 'a\nb\nc\nd\ne\nf\ng\n');
    expect(unifiedDiff('x.md', document, [{ from: 3, to: 4, lines: ['D', 'E'] }])).toBe(
      '--- x.md\n+++ x.md\n@@ -1,7 +1,8 @@\n a\n b\n c\n-d\n+D\n+E\n e\n f\n g\n',
    );
    expect(unifiedDiff('x.md', document, [])).toBe('');
    expect(unifiedDiff('x.md', document, [{ from: 3, to: 4, lines: ['d'] }])).toBe('');
  });

  it('of any two documents makes the second of the first', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, lines, lines, (before, old, now, behind) => {
        const document: ReadDocument = {
          kind: 'markdown',
          lines: [...before, ...old, ...behind].map((line) => `${line}\n`),
          shown: [],
          complaints: [],
        };
        const edit: Edit = { from: before.length, to: before.length + old.length, lines: now };
        const diff = unifiedDiff('x', document, [edit]);
        expect(patched([...before, ...old, ...behind], diff)).toEqual([...before, ...now, ...behind]);
      }),
      { numRuns: times(100, 5000) },
    );
  });
});

/** What patch(1) makes of it. */
function patched(lines: readonly string[], diff: string): string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of diff.split('\n').slice(2, -1)) {
    const [, start] = /^@@ -(\d+),\d+ \+\d+,\d+ @@$/.exec(line) ?? [];
    if (start !== undefined) {
      const [, length] = /^@@ -\d+,(\d+)/.exec(line) ?? [];
      const to = Number(start) - (length === '0' ? 0 : 1);
      result.push(...lines.slice(at, to));
      at = to;
    } else if (line.startsWith('+')) result.push(line.slice(1));
    else {
      expect(line.slice(1)).toBe(lines[at]);
      if (line.startsWith(' ')) result.push(line.slice(1));
      at += 1;
    }
  }
  return [...result, ...lines.slice(at)];
}
