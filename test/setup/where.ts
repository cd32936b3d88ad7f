import { describe, type TaskMeta, type TestFunction, test } from 'vitest';

/** Whether something can be done here: true, or in one sentence why not. */
export type Able = true | string;

declare module 'vitest' {
  interface TaskMeta {
    /** Why the tests of a suite are skipped. */
    skipReason?: string;
  }
}

/** A suite that runs where `able` is true; elsewhere its tests are skipped, and the run says why. */
export function describeWhere(able: Able, name: string, body: () => void): void {
  describe.skipIf(able !== true)(name, { meta: metaOf(able) }, body);
}

/** One test that runs where `able` is true. */
export function testWhere(able: Able, name: string, body: TestFunction): void {
  test.skipIf(able !== true)(name, { meta: metaOf(able) }, body);
}

const metaOf = (able: Able): TaskMeta => (able === true ? {} : { skipReason: able });
