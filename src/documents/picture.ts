import type { DocumentKind, Region } from './document.ts';

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", amp: '&' };

/** The text of an element of SVG that has no other inside; empty where there is none. */
function textOf(element: string, svg: string): string {
  const [, text = ''] = new RegExp(`<${element}\\b[^>]*>([^<]*)</${element}>`).exec(svg) ?? [];
  return text.replaceAll(/&(lt|gt|quot|apos|amp|#39);/g, (_, name: string) => NAMED[name] ?? '');
}

/** What Markdown or MDX would read as markup in the words for an image. */
const MARKUP = /[\\`*[\]<>{}|&]|(?<!\w)_|_(?!\w)/g;

/** The image of a region: what is told of it is what the picture says of itself, unless the author says it. */
export function imageOf({ keys: { file = '', alt } }: Region, svg: string, kind: DocumentKind): string {
  const told = (alt ?? textOf('desc', svg)).replaceAll(/\s+/g, ' ').trim();
  if (kind === 'asciidoc') return `image::${file}["${told.replaceAll(/["\]]/g, '\\$&')}"]`;
  if (kind === 'rst') return `.. image:: ${file}\n   :alt: ${told}`;
  return `![${told.replaceAll(MARKUP, '\\$&')}](${file})`;
}
