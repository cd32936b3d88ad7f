import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { commandLines } from '../report/index.ts';
import { CodeBlock } from './code-block.tsx';
import { type Commands, commandsFor } from './command.ts';
import type { Question } from './question.ts';

/** A command is broken where it is wider. */
const COLUMNS = 64;

/** What to type to try it for real, to keep it, and to ask the rules again. */
export function CommandList({ question }: { readonly question: Question }): JSX.Element {
  const commands = commandsFor(question);
  return (
    <section class="commands">
      <h2>Try it for real</h2>
      {commands.attempt === undefined ? (
        <p>
          This cannot be tried on a kernel here: <code>{commands.onlyForeseen.join(' ')}</code> is for predictions.
        </p>
      ) : (
        <Attempt commands={commands} attempt={commands.attempt} system={question.predict} />
      )}
      <p>The prediction above, on the command line:</p>
      <Copied id="predict-command" text={commandLines(commands.predict, COLUMNS).join('\n')} />
      <p class="hint">
        <a href="guide.html#two-commands">How bindmatrix is installed</a>
      </p>
    </section>
  );
}

interface AttemptProps {
  readonly commands: Commands;
  readonly attempt: readonly string[];
  readonly system: string;
}

const Attempt = ({ commands, attempt, system }: AttemptProps): JSX.Element => (
  <>
    <p>
      This opens the sockets in a private network namespace, without root, and touches nothing on the host.
      {system !== 'linux' && ' It shows what the Linux of your machine does, whatever system is chosen above.'}
    </p>
    <Copied id="attempt-command" text={commandLines(attempt, COLUMNS).join('\n')} />
    {commands.file !== undefined && (
      <details>
        <summary>The same as a file</summary>
        <p>
          <code>npx bindmatrix run --config question.yaml</code>, with this in <code>question.yaml</code>:
        </p>
        <Copied id="question-file" text={commands.file.join('\n')} />
      </details>
    )}
  </>
);

/** Text to paste, with a button that copies it, where the browser can. */
function Copied({ id, text }: { readonly id: string; readonly text: string }): JSX.Element {
  const [canCopy, setCanCopy] = useState(false);
  const [copied, setCopied] = useState('');
  useEffect(() => setCanCopy(navigator.clipboard !== undefined), []);
  const copy = (): void => {
    const done = (): void => setCopied(text);
    navigator.clipboard.writeText(text).then(done, () => setCanCopy(false));
  };
  return (
    <div class="paste">
      <CodeBlock id={id}>{text}</CodeBlock>
      {canCopy && (
        <button type="button" class="copy" onClick={copy} aria-describedby={id}>
          {copied === text ? 'Copied' : 'Copy'}
        </button>
      )}
    </div>
  );
}
