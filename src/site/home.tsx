import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { ask } from '../site-program/ask.ts';
import { LegendList, Matrix } from '../site-program/matrix.tsx';
import { FIRST_QUESTION } from '../site-program/question.ts';
import { optionsWords, systemWords } from '../site-program/words.ts';
import { type Page, SiteError } from './site.ts';

interface Way {
  readonly file: string;
  readonly title: string;
  readonly words: string;
}

const WAYS: readonly Way[] = [
  {
    file: 'try.html',
    title: 'Try it here',
    words: 'Choose addresses, options and a system; see who can share the port, and the rule behind each refusal.',
  },
  {
    file: 'stories.html',
    title: 'Stories',
    words: 'The claims of a tutorial on SO_REUSEADDR and TIME_WAIT, each played step by step on a kernel.',
  },
  {
    file: 'rules.html',
    title: 'Rules',
    words: 'What decides, on Linux, the BSDs, macOS, illumos and Windows, each with its source.',
  },
  {
    file: 'guide.html',
    title: 'Guide',
    words: 'How to install it, ask it before a deploy and after a failed one, in CI and in monitoring.',
  },
];

/** The first page. `description`: what the package says of itself. */
export function homePage(description: string): Page {
  return {
    file: 'index.html',
    title: 'bindmatrix: who can share a port, and why',
    description,
    body: render(<Home description={description} />),
    parts: [],
    scripts: [],
    wide: true,
  };
}

const Home = ({ description }: { readonly description: string }): JSX.Element => (
  <div class="home">
    <section class="hero">
      <div>
        <h1>Who can share a port, and why?</h1>
        <p class="lead">{description}</p>
        <p>
          <a class="button" href="try.html">
            Try it here
          </a>{' '}
          <a class="button quiet" href="guide.html#two-commands">
            Install it
          </a>
        </p>
      </div>
      <Sample />
    </section>
    <ul class="ways">
      {WAYS.map(({ file, title, words }) => (
        <li key={file}>
          <h2>
            <a href={file}>{title}</a>
          </h2>
          <p>{words}</p>
        </li>
      ))}
    </ul>
  </div>
);

const SAMPLE = '127.0.0.1,192.168.1.101,10.10.2.102,::1,fd00:1::101';

/** A question with its answer, as a picture. */
function Sample(): JSX.Element {
  const answer = ask({ ...FIRST_QUESTION, address: SAMPLE });
  if (!answer.ok) throw new SiteError('the question of the first page has no answer');
  const { matrix, system } = answer.value;
  return (
    <section class="card">
      <h2>
        Which listeners share {matrix.protocol} port {matrix.port}?
      </h2>
      <p class="about">{[...optionsWords(matrix), systemWords(system)].join(' · ')}</p>
      <Matrix matrix={matrix} />
      <LegendList matrix={matrix} />
    </section>
  );
}
