import { z } from 'zod';
import { key } from '../meta.ts';

const remainingLife = z.strictObject({
    model: key(z.string().min(1), {
        example: 'TF-30',
        description: 'Product code of the machines.'
    }),
    lives: key(z.string().min(1), {
        example: '/etc/iot-bridge/tf-30-lives.csv',
        description:
            'File with machines of the model that ran to their end: CSV, also compressed by gzip (`.gz`), with a column `machine` and one for each of `signals` under its name and in its unit; one row a cycle, oldest first.'
    }),
    signals: key(z.array(z.string().min(1)).min(1).max(30), {
        example: ['Exhaust_Temperature', 'Fan_Speed'],
        description: 'Names of the signals that tell wear.'
    }),
    usage: key(z.enum(['Operating Hours', 'Cycles', 'Starts']).default('Cycles'), {
        description: 'Counter by which the age of a machine is told.'
    }),
    every: key(z.number().positive().default(1), {
        description: 'How much of `usage` one row of the file stands for.'
    })
});

/** Health of the machines: what is learned of them, and when they need care. */
export const healthSection = z.strictObject({
    judge: key(z.enum(['on', 'off']).default('on'), {
        description: 'Whether machines are judged: health score with reasons, and when maintenance is due.'
    }),
    sampleSeconds: key(z.number().min(1).default(10), {
        description: 'How often each machine is looked at.',
        unit: 's'
    }),
    bucketSeconds: key(z.number().min(1).default(60), {
        description: 'Length of the stretches whose means are judged.',
        unit: 's'
    }),
    learningSamples: key(z.int().min(5).default(240), {
        description: 'Stretches of steady running after which a signal has a usual value, and the machine a score.'
    }),
    anomalySamples: key(z.int().min(100).default(1440), {
        description: 'Stretches after which single unusual values, and unusual relations between signals, count.'
    }),
    settleSeconds: key(z.number().min(0).default(120), {
        description: 'Time after a start of the machine in which nothing is judged or learned.',
        unit: 's'
    }),
    saveSeconds: key(z.number().min(10).default(300), {
        description: 'How often what was learned is written; a kill loses what was learned since.',
        unit: 's'
    }),
    maximumSignals: key(z.int().min(0).default(5_000), {
        description:
            'Signals that are judged at most, at about 50 kB of memory each. Machines beyond that are left out, in the order of the org; `/status` tells how many.'
    }),
    remainingLife: key(z.array(remainingLife).default([]), {
        description:
            'Models whose remaining life is foretold from machines that ran to their end, beside wear and usage.'
    }),
    errorSignals: key(z.array(z.string()).default(['Error_Code']), {
        description: 'Text signals whose values are error codes of the machine.'
    }),
    language: key(z.enum(['en', 'de']).default('en'), { description: 'Language of the reasons on the Asset.' })
});

/** Settings of health. */
export type HealthConfig = z.infer<typeof healthSection>;
