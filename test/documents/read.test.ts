import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentKind, edited, readDocument } from '../../src/documents/index.ts';
import { times } from '../setup/long.ts';

const BEGIN = '<!-- bindmatrix:begin rules linux.no-overlap -->';
const END = '<!-- bindmatrix:end -->';

/** `LINE:COLUMN message` of each complaint. */
const complaints = (text: string, kind: 'markdown' | 'mdx' = 'markdown'): string[] =>
  readDocument(kind, text).complaints.map(({ line, column, message }) => `${line}:${column} ${message}`);

const found = (text: string, kind: 'markdown' | 'mdx' = 'markdown') => readDocument(kind, text).shown;

describe('a document', () => {
  it('has a region between two comments, which may span lines and have two dashes inside', () => {
    const [region] = found(
      `# T\n\n<!-- bindmatrix:begin as=console\n     exit=1\n  run --in sandbox --port 80 -->\nold\n${END}\nafter\n`,
    );
    expect(region).toMatchObject({
      kind: 'region',
      line: 3,
      column: 1,
      keys: { as: 'console', exit: 1 },
      call: { text: 'run --in sandbox --port 80', words: ['run', '--in', 'sandbox', '--port', '80'] },
      body: ['old'],
    });
  });

  it.each([
    ['a list', `1. one\n\n   ${BEGIN}\n   old\n   ${END}\n`, 3, 4, '   '],
    ['the first line of an item', `- ${BEGIN}\n  old\n  ${END}\n`, 1, 3, '  '],
    ['a quotation', `> text\n>\n> ${BEGIN}\n> old\n> ${END}\n`, 3, 3, '> '],
    ['a list in a quotation', `> - text\n>\n>   ${BEGIN}\n>   old\n>   ${END}\n`, 3, 5, '>   '],
  ])('has a region in %s, with what stands before its lines', (_, text, line, column, prefix) => {
    expect(complaints(text)).toEqual([]);
    expect(found(text)).toMatchObject([{ line, column, prefix, body: ['old'] }]);
  });

  it('has none in a fence, in indented code and in a code span', () => {
    const text = `\`\`\`html\n${BEGIN}\n\`\`\`\n\n    ${BEGIN}\n\n\`${BEGIN}\` begins one.\n\n~~~\n${END}\n~~~\n`;
    expect(readDocument('markdown', text)).toMatchObject({ shown: [], complaints: [] });
  });

  it('has a fence with the word, its commands, their output and exit codes', () => {
    const text =
      "```console bindmatrix id=f kernel='>=5.10 <7.0'\n# said first\n$ bindmatrix rules a\none\n\n$ bindmatrix check 'a b.yaml'\n? 1\n```\n";
    expect(complaints(text)).toEqual([]);
    expect(found(text)).toMatchObject([
      {
        kind: 'fence',
        keys: { id: 'f', kernel: '>=5.10 <7.0' },
        before: ['# said first'],
        told: [
          { line: 3, text: 'rules a', output: ['one', ''], exit: 0 },
          { line: 6, words: ['check', 'a b.yaml'], output: [], exit: 1 },
        ],
      },
    ]);
  });

  it('has no fence where the word is the language, or another', () => {
    expect(found('```bindmatrix\n$ bindmatrix rules\n```\n\n```console\n$ bindmatrix rules\n```\n')).toEqual([]);
  });

  it('ignores a fence with the word inside a region, which is generated', () => {
    const text = `${BEGIN}\n\n\`\`\`console bindmatrix\n$ bindmatrix serve\n\`\`\`\n\n${END}\n`;
    expect(readDocument('markdown', text)).toMatchObject({ complaints: [], shown: [{ kind: 'region' }] });
  });

  it('of MDX has its own comments, alone in a paragraph', () => {
    const text = '{/* bindmatrix:begin rules linux.no-overlap */}\n\nold\n\n{/* bindmatrix:end */}\n';
    expect(found(text, 'mdx')).toMatchObject([{ kind: 'region', body: ['', 'old', ''] }]);
    expect(complaints(`${BEGIN}\n\n${END}\n`, 'mdx')[0]).toBe('1:1 MDX has no HTML comments');
    expect(complaints('{/* bindmatrix:begin rules */}\ntext\n\n{/* bindmatrix:end */}\n', 'mdx')[0]).toBe(
      '1:1 a marker stands in a paragraph',
    );
  });
});

describe('what is wrong is said with line and column:', () => {
  it.each([
    [`text ${BEGIN}\n`, '1:6 a marker stands in a paragraph'],
    [`a\nb ${BEGIN} c\n`, '2:3 a marker stands in a paragraph'],
    [`| a |\n| - |\n| ${END} |\n`, '3:3 a marker stands in a paragraph'],
    [`# ${BEGIN}\n`, '1:3 a marker stands in a paragraph'],
    [`<div>\n${BEGIN}\n</div>\n`, '2:1 a marker stands amid other HTML, where no Markdown is read'],
    [`${BEGIN} text\n`, '1:1 a marker stands amid other HTML, where no Markdown is read'],
    [`${BEGIN} ${END}\n`, '1:1 a marker stands amid other HTML, where no Markdown is read'],
    ['<!-- bindmatrix:begin rules\n\nand so on\n', '1:1 the comment of this marker is not closed'],
    [`${BEGIN}\n`, '1:1 the region has no end'],
    [`text\n\n${END}\n`, '3:1 a region ends here that has not begun'],
    [`${BEGIN}\n\n${BEGIN}\n\n${END}\n`, '3:1 a region begins inside that of line 1'],
    [`- ${BEGIN}\n\n${END}\n`, '3:1 the region of line 1 ends in another list item or quotation'],
    [`> ${BEGIN}\n\n${END}\n`, '3:1 the region of line 1 ends in another list item or quotation'],
    [`- ${BEGIN}\n- ${END}\n`, '2:3 the region of line 1 ends in another list item or quotation'],
    [`<!-- bindmatrix:begin serve -->\n${END}\n`, '1:1 unknown command "serve"'],
    [`<!-- bindmatrix:begin -->\n${END}\n`, '1:1 no command is named'],
    [`<!-- bindmatrix:begin as=png run -->\n${END}\n`, '1:1 as=png: as= is one of markdown, console, text, json, svg'],
    [`<!-- bindmatrix:begin as=svg run -->\n${END}\n`, '1:1 as=svg needs the name of a file for the picture'],
    ...['/a.svg', '../a.svg', 'a/../b.svg', 'a.png', 'a b.svg', './a.svg'].map((name): [string, string] => [
      `<!-- bindmatrix:begin as=svg 'file=${name}' run -->\n${END}\n`,
      `1:1 file=${name}: file= is a name below the folder of the document that ends in .svg`,
    ]),
    [`<!-- bindmatrix:begin file=a.svg run -->\n${END}\n`, '1:1 file= is for as=svg, and this is as=markdown'],
    [`<!-- bindmatrix:begin as=text alt=a run -->\n${END}\n`, '1:1 alt= is for as=svg, and this is as=text'],
    [`<!-- bindmatrix:begin heading=7 run -->\n${END}\n`, '1:1 heading=7: heading= is 2 to 6, or none'],
    [
      `<!-- bindmatrix:begin as=text heading=3 run -->\n${END}\n`,
      '1:1 heading= is for as=markdown, and this is as=text',
    ],
    [`<!-- bindmatrix:begin as=text as=text run -->\n${END}\n`, '1:1 as= is given twice'],
    [`<!-- bindmatrix:begin constructor=1 run -->\n${END}\n`, '1:1 unknown key constructor'],
    [`<!-- bindmatrix:begin run | less -->\n${END}\n`, '1:1 | means nothing here: there is no shell'],
    [`<!-- bindmatrix:begin run $(id) -->\n${END}\n`, '1:1 $ means nothing here: there is no shell'],
    [`<!-- bindmatrix:begin run 'a -->\n${END}\n`, "1:1 the quote ' is not closed"],
    [`${BEGIN}\n<!-- bindmatrix:end sum=12 -->\n`, '2:1 unexpected sum=12 at the end of a region'],
    ['```console bindmatrix\n$ bindmatrix why 80\n```\n', '2:1 unknown command "why"'],
    ['```console bindmatrix\n$ ls\n```\n', '1:1 the fence has no line that begins with "$ bindmatrix "'],
    ['```console bindmatrix\n$ bindmatrix rules\n$ ls\n```\n', '3:1 another command stands behind one of bindmatrix'],
    ['```console bindmatrix\n$ bindmatrix rules\n', '1:1 the fence is not closed'],
    [
      '```console bindmatrix exit=1\n$ bindmatrix rules\n```\n',
      '1:1 exit=1: a fence shows the command, its output, and "? N" where the exit code is not 0',
    ],
    [
      `<!-- bindmatrix:begin id=a rules -->\n${END}\n\n<!-- bindmatrix:begin id=a rules -->\n${END}\n`,
      '4:1 id=a is that of line 1 too',
    ],
  ])('%j', (text, complaint) => expect(complaints(text)).toContain(complaint));
});

describe('the name of a file', () => {
  it.each([
    ['README.md', 'markdown'],
    ['a.MARKDOWN', 'markdown'],
    ['page.mdx', 'mdx'],
    ['md', undefined],
    ['a.md.txt', undefined],
  ])('%s: %s', (name, kind) => expect(documentKind(name)).toBe(kind));
});

/** What documents are made of, and what they should not have. */
const PIECES = [
  BEGIN,
  END,
  '<!-- bindmatrix:begin',
  '{/* bindmatrix:end */}',
  '```',
  '```console bindmatrix',
  '~~~~',
  '$ bindmatrix rules',
  '? 1',
  '> ',
  '- ',
  '10. ',
  '    ',
  '\t',
  '<div>',
  '</div>',
  '| a | b |',
  '| - | - |',
  '`',
  '\\',
  '\u0000',
  '\ufeff',
  '\ud800',
  '\u2028',
  '\r',
  '\r\n',
  '\n',
  '\n',
  '\n\n',
  'text',
];

describe('any document', () => {
  it('can be read, each complaint has a place in it, and without an edit it stays as it is', () => {
    const documents = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(documents, fc.constantFrom('markdown', 'mdx'), (text, kind) => {
        const document = readDocument(kind, text);
        expect(edited(document, []).join('')).toBe(text);
        for (const { line, column } of document.complaints) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(document.lines.length);
          expect(column).toBeGreaterThan(0);
        }
        for (const { from, to } of document.shown) expect(from).toBeLessThanOrEqual(to);
      }),
      { numRuns: times(300, 20_000) },
    );
  });
});
