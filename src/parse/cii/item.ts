/** CII product and prices of a line → BG-29, BG-31, BG-32. */
import type { Classification, Item, ItemAttribute, Line } from '../../model/line.ts';
import { attributeOf, childOf } from '../../xml/element.ts';
import { unreadElement, type Build } from '../session.ts';
import {
  addTo, amount, closeLeaf, eachInto, fixed, identifier, into, item, quantity, table, text, type Read, type Table,
} from '../table.ts';

type It = Build<Item>;
type L = Build<Line>;

const CLASS: Read<It> = (element, target, session) => {
  const scheme = attributeOf(element, 'listID');
  const version = attributeOf(element, 'listVersionID');
  const value: Build<Classification> = { value: element.text };
  if (scheme !== undefined) value.scheme = scheme;
  if (version !== undefined) value.schemeVersion = version;
  addTo<'classifications', Build<Classification>>(element, target, 'classifications', value, session);
  closeLeaf(element, session, 'listID', 'listVersionID');
};

/** The binding asks for a name: beside a code, a name that repeats it is none. */
const ATTRIBUTE_NAME: Read<Build<ItemAttribute>> = (element, attribute, session) => {
  const parent = session.stack.at(-1);
  if (parent !== undefined && childOf(parent, 'ram:TypeCode')?.text === element.text) closeLeaf(element, session);
  else text('name')(element, attribute, session);
};

export const PRODUCT: Table<It> = table<It>({
  'ram:GlobalID': identifier('standardId'),
  'ram:SellerAssignedID': text('sellerId'),
  'ram:BuyerAssignedID': text('buyerId'),
  'ram:Name': text('name'),
  'ram:Description': text('description'),
  'ram:ApplicableProductCharacteristic': item('attributes', table<Build<ItemAttribute>>({
    'ram:TypeCode': text('code'),
    'ram:Description': ATTRIBUTE_NAME,
    'ram:ValueMeasure': quantity('measure', 'measureUnit'),
    'ram:Value': text('value'),
  })),
  'ram:DesignatedProductClassification': eachInto(table<It>({ 'ram:ClassCode': CLASS })),
  'ram:OriginTradeCountry': into(table<It>({ 'ram:ID': text('originCountry') })),
});

/** The base quantity is a term of the net price; the gross price may repeat it. */
const GROSS_BASE: Read<L> = (element, _line, session) => {
  const agreement = session.stack.at(-2);
  const net = agreement === undefined ? undefined : childOf(agreement, 'ram:NetPriceProductTradePrice');
  const base = net === undefined ? undefined : childOf(net, 'ram:BasisQuantity');
  const same = base?.text.trim() === element.text.trim() && attributeOf(base, 'unitCode') === attributeOf(element, 'unitCode');
  if (same) closeLeaf(element, session, 'unitCode');
  else unreadElement(session, element);
};

const DISCOUNT = into(table<L>({
  'ram:ChargeIndicator': into(table<L>({ 'udt:Indicator': fixed('false', '0') })),
  'ram:ActualAmount': amount('priceDiscount'),
  'ram:ReasonCode': text('priceDiscountReasonCode'),
  'ram:Reason': text('priceDiscountReason'),
}));

/** The prices in ram:SpecifiedLineTradeAgreement. */
export const PRICE_ROWS: Readonly<Record<string, Read<L>>> = {
  'ram:GrossPriceProductTradePrice': into(table<L>({
    'ram:ChargeAmount': amount('grossPrice'),
    'ram:BasisQuantity': GROSS_BASE,
    'ram:AppliedTradeAllowanceCharge': DISCOUNT,
  })),
  'ram:NetPriceProductTradePrice': into(table<L>({
    'ram:ChargeAmount': amount('price'),
    'ram:BasisQuantity': quantity('priceBaseQuantity', 'priceBaseUnit'),
  })),
};
