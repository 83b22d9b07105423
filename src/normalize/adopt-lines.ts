/** The lines of a bill from the pieces of the invoice, each with the story of its values; the rounding BT-114 last. */
import type { BillLine, BillNature, BillVat } from '../model/bill.ts';
import { absolute, equals, formatDecimal, isZero, negate, trim, ZERO, type Decimal } from '../model/decimal.ts';
import type { Invoice } from '../model/invoice.ts';
import type { Line } from '../model/line.ts';
import { nameOf, type BillWords } from './adopt-names.ts';
import { keyOf, type Piece } from './adopt-pieces.ts';
import { driftGuard, ownPrice, singlePrice, type Digits, type Priced } from './adopt-price.ts';
import type { TaxRow } from './adopt-taxes.ts';
import { tell, type Source, type Story } from './story.ts';

export interface LineRoom extends Digits {
  readonly flipped: boolean;
  readonly words: BillWords;
}

/** `booked`: the amount of each piece in the digits of the currency and the signs of the document. */
export function billLines(
  invoice: Invoice,
  pieces: readonly Piece[],
  booked: readonly Decimal[],
  rows: readonly TaxRow[],
  room: LineRoom,
  story: Story,
): readonly BillLine[] {
  const nets = booked.map((net) => signed(net, room));
  const admits = driftGuard(
    room.currencyDigits,
    nets.every((net) => net.units >= 0n),
  );
  const reasons = new Map(rows.map((row) => [keyOf(row), row.reasonCode]));
  const lines = pieces.map((piece, index) => {
    const net = nets[index] ?? ZERO;
    const own = piece.line === undefined ? null : ownPrice(turned(piece.line, room), net, room);
    const kept = own !== null && admits(piece.key, own.drift);
    const priced = kept ? own : singlePrice(net, room);
    const line = lineOf(invoice, piece, priced, net, kept, reasons.get(piece.key), room);
    tellLine(line, piece, `bill.lines[${index}]`, kept, room, story);
    return line;
  });
  const rounding = roundingLine(invoice, lines.length, room, story);
  return rounding === undefined ? lines : [...lines, rounding];
}

export function signed(value: Decimal, { flipped }: { readonly flipped: boolean }): Decimal {
  return flipped && !isZero(value) ? negate(value) : value;
}

/** In a document whose signs turn, the quantity turns, unless the price is what is negative. */
function turned(line: Line, { flipped }: LineRoom): Line {
  const { quantity, price } = line;
  if (!flipped || quantity === undefined || price === undefined) return line;
  return price.units < 0n && quantity.units >= 0n ? { ...line, price: negate(price) } : { ...line, quantity: negate(quantity) };
}

function lineOf(
  invoice: Invoice,
  piece: Piece,
  { quantity, price, discount, untold }: Priced,
  net: Decimal,
  kept: boolean,
  reasonOfRate: string | undefined,
  { words }: LineRoom,
): BillLine {
  const { line, source, vat } = piece;
  const reasonCode = piece.reasonCode ?? reasonOfRate;
  const nature = natureOf(invoice.businessProcess, line?.unitCode);
  const item = line?.item;
  const accountingReference = line?.buyerAccountingReference ?? invoice.buyerAccountingReference;
  const billVat: BillVat = { category: vat.category, rate: trim(vat.rate), ...(reasonCode === undefined ? {} : { reasonCode }) };
  return {
    source,
    ...(line?.id === undefined ? {} : { line: line.id }),
    name: nameOf(piece, untold, invoice.number, words),
    quantity,
    price,
    ...(discount === undefined ? {} : { discount }),
    ...(kept && line?.unitCode !== undefined ? { unitCode: line.unitCode } : {}),
    net,
    vat: billVat,
    ...(nature === undefined ? {} : { nature }),
    ...(item?.sellerId === undefined ? {} : { sellerItem: item.sellerId }),
    ...(item?.buyerId === undefined ? {} : { buyerItem: item.buyerId }),
    ...(item?.standardId === undefined ? {} : { standardItem: item.standardId.value }),
    ...(accountingReference === undefined ? {} : { accountingReference }),
  };
}

/** Time is a service; in mixed invoices the unit is all that tells (UN/ECE Recommendation 20). */
const TIME_UNITS: ReadonlySet<string> = new Set(['SEC', 'MIN', 'HUR', 'LH', 'DAY', 'WEE', 'MON', 'ANN', 'E49', 'QAN', 'SAN']);

/** BT-23 begins with B for goods, S for services, M for both in the French profiles. */
function natureOf(process: string | undefined, unitCode: string | undefined): BillNature | undefined {
  const [letter] = /^[BSM](?=\d$)/.exec(process?.trim() ?? '') ?? [];
  if (letter === 'B') return 'goods';
  if (letter === 'S') return 'services';
  return unitCode !== undefined && TIME_UNITS.has(unitCode) ? 'services' : undefined;
}

function roundingLine(invoice: Invoice, index: number, room: LineRoom, story: Story): BillLine | undefined {
  const rounding = invoice.totals?.rounding;
  if (rounding === undefined || isZero(rounding)) return undefined;
  const net = signed(rounding, room);
  const { quantity, price } = singlePrice(net, room);
  const line = { source: 'rounding', name: room.words.rounding, quantity, price, net } as const;
  const at = `bill.lines[${index}]`;
  tellAmounts(line, at, ['totals.rounding'], 'rounding of the supplier, without VAT', story);
  for (const name of ['source', 'name'] as const)
    tell(story, 'adopt', `${at}.${name}`, line[name], 'rounding of the supplier', ['totals.rounding']);
  return line;
}

function tellLine(line: BillLine, piece: Piece, at: string, kept: boolean, room: LineRoom, story: Story): void {
  const { at: from, line: own } = piece;
  const stated = {
    line: `${from}.net`,
    allowance: `${from}.amount`,
    charge: `${from}.amount`,
    rate: `${from}.base`,
    rounding: `${from}.base`,
  }[piece.source];
  const same = equals(signed(piece.net, room), line.net);
  const rest = piece.source === 'rounding';
  const how = rest
    ? 'what the lines lack of the base of their rate'
    : same
      ? 'as the supplier states it'
      : 'to the digits of the currency, the base of its rate kept';
  if (kept) {
    const write = (name: string, value: Decimal | undefined, operation: string, source: Source): void => {
      if (value !== undefined) tell(story, 'adopt', `${at}.${name}`, value, operation, [source]);
    };
    tell(story, 'adopt', `${at}.net`, line.net, how, [stated]);
    write('quantity', line.quantity, 'as the supplier states it', `${from}.quantity`);
    const ours = own?.price !== undefined && equals(absolute(own.price), absolute(line.price));
    write('price', line.price, ours ? 'as the supplier states it' : 'price ÷ its base quantity, in the digits of prices', `${from}.price`);
    write('discount', line.discount, 'the only allowance, as a percentage', `${from}.allowances`);
  } else tellAmounts(line, at, [stated], how, story);
  tellTexts(line, piece, at, story);
}

function tellAmounts(line: BillLine, at: string, from: readonly Source[], how: string, story: Story): void {
  tell(story, 'adopt', `${at}.net`, line.net, how, from);
  tell(story, 'adopt', `${at}.quantity`, line.quantity, 'the amount as a single price', from);
  tell(story, 'adopt', `${at}.price`, line.price, 'the amount as a single price', from);
}

function tellTexts(line: BillLine, { at: from, source }: Piece, at: string, story: Story): void {
  const ofRate = source === 'rate' || source === 'rounding';
  const vat = ofRate ? from : `${from}.vat`;
  const texts: readonly (readonly [string, string | undefined, string])[] = [
    ['source', line.source, from],
    ['line', line.line, `${from}.id`],
    ['name', line.name, source === 'line' ? `${from}.item` : ofRate ? from : `${from}.reason`],
    ['unitCode', line.unitCode, `${from}.unitCode`],
    ['vat.category', line.vat?.category, `${vat}.category`],
    ['vat.rate', line.vat === undefined ? undefined : formatDecimal(line.vat.rate), `${vat}.rate`],
    ['vat.reasonCode', line.vat?.reasonCode, `${vat}.reasonCode`],
    ['nature', line.nature, 'businessProcess'],
    ['sellerItem', line.sellerItem, `${from}.item.sellerId`],
    ['buyerItem', line.buyerItem, `${from}.item.buyerId`],
    ['standardItem', line.standardItem, `${from}.item.standardId`],
    ['accountingReference', line.accountingReference, `${from}.buyerAccountingReference`],
  ];
  for (const [name, value, origin] of texts) {
    if (value !== undefined) tell(story, 'adopt', `${at}.${name}`, value, 'from the invoice', [origin]);
  }
}
