import MarkdownIt, { type RendererRule, type Token } from 'markdown-it';
import { consoleHtml, escapeHtml } from './console.ts';
import { type Places, siteLink, sitePicture } from './links.ts';
import { type Part, SiteError } from './site.ts';
import { Slugs } from './slug.ts';

/** A document as HTML, with the headings that can be linked to. */
export interface Rendered {
  readonly title: string;
  readonly html: string;
  readonly parts: readonly Part[];
}

/** Renders a document for the site: its links lead to pages, wide tables and code scroll by themselves. */
export function renderDocument(text: string, places: Places): Rendered {
  const md = new MarkdownIt({ html: true });
  const tokens = md.parse(text, {});
  const parts = anchored(tokens);
  for (const token of walk(tokens)) place(token, places);
  Object.assign(md.renderer.rules, RULES);
  return { title: parts[0]?.title ?? '', html: md.renderer.render(tokens, md.options, {}), parts: parts.slice(1) };
}

function* walk(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    yield* walk(token.children ?? []);
  }
}

/** Gives each heading its anchor. The first is the title. */
function anchored(tokens: readonly Token[]): Part[] {
  const slugs = new Slugs();
  return tokens.flatMap((token, i) => {
    if (token.type !== 'heading_open') return [];
    const title = plainText(tokens[i + 1]);
    const id = slugs.next(title);
    token.attrSet('id', id);
    return [{ id, title, level: Number(token.tag.slice(1)) }];
  });
}

/** The words of a heading without its markup. */
const plainText = (inline: Token | undefined): string =>
  (inline?.children ?? []).map(({ type, content }) => (type === 'softbreak' ? ' ' : content)).join('');

/** Chinese, which a screen reader must be told. */
const CHINESE = /\p{Script=Han}/u;

/** Leads links and pictures to the site's files. A link to what the site does not have becomes plain text. */
function place(token: Token, places: Places): void {
  if (token.type === 'inline' && CHINESE.test(token.content)) token.meta = { lang: 'zh-Hans' };
  const href = token.type === 'link_open' ? token.attrGet('href') : null;
  if (href !== null) {
    const link = siteLink(String(href), places);
    if (link === undefined) token.meta = { dropped: true };
    else token.attrSet('href', link);
  }
  const src = token.type === 'image' ? token.attrGet('src') : null;
  if (src === null) return;
  const picture = sitePicture(String(src), places);
  if (picture === undefined) throw new SiteError(`${places.from}: the picture ${src} is not a file of the repository`);
  token.attrSet('src', picture);
}

/** Pictures of pixels would take most of what the site may weigh: what they show stands in their place. */
const SCREENSHOT = /\.png$/;

const SCROLL = '<div class="scroll" role="group" aria-label="Table" tabindex="0">';

const RULES: Readonly<Record<string, RendererRule>> = {
  heading_open: (tokens, i) => `<${tokens[i]?.tag} id="${tokens[i]?.attrGet('id')}">`,
  heading_close: (tokens, i) => {
    const id = tokens[i - 2]?.attrGet('id');
    return tokens[i]?.tag === 'h1'
      ? '</h1>\n'
      : ` <a class="anchor" href="#${id}" aria-label="Link to this part">#</a></${tokens[i]?.tag}>\n`;
  },
  table_open: () => `${SCROLL}<table>`,
  table_close: () => '</table></div>\n',
  // A heading of nothing is none.
  th_open: (tokens, i, options, _env, self) =>
    tokens[i + 1]?.content === '' ? '<td>' : self.renderToken(tokens, i, options),
  th_close: (tokens, i) => (tokens[i - 1]?.content === '' ? '</td>' : '</th>'),
  blockquote_open: (tokens, i) => (tokens[i + 2]?.meta?.lang ? '<blockquote lang="zh-Hans">' : '<blockquote>'),
  code_inline: (tokens, i) => inlineCode(tokens[i]?.content ?? ''),
  fence: (tokens, i) => codeBlock(tokens[i]),
  code_block: (tokens, i) => codeBlock(tokens[i]),
  image: (tokens, i, options, env, self) => {
    const token = tokens[i];
    const alt = self.renderInlineAsText(token?.children ?? [], options, env ?? {});
    if (SCREENSHOT.test(String(token?.attrGet('src'))))
      return `<span class="screenshot">A screenshot: ${escapeHtml(alt)}</span>`;
    token?.attrSet('alt', alt);
    token?.attrSet('loading', 'lazy');
    return `<span class="scroll picture" role="group" aria-label="Picture" tabindex="0">${self.renderToken(tokens, i, options)}</span>`;
  },
  // Comments of documents are for their makers.
  html_block: (tokens, i) => (/^\s*<!--/.test(tokens[i]?.content ?? '') ? '' : (tokens[i]?.content ?? '')),
  link_open: (tokens, i, options, _env, self) =>
    tokens[i]?.meta?.dropped ? '<span>' : self.renderToken(tokens, i, options),
  link_close: (tokens, i) => (opening(tokens, i)?.meta?.dropped ? '</span>' : '</a>'),
};

/** The link_open that this link_close ends: links do not nest. */
const opening = (tokens: readonly Token[], i: number): Token | undefined =>
  tokens.slice(0, i).findLast(({ type }) => type === 'link_open');

/** A word of code that is not broken at its hyphens: `--host`. */
const LONGEST_WHOLE = 24;

function inlineCode(text: string): string {
  const isWhole = text.length <= LONGEST_WHOLE && !text.includes(' ');
  return `<code${isWhole ? ' class="whole"' : ''}>${escapeHtml(text)}</code>`;
}

function codeBlock(token: Token | undefined): string {
  const [language = ''] = (token?.info ?? '').split(/\s/);
  return `<pre tabindex="0"><code>${consoleHtml(token?.content ?? '', language)}</code></pre>\n`;
}
