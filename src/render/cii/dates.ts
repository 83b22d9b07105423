/** YYYY-MM-DD → CII date strings in format 102; a text that is no such date is written as it is, for the rules to see. */
import { leaf } from '../../xml/writer.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `kind` is the string element that the group holds: mostly udt:DateTimeString. */
export function date(name: string, value: string | undefined, kind = 'udt:DateTimeString'): string {
  if (value === undefined) return '';
  return `<${name}>${leaf(kind, value.replace(DAY, '$1$2$3'), ' format="102"')}</${name}>`;
}

export function issueDate(value: string | undefined): string {
  return date('ram:FormattedIssueDateTime', value, 'qdt:DateTimeString');
}
