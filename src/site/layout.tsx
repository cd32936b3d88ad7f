import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import type { Page } from './site.ts';

/** A link of the navigation. */
interface Entry {
  readonly file: string;
  readonly title: string;
  readonly lang?: string;
}

/** What every page leads to. */
const ENTRIES: readonly Entry[] = [
  { file: 'try.html', title: 'Try it' },
  { file: 'stories.html', title: 'Stories' },
  { file: 'rules.html', title: 'Rules' },
  { file: 'guide.html', title: 'Guide' },
];

/** The whole text of a page. `others`: documents that only the foot names. */
export const pageText = (page: Page, others: readonly Entry[]): string =>
  `<!doctype html>\n${render(<Whole page={page} others={others} />)}\n`;

const Whole = ({ page, others }: { readonly page: Page; readonly others: readonly Entry[] }): JSX.Element => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="description" content={page.description} />
      <title>{page.file === 'index.html' ? page.title : `${page.title} · bindmatrix`}</title>
      <link rel="icon" href={ICON} />
      <link rel="stylesheet" href="style.css" />
    </head>
    <body>
      <a class="skip" href="#main">
        To the content
      </a>
      <Head file={page.file} />
      <div class={page.wide ? 'page wide' : 'page'}>
        {(page.parts.length > 1 || page.document) && (
          <div class="beside-main">
            {page.parts.length > 1 && <Contents page={page} />}
            {page.document && <Documents file={page.file} others={others} />}
          </div>
        )}
        <main id="main" dangerouslySetInnerHTML={{ __html: page.body }} />
      </div>
      <Foot others={others} />
      {page.scripts.map((script) => (
        <script key={script} src={script} />
      ))}
    </body>
  </html>
);

/** The matrix in small: its page needs no file for it. */
const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0b62b8" d="M1 1h6v6H1zM9 9h6v6H9z"/><path fill="#c2410c" d="M9 1h6v6H9zM1 9h6v6H1z"/></svg>',
)}`;

const Head = ({ file }: { readonly file: string }): JSX.Element => (
  <header class="head">
    <a class="name" href="index.html" {...currentIf(file === 'index.html')}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path class="yes" d="M1 1h6v6H1zM9 9h6v6H9z" />
        <path class="no" d="M9 1h6v6H9zM1 9h6v6H1z" />
      </svg>
      bindmatrix
    </a>
    <nav aria-label="Site">
      <ul>
        {ENTRIES.map((entry) => (
          <li key={entry.file}>
            <a href={entry.file} {...currentIf(entry.file === file)}>
              {entry.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </header>
);

const currentIf = (is: boolean): { 'aria-current'?: 'page' } => (is ? { 'aria-current': 'page' } : {});

const Contents = ({ page: { parts, lang } }: { readonly page: Page }): JSX.Element => (
  <nav class="contents" aria-labelledby="contents">
    <h2 id="contents">On this page</h2>
    <ul lang={lang}>
      {parts.map(({ id, title, level }) => (
        <li key={id} class={`level-${level}`}>
          <a href={`#${id}`}>{title}</a>
        </li>
      ))}
    </ul>
  </nav>
);

const Documents = ({ file, others }: { readonly file: string; readonly others: readonly Entry[] }): JSX.Element => (
  <nav class="contents documents" aria-labelledby="documents">
    <h2 id="documents">Documents</h2>
    <ul>
      {others.map((entry) => (
        <li key={entry.file}>
          <a href={entry.file} lang={entry.lang} {...currentIf(entry.file === file)}>
            {entry.title}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const Foot = ({ others }: { readonly others: readonly Entry[] }): JSX.Element => (
  <footer class="foot">
    <nav aria-label="All documents">
      <ul>
        {others.map(({ file, title, lang }) => (
          <li key={file}>
            <a href={file} lang={lang}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
    <p>
      bindmatrix is MIT-licensed. These pages ask nothing of any server. <a href="licences.txt">Licences</a> of what
      they contain.
    </p>
  </footer>
);
