import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Panel, Picture } from '../picture/frame.tsx';
import { STYLE } from '../picture/theme.ts';
import { PAGE_SCRIPT } from './script.ts';
import { PAGE_STYLE } from './style.ts';

/** What a page is about. */
export interface PageProps {
  /** The answer: the title and the highest heading. */
  readonly title: string;
  /** What it is true of, below the heading. */
  readonly below: readonly string[];
  /** By which program it was made, where and when. */
  readonly footer: string;
  readonly children: ComponentChildren;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** One page, which asks for nothing from anywhere. */
export const page = ({ title, below, footer, children }: PageProps): string =>
  `<!doctype html>\n${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <style>{STYLE + PAGE_STYLE}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {below.map((text) => (
            <p class="faint">{text}</p>
          ))}
          {children}
          <footer>{footer}</footer>
        </main>
        <script>{PAGE_SCRIPT}</script>
      </body>
    </html>,
  )}\n`;

/** A picture in a page; nothing where there is none. */
export const Figure = ({ panels, name }: { readonly panels: readonly Panel[]; readonly name: string }): VNode | null =>
  panels.length === 0 ? null : (
    <figure>
      <Picture panels={panels} name={name} isAlone={false} />
    </figure>
  );
