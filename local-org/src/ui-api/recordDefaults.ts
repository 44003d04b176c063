import { refusals } from '../errors.ts';
import type { Caller } from './caller.ts';
import { objectInfo } from './objectInfo.ts';
import { masterRecordTypeId } from './recordRepresentation.ts';

/** "Record Defaults" of the User Interface API: which fields a new record has, and their preset values. */
export function recordDefaults(caller: Caller, objectName: string): object {
    const object = caller.org.schema.object(objectName);
    if (!object) throw refusals.noObject(objectName);
    const info = objectInfo(caller, object.name);
    const fields = object.fields
        .filter((field) => field.createable)
        .map((field): [string, object] => {
            const preset = field.picklistValues.find(({ isDefault, active }) => isDefault && active);
            const value = field.type === 'boolean' ? field.defaultFormula === 'true' : (preset?.value ?? null);
            return [field.name, { displayValue: preset?.label ?? null, value }];
        });
    return {
        objectInfos: { [object.name]: info },
        record: {
            apiName: object.name,
            fields: Object.fromEntries<object>(fields),
            id: null,
            recordTypeId: masterRecordTypeId
        }
    };
}
