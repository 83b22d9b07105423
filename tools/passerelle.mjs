#!/usr/bin/env node
/** The `passerelle` command: makes sure of Node 24 and the packages, then runs src/main.ts with the same arguments. */
import { launch } from './bootstrap.mjs';

launch('src/main.ts', process.argv.slice(2));
