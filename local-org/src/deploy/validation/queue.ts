import type { Queue } from '@salesforce/types/metadata';
import { problemAt } from '../../metadata/index.ts';
import { unknownObject } from './fieldPath.ts';
import type { Rule } from './rule.ts';

/** The objects of a queue must exist. */
export const queueRule: Rule = (component, { schema }) => {
    const content = component.content as Queue;
    return content.queueSobject
        .filter((one) => !schema.object(one.sobjectType))
        .map((one) =>
            problemAt(
                component,
                `In field: sobjectType - ${unknownObject(schema, one.sobjectType)}`,
                one,
                'sobjectType'
            )
        );
};
