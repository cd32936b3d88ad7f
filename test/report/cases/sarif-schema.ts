import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';

const require = createRequire(import.meta.url);

/** Whether a value is by the schema of SARIF 2.1.0; its `errors` say what is not. */
export const isSarif = (() => {
  const main = require.resolve('@microsoft/jest-sarif');
  const schema = JSON.parse(readFileSync(join(dirname(main), 'schemas', 'sarif-2.1.0-rtm.5.json'), 'utf8'));
  // Its dialect is draft 04, of which it uses nothing that later ones read otherwise.
  const uri = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-F]{2})*$/;
  const formats = { uri, 'uri-reference': uri, 'date-time': true as const };
  return new Ajv({ strict: false, unicodeRegExp: false, allErrors: true, formats }).compile({
    ...schema,
    $schema: undefined,
    id: undefined,
  });
})();
