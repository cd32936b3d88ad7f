import type { StoryFile } from '../config/story-files.ts';
import { judgeStory } from '../judge/story.ts';
import type { FlowProblem } from '../model/flow-problem.ts';
import type { Report } from '../model/report.ts';
import { ok, type Result } from '../model/result.ts';
import type { HttpPlay, PlayedStory } from '../model/story.ts';
import type { Trial, TrialReport } from '../model/trial.ts';
import { runInSandbox } from '../sandbox/start.ts';
import type { Conduct } from './conduct.ts';
import { runTrialsInBatches } from './sandboxed-trials.ts';

/** The trials of stories, judged, and what each story comes to. */
export interface PlayedStories {
  readonly report: Report;
  readonly stories: readonly PlayedStory[];
}

/**
 * Runs the trials of at least one story, each in a network namespace of its own. `inDetail`: also the kernel's socket
 * table after each step, and the listeners as HTTP servers where a trial asks for it.
 */
export async function playStories(
  stories: readonly StoryFile[],
  inDetail: boolean,
  conduct: Conduct,
): Promise<Result<PlayedStories, FlowProblem>> {
  const trials = stories.flatMap((story) => story.trials);
  const ran = await runTrialsInBatches(trials, { withTables: inDetail }, conduct);
  if (!ran.ok) return ran;
  const http = inDetail ? await playOverHttp(trials, conduct.signal) : NO_HTTP;
  const reports = new Map(trials.map((trial, i) => [trial, ran.value.trials[i]]));
  return ok({ report: ran.value, stories: stories.map((story) => judged(story, reports, http)) });
}

const NO_HTTP: ReadonlyMap<Trial, HttpPlay> = new Map();

function judged(
  { name, trials }: StoryFile,
  reports: ReadonlyMap<Trial, TrialReport | undefined>,
  http: ReadonlyMap<Trial, HttpPlay>,
): PlayedStory {
  const played = trials.flatMap((trial) => {
    const report = reports.get(trial);
    const visits = http.get(trial);
    return report === undefined ? [] : [{ trial, report, ...(visits === undefined ? {} : { http: visits }) }];
  });
  return judgeStory(name, played);
}

/** What clients got over HTTP, of the trials that ask for it; each in a sandbox of its own. One that failed is left out. */
async function playOverHttp(trials: readonly Trial[], signal: AbortSignal): Promise<ReadonlyMap<Trial, HttpPlay>> {
  const plays = new Map<Trial, HttpPlay>();
  const asking = trials.filter(({ story }) => story?.http === true);
  await Promise.all(
    asking.map((trial) =>
      runInSandbox({ kind: 'http', trial }, { onHttpPlay: (play) => void plays.set(trial, play) }, signal),
    ),
  );
  return plays;
}
