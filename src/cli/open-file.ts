/** What a file on the command line is, in plain words when it is not what the command can work on. */
export { invoiceIn } from '../core/open-invoice.ts';
