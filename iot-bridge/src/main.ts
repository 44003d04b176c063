#!/usr/bin/env node
import { program } from './cli/program.ts';

// A reader such as `head` may leave before everything is printed.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

await program().parseAsync();
