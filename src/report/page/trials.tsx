import type { VNode } from 'preact';
import { formatSource } from '../../model/experiment.ts';
import { formatOutcome } from '../../model/outcome.ts';
import type { Report } from '../../model/report.ts';
import type { TrialReport } from '../../model/trial.ts';
import { becauseInWords, counterexample, namedExpectation, triedWhere } from '../expectations/words.ts';
import { filesInWords } from '../text/files.ts';
import { UNICODE } from '../text/glyphs.ts';
import { statusCounts } from '../text/status.ts';
import {
  endpointInWords,
  observedInWords,
  predictedInWords,
  ranWhere,
  systemOf,
  trialCounts,
} from '../trials/words.ts';
import { statusCell } from './plan.tsx';
import { Table } from './table.tsx';

/** Every trial with its steps; what came out as expected is closed. */
export const Trials = ({ report }: { readonly report: Report }): VNode | null =>
  report.trials.length === 0 ? null : (
    <section>
      <h2>Trials</h2>
      <p>{`${trialCounts(report)}: ${ranWhere(report)}.`}</p>
      {report.trials.map((trial) => (
        <Trial trial={trial} file={filesInWords(report)(trial)} />
      ))}
    </section>
  );

const Trial = ({ trial, file }: { readonly trial: TrialReport; readonly file: string }): VNode => (
  <details open={trial.status !== 'met'}>
    <summary>{`${statusCell(trial.status).text}: ${systemOf(trial)}${trial.title}`}</summary>
    <p class="faint">
      <code>{trial.id}</code>
      {file === '' ? '' : ` in ${file}`}
      {trial.reason === undefined ? '' : `: ${trial.reason}`}
    </p>
    {trial.story === undefined ? null : <blockquote lang="zh">{trial.story.quote}</blockquote>}
    <Table
      caption={`Steps of ${trial.id}`}
      head={['step', 'socket', 'endpoint', 'expected', 'observed', 'predicted', 'rule', 'why']}
      rows={trial.steps.map((step, i) => [
        `${i + 1} ${step.op}`,
        step.socket ?? '',
        endpointInWords(step),
        step.expected.join(' or '),
        { text: `${step.met ? UNICODE.ok : UNICODE.fail} ${observedInWords(step)}`, tone: step.met ? 'ok' : 'no' },
        predictedInWords(step),
        { text: <code>{step.rule}</code> },
        step.observed.kind === 'ok' ? '' : step.why,
      ])}
    />
  </details>
);

/** The verdict on each expectation. */
export const Expectations = ({ report }: { readonly report: Report }): VNode | null =>
  report.expectations.length === 0 ? null : (
    <section>
      <h2>Expectations</h2>
      <Table
        caption={[statusCounts(report.expectations), ...triedWhere(report)].join('; ')}
        head={['expectation', 'verdict', 'observed', 'against it', 'written at']}
        rows={report.expectations.map((one) => [
          namedExpectation(one),
          statusCell(one.status),
          one.observed.map(formatOutcome).join(', '),
          one.status === 'met'
            ? ''
            : [counterexample(one), becauseInWords(one)].filter((text) => text !== '').join('; '),
          one.source === undefined ? '' : formatSource(one.source),
        ])}
      />
    </section>
  );
