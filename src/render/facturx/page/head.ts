/** The head of the first page: seller, title and dates, buyer, delivery, and the references both sides look for. */
import type { Address, Party } from '../../../model/party.ts';
import { ACCENT, GREY, INK, PAGE, SHADE, wrapped, type Canvas, type Style } from './canvas.ts';
import { BODY, LABEL, LEADING, nextPage, room, titleOf, type Sheet } from './sheet.ts';
import { countryName } from './country-names.ts';
import { dayText, type PageLocale } from './words.ts';

const MIDDLE = 310;
const NAME: Style = { size: 10.5, weight: 'bold' };
const DETAIL: Style = { size: 7.8, colour: GREY };

export function head(sheet: Sheet): void {
  const top = sheet.y;
  const left = seller(sheet, top);
  const right = title(sheet, top);
  sheet.y = Math.max(left, right) + 16;
  const end = buyer(sheet, sheet.y);
  const page = sheet.canvas.pageCount();
  const low = others(sheet, sheet.y);
  sheet.y = (sheet.canvas.pageCount() === page ? Math.max(end, low) : low) + 14;
  references(sheet);
}

interface Row {
  readonly text: string;
  readonly style: Style;
}

/** A name or a number of the head takes this many rows at most: whatever is longer is whole in the XML alone. */
const ROWS_MOST = 8;

function clipped(canvas: Canvas, text: string, width: number, style: Style): readonly string[] {
  const lines = wrapped(canvas, text, width, style);
  return lines.length <= ROWS_MOST ? lines : [...lines.slice(0, ROWS_MOST - 1), `${(lines[ROWS_MOST - 1] ?? '').slice(0, -1)}…`];
}

/** For measuring only. */
function unseen(sheet: Sheet): Sheet {
  return { ...sheet, canvas: { ...sheet.canvas, text: () => undefined } };
}

/** Wrapped rows one under the other; gives where they end. */
function column(sheet: Sheet, rows: readonly Row[], x: number, width: number, top: number): number {
  let y = top;
  for (const { text, style } of rows) {
    for (const line of clipped(sheet.canvas, text, width, style)) {
      y += style.size * 1.32;
      sheet.canvas.text(line, x, y, style);
    }
    // air under a name
    if (style.weight === 'bold' && text !== '') y += style.size * 0.2;
  }
  return y;
}

function seller(sheet: Sheet, top: number): number {
  const { invoice } = sheet;
  const party = invoice.seller ?? {};
  const contact = [party.contact?.name, party.contact?.phone, party.contact?.email].filter(isText).join(' · ');
  const rows: Row[] = [
    { text: party.name ?? '', style: { size: 14, weight: 'bold', colour: ACCENT } },
    ...named(party),
    ...addressLines(sheet.locale, party.address, invoice.buyer?.address).map((text) => ({ text, style: BODY })),
    ...identifiers(sheet, party),
    { text: contact, style: DETAIL },
  ];
  return column(sheet, rows, PAGE.left, MIDDLE - PAGE.left - 30, top - 4);
}

function named({ tradingName, name }: Party): readonly Row[] {
  return isText(tradingName) && tradingName !== name ? [{ text: tradingName, style: BODY }] : [];
}

/** The country is named only when it is not the same on both sides. */
export function addressLines(locale: PageLocale, address: Address | undefined, other?: Address): readonly string[] {
  if (address === undefined) return [];
  const town = [address.postCode, address.city].filter(isText).join(' ');
  const country = address.country === other?.country ? undefined : countryName(address.country, locale);
  return [address.line1, address.line2, address.line3, town, address.subdivision, country].filter(isText);
}

function identifiers({ words }: Sheet, party: Party): readonly Row[] {
  const row = (label: string, value: string | undefined): Row[] => (isText(value) ? [{ text: `${label} ${value}`, style: DETAIL }] : []);
  const legal = party.legalId?.scheme === '0002' ? words.siren : words.legalId;
  const siret = party.ids?.find(({ scheme }) => scheme === '0009')?.value;
  return [
    ...row(legal, party.legalId?.value),
    ...row(words.siret, siret),
    ...row(words.vatId, party.vatId),
    ...row(words.taxId, party.taxId),
    ...(party.endpoint === undefined ? [] : row(words.endpoint, endpointText(party.endpoint))),
  ];
}

function endpointText({ scheme, value }: { readonly scheme?: string; readonly value: string }): string {
  return isText(scheme) ? `${scheme}:${value}` : value;
}

function title(sheet: Sheet, top: number): number {
  const { canvas, invoice, locale, words } = sheet;
  let y = top - 4;
  const big: Style = { size: 19, weight: 'bold', colour: ACCENT };
  for (const line of wrapped(canvas, titleOf(sheet), PAGE.right - MIDDLE, big)) {
    y += 21;
    canvas.text(line, MIDDLE, y, big);
  }
  y += 6;
  const currency = invoice.currency?.trim();
  const rows: readonly (readonly [string, string | undefined])[] = [
    [words.number, invoice.number],
    [words.issued, dayText(invoice.issueDate, locale)],
    [words.due, dayText(invoice.dueDate, locale)],
    // amounts of the lines bear no sign: what is not in euros says so at the head
    [words.currency, currency === 'EUR' ? undefined : currency],
  ];
  for (const [label, value] of rows) {
    if (!isText(value)) continue;
    canvas.text(label, MIDDLE, y + 12, { ...LABEL, size: 8.6 });
    for (const line of clipped(canvas, value, PAGE.right - MIDDLE - 90, { size: 9.4, weight: 'bold' })) {
      y += 13;
      canvas.text(line, MIDDLE + 90, y - 1, { size: 9.4, weight: 'bold' });
    }
  }
  return y;
}

/** Where the window of an envelope is. */
function buyer(sheet: Sheet, top: number): number {
  const { canvas, invoice, words } = sheet;
  const party = invoice.buyer ?? {};
  const rows: readonly Row[] = [
    { text: words.buyer, style: { ...LABEL, weight: 'bold', colour: ACCENT } },
    { text: party.name ?? '', style: NAME },
    ...named(party),
    ...addressLines(sheet.locale, party.address, invoice.seller?.address).map((text) => ({ text, style: BODY })),
    ...identifiers(sheet, party),
    { text: [party.contact?.name, party.contact?.phone, party.contact?.email].filter(isText).join(' · '), style: DETAIL },
  ];
  const [x, width] = [MIDDLE - 10, PAGE.right - MIDDLE + 10];
  const height = column(unseen(sheet), rows, x + 10, width - 20, top + 5) - top + 11;
  canvas.box(x, top, width, height, SHADE);
  canvas.box(x, top, 2, height, ACCENT);
  column(sheet, rows, x + 10, width - 20, top + 5);
  return top + height;
}

/** Delivery, payee and tax representative, when they are named. */
function others(sheet: Sheet, top: number): number {
  const { invoice, words } = sheet;
  const { delivery, payee, taxRepresentative } = invoice;
  const place: Party = { ...(delivery?.name === undefined ? {} : { name: delivery.name }), address: delivery?.address ?? {} };
  const parties: readonly (readonly [string, Party | undefined])[] = [
    [words.deliverTo, place],
    [words.payee, payee],
    [words.taxRepresentative, taxRepresentative],
  ];
  let y = top;
  for (const [label, party] of parties) {
    if (party === undefined) continue;
    const lines = addressLines(sheet.locale, party.address, invoice.seller?.address);
    if (!isText(party.name) && lines.length === 0) continue;
    const rows: readonly Row[] = [
      { text: label, style: { ...LABEL, weight: 'bold', colour: ACCENT } },
      { text: party.name ?? '', style: { ...BODY, weight: 'bold' } },
      ...lines.map((text) => ({ text, style: BODY })),
      ...identifiers(sheet, party),
    ];
    const width = MIDDLE - PAGE.left - 40;
    const height = column(unseen(sheet), rows, PAGE.left, width, 0) + 5;
    if (y + height > PAGE.bottom) {
      nextPage(sheet);
      y = sheet.y;
    }
    y = column(sheet, rows, PAGE.left, width, y + 5) + 4;
  }
  return y;
}

/** Label over value, four beside each other. */
function references(sheet: Sheet): void {
  const { canvas } = sheet;
  const cells = referenceCells(sheet).filter((cell): cell is readonly [string, string] => isText(cell[1]));
  const width = (PAGE.right - PAGE.left) / 4;
  const value: Style = { size: 8.6, colour: INK };
  for (let at = 0; at < cells.length; at += 4) {
    const row = cells.slice(at, at + 4).map(([label, text]) => [label, clipped(canvas, text, width - 10, value)] as const);
    const height = 24 + Math.max(...row.map(([, lines]) => lines.length - 1)) * LEADING;
    room(sheet, height);
    for (const [index, [label, lines]] of row.entries()) {
      const x = PAGE.left + index * width;
      canvas.text(label, x, sheet.y + 8, LABEL);
      for (const [below, line] of lines.entries()) canvas.text(line, x, sheet.y + 19 + below * LEADING, value);
    }
    sheet.y += height;
  }
  sheet.y += 6;
}

/** A credit note over a year may name hundreds: the page names so many and counts the others. */
const PRECEDING_MOST = 40;

function referenceCells({ invoice, locale, words }: Sheet): readonly (readonly [string, string | undefined])[] {
  const day = (value: string | undefined): string => dayText(value, locale);
  const { start, end } = invoice.period ?? {};
  const preceding = invoice.precedingInvoices ?? [];
  const more = preceding.length - PRECEDING_MOST;
  const objects = invoice.objects?.map(({ value }) => value).join(', ');
  return [
    [words.order, invoice.orderReference],
    [words.buyerReference, invoice.buyerReference],
    [words.contract, invoice.contractReference],
    [words.project, invoice.projectReference],
    [words.salesOrder, invoice.salesOrderReference],
    [words.despatch, invoice.despatchReference],
    [words.receipt, invoice.receiptReference],
    [words.tender, invoice.tenderReference],
    [words.object, objects],
    [words.delivered, day(invoice.delivery?.date)],
    [words.period, [day(start), day(end)].filter(isText).join(' – ')],
    ...preceding.slice(0, PRECEDING_MOST).map(({ number, issueDate }) => {
      const dated = issueDate === undefined ? '' : ` ${words.from} ${day(issueDate)}`;
      return [words.preceding, `${number ?? ''}${dated}`] as const;
    }),
    [words.preceding, more > 0 ? words.morePreceding.replace('{count}', String(more)) : undefined],
  ];
}

export function isText(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}
