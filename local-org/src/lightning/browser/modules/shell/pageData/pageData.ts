import { callApi, callOrg } from '../../../platform/http.ts';
import type { ComponentModel, PageModel } from '../../../../page/pageModel.ts';

export type { ComponentModel, PageModel };

/** One entry of the navigation bar. */
export interface NavigationItem {
    readonly key: string;
    readonly label: string;
    readonly url: string;
}

/** The app in which the user works. */
export interface AppModel {
    readonly name: string;
    readonly label: string;
    readonly items: readonly NavigationItem[];
    readonly apps: readonly { readonly name: string; readonly label: string }[];
    readonly landingUrl: string;
    readonly canSetUp: boolean;
}

/** A record with the page that shows it. */
export interface RecordPageModel {
    readonly recordId: string;
    readonly objectApiName: string;
    readonly objectLabel: string;
    readonly name: string;
    readonly page: PageModel;
}

/** A user whose view an administrator may take. */
export interface SwitchableUser {
    readonly id: string;
    readonly name: string;
    readonly isCurrent: boolean;
}

const post = (url: string, body: object): Promise<unknown> =>
    callOrg(url, { method: 'POST', body: JSON.stringify(body) });

export const loadApp = (): Promise<AppModel> => callOrg('/lightning/model/app');
export const chooseApp = (name: string): Promise<unknown> => post('/lightning/model/app', { name });
export const loadRecordPage = (id: string): Promise<RecordPageModel> => callOrg(`/lightning/model/record-page/${id}`);
export const loadTab = (name: string): Promise<{ page: PageModel }> => callOrg(`/lightning/model/tab/${name}`);
export const loadUsers = (): Promise<{ users: SwitchableUser[] }> => callOrg('/lightning/session/users');
export const switchUser = (userId: string): Promise<unknown> => post('/lightning/session/user', { userId });

/** What people call a record of an object. */
export async function labelOf(objectApiName: string): Promise<string> {
    return (await callApi<{ label: string }>(`/ui-api/object-info/${encodeURIComponent(objectApiName)}`)).label;
}

/** Symbols of the standard objects in the design system; custom objects share one. */
const icons: Readonly<Record<string, string>> = {
    Account: 'standard:account',
    Asset: 'standard:asset_object',
    Case: 'standard:case',
    Contact: 'standard:contact',
    Product2: 'standard:product',
    User: 'standard:user',
    WorkOrder: 'standard:work_order',
    WorkOrderLineItem: 'standard:work_order_item',
    MaintenancePlan: 'standard:maintenance_plan',
    Alarm__c: 'standard:incident'
};

/** The symbol of an object. */
export const iconOf = (objectApiName: string): string =>
    Object.hasOwn(icons, objectApiName) ? (icons[objectApiName] ?? 'standard:record') : 'standard:record';

/** What went wrong, for people. */
export function messageOf(error: unknown): string {
    const body = (error as { body?: { message?: string } } | undefined)?.body;
    return body?.message ?? (error instanceof Error ? error.message : String(error));
}

const inputTags = 'lightning-input, lightning-combobox, lightning-textarea, shell-form-input';

/** Whether all inputs of a form hold what they may; those that do not say so. */
export function areInputsValid(form: { querySelectorAll(tags: string): Iterable<unknown> } | null): boolean {
    const inputs = [...(form?.querySelectorAll(inputTags) ?? [])] as { reportValidity(): boolean }[];
    return inputs.filter((input) => !input.reportValidity()).length === 0;
}
