/** The release that made a document, pinned on every version. */
import about from '../../package.json' with { type: 'json' };

export const RELEASE: string = about.version;
