import type { JSX } from 'preact';
import { render } from 'preact-render-to-string';
import { showRules } from '../flows/rules.ts';
import {
  bySystem,
  certaintyInWords,
  commandText,
  countInWords,
  exampleCommand,
  givesInWords,
  inEnglish,
  lifetimeInWords,
  type RulesView,
} from '../report/index.ts';
import { CodeBlock } from '../site-program/code-block.tsx';
import { type Page, SiteError } from './site.ts';

type Rule = RulesView['rules'][number];

/** Every rule of every system, with a field that filters them. */
export function rulesPage(): Page {
  const chosen = showRules({ id: undefined, systems: undefined });
  if (!chosen.ok) throw new SiteError(chosen.error.message);
  const groups = bySystem(chosen.value.rules);
  return {
    file: 'rules.html',
    title: 'Rules',
    description: 'The rules by which bindmatrix predicts what bind(2) and listen(2) come to, with their sources.',
    body: render(<Rules groups={groups} />),
    parts: groups.map(([{ os, system }]) => ({ id: os, title: system, level: 2 })),
    scripts: ['filter.js'],
  };
}

const Rules = ({ groups }: { readonly groups: readonly (readonly [Rule, ...Rule[]])[] }): JSX.Element => (
  <article class="rules">
    <h1>The rules</h1>
    <p class="lead">
      What decides whether a socket may bind, listen or connect, and who receives. Each rule has its source and how
      surely it is known; most of those of Linux have an example that runs on a kernel.
    </p>
    <search class="filter" hidden>
      <label for="filter">Filter</label>
      <input
        id="filter"
        type="search"
        placeholder="EADDRINUSE, listen, SO_REUSEPORT"
        spellcheck={false}
        autocomplete="off"
      />
      <p id="found" role="status" />
    </search>
    {groups.map((rules) => (
      <section key={rules[0].os} class="system">
        <h2 id={rules[0].os}>
          {rules[0].system}{' '}
          <a class="anchor" href={`#${rules[0].os}`} aria-label={`Link to the rules of ${rules[0].system}`}>
            #
          </a>
        </h2>
        <p class="hint">{countInWords(rules, inEnglish)}.</p>
        {rules.map((rule) => (
          <OneRule key={rule.id} rule={rule} />
        ))}
      </section>
    ))}
  </article>
);

const OneRule = ({ rule }: { readonly rule: Rule }): JSX.Element => (
  <section class="one-rule" id={rule.id}>
    <h3>
      <code>{rule.id}</code>{' '}
      <a class="anchor" href={`#${rule.id}`} aria-label={`Link to ${rule.id}`}>
        #
      </a>
    </h3>
    <p>{rule.sentence}</p>
    <dl>
      {termsOf(rule).map(([term, words]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{words}</dd>
        </div>
      ))}
      {rule.elsewhere.length > 0 && (
        <div>
          <dt>Same name</dt>
          <dd>
            {rule.elsewhere.map((id, i) => (
              <>
                {i > 0 && ', '}
                <a key={id} href={`#${id}`}>
                  {id}
                </a>
              </>
            ))}
          </dd>
        </div>
      )}
    </dl>
    {rule.example !== undefined && <Example id={rule.id} lines={rule.example} />}
  </section>
);

/** What is known of a rule, in the words of `bindmatrix rules`. */
function termsOf(rule: Rule): readonly (readonly [term: string, words: string])[] {
  const gives = givesInWords(rule, inEnglish);
  return [
    ['When', rule.condition],
    ...(gives === undefined ? [] : [['Gives', gives] as const]),
    ['Source', rule.source],
    ...lifetimeInWords(rule, inEnglish).map(
      ([label, words]) => [label === 'since' ? 'Since' : 'Until', words] as const,
    ),
    ['Known', certaintyInWords(rule.certainty, inEnglish)],
    ...(rule.example !== undefined || rule.noExample === undefined ? [] : [['No example', rule.noExample] as const]),
  ];
}

const Example = ({ id, lines }: { readonly id: string; readonly lines: readonly string[] }): JSX.Element => (
  <details>
    <summary>Example</summary>
    <CodeBlock>
      <b>$ {commandText(exampleCommand(id, 'bindmatrix'))}</b>
    </CodeBlock>
    <CodeBlock>{lines.join('\n')}</CodeBlock>
  </details>
);
