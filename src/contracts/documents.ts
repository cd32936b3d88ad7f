import * as z from 'zod';
import { diffDocument } from './diff.ts';
import { eventsDocument } from './events.ts';
import { fleetDocument } from './fleet.ts';
import { heldDocument } from './held.ts';
import { interfacesDocument } from './interfaces.ts';
import { profilesDocument } from './profiles.ts';
import { reportDocument } from './report.ts';
import { rulesDocument } from './rules.ts';
import { hostDocument } from './snapshot.ts';
import { answersDocument, whyDocument } from './why.ts';

/** Every JSON document that the program writes. */
const DOCUMENTS = {
  report: reportDocument,
  fleet: fleetDocument,
  events: eventsDocument,
  why: whyDocument,
  answers: answersDocument,
  held: heldDocument,
  interfaces: interfacesDocument,
  host: hostDocument,
  diff: diffDocument,
  rules: rulesDocument,
  profiles: profilesDocument,
};

export type DocumentName = keyof typeof DOCUMENTS;

export const DOCUMENT_NAMES = Object.keys(DOCUMENTS) as readonly DocumentName[];

/** The JSON Schema of a document, draft 2020-12. */
export const documentSchema = (name: DocumentName): z.core.JSONSchema.BaseSchema => z.toJSONSchema(DOCUMENTS[name]);
