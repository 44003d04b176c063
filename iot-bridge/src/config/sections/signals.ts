import { z } from 'zod';
import { key } from '../meta.ts';

/** A signal definition beside those of the org, with the meaning of the fields of Signal_Definition__mdt. */
export const signalSection = z.strictObject({
    name: key(z.string().min(1).max(80), { description: 'Name of the signal.', example: 'Oil_Temperature' }),
    label: key(z.string().min(1).optional(), {
        description: 'What people read; else the name with blanks.',
        example: 'Oil temperature'
    }),
    model: key(z.string().optional(), {
        description: 'Product code it applies to; left out, every product.',
        example: 'HP-400'
    }),
    topicFilter: key(z.string().optional(), {
        description: 'Only messages of these topics.',
        example: 'plant/+/+/telemetry'
    }),
    path: key(z.string().optional(), {
        description: 'Path of the value in the message.',
        example: 'metrics.oilTemperature'
    }),
    expression: key(z.string().optional(), {
        description: 'How it is computed from other signals, also over past hours, instead of a path.',
        example: 'Voltage * Current'
    }),
    qualityPath: key(z.string().optional(), {
        description: 'Path of the quality in the message.',
        example: 'quality.oilTemperature'
    }),
    type: key(z.enum(['Number', 'Text', 'Boolean']).default('Number'), { description: 'Type of the value.' }),
    sourceUnit: key(z.string().optional(), { description: 'UCUM unit the device sends.', example: '[degF]' }),
    unit: key(z.string().optional(), {
        description: 'UCUM unit it is kept in; else that of the device.',
        example: 'Cel'
    }),
    field: key(z.string().optional(), { description: 'Field of Asset it fills.', example: 'Temperature__c' }),
    deadband: key(z.number().min(0).optional(), {
        description: 'Smaller changes are not sent, in its unit.',
        example: 0.5
    }),
    minimum: key(z.number().optional(), { description: 'Least plausible value, in its unit.', example: -40 }),
    maximum: key(z.number().optional(), { description: 'Greatest plausible value, in its unit.', example: 250 }),
    personalData: key(z.enum(['none', 'pseudonym', 'location', 'personal']).default('none'), {
        description:
            'What its values say of a person: pseudonym: replaced by a keyed hash; location: rounded; personal: kept only with consent of the device.'
    }),
    order: key(z.int().optional(), { description: 'Place in lists.', example: 10 })
});

/** A local signal definition. */
export type SignalConfig = z.infer<typeof signalSection>;
