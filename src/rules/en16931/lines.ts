/** Rules of the lines BG-25 and their items. */
import { isFilled, perLine, type Rule } from '../rule.ts';

export const LINE_RULES: readonly Rule[] = [
  perLine({ id: 'BR-21', terms: ['BT-126'] }, (line, at, fault) => {
    if (!isFilled(line.id)) fault(`${at}.id`);
  }),
  perLine({ id: 'BR-22', terms: ['BT-129'] }, (line, at, fault) => {
    if (line.quantity === undefined) fault(`${at}.quantity`);
  }),
  perLine({ id: 'BR-23', terms: ['BT-130'] }, (line, at, fault) => {
    if (line.unitCode === undefined) fault(`${at}.unitCode`);
  }),
  perLine({ id: 'BR-24', terms: ['BT-131'] }, (line, at, fault) => {
    if (line.net === undefined) fault(`${at}.net`);
  }),
  perLine({ id: 'BR-25', terms: ['BT-153'] }, (line, at, fault) => {
    if (!isFilled(line.item?.name)) fault(`${at}.item.name`);
  }),
  perLine({ id: 'BR-26', terms: ['BT-146'] }, (line, at, fault) => {
    if (line.price === undefined) fault(`${at}.price`);
  }),
  perLine({ id: 'BR-27', terms: ['BT-146'] }, (line, at, fault) => {
    if (line.price !== undefined && line.price.units < 0n) fault(`${at}.price`, { price: line.price });
  }),
  perLine({ id: 'BR-28', terms: ['BT-148'] }, (line, at, fault) => {
    if (line.grossPrice !== undefined && line.grossPrice.units < 0n) fault(`${at}.grossPrice`, { price: line.grossPrice });
  }),
  perLine({ id: 'BR-54', terms: ['BT-160', 'BT-161'] }, (line, at, fault) => {
    line.item?.attributes?.forEach((attribute, index) => {
      if (attribute.name === undefined || attribute.value === undefined) {
        fault(`${at}.item.attributes[${index}]`, { name: attribute.name, value: attribute.value });
      }
    });
  }),
  perLine({ id: 'BR-64', terms: ['BT-157'] }, (line, at, fault) => {
    const id = line.item?.standardId;
    if (id !== undefined && id.scheme === undefined) fault(`${at}.item.standardId.scheme`, { id: id.value });
  }),
  perLine({ id: 'BR-65', terms: ['BT-158'] }, (line, at, fault) => {
    line.item?.classifications?.forEach((code, index) => {
      if (code.scheme === undefined) fault(`${at}.item.classifications[${index}].scheme`, { code: code.value });
    });
  }),
  perLine({ id: 'BR-CO-04', terms: ['BT-151'] }, (line, at, fault) => {
    if (line.vat?.category === undefined) fault(`${at}.vat.category`);
  }),
];
