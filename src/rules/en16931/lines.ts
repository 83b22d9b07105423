/** Rules of the lines BG-25 and their items. */
import { vatCategory } from '../../model/tax.ts';
import { isFilled, rule, type Rule } from '../rule.ts';
import { lacksScheme } from './parties.ts';

export const LINE_RULES: readonly Rule[] = [
  rule({
    id: 'BR-21',
    terms: ['BT-126'],
    line: ({ id }, fault) => {
      if (!isFilled(id)) fault('id');
    },
  }),
  rule({
    id: 'BR-22',
    terms: ['BT-129'],
    line: ({ quantity }, fault) => {
      if (quantity === undefined) fault('quantity');
    },
  }),
  rule({
    id: 'BR-23',
    terms: ['BT-130'],
    line: ({ unitCode }, fault) => {
      if (unitCode === undefined) fault('unitCode');
    },
  }),
  rule({
    id: 'BR-24',
    terms: ['BT-131'],
    line: ({ net }, fault) => {
      if (net === undefined) fault('net');
    },
  }),
  rule({
    id: 'BR-25',
    terms: ['BT-153'],
    line: ({ item }, fault) => {
      if (!isFilled(item?.name)) fault('item.name');
    },
  }),
  rule({
    id: 'BR-26',
    terms: ['BT-146'],
    line: ({ price }, fault) => {
      if (price === undefined) fault('price');
    },
  }),
  rule({
    id: 'BR-27',
    terms: ['BT-146'],
    line: ({ price }, fault) => {
      // a price that is missing is not known to be right: the artefacts speak then too
      if (price === undefined || price.units < 0n) fault('price', { price });
    },
  }),
  rule({
    id: 'BR-28',
    terms: ['BT-148'],
    line: ({ grossPrice }, fault) => {
      if (grossPrice !== undefined && grossPrice.units < 0n) fault('grossPrice', { price: grossPrice });
    },
  }),
  rule({
    id: 'BR-54',
    terms: ['BT-160', 'BT-161'],
    line: ({ item }, fault) => {
      item?.attributes?.forEach(({ name, value }, index) => {
        if (name === undefined || value === undefined) fault(`item.attributes[${index}]`, { name, value });
      });
    },
  }),
  rule({
    id: 'BR-64',
    terms: ['BT-157'],
    line: ({ item }, fault, { facts }) => {
      const id = item?.standardId;
      if (id !== undefined && lacksScheme(id, facts)) fault('item.standardId.scheme', { id: id.value });
    },
  }),
  rule({
    id: 'BR-65',
    terms: ['BT-158'],
    line: ({ item }, fault) => {
      item?.classifications?.forEach(({ value, scheme }, index) => {
        if (scheme === undefined) fault(`item.classifications[${index}].scheme`, { code: value });
      });
    },
  }),
  rule({
    id: 'BR-CO-04',
    terms: ['BT-151'],
    line: ({ vat }, fault) => {
      if (vatCategory(vat) === undefined) fault('vat.category');
    },
  }),
];
