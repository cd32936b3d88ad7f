import { greatest } from '../model/extremes.ts';
import type { DocumentKind } from './document.ts';

/** Lines as they are, in the language of the document: a fence, a listing, a code block. `language`: of the lines. */
export const literal = (kind: DocumentKind, language: string, lines: readonly string[]): string =>
  LITERALS[kind](language, lines).join('\n');

const LITERALS: Readonly<Record<DocumentKind, (language: string, lines: readonly string[]) => readonly string[]>> = {
  markdown: fenced,
  mdx: fenced,
  asciidoc: listing,
  rst: codeBlock,
};

/** A fence that is longer than any run of backticks inside (CommonMark 4.5). */
function fenced(language: string, lines: readonly string[]): string[] {
  const fence = '`'.repeat(longest(lines.join('\n').match(/`+/g), 2) + 1);
  return [fence + language, ...lines, fence];
}

/** A listing of AsciiDoc between lines of hyphens, more of them than any such line inside has. */
function listing(language: string, lines: readonly string[]): string[] {
  const edge = '-'.repeat(
    longest(
      lines.filter((line) => /^-{4,}$/.test(line)),
      3,
    ) + 1,
  );
  return [`[source,${language}]`, edge, ...lines, edge];
}

/** A code block of reStructuredText, which ends where its indentation does. */
function codeBlock(language: string, lines: readonly string[]): string[] {
  return [`.. code-block:: ${language}`, '', ...lines.map((line) => (line === '' ? '' : `   ${line}`))];
}

const longest = (texts: readonly string[] | null, least: number): number =>
  greatest(
    (texts ?? []).map(({ length }) => length),
    least,
  );
