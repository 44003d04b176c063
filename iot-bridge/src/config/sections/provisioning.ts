import { z } from 'zod';
import { topicFilterProblem } from '../../pipeline/index.ts';
import { key } from '../meta.ts';

const filter = z.string().superRefine((text, context) => {
    const problem = topicFilterProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: `not a topic filter: ${problem}` });
});

const pattern = z.string().superRefine((text, context) => {
    try {
        new RegExp(text);
    } catch {
        context.addIssue({ code: 'custom', message: 'not a regular expression' });
    }
});

const rule = z.strictObject({
    filter: key(filter, {
        description: 'Topics whose devices get an Asset; the first rule that matches is used.',
        example: 'plant/nw/+/telemetry'
    }),
    parentDevice: key(z.string().min(1).max(80), {
        description:
            'Device_Id__c of the Asset below which the new one is put; its account becomes that of the new one.',
        example: 'nw-gateway-01'
    }),
    model: key(z.string().min(1), {
        description: 'ProductCode of an active product: which signals and alarms the new Asset has.',
        example: 'EM-75'
    }),
    name: key(z.string().min(1).default('{device}'), {
        description: 'Name of the Asset; `{device}` and `{1}`, `{2}` … insert device and topic levels.'
    }),
    status: key(z.string().min(1).default('Shipped'), {
        description: 'Status of the Asset, by which an admin finds what is still a draft.'
    }),
    devices: key(pattern.default('[A-Za-z0-9][A-Za-z0-9._:-]*'), {
        description: 'Regular expression that the whole device id must match.'
    }),
    identity: key(z.enum(['topic', 'message']).default('topic'), {
        description:
            'topic: only devices that the topic names, so that the access rules of the broker say who may be which device; message: also devices that only the message names, for topics that nobody but a platform can publish to.'
    })
});

/** Creating Assets for unknown devices. */
export const provisioningSection = z.strictObject({
    rules: key(z.array(rule).default([]), {
        description: 'Which unknown devices get an Asset. Without a rule none does: an admin decides about each.'
    }),
    perHour: key(z.int().min(1).default(20), { description: 'Assets created in an hour at most.' }),
    total: key(z.int().min(1).default(500), {
        description:
            'Assets the user of the bridge may have created in all. The org is asked, so a restart changes nothing.'
    })
});

/** Settings of provisioning. */
export type ProvisioningConfig = z.infer<typeof provisioningSection>;
/** One rule. */
export type ProvisioningRule = z.infer<typeof rule>;
