import { render } from 'preact-render-to-string';
import { TryPage } from '../site-program/page.tsx';
import type { Page } from './site.ts';

/** The page on which the rules are asked; without its script it shows the first question and its answer. */
export const tryPage = (): Page => ({
  file: 'try.html',
  title: 'Try it',
  description: 'Ask the rules in the browser which listeners can share a port, on which system and kernel, and why.',
  body: render(
    <>
      <h1>Who can share a port?</h1>
      <p class="lead">
        The rules of bindmatrix answer here, in the browser: nothing is sent anywhere. The address of this page holds
        the question, so that it can be linked.
      </p>
      <noscript>
        <p class="problems">Without scripts this page shows one question only.</p>
      </noscript>
      <div id="try">
        <TryPage />
      </div>
    </>,
  ),
  parts: [],
  scripts: ['try.js'],
  wide: true,
});
