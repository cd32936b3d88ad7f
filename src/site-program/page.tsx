import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatAddress } from '../model/address.ts';
import { gridAt } from '../model/grid.ts';
import type { MatrixReport } from '../model/report.ts';
import type { Problem } from '../model/result.ts';
import { type Answer, ask } from './ask.ts';
import { CommandList } from './commands.tsx';
import { complaintsOf } from './complaints.ts';
import { QuestionForm } from './form.tsx';
import { legendOf } from './legend.ts';
import { type Cell, LegendList, Matrix } from './matrix.tsx';
import { PRESETS } from './presets.ts';
import {
  type ChosenPair,
  FIRST_QUESTION,
  hashOf,
  listTyped,
  type PageState,
  type Question,
  readHash,
} from './question.ts';
import { Reason } from './reason.tsx';
import { Together } from './together.tsx';
import { cellKind, optionsWords, systemWords } from './words.ts';

const FIRST: PageState = { question: FIRST_QUESTION };

const inLines = (addresses: string): string => addresses.split(',').join('\n');

/** The page on which the rules are asked. Its state is the part of its address behind `#`. */
export function TryPage(): JSX.Element {
  const [state, setState] = useState(FIRST);
  const [typed, setTyped] = useState(inLines(FIRST.question.address));
  const { question, chosen } = state;
  const answer = useMemo(() => ask(question), [question]);
  const show = (next: PageState): void => {
    setState(next);
    location.replace(`#${hashOf(next)}`);
  };
  useEffect(() => followHash(setState, (addresses) => setTyped(inLines(addresses))), []);
  const change = (changed: Partial<Question>): void => show({ question: { ...question, ...changed } });
  return (
    <div class="try">
      <Presets now={question} />
      <QuestionForm
        question={question}
        typed={typed}
        complaints={answer.ok ? {} : complaintsOf(answer.error)}
        onType={(text) => {
          setTyped(text);
          change({ address: listTyped(text) });
        }}
        onChange={change}
      />
      <div class="answer">
        {answer.ok ? (
          <Answered
            answer={answer.value}
            {...{ question, chosen }}
            onChoose={(pair) => show({ question, chosen: pair })}
          />
        ) : (
          <Problems problems={answer.error} />
        )}
      </div>
    </div>
  );
}

/** Takes the state from the address now, and whenever a link changes it. Gives what undoes that. */
function followHash(setState: (change: (now: PageState) => PageState) => void, setAddresses: (text: string) => void) {
  const read = (): void => {
    const linked = readHash(location.hash);
    if (linked === undefined) return;
    setState((now) => {
      if (hashOf(now) === hashOf(linked)) return now;
      setAddresses(linked.question.address);
      return linked;
    });
  };
  read();
  addEventListener('hashchange', read);
  return () => removeEventListener('hashchange', read);
}

const Presets = ({ now }: { readonly now: Question }): JSX.Element => (
  <nav class="presets" aria-label="Questions to begin with">
    <ul>
      {PRESETS.map(({ title, question }) => {
        const hash = hashOf({ question });
        return (
          <li key={title}>
            <a href={`#${hash}`} {...(hash === hashOf({ question: now }) ? { 'aria-current': 'true' } : {})}>
              {title}
            </a>
          </li>
        );
      })}
    </ul>
  </nav>
);

interface AnsweredProps {
  readonly answer: Answer;
  readonly question: Question;
  readonly chosen: ChosenPair | undefined;
  readonly onChoose: (pair: ChosenPair) => void;
}

function Answered({ answer, question, chosen, onChoose }: AnsweredProps): JSX.Element {
  const { matrix, system, together } = answer;
  const cell = cellOf(matrix, chosen);
  const choose = ({ row, column }: Cell): void => {
    const [holder, newcomer] = [matrix.addresses[row], matrix.addresses[column]];
    if (holder !== undefined && newcomer !== undefined)
      onChoose({ holder: formatAddress(holder), newcomer: formatAddress(newcomer) });
  };
  const pairs = matrix.addresses.length ** 2;
  const sharing = legendOf(matrix).find(({ kind }) => kind === 'yes')?.count ?? 0;
  return (
    <>
      <section class="card">
        <h2>
          Which listeners share {matrix.protocol} port {matrix.port}?
        </h2>
        <p class="about">{[...optionsWords(matrix), systemWords(system)].join(' · ')}</p>
        <p class="about" role="status">
          {sharing} of {pairs} ordered pairs can share
        </p>
        <div class="explained">
          <Matrix matrix={matrix} choice={{ chosen: cell, onChoose: choose }} />
          <Reason answer={answer} cell={cell} />
        </div>
        <LegendList matrix={matrix} />
        <p class="hint">Choose a cell for its reason; arrow keys go from cell to cell.</p>
      </section>
      <Together together={together} />
      <CommandList question={question} />
    </>
  );
}

/** The chosen pair; where none is, the first that is refused. */
function cellOf({ addresses, cells }: MatrixReport, chosen: ChosenPair | undefined): Cell {
  const at = (text: string | undefined): number => addresses.findIndex((one) => formatAddress(one) === text);
  const [row, column] = [at(chosen?.holder), at(chosen?.newcomer)];
  if (row >= 0 && column >= 0) return { row, column };
  for (const i of addresses.keys())
    for (const j of addresses.keys()) {
      const outcome = gridAt(cells, i, j);
      if (i !== j && outcome !== undefined && cellKind(outcome) === 'no') return { row: i, column: j };
    }
  return { row: 0, column: 0 };
}

const Problems = ({ problems }: { readonly problems: readonly Problem[] }): JSX.Element => (
  <section class="problems" role="alert">
    <h2>This cannot be asked</h2>
    <ul>
      {problems.map(({ message, hint }) => (
        <li key={message}>
          {message}
          {hint !== undefined && <span class="hint">{hint}</span>}
        </li>
      ))}
    </ul>
  </section>
);
