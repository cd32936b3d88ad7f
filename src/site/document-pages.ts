import { smallest } from '../model/extremes.ts';
import { languageOf, type Places, pageOf } from './links.ts';
import { renderDocument } from './markdown.ts';
import type { Document, Page, Part, Sources } from './site.ts';

/** What a page shows of its contents: two levels, where they are not too many to be read. */
const MOST_PARTS = 40;

/** The places where a document's links may lead. */
export const placesOf = (from: string, { documents, pictures }: Sources): Places => ({
  from,
  pages: new Set(documents.map(({ path }) => path)),
  pictures,
});

/** A document of the repository as a page. */
export function documentPage(document: Document, sources: Sources): Page {
  const { title, html, parts } = renderDocument(document.text, placesOf(document.path, sources));
  const lang = languageOf(document.path);
  return {
    ...(lang === undefined ? {} : { lang }),
    file: pageOf(document.path),
    title: document.path === 'README.md' ? 'Guide' : title,
    description: `${title}: a document of bindmatrix.`,
    body: `<article class="prose"${lang === undefined ? '' : ` lang="${lang}"`}>${html}</article>`,
    parts: shownParts(parts),
    scripts: [],
    document: true,
  };
}

/** The headings of the highest two levels; of many only those of the highest. */
export function shownParts(parts: readonly Part[]): readonly Part[] {
  const highest = smallest(parts.map(({ level }) => level));
  const two = parts.filter(({ level }) => level <= highest + 1);
  return two.length <= MOST_PARTS ? two : parts.filter(({ level }) => level === highest);
}
