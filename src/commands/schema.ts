import { jsonSchema } from '../config/json-schema.ts';
import { documentSchema } from '../contracts/documents.ts';
import { ok } from '../model/result.ts';
import { ownLines } from '../report/index.ts';
import type { SchemaArguments } from './command-line/options/schema.ts';
import { EXIT } from './terminal/exit-codes.ts';
import { USER } from './terminal/recipient.ts';

/** `bindmatrix schema`: what an editor needs for the YAML, or a program for the JSON. Gives the exit code. */
export const schema = ({ of }: SchemaArguments, to = USER): Promise<number> =>
  to.deliver(
    undefined,
    () => ok(of === undefined ? jsonSchema() : documentSchema(of)),
    (made) => ({ text: [ownLines(`${JSON.stringify(made, null, 2)}\n`)], code: EXIT.done }),
  );
