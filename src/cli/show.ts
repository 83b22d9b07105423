/** `show DOC`: a document with its timeline, its life at the network and its findings. */
import type { Command } from 'commander';
import { PasserelleError } from '../base/error.ts';
import type { DocumentDetail } from '../ports/views.ts';
import { faultText } from './fault-text.ts';
import { oneDocument } from './one-document.ts';
import { online } from './online.ts';
import { EXIT, type Registration } from './outcome.ts';
import { plainJson } from './plain-json.ts';
import { columns, oneLine } from './table.ts';

export const registerShow: Registration = (program, context, finish) => {
  program
    .command('show')
    .description('Shows a document: where it is, its timeline, its findings.')
    .argument('<document>', 'id, key or invoice number')
    .option('--json', 'everything, as JSON')
    .action(async (text: string, options: { json?: boolean }, command: Command) => {
      await online(command, context, async (operations) => {
        const { id } = await oneDocument(text, operations);
        const detail = await operations.detail(id);
        if (detail === null) throw new PasserelleError('CLI_UNKNOWN_DOCUMENT', `there is no document ${text}`);
        context.out(options.json === true ? `${JSON.stringify(plainJson(detail), null, 2)}\n` : detailText(detail));
        finish(EXIT.ok);
      });
    });
};

function detailText({ document, events, findings, lifecycle, related }: DocumentDetail): string {
  const halt =
    document.halt === null ? '' : `, ${document.halt}${document.reason === null ? '' : `: ${document.reason}`}`;
  const head = columns(
    [
      ['document', document.id],
      ['number', `${document.number ?? '-'} of ${document.issueDate ?? '-'}`],
      ['company', `${document.company ?? '-'} → ${document.counterparty ?? '-'}`],
      ['payable', `${document.payable ?? '-'} ${document.currency ?? ''}`],
      ['stage', `${document.stage}${halt} (version ${document.version})`],
      ['status', lifecycle.headline === null ? '-' : `${lifecycle.headline.code} at ${lifecycle.headline.at}`],
      ['in the ERP', document.erpRef === null ? '-' : `${document.erpRef.model} ${document.erpRef.id}`],
      ['at the network', document.channelRef ?? '-'],
    ].map(([label = '', value = '']) => [label, oneLine(value, 200)]),
  );
  const timeline = columns(
    events.map((event) => [event.at, event.type, event.actor, oneLine(dataText(event.data), 120)]),
  );
  const others = columns(related.map((one) => [one.kind, one.id, one.status ?? '', one.createdAt]));
  return [
    head,
    `\n${timeline}`,
    findings.length === 0 ? '' : `\n${findings.map((fault) => faultText(fault)).join('')}`,
    others === '' ? '' : `\n${others}`,
  ].join('');
}

function dataText(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ');
}
