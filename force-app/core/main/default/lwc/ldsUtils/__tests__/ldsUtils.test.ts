import { isAccessError, reduceErrors } from 'c/ldsUtils';

const fetchError = (body: unknown, status = 400) => ({
    status,
    statusText: 'Bad Request',
    ok: false,
    errorType: 'fetchResponse',
    body
});

describe('reduceErrors', () => {
    it.each([
        ['nothing', undefined, []],
        ['null', null, []],
        ['a text', 'No network', ['No network']],
        ['an Error', new TypeError('x is not a function'), ['x is not a function']],
        ['a number', 7, []],
        ['a UI API read error', fetchError([{ errorCode: 'NOT_FOUND', message: 'Not found' }], 404), ['Not found']],
        ['an Apex or UI API error', fetchError({ message: 'No access' }), ['No access']],
        ['a text body', fetchError('Gateway timeout'), ['Gateway timeout']],
        ['only a status', fetchError(undefined), ['Bad Request']],
        ['an object that says nothing', {}, []],
        ['GraphQL errors', [{ message: 'Unknown field' }, { message: 'Unknown field' }], ['Unknown field']],
        ['blank messages', [{ message: ' ' }], []]
    ])('reads %s', (_name, error, expected) => {
        expect(reduceErrors(error)).toEqual(expected);
    });

    it('prefers field and page errors to the general sentence', () => {
        const body = {
            message: 'An error occurred while trying to update the record. Please try again.',
            errorCode: 'INVALID_FIELD',
            output: {
                errors: [{ message: 'Shelving needs an end', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }],
                fieldErrors: { Requested_Reason__c: [{ message: 'Reason is too long', field: 'Requested_Reason__c' }] }
            }
        };
        expect(reduceErrors(fetchError(body))).toEqual(['Shelving needs an end', 'Reason is too long']);
    });
});

describe('isAccessError', () => {
    it.each([
        [fetchError([{ errorCode: 'INSUFFICIENT_ACCESS', message: 'No' }]), true],
        [fetchError({ message: 'No' }, 403), true],
        [fetchError({ errorCode: 'NOT_FOUND', message: 'No' }, 404), false],
        ['No', false],
        [undefined, false]
    ])('judges %j', (error, expected) => {
        expect(isAccessError(error)).toBe(expected);
    });
});
