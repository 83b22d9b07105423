/** UBL cac:Item and cac:Price → BG-29 to BG-32 and the French vendor of a sub-invoice. */
import type { Classification, Item, ItemAttribute, Line } from '../../model/line.ts';
import { attributeOf, childOf } from '../../xml/element.ts';
import type { Build } from '../session.ts';
import {
  addTo, amount, closeLeaf, eachInto, fixed, group, identifier, into, item, nested, quantity, table, text, type Read, type Table,
} from '../table.ts';
import { PARTY } from './party.ts';
import { CATEGORY } from './vat.ts';

type L = Build<Line>;
type It = Build<Item>;

const CLASS: Read<It> = (element, target, session) => {
  const scheme = attributeOf(element, 'listID');
  const version = attributeOf(element, 'listVersionID');
  const value: Build<Classification> = { value: element.text };
  if (scheme !== undefined) value.scheme = scheme;
  if (version !== undefined) value.schemeVersion = version;
  addTo<'classifications', Build<Classification>>(element, target, 'classifications', value, session);
  closeLeaf(element, session, 'listID', 'listVersionID');
};

/** UBL asks for a name: beside a code, a name that repeats it is none. */
const ATTRIBUTE_NAME: Read<Build<ItemAttribute>> = (element, attribute, session) => {
  const parent = session.stack.at(-1);
  if (parent !== undefined && childOf(parent, 'cbc:NameCode')?.text === element.text) closeLeaf(element, session);
  else text('name')(element, attribute, session);
};

const ATTRIBUTE = table<Build<ItemAttribute>>({
  'cbc:Name': ATTRIBUTE_NAME,
  'cbc:NameCode': text('code'),
  'cbc:Value': text('value'),
  'cbc:ValueQuantity': quantity('measure', 'measureUnit'),
});

const ITEM = table<It>({
  'cbc:Description': text('description'),
  'cbc:Name': text('name'),
  'cac:BuyersItemIdentification': into(table<It>({ 'cbc:ID': text('buyerId') })),
  'cac:SellersItemIdentification': into(table<It>({ 'cbc:ID': text('sellerId') })),
  'cac:StandardItemIdentification': into(table<It>({ 'cbc:ID': identifier('standardId') })),
  'cac:OriginCountry': into(table<It>({ 'cbc:IdentificationCode': text('originCountry') })),
  'cac:CommodityClassification': eachInto(table<It>({ 'cbc:ItemClassificationCode': CLASS })),
  'cac:AdditionalItemProperty': item('attributes', ATTRIBUTE),
});

/** cac:Item holds the line's VAT and vendor too, which belong to the line. */
export const ITEM_ROWS: Table<L> = table<L>({
  ...Object.fromEntries([...ITEM].map(([name, read]): [string, Read<L>] => [name, nested('item', read)])),
  'cac:ClassifiedTaxCategory': group('vat', CATEGORY),
  'cac:ManufacturerParty': group('vendor', PARTY),
});

export const PRICE: Table<L> = table<L>({
  'cbc:PriceAmount': amount('price'),
  'cbc:BaseQuantity': quantity('priceBaseQuantity', 'priceBaseUnit'),
  'cac:AllowanceCharge': into(table<L>({
    'cbc:ChargeIndicator': fixed('false', '0'),
    'cbc:AllowanceChargeReasonCode': text('priceDiscountReasonCode'),
    'cbc:AllowanceChargeReason': text('priceDiscountReason'),
    'cbc:Amount': amount('priceDiscount'),
    'cbc:BaseAmount': amount('grossPrice'),
  })),
});
