/** Terms of EN 16931-1 about invoice lines: BG-25 to BG-32. */
import { termsOf, type Term, type TermRow } from './term.ts';

const LINE: readonly TermRow[] = [
  ['BG-25', 'lines[]', 'group', 'Invoice line'],
  ['BT-126', 'lines[].id', 'identifier', 'Invoice line identifier'],
  ['BT-127', 'lines[].notes[].text', 'text', 'Invoice line note'],
  ['BT-128', 'lines[].objects[]', 'identifier', 'Invoice line object identifier'],
  ['BT-128-1', 'lines[].objects[].scheme', 'code', 'Scheme of the invoice line object identifier', 'untdid-1153'],
  ['BT-129', 'lines[].quantity', 'quantity', 'Invoiced quantity'],
  ['BT-130', 'lines[].unitCode', 'code', 'Invoiced quantity unit of measure code', 'unece-rec-20'],
  ['BT-131', 'lines[].net', 'amount', 'Invoice line net amount'],
  ['BT-132', 'lines[].orderLineReference', 'identifier', 'Referenced purchase order line reference'],
  ['BT-133', 'lines[].buyerAccountingReference', 'text', 'Invoice line buyer accounting reference'],
  ['BG-26', 'lines[].period', 'group', 'Invoice line period'],
  ['BT-134', 'lines[].period.start', 'date', 'Invoice line period start date'],
  ['BT-135', 'lines[].period.end', 'date', 'Invoice line period end date'],
  ['BG-27', 'lines[].allowances[]', 'group', 'Invoice line allowances'],
  ['BT-136', 'lines[].allowances[].amount', 'amount', 'Invoice line allowance amount'],
  ['BT-137', 'lines[].allowances[].base', 'amount', 'Invoice line allowance base amount'],
  ['BT-138', 'lines[].allowances[].percent', 'percent', 'Invoice line allowance percentage'],
  ['BT-139', 'lines[].allowances[].reason', 'text', 'Invoice line allowance reason'],
  ['BT-140', 'lines[].allowances[].reasonCode', 'code', 'Invoice line allowance reason code', 'untdid-5189'],
  ['BG-28', 'lines[].charges[]', 'group', 'Invoice line charges'],
  ['BT-141', 'lines[].charges[].amount', 'amount', 'Invoice line charge amount'],
  ['BT-142', 'lines[].charges[].base', 'amount', 'Invoice line charge base amount'],
  ['BT-143', 'lines[].charges[].percent', 'percent', 'Invoice line charge percentage'],
  ['BT-144', 'lines[].charges[].reason', 'text', 'Invoice line charge reason'],
  ['BT-145', 'lines[].charges[].reasonCode', 'code', 'Invoice line charge reason code', 'untdid-7161'],
];

const PRICE: readonly TermRow[] = [
  ['BT-146', 'lines[].price', 'price', 'Item net price'],
  ['BT-147', 'lines[].priceDiscount', 'price', 'Item price discount'],
  ['BT-148', 'lines[].grossPrice', 'price', 'Item gross price'],
  ['BT-149', 'lines[].priceBaseQuantity', 'quantity', 'Item price base quantity'],
  ['BT-150', 'lines[].priceBaseUnit', 'code', 'Item price base quantity unit of measure code', 'unece-rec-20'],
  ['BG-30', 'lines[].vat', 'group', 'Line VAT information'],
  ['BT-151', 'lines[].vat.category', 'code', 'Invoiced item VAT category code', 'untdid-5305'],
  ['BT-152', 'lines[].vat.rate', 'percent', 'Invoiced item VAT rate'],
];

const ITEM: readonly TermRow[] = [
  ['BG-31', 'lines[].item', 'group', 'Item information'],
  ['BT-153', 'lines[].item.name', 'text', 'Item name'],
  ['BT-154', 'lines[].item.description', 'text', 'Item description'],
  ['BT-155', 'lines[].item.sellerId', 'identifier', "Item seller's identifier"],
  ['BT-156', 'lines[].item.buyerId', 'identifier', "Item buyer's identifier"],
  ['BT-157', 'lines[].item.standardId', 'identifier', 'Item standard identifier'],
  ['BT-157-1', 'lines[].item.standardId.scheme', 'code', 'Scheme of the item standard identifier', 'iso-6523'],
  ['BT-158', 'lines[].item.classifications[].value', 'identifier', 'Item classification identifier'],
  ['BT-158-1', 'lines[].item.classifications[].scheme', 'code', 'Scheme of the item classification identifier', 'untdid-7143'],
  ['BT-158-2', 'lines[].item.classifications[].schemeVersion', 'text', 'Scheme version of the item classification identifier'],
  ['BT-159', 'lines[].item.originCountry', 'code', 'Item country of origin', 'iso-3166-1'],
  ['BG-32', 'lines[].item.attributes[]', 'group', 'Item attributes'],
  ['BT-160', 'lines[].item.attributes[].name', 'text', 'Item attribute name'],
  ['BT-161', 'lines[].item.attributes[].value', 'text', 'Item attribute value'],
];

export const LINE_TERMS: readonly Term[] = termsOf([...LINE, ...PRICE, ...ITEM]);
