#!/usr/bin/env node
/** The `passerelle` command: makes sure of Node 24 and the packages, then runs src/main.ts with the same arguments. */
import { launch, launchHere } from './bootstrap.mjs';

const args = process.argv.slice(2);
// what runs on and on is started with the options of the daemon; what judges a file starts at once
if (args[0] === 'validate' || args[0] === 'convert') await launchHere('src/main.ts', args);
else launch('src/main.ts', args);
