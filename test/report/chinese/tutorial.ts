import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStories, type StoryFile } from '../../../src/config/story-files.ts';
import { judgeStory } from '../../../src/judge/story.ts';
import { OK, refused } from '../../../src/model/outcome.ts';
import type { Step, StepReport, Trial, TrialReport } from '../../../src/model/trial.ts';
import type { PlayedStories } from '../../../src/report/story/view.ts';
import { explain } from '../../../src/rules/index.ts';
import { reportOf } from '../fixtures/report-of.ts';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'config', 'tutorial');
const SHIPPED = Symbol.for('bindmatrix.stories');

/** The stories as the one-file executable reads them: this code is not built, and so not beside them. */
function readTutorial(): readonly StoryFile[] {
  const texts = readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const);
  Object.assign(globalThis, { [SHIPPED]: Object.fromEntries(texts) });
  const stories = readStories();
  Object.assign(globalThis, { [SHIPPED]: undefined });
  if (!stories.ok) throw new Error('the stories cannot be read');
  return stories.value;
}

export const TUTORIAL = readTutorial();

const RULE = 'linux.wildcard-overlaps-listener';

/** A step that came out as its file expects; a refusal is told by one rule, whichever it was. */
function stepReport(step: Step): StepReport {
  const [first = 'ok'] = step.expect;
  const observed = first === 'ok' ? OK : refused('bind', first as 'EADDRINUSE');
  const why = explain(RULE, { holder: 'any (0.0.0.0:80)', newcomer: 'first (192.168.1.101:80)' });
  return {
    op: step.op,
    socket: 'socket' in step ? step.socket : null,
    address: 'address' in step ? String(step.address) : null,
    port: 'port' in step && typeof step.port === 'number' ? step.port : null,
    expected: [...step.expect],
    observed,
    predicted: [observed],
    met: true,
    ...(first === 'ok' ? { rule: '', why: '' } : { rule: RULE, why }),
  };
}

const trialReport = (trial: Trial): TrialReport => ({
  id: trial.id,
  title: trial.title,
  status: 'met',
  steps: trial.steps.map(stepReport),
});

function played(): PlayedStories {
  const all = TUTORIAL.map(({ name, trials }) =>
    judgeStory(
      name,
      trials.map((trial) => ({ trial, report: trialReport(trial) })),
    ),
  );
  const reports = all.flatMap((story) => story.trials.map(({ report }) => report));
  return { report: reportOf({ show: [], where: 'sandbox', trials: reports }), stories: all };
}

/** All stories of the tutorial, as if each step had come out as its file expects. */
export const PLAYED_TUTORIAL: PlayedStories = played();
