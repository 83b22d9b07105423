/** BG-29, BG-31, BG-32 → CII product and prices of a line. */
import { add, type Decimal } from '../../model/decimal.ts';
import type { Classification, ItemAttribute, Line } from '../../model/line.ts';
import { attribute, each, group, leaf } from '../../xml/writer.ts';
import { decimal, identifier, quantity } from '../values.ts';
import { indicator } from './allowances.ts';

/** The binding asks for a name (CII-SR-069), in the extension too: an attribute that has only a code repeats it there. */
function characteristic({ name, value, code, measure, measureUnit }: ItemAttribute): string {
  return group('ram:ApplicableProductCharacteristic', leaf('ram:TypeCode', code)
    + leaf('ram:Description', name ?? code)
    + quantity('ram:ValueMeasure', measure, measureUnit)
    + leaf('ram:Value', value));
}

function classification({ value, scheme, schemeVersion }: Classification): string {
  const attributes = attribute('listID', scheme) + attribute('listVersionID', schemeVersion);
  return group('ram:DesignatedProductClassification', leaf('ram:ClassCode', value, attributes));
}

export function product({ item }: Line): string {
  if (item === undefined) return '';
  return group('ram:SpecifiedTradeProduct', identifier('ram:GlobalID', item.standardId)
    + leaf('ram:SellerAssignedID', item.sellerId)
    + leaf('ram:BuyerAssignedID', item.buyerId)
    + leaf('ram:Name', item.name)
    + leaf('ram:Description', item.description)
    + each(item.attributes, characteristic)
    + each(item.classifications, classification)
    + group('ram:OriginTradeCountry', leaf('ram:ID', item.originCountry)));
}

export function prices(line: Line): string {
  const base = quantity('ram:BasisQuantity', line.priceBaseQuantity, line.priceBaseUnit);
  const discount = line.priceDiscount === undefined ? '' : group('ram:AppliedTradeAllowanceCharge', indicator('false')
    + decimal('ram:ActualAmount', line.priceDiscount)
    + leaf('ram:ReasonCode', line.priceDiscountReasonCode)
    + leaf('ram:Reason', line.priceDiscountReason));
  const gross = decimal('ram:ChargeAmount', grossOf(line)) + discount;
  return group('ram:GrossPriceProductTradePrice', gross)
    + group('ram:NetPriceProductTradePrice', decimal('ram:ChargeAmount', line.price) + base);
}

/** CII has the discount only beside a gross price: without BT-148 it is the sum, which is what BT-148 means. */
function grossOf({ grossPrice, price, priceDiscount }: Line): Decimal | undefined {
  if (grossPrice !== undefined || price === undefined || priceDiscount === undefined) return grossPrice;
  return add(price, priceDiscount);
}
