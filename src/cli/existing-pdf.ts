/** A PDF that a person hands over on the command line. */
export { existingPdf } from '../core/existing-pdf.ts';
