/** The old name of official-data.ts, until every test imports that. */
export { NEEDS_DATA, SHARED_DATA, sharedPath } from './official-data.ts';
