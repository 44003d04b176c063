import type { FlowRecordRollback } from '@salesforce/types/metadata';
import { link } from '../metadata.ts';
import { RollbackRequest } from '../run/rollback.ts';
import { handler } from './handler.ts';
import { stepOf } from './step.ts';

export const recordRollbacks = handler<FlowRecordRollback>({
    kind: 'recordRollbacks',
    summary: 'Undoes what an autolaunched flow has written so far',
    bulk: true,
    links: (element) => link('next', element.connector),
    declare: (element) => [{ kind: 'element', name: element.name ?? '' }],
    check: () => undefined,
    run(element, interviews) {
        for (const interview of interviews) {
            interview.proceed(
                stepOf(element, 'recordRollbacks', ['changes of the transaction undone']),
                link('next', element.connector)[0]
            );
        }
        throw new RollbackRequest();
    }
});
