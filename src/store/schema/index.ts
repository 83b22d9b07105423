/** All tables, for drizzle and for drizzle-kit (drizzle.config.ts). Migrations in drizzle/ are made from these. */
export { passerelle } from './columns.ts';
export { artifact, document, documentArtifact, documentVersion, finding } from './documents.ts';
export { anchor, event } from './journal.ts';
export { binding, cursor, effect, hint, inbox, lane, source } from './outside.ts';
export { configRevision, credential, fact } from './configuration.ts';
