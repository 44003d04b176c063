import type { FlowActionCall } from '@salesforce/types/metadata';
import { sameName } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { OutboxMessage } from '../outbox.ts';
import { isCollection, isRecord } from '../value.ts';
import type { FlowValue } from '../value.ts';

type Parameters = Readonly<Record<string, FlowValue>>;
type Message = Pick<OutboxMessage, 'kind' | 'recipients' | 'subject' | 'body'>;

/** A standard action of the platform. */
export interface Action {
    readonly type: string;
    readonly summary: string;
    readonly inputs: readonly string[];
    readonly required: readonly string[];
    /** Parameter that the id of the triggering record fills without being asked. */
    readonly recordInput?: string;
    /** @throws FlowError when the parameters make no message. */
    message(parameters: Parameters, element: FlowActionCall): Message;
}

function text(value: FlowValue | undefined): string {
    return value === undefined || value === null || isRecord(value) || isCollection(value) ? '' : String(value);
}

function addresses(...values: readonly (FlowValue | undefined)[]): string[] {
    const all = values.flatMap((value) => (value !== undefined && isCollection(value) ? value : [value ?? null]));
    return all
        .flatMap((value) => text(value).split(','))
        .map((address) => address.trim())
        .filter((address) => address !== '');
}

function sentTo(recipients: readonly string[], what: string): readonly string[] {
    if (recipients.length === 0) throw new FlowError(`${what}: there is no recipient.`);
    return recipients;
}

/** Actions of the platform that end in the outbox. */
export const actions: readonly Action[] = [
    {
        type: 'emailSimple',
        summary: 'Send Email',
        inputs: [
            'emailAddresses',
            'emailAddressesArray',
            'emailBody',
            'emailSubject',
            'senderType',
            'senderAddress',
            'sendRichBody',
            'recipientId',
            'relatedRecordId',
            'emailTemplateId',
            'logEmailOnSend',
            'composeEmailContent',
            'ccRecipientAddressList',
            'bccRecipientAddressList',
            'ccRecipientAddressCollection',
            'bccRecipientAddressCollection',
            'addThreadingTokenToBody',
            'addThreadingTokenToSubject',
            'useLineBreaks'
        ],
        required: [],
        message: (parameters) => ({
            kind: 'email',
            recipients: sentTo(
                addresses(parameters['emailAddresses'], parameters['emailAddressesArray'], parameters['recipientId']),
                'Send Email'
            ),
            subject: text(parameters['emailSubject']),
            body: text(parameters['emailBody'])
        })
    },
    {
        type: 'emailAlert',
        summary: 'Email Alert',
        inputs: ['SObjectRowId'],
        required: ['SObjectRowId'],
        message: (parameters, element) => ({
            kind: 'emailAlert',
            recipients: [],
            subject: element.actionName ?? '',
            body: text(parameters['SObjectRowId'])
        })
    },
    {
        type: 'outboundMessage',
        summary: 'Outbound Message about the triggering record; kept in the outbox, not sent to its address',
        inputs: [],
        required: [],
        recordInput: 'SObjectRowId',
        message: (parameters, element) => ({
            kind: 'outboundMessage',
            recipients: [],
            subject: element.actionName ?? '',
            body: text(parameters['SObjectRowId'])
        })
    },
    {
        type: 'customNotificationAction',
        summary: 'Send Custom Notification',
        inputs: ['customNotifTypeId', 'recipientIds', 'title', 'body', 'targetId', 'targetPageRef', 'senderId'],
        required: ['customNotifTypeId', 'recipientIds', 'title', 'body'],
        message: (parameters) => ({
            kind: 'notification',
            recipients: sentTo(addresses(parameters['recipientIds']), 'Send Custom Notification'),
            subject: text(parameters['title']),
            body: text(parameters['body'])
        })
    },
    {
        type: 'chatterPost',
        summary: 'Post to Chatter',
        inputs: ['text', 'subjectNameOrId', 'type', 'visibility', 'communityId'],
        required: ['text', 'subjectNameOrId'],
        message: (parameters) => ({
            kind: 'post',
            recipients: sentTo(addresses(parameters['subjectNameOrId']), 'Post to Chatter'),
            subject: '',
            body: text(parameters['text'])
        })
    }
];

/** The action that an element calls, or undefined when the local org has none such. */
export function actionOf(element: FlowActionCall): Action | undefined {
    return actions.find((action) => sameName(action.type, element.actionType ?? ''));
}
