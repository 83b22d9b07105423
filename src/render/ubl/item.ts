/** BG-29 to BG-32 and the French vendor of a sub-invoice → UBL cac:Item and cac:Price. */
import { subtract, type Decimal } from '../../model/decimal.ts';
import type { Classification, ItemAttribute, Line } from '../../model/line.ts';
import { attribute, each, group, leaf } from '../../xml/writer.ts';
import { identifier, quantity, type Amount } from '../values.ts';
import { partyContent } from './party.ts';
import { category } from './vat.ts';

function classification({ value, scheme, schemeVersion }: Classification): string {
  const attributes = attribute('listID', scheme) + attribute('listVersionID', schemeVersion);
  return group('cac:CommodityClassification', leaf('cbc:ItemClassificationCode', value, attributes));
}

/** UBL asks for a name: an attribute that has only a code repeats it there. */
function property({ name, value, code, measure, measureUnit }: ItemAttribute): string {
  return group('cac:AdditionalItemProperty', leaf('cbc:Name', name ?? code)
    + leaf('cbc:NameCode', code)
    + leaf('cbc:Value', value)
    + quantity('cbc:ValueQuantity', measure, measureUnit));
}

export function itemGroup({ item = {}, vat, vendor }: Line): string {
  return group('cac:Item', leaf('cbc:Description', item.description)
    + leaf('cbc:Name', item.name)
    + group('cac:BuyersItemIdentification', leaf('cbc:ID', item.buyerId))
    + group('cac:SellersItemIdentification', leaf('cbc:ID', item.sellerId))
    + group('cac:StandardItemIdentification', identifier('cbc:ID', item.standardId))
    + group('cac:OriginCountry', leaf('cbc:IdentificationCode', item.originCountry))
    + each(item.classifications, classification)
    + (vat === undefined ? '' : category('cac:ClassifiedTaxCategory', vat))
    + each(item.attributes, property)
    + (vendor === undefined ? '' : group('cac:ManufacturerParty', partyContent(vendor))));
}

export function priceGroup(line: Line, amount: Amount): string {
  const discount = discountOf(line);
  const reduced = discount === undefined ? '' : group('cac:AllowanceCharge', leaf('cbc:ChargeIndicator', 'false')
    + leaf('cbc:AllowanceChargeReasonCode', line.priceDiscountReasonCode)
    + leaf('cbc:AllowanceChargeReason', line.priceDiscountReason)
    + amount('cbc:Amount', discount)
    + amount('cbc:BaseAmount', line.grossPrice));
  return group('cac:Price', amount('cbc:PriceAmount', line.price)
    + quantity('cbc:BaseQuantity', line.priceBaseQuantity, line.priceBaseUnit)
    + reduced);
}

/** UBL has the gross price only beside a discount: without BT-147 it is the difference, which is what BT-147 means. */
function discountOf({ priceDiscount, grossPrice, price }: Line): Decimal | undefined {
  if (priceDiscount !== undefined || grossPrice === undefined || price === undefined) return priceDiscount;
  return subtract(grossPrice, price);
}
