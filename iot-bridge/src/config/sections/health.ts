import { z } from 'zod';
import { key } from '../meta.ts';

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
    errorSignals: key(z.array(z.string()).default(['Error_Code']), {
        description: 'Text signals whose values are error codes of the machine.'
    }),
    language: key(z.enum(['en', 'de']).default('en'), { description: 'Language of the reasons on the Asset.' })
});

/** Settings of health. */
export type HealthConfig = z.infer<typeof healthSection>;
