import { documentPage } from './document-pages.ts';
import { homePage } from './home.tsx';
import { pageText } from './layout.tsx';
import { rulesPage } from './rules-page.tsx';
import { type Page, SiteError, type Sources } from './site.ts';
import { STORIES, storyPages } from './stories.ts';
import { tryPage } from './try-page.tsx';

/**
 * Makes the pages of the site from the documents of the repository and from the rules: their texts by their files. Pure;
 * throws SiteError where a document cannot be shown. `description`: what the package says of itself.
 */
export function makeSite(sources: Sources, description: string): ReadonlyMap<string, string> {
  const others = sources.documents.filter(({ path }) => path !== STORIES);
  const stories = sources.documents.find(({ path }) => path === STORIES);
  if (stories === undefined) throw new SiteError(`${STORIES} is missing`);
  const documents = others.map((document) => documentPage(document, sources));
  const pages: readonly Page[] = [
    homePage(description),
    tryPage(),
    rulesPage(),
    ...storyPages(stories, sources),
    ...documents,
  ];
  const site = new Map(pages.map((page) => [page.file, pageText(page, documents)]));
  if (site.size < pages.length) throw new SiteError('two pages have the same name');
  return site;
}
