import type { VNode } from 'preact';
import { changeText } from '../../model/host-change.ts';
import type { Report } from '../../model/report.ts';
import { CONSEQUENCE } from '../changes/words.ts';
import { agreementSentence } from '../conclusions/agreement.ts';
import { comparison } from '../conclusions/comparison.ts';
import { conclusions } from '../conclusions/view.ts';
import { claimInWords, placeInWords } from '../disagreements/words.ts';
import { pairsView } from '../matrix/view.ts';
import { pairsAnswer, truthOf } from '../picture/matrix/words.ts';
import { sectionPanels } from '../picture/run.ts';
import { summaryPanels } from '../picture/summary.tsx';
import { sectionFacts, uniformInWords } from '../sections/facts.ts';
import { uniformRefusal } from '../sections/uniform.ts';
import { type Section, sections } from '../sections/view.ts';
import { combinationInWords } from '../sections/words.ts';
import { planAnswer } from '../services/answer.ts';
import { UNICODE } from '../text/glyphs.ts';
import { whereInWords } from '../text/systems.ts';
import { count } from '../text/text.ts';
import { trialCounts } from '../trials/words.ts';
import { Figure, page } from './frame.tsx';
import { Matrix } from './matrix.tsx';
import { Plan } from './plan.tsx';
import { Table } from './table.tsx';
import { Together } from './together.tsx';
import { Expectations, Trials } from './trials.tsx';

/** A run or a check as one page. Every text of the report must have passed the gate. */
export function runPage(report: Report): string {
  const found = sections(report);
  const plans = report.plans ?? [];
  return page({
    title: titleOf(report, found),
    below: [whereInWords({}, report).join(' · ')],
    footer: footerOf(report),
    children: (
      <>
        {plans.map((plan, i) => (
          <Plan plan={plan} report={report} name={`plan-${i + 1}`} isAlone={plans.length === 1} />
        ))}
        <Summary report={report} found={found} />
        {report.summaryAlone === true
          ? null
          : found.map((section, i) => <SectionPart section={section} report={report} name={`part-${i + 1}`} />)}
        <Trials report={report} />
        <Expectations report={report} />
        <Disagreements report={report} />
      </>
    ),
  });
}

/** By which program, when, and who ran it. */
export const footerOf = ({ version, started, host, predicted }: Report): string =>
  `bindmatrix ${version}, ${started}, ${predicted === undefined ? `on ${host.os} ${host.kernel}` : 'by the rules; no socket was opened'}.`;

function titleOf(report: Report, found: readonly Section[]): string {
  const [plan, ...plans] = report.plans ?? [];
  if (plan !== undefined && plans.length === 0) return planAnswer(plan);
  const [section, ...others] = found;
  if (section?.matrix !== undefined && others.length === 0 && section.matrix.skipped === undefined)
    return pairsAnswer(section, pairsView(section.matrix, UNICODE, 0));
  if (found.length > 0) return 'Who can share the port';
  return report.trials.length + report.expectations.length > 0 ? trialCounts(report) : 'What becomes of the services';
}

/** What it comes to, for each combination. */
function Summary({ report, found }: { readonly report: Report; readonly found: readonly Section[] }): VNode | null {
  const panels = found.length > 1 || report.summaryAlone === true ? summaryPanels(report, found) : [];
  const { questions, rows, allRefused } = comparison(found);
  const answers = found.length === 1 ? found.flatMap((section) => conclusions(section)) : [];
  if (panels.length === 0 && answers.length === 0) return null;
  return (
    <section>
      <h2>What it comes to</h2>
      <Figure panels={panels} name="summary" />
      <Table
        caption="Which sockets can share the port"
        head={['', 'answer']}
        rows={answers.map(({ label, answer }) => [label, answer])}
      />
      {found.length < 2 || questions.length === 0 ? null : (
        <Table
          caption="Which sockets can share the port, by what they set"
          head={['set', ...questions]}
          rows={[
            ...rows.map((row) => [row.label, ...row.answers.map((text) => text || UNICODE.skip)]),
            ...allRefused.map((row) => [row.label, row.answer, ...questions.slice(1).map(() => '')]),
          ]}
        />
      )}
      {report.predicted === undefined ? <p>{agreementSentence(report)}</p> : null}
    </section>
  );
}

interface SectionProps {
  readonly section: Section;
  readonly report: Report;
  readonly name: string;
}

/** One combination: picture, facts, pairs with their reasons, servers together. */
function SectionPart({ section, report, name }: SectionProps): VNode {
  const refusal = uniformRefusal(section);
  const heading = <h2>{combinationInWords(section).join(', ')}</h2>;
  if (refusal !== undefined)
    return (
      <section>
        {heading}
        <p>{`${uniformInWords(section, refusal, report.host, UNICODE)}.`}</p>
      </section>
    );
  return (
    <section>
      {heading}
      <p class="faint">{truthOf(section, report)}</p>
      <Figure panels={sectionPanels(section, report)} name={name} />
      <ul>
        {sectionFacts(section, UNICODE).map(({ label, text }) => (
          <li>{label === '' ? text : `${label}: ${text}`}</li>
        ))}
      </ul>
      <Matrix section={section} report={report} name={name} />
      <Together section={section} report={report} />
    </section>
  );
}

/** Where kernel and rules differ, and what changed meanwhile. */
function Disagreements({ report }: { readonly report: Report }): VNode | null {
  const { disagreements, changes = [] } = report;
  if (disagreements.length + changes.length === 0) return null;
  return (
    <section>
      <h2>Kernel differs from rule</h2>
      <Table
        caption="Where the kernel did something else than the rules predicted"
        head={['place', 'predicted', 'observed', 'rule', 'places of this kind']}
        rows={disagreements.map((one) => [
          placeInWords(one.place),
          claimInWords(one.predicted),
          claimInWords(one.observed),
          { text: <code>{one.rule}</code> },
          count(one.count),
        ])}
      />
      {changes.length === 0 ? null : (
        <>
          <p>{`The host changed ${CONSEQUENCE}:`}</p>
          <ul>
            {changes.map((change) => (
              <li>{changeText(change)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
