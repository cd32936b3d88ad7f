import { posix } from 'node:path';

/** Documents whose pages have another name than their files. */
const NAMES: Readonly<Record<string, string>> = {
  'README.md': 'guide.html',
  // The page of the rules themselves is rules.html.
  'docs/rules.md': 'about-rules.html',
};

/** `docs/kernels.md` is `kernels.html`: all pages lie side by side. */
export const pageOf = (path: string): string => NAMES[path] ?? `${posix.basename(path, '.md').toLowerCase()}.html`;

/** `zh-CN` of `README.zh-CN.md`: the language of a document that is not in English. */
export const languageOf = (path: string): string | undefined => /\.([a-z]{2}(?:-[A-Z]{2})?)\.md$/.exec(path)?.[1];

/** Where a link of a document leads on the site. */
export interface Places {
  /** The document in which the link stands. */
  readonly from: string;
  readonly pages: ReadonlySet<string>;
  readonly pictures: ReadonlySet<string>;
}

/** The address on the site; undefined where the site does not have it: a file of the repository that is no document. */
export function siteLink(href: string, { from, pages }: Places): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('#')) return href;
  const [path = '', anchor] = href.split('#');
  const target = posix.normalize(posix.join(posix.dirname(from), path));
  if (!pages.has(target)) return undefined;
  return `${pageOf(target)}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** The file of a picture on the site, where it has it. */
export function sitePicture(src: string, { from, pictures }: Places): string | undefined {
  const target = posix.normalize(posix.join(posix.dirname(from), src));
  return pictures.has(target) ? posix.basename(target) : undefined;
}
