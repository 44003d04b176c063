import type { Execution, ObjectDescribe, RecordData, SaveResult } from '../platform.ts';
import type { RecordsContext } from './context.ts';
import { convertValue } from './convertValue.ts';
import { loadInput, type RecordInput } from './loadInput.ts';
import { failure, fieldErrors, RecordRefusal } from './saveError.ts';

/** Largest event message, in bytes of its payload. */
const MAX_EVENT_BYTES = 1_048_576;

/** Publishes one event; a client reads `OPERATION_ENQUEUED` with the event's uuid as success. */
export function publishEvent(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    input: RecordInput
): SaveResult {
    try {
        const payload = readPayload(context, execution, object, input);
        const uuid = context.publish(object.name, payload, execution.userId);
        return {
            id: context.sequences.nextId(object.keyPrefix),
            success: true,
            created: true,
            errors: [{ statusCode: 'OPERATION_ENQUEUED', message: uuid, fields: [] }]
        };
    } catch (error) {
        if (!(error instanceof RecordRefusal)) throw error;
        return failure([error.error]);
    }
}

function readPayload(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    input: RecordInput
): RecordData {
    const given = loadInput(context, execution, object, input, 'insert');
    const payload: RecordData = {};
    for (const field of object.fields.filter((one) => one.custom)) {
        const fallback = field.defaultFormula === null ? null : convertValue(field, field.defaultFormula);
        payload[field.name] = given[field.name] ?? fallback ?? (field.type === 'boolean' ? false : null);
    }
    const missing = object.fields.filter((field) => field.custom && !field.nillable && payload[field.name] === null);
    if (missing.length > 0) throw fieldErrors.required(missing.map((field) => field.name));
    if (Buffer.byteLength(JSON.stringify(payload)) > MAX_EVENT_BYTES)
        throw new RecordRefusal('LIMIT_EXCEEDED', 'The platform event message is larger than 1 MB.');
    return payload;
}
