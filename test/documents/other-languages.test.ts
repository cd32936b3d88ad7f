import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DocumentKind, Region } from '../../src/documents/index.ts';
import {
  content,
  documentKind,
  edited,
  isEdited,
  readDocument,
  regionContent,
  regionEdit,
} from '../../src/documents/index.ts';

const ADOC = '// bindmatrix:begin rules linux.no-overlap';
const RST = '.. bindmatrix:begin rules linux.no-overlap';

const complaints = (kind: DocumentKind, text: string): string[] =>
  readDocument(kind, text).complaints.map(({ line, column, message }) => `${line}:${column} ${message}`);

const regionsOf = (kind: DocumentKind, text: string): readonly Region[] =>
  readDocument(kind, text).shown.flatMap((one) => (one.kind === 'region' ? [one] : []));

it('a document is told by the ending of its name', () => {
  expect(['a.adoc', 'a.asciidoc', 'b.ASC', 'c.rst', 'd.rest', 'e.txt'].map(documentKind)).toEqual([
    'asciidoc',
    'asciidoc',
    'asciidoc',
    'rst',
    'rst',
    undefined,
  ]);
});

describe('AsciiDoc', () => {
  it('has a region between two comments of one or several lines', () => {
    const text =
      '= T\n\n// bindmatrix:begin exit=1\n//   run --in sandbox\n//   --port 80\nold\n// bindmatrix:end\n\nafter\n';
    expect(complaints('asciidoc', text)).toEqual([]);
    expect(regionsOf('asciidoc', text)).toMatchObject([
      { line: 3, keys: { as: 'console', exit: 1 }, call: { text: 'run --in sandbox --port 80' }, body: ['old'] },
    ]);
  });

  it.each(['----', '....', '++++', '////', '|===', '```'])('has none between lines of %s', (edge) => {
    expect(readDocument('asciidoc', `${edge}\n${ADOC}\n${edge}\n`)).toMatchObject({ shown: [], complaints: [] });
  });

  it('has one in an example, whose both ends stand in it', () => {
    expect(complaints('asciidoc', `====\n${ADOC}\n// bindmatrix:end\n====\n`)).toEqual([]);
    expect(complaints('asciidoc', `====\n${ADOC}\n====\n\n// bindmatrix:end\n`)).toEqual([
      '5:1 the region of line 2 ends in another list item or quotation',
    ]);
  });

  it('names what is wrong', () => {
    expect(complaints('asciidoc', `text\n${ADOC}\n\n// bindmatrix:end\n`)).toEqual([
      '2:1 a marker stands in a paragraph',
    ]);
    expect(complaints('asciidoc', '// bindmatrix:begin as=markdown rules\n// bindmatrix:end\n')).toEqual([
      '1:1 as=markdown: this document is no Markdown',
    ]);
    expect(complaints('asciidoc', '<!-- bindmatrix:begin rules -->\n')).toEqual([
      '1:1 this document has no HTML comments',
    ]);
    expect(complaints('asciidoc', `${ADOC}\n`)).toEqual(['1:1 the region has no end']);
  });
});

describe('reStructuredText', () => {
  it('has a region between two comments, whose lines are indented', () => {
    const text =
      'T\n=\n\n.. bindmatrix:begin as=text\n   run --in sandbox\n   --port 80\n\nold\n\n.. bindmatrix:end\n\nafter\n';
    expect(complaints('rst', text)).toEqual([]);
    expect(regionsOf('rst', text)).toMatchObject([
      { line: 4, keys: { as: 'text' }, call: { text: 'run --in sandbox --port 80' }, body: ['', 'old', ''] },
    ]);
  });

  it('has none in a literal block', () => {
    expect(readDocument('rst', `As so::\n\n   ${RST}\n\n   .. bindmatrix:end\n`)).toMatchObject({
      shown: [],
      complaints: [],
    });
  });
});

describe.each([
  ['asciidoc', ADOC, '// bindmatrix:end'],
  ['rst', RST, '.. bindmatrix:end'],
] as const)('a region of %s', (kind, begin, end) => {
  it('is current once it was written, whatever its command prints', () => {
    const line = fc.oneof(fc.constantFrom('', '----', '-----', '    four', '|===', end, '....'), fc.string());
    fc.assert(
      fc.property(
        fc.array(
          line.map((text) => text.replaceAll(/[\r\n\u2028\u2029]/g, '')),
          { maxLength: 8 },
        ),
        (output) => {
          const before = readDocument(kind, `text\n\n${begin}\n\n${end}\n\nbehind\n`);
          const [region] = before.shown as Region[];
          if (region === undefined) throw new Error('no region');
          const text = regionContent(region, output.join('\n'), kind);
          const after = readDocument(
            kind,
            edited(before, [regionEdit(region, kind, { text, kernel: '6.18' })]).join(''),
          );
          expect(after.complaints).toEqual([]);
          const [again] = after.shown as Region[];
          expect(after.shown).toHaveLength(1);
          expect(content(again?.body ?? [])).toBe(text);
          expect(again !== undefined && isEdited(again)).toBe(false);
        },
      ),
    );
  });
});
