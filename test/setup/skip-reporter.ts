import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Names every skipped test and its reason after the run: a test that could not run must not pass for one that did.
 * With CI set, a skipped test makes the run fail: what CI cannot run, nobody runs.
 */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    if (skipped.length === 0) return;
    console.log(`\n${skipped.length} skipped:`);
    for (const test of skipped) console.log(`  ${test.module.relativeModuleId}: ${test.fullName}\n    ${reason(test)}`);
    if (isCi(process.env.CI)) {
      console.log('In CI a skipped test is a failure.');
      process.exitCode = 1;
    }
  }
}

const isCi = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value !== 'false';

function reason(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? test.meta().skipReason ?? (test.options.mode === 'todo' ? 'not written yet' : 'gives no reason');
}
