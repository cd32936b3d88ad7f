/** The face of the room: documents, what they show, and how they are changed. */

export { content, fenceLines, regionContent } from './body.ts';
export { unifiedDiff } from './diff.ts';
export type { Call, DocumentKind, Fence, Keys, ReadDocument, Region, Shown } from './document.ts';
export { type Edit, edited, fenceEdit, isEdited, type Right, regionEdit } from './edit.ts';
export { isInKernelRange } from './kernel-range.ts';
export { documentKind, readDocument } from './read.ts';
