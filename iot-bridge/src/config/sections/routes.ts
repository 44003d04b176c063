import { z } from 'zod';
import { key } from '../meta.ts';
import { decoderNames } from '../../decode/names.ts';
import { topicFilterProblem } from '../../pipeline/index.ts';

const filter = z.string().superRefine((text, context) => {
    const problem = topicFilterProblem(text);
    if (problem) context.addIssue({ code: 'custom', message: `not a topic filter: ${problem}` });
});

/** How the messages of some topics are read. */
export const routeSection = z.strictObject({
    filter: key(filter, {
        description: 'Topic filter with + and #. The first route that matches is used.',
        example: 'plant/+/+/telemetry'
    }),
    use: key(z.enum(['telemetry', 'status', 'command-result']).default('telemetry'), {
        description:
            'telemetry: values of signals; status: a payload that says whether the device is there; command-result: JSON `{key, state, text}` by which a machine answers a command, with the key of the command and the state accepted, done or failed.'
    }),
    format: key(z.enum(decoderNames).default('json'), { description: 'Format of the payload.' }),
    deviceLevel: key(z.int().min(1).optional(), {
        description: 'Level of the topic, from 1, that is the Device_Id__c.',
        example: 3
    }),
    devicePath: key(z.string().optional(), {
        description: 'Path in the message that is the Device_Id__c. With deviceLevel both must name the same device.',
        example: 'device.id'
    }),
    devicePrefix: key(z.string().default(''), { description: 'Text put before the identity found.' }),
    timestampPath: key(z.string().default('timestamp'), { description: 'Path of the source time.' }),
    timestampUnit: key(z.enum(['s', 'ms', 'us', 'ns']).default('ms'), {
        description: 'Unit of numeric source times. Texts are read as ISO 8601, without offset as UTC.'
    }),
    missingTimestamp: key(z.enum(['use-reception', 'reject']).default('use-reception'), {
        description: 'What happens to a message without source time.'
    }),
    sequencePath: key(z.string().default('sequence'), {
        description: 'Path of a number or id that differs between messages; it separates repeats from equal values.'
    }),
    presence: key(z.enum(['full', 'partial']).default('full'), {
        description:
            'full: every signal is expected in every message, a missing one is counted; partial: only changes are sent.'
    }),
    online: key(z.array(z.string()).default(['online', '1', 'true', 'ONLINE']), {
        description: 'Payloads of a status topic that mean: the device is there.'
    }),
    offline: key(z.array(z.string()).default(['offline', '0', 'false', 'OFFLINE']), {
        description: 'Payloads of a status topic that mean: the device is gone.'
    }),
    commandTopic: key(z.string().optional(), {
        description:
            'Topic for commands to a device of this route; `{device}` and `{1}`, `{2}` … insert device and topic levels.',
        example: 'plant/{2}/{device}/command'
    }),
    acknowledgeTopic: key(z.string().optional(), {
        description:
            'Topic on which a device of this route is told that a person has acknowledged its alarm; placeholders as in `commandTopic`.',
        example: 'plant/{2}/{device}/acknowledge'
    }),
    acknowledgePayload: key(z.string().default('{"alarm":"{alarm}","episode":"{episode}","by":"{by}","at":"{at}"}'), {
        description:
            'What is published there. `{alarm}` inserts the alarm definition, `{episode}` its key, `{by}` the user id, `{at}` the time, `{device}` the device; each is escaped as in a JSON text.'
    })
});

/** Settings of one route. */
export type RouteConfig = z.infer<typeof routeSection>;
