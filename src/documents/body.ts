import { createHash } from 'node:crypto';
import { withHeadings } from '../model/heading.ts';
import type { DocumentKind, Fence, Region } from './document.ts';
import { literal } from './literal.ts';
import { imageOf } from './picture.ts';

/** The lines of an output without the empty ones at its ends. */
function outputLines(output: string): string[] {
  const lines = output.split('\n');
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift();
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  return lines;
}

/** The content of a body: an editor may put empty lines around it. */
export const content = (body: readonly string[]): string => outputLines(body.join('\n')).join('\n');

/** 16 hex digits of a body's content, and of its picture, by which an edit by hand is known. */
export const checksum = (text: string, picture = ''): string =>
  createHash('sha256').update(text).update(picture).digest('hex').slice(0, 16);

/** What a region has between its comments, for the output of its command. Nothing stands at the ends of its lines. */
export function regionContent(region: Region, output: string, kind: DocumentKind): string {
  const { call, keys } = region;
  const lines = outputLines(output).map((line) => line.trimEnd());
  switch (keys.as) {
    case 'markdown': {
      const markdown = withHeadings(lines, keys.heading).join('\n');
      // MDX is XML: a tag that has no end says so.
      return kind === 'mdx' ? markdown.replaceAll('<br>', '<br />') : markdown;
    }
    case 'svg':
      return imageOf(region, output, kind);
    case 'console':
      return literal(kind, 'console', [`$ bindmatrix ${call.text}`, ...lines]);
    default:
      return literal(kind, keys.as, lines);
  }
}

/** What a fence has inside, for the outputs of its commands. */
export const fenceLines = ({ before, told }: Fence, outputs: readonly string[]): string[] => [
  ...before,
  ...told.flatMap(({ text, exit }, i) => [
    `$ bindmatrix ${text}`,
    ...outputLines(outputs[i] ?? '').map((line) => line.trimEnd()),
    ...(exit === 0 ? [] : [`? ${exit}`]),
  ]),
];
