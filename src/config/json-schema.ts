import * as z from 'zod';
import { configFile } from './file-schema.ts';

/**
 * The JSON Schema of a file, from the one definition that also validates. Draft 7, which editors' YAML plugins know.
 */
export const jsonSchema = (): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(configFile, { target: 'draft-7', io: 'input' });
