import { withClaims } from './claims.ts';
import { escapeHtml } from './console.ts';
import { placesOf, shownParts } from './document-pages.ts';
import { renderDocument } from './markdown.ts';
import { type Document, type Page, SiteError, type Sources } from './site.ts';

/** The document in which each story is a part under its name. */
export const STORIES = 'docs/stories.md';

const STORY = /^## ([\w-]+)$/m;

/** A story of the document. */
interface Story {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/** The list of the stories, and a page for each. */
export function storyPages(document: Document, sources: Sources): readonly Page[] {
  const [head = '', ...rest] = document.text.split(STORY);
  const stories = rest.flatMap((name, i) => (i % 2 === 0 ? [storyOf(name, rest[i + 1] ?? '')] : []));
  if (stories.length === 0) throw new SiteError(`${document.path}: no story`);
  const files = new Map(stories.map(({ name }) => [name, fileOf(name)]));
  const list = renderDocument(head, placesOf(document.path, sources));
  return [
    {
      file: 'stories.html',
      title: 'Stories',
      description: 'The claims of a tutorial on SO_REUSEADDR and TIME_WAIT, each tried on a kernel.',
      body: `<article class="prose">${withClaims(list.html, files)}</article>`,
      parts: [],
      scripts: [],
    },
    ...stories.map((story, i) => storyPage(story, stories[i - 1], stories[i + 1], sources)),
  ];
}

const fileOf = (name: string): string => `story-${name}.html`;

/** The claim is the first heading under the story's name. */
function storyOf(name: string, text: string): Story {
  const [, title] = /^### (.+)$/m.exec(text) ?? [];
  if (title === undefined) throw new SiteError(`${STORIES}: the story ${name} has no claim`);
  return { name, title: title.replaceAll('\\', ''), text: text.replaceAll(/^##(#+ )/gm, '$1') };
}

function storyPage(story: Story, before: Story | undefined, after: Story | undefined, sources: Sources): Page {
  const { title, html, parts } = renderDocument(story.text, placesOf(STORIES, sources));
  const link = (to: Story | undefined, words: string): string =>
    to === undefined ? '' : `<a href="${fileOf(to.name)}"><span>${words}</span> ${escapeHtml(to.title)}</a>`;
  return {
    file: fileOf(story.name),
    title: story.name,
    description: title,
    body: [
      '<article class="prose story">',
      `<p class="kicker"><a href="stories.html">The tutorial, claim by claim</a> · <code>${story.name}</code></p>`,
      html,
      `<nav class="beside" aria-label="Other stories">${link(before, 'Before:')}${link(after, 'Next:')}</nav>`,
      '</article>',
    ].join('\n'),
    parts: shownParts(parts),
    scripts: [],
  };
}
